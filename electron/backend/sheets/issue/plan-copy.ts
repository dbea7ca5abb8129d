/** What a unit's copy is: the form filled with who and when, its own rows, room for more, rules and locks. */
import { planFill } from '../../../../shared/form/plan-fill.ts';
import type { FormDefinition } from '../../../../shared/model/form.ts';
import { describeProblem, type Problem } from '../../../../shared/model/problem.ts';
import type { Row } from '../../../../shared/model/row.ts';
import type { CellRange, CellWrite, SheetFill, WorkbookFill } from '../refill/fill.ts';
import { placeChoices } from './choice-cells.ts';
import { type CopyRows, copyRows, inputCells, unlockedRanges } from './input-cells.ts';
import { planRules } from './input-rules.ts';
import { writeIssueMark } from './issue-mark.ts';
import type { IssueRequest, IssueUnit } from './issue-request.ts';

export type CopySheets = {
  /** What the hidden sheet for long lists is called: as no sheet of the form. */
  readonly listSheet: string;
  /** Whether the form itself says what is allowed in a range, as the form is numbered. */
  readonly hasRule: (range: CellRange) => boolean;
  /** The form has its numbers printed in rows that nobody has filled. */
  readonly numbersBlankRows: boolean;
};

export type PlannedCopy = { readonly fill: WorkbookFill; readonly problems: readonly Problem[] };

export function planCopy(
  { form, table, period, mark, spareRows, locks }: Omit<IssueRequest, 'template' | 'units' | 'fileName'>,
  unit: IssueUnit,
  { listSheet, hasRule, numbersBlankRows }: CopySheets,
): PlannedCopy {
  const room = roomFor(form, unit.rows.length, spareRows);
  const blanks = form.layout === 'list' ? blankRows(room - unit.rows.length) : [];
  const plan = planFill(form, table, [...unit.rows, ...blanks], {
    unit: unit.name,
    period,
    groups: form.layout === 'grouped' ? [unit.name] : [],
  });
  const rows = copyRows(form, room);
  const cells = plan.cells.flatMap((cell) => leftBlank(form, rows, unit, cell, numbersBlankRows));
  const inputs = inputCells(form, rows);
  const rules = planRules(inputs, table, unit, (range) => hasRule(inForm(form, range)));
  const { choices, rows: lists } = placeChoices(rules.choices, listSheet);
  const sheet: SheetFill = {
    sheet: form.sheet,
    insertions: plan.insertions,
    ...(plan.regroups === undefined ? {} : { regroups: plan.regroups }),
    cells,
    growsRows: true,
    choices,
    checks: rules.checks,
    textCells: rules.texts,
    ...(locks
      ? { protection: { unlocked: unlockedRanges(form, rows), rowsMayCome: form.layout === 'list' } }
      : {}),
  };
  return {
    fill: {
      sheets: [sheet],
      added: lists.length === 0 ? [] : [{ name: listSheet, state: 'veryHidden', rows: lists }],
      properties: writeIssueMark({ ...mark, unit: unit.name }),
    },
    problems: describeLeftOut(unit, plan.leftOut),
  };
}

/** How many records the copy has room for. */
function roomFor({ layout, body }: FormDefinition, count: number, spareRows: number): number {
  switch (layout) {
    case 'fixed':
    case 'grouped':
      return 1;
    case 'list':
      return Math.max(body.lastRow - body.firstRow + 1, count + spareRows);
  }
}

function blankRows(count: number): Row[] {
  return Array.from({ length: Math.max(0, count) }, (_, index) => ({
    id: `blank${index}`,
    position: '',
    unit: null,
    round: null,
    values: {},
    source: null,
  }));
}

/** Rows that nobody has filled yet get serial numbers only where the form has them, and a blank copy no totals but those of formulas. */
function leftBlank(
  form: FormDefinition,
  rows: CopyRows,
  unit: IssueUnit,
  cell: CellWrite,
  numbersBlankRows: boolean,
): CellWrite[] {
  const { row, value } = cell;
  if (value.kind === 'result' || value.kind === 'blank' || form.layout === 'fixed') return [cell];
  const isBlankRow = form.layout === 'list' && row >= rows.first + unit.rows.length && row <= rows.last;
  const isEmptyTotal =
    unit.rows.length === 0 && form.totals.some((total) => rows.rowAfter(total.row) === row);
  if (!isBlankRow && !isEmptyTotal) return [cell];
  if (isBlankRow && numbersBlankRows) return [cell];
  return form.prefilled || isEmptyTotal ? [{ ...cell, value: { kind: 'blank' } }] : [];
}

/** Rows that come in repeat the pattern row: what holds there holds for them. */
function inForm({ body, patternRow, layout }: FormDefinition, range: CellRange): CellRange {
  if (layout === 'fixed') return range;
  return {
    ...range,
    firstRow: patternRow,
    lastRow: Math.max(patternRow, Math.min(range.lastRow, body.lastRow)),
  };
}

function describeLeftOut({ name, fileName }: IssueUnit, leftOut: readonly Row[]): Problem[] {
  if (leftOut.length === 0) return [];
  const message = `${name}有 ${leftOut.length} 条记录在表样里没有位置，没有填进“${fileName}”。请在台账中补全分组和类别，或改用逐行表。`;
  return [describeProblem({ code: 'rows_left_out', severity: 'explain', message })];
}
