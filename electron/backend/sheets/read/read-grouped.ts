/** 附件样式: one line a group, names joined in a cell for each choice, a 合计 line below. */
import type { CellValue } from '../../../../shared/model/cell-value.ts';
import { findColumn, type TableDefinition } from '../../../../shared/model/table.ts';
import { cellAt, cellName, filledColumns, type Sheet, textAt } from '../sheet.ts';
import { readCellValue } from './cell-value.ts';
import {
  type Findings,
  incomingRow,
  type Place,
  reportInto,
  reportTextBelow,
  reportUnknownColumns,
  shorten,
} from './findings.ts';
import { fieldsOf, type GroupedContext } from './grouped-context.ts';
import { readGroup, readNames, reportUnread } from './grouped-names.ts';
import { checkTotals, isTotalRow } from './grouped-totals.ts';
import type { GroupedField, GroupedHeader } from './layout.ts';
import { findNearestName } from './nearest-name.ts';
import { isNoteLine, normalizeTitle } from './titles.ts';

/** Lines → one row for each name, in reading order. Nothing that a line holds is left out without a finding. */
export function readGrouped(
  sheet: Sheet,
  header: GroupedHeader,
  definition: TableDefinition,
  groups: readonly string[],
): Findings {
  const findings: Findings = { rows: [], groups: new Set(), problems: [] };
  const report = reportInto(findings, sheet);
  const context = { sheet, header, definition, groups, findings, report };
  reportMissingColumns(context);
  const counted = new Map<string, number>();
  const firstLines = new Map<string, string>();
  const firstNames = new Map<string, string>();
  const dataRows: number[] = [];
  let row = header.dataRow;
  for (; row < sheet.rows.length; row += 1) {
    const filled = filledColumns(sheet, row);
    if (filled.length === 0 || isRepeatedHeader(context, row)) continue;
    if (isTotalRow(context, row)) break;
    const first = filled[0] ?? 0;
    if (isNoteLine(textAt(sheet, row, first))) {
      report(
        { row, column: first },
        {
          code: 'text_outside_table',
          severity: 'note',
          message: `“${shorten(textAt(sheet, row, first))}”是说明，不是记录，没有读入。`,
        },
      );
      continue;
    }
    dataRows.push(row);
    readLine(context, row, counted, firstLines, firstNames);
  }
  reportUnknownColumns(sheet, dataRows, (column) => unknownTitle(header.fields.get(column)), report);
  if (row < sheet.rows.length) {
    checkTotals(context, row, counted);
    reportTextBelow(sheet, row + 1, report);
  }
  return findings;
}

function readLine(
  context: GroupedContext,
  row: number,
  counted: Map<string, number>,
  firstLines: Map<string, string>,
  firstNames: Map<string, string>,
): void {
  const { header, findings, report, definition } = context;
  const { layout } = header;
  const group = readGroup(context, row);
  const names = fieldsOf(header, 'choice').flatMap(([column, { choice }]) =>
    readNames(context, { row, column }, choice),
  );
  const lineValues = fieldsOf(header, 'line').map(([column, field]) => {
    const value = readCellValue(field.column, cellAt(context.sheet, row, column));
    reportUnread(report, value, { row, column }, field.column.key);
    return [field.column.key, value, { row, column }] as const;
  });

  for (const { choice } of names) counted.set(choice, (counted.get(choice) ?? 0) + 1);
  if (group.value === null && names.length > 0) {
    const title = findColumn(definition, layout.groupColumn)?.title ?? layout.groupColumn;
    report(
      group.place,
      {
        code: 'missing_unit',
        severity: 'must',
        message: `第${row + 1}行有${names.length}个名称，没有写${title}。请补上${title}。`,
      },
      layout.groupColumn,
    );
  }
  if (typeof group.value === 'string') findings.groups.add(group.value);
  if (typeof group.value === 'string')
    checkGroup(context, group.value, group.place, firstLines, group.inherited);
  if (names.length === 0) {
    for (const [key, value, place] of lineValues) {
      if (value === null) continue;
      report(
        place,
        {
          code: 'note_without_names',
          severity: 'explain',
          message: `这一行没有村名，“${shorten(textAt(context.sheet, place.row, place.column))}”无处可记，没有读入。请先填村名。`,
        },
        key,
      );
    }
  }
  for (const { choice, value, place } of names) {
    if (typeof value === 'string') checkRepeated(context, group.value, value, place, firstNames);
    const choicePlace = { row: header.headerRow, column: place.column };
    findings.rows.push(
      incomingRow([
        [layout.groupColumn, group.value, group.place],
        [layout.choiceColumn, choice, choicePlace],
        [layout.nameColumn, value, place],
        ...lineValues,
      ]),
    );
  }
}

function checkGroup(
  { groups, header, report }: GroupedContext,
  group: string,
  place: Place,
  firstLines: Map<string, string>,
  inherited: boolean,
): void {
  const first = firstLines.get(group);
  const here = cellName(place.row, place.column);
  if (first !== undefined && !inherited) {
    report(
      place,
      {
        code: 'repeated_unit',
        severity: 'explain',
        message: `“${group}”已经在${first}写过一行，两行都读入。请核对是否重复，或是否写错了名称。`,
      },
      header.layout.groupColumn,
    );
  }
  if (first === undefined) firstLines.set(group, here);
  if (groups.length === 0 || groups.includes(group) || first !== undefined) return;
  const nearest = findNearestName(group, groups);
  report(
    place,
    {
      code: 'unknown_unit',
      severity: 'explain',
      message:
        nearest === null
          ? `“${group}”不在填报单位中，已按原样读入。请核对名称。`
          : `“${group}”不在填报单位中，已按原样读入。是否应为“${nearest}”？请核对。`,
    },
    header.layout.groupColumn,
  );
}

function checkRepeated(
  { header, report }: GroupedContext,
  group: CellValue,
  name: string,
  place: Place,
  firstNames: Map<string, string>,
): void {
  const key = JSON.stringify([group, name]);
  const first = firstNames.get(key);
  if (first === undefined) {
    firstNames.set(key, cellName(place.row, place.column));
    return;
  }
  report(
    place,
    {
      code: 'repeated_name',
      severity: 'explain',
      message: `“${name}”在${typeof group === 'string' ? group : '这里'}重复出现，前一处在${first}，都已读入。请核对后删去多余的。`,
    },
    header.layout.nameColumn,
  );
}

/** A printed table repeats its header on every page; copies of that are no lines. */
function isRepeatedHeader({ sheet, header }: GroupedContext, row: number): boolean {
  const columns = [...fieldsOf(header, 'group'), ...fieldsOf(header, 'choice')].map(([column]) => column);
  const same = (column: number) => {
    const text = normalizeTitle(textAt(sheet, row, column));
    return text !== '' && text === normalizeTitle(textAt(sheet, header.headerRow, column));
  };
  return columns.every(same);
}

function reportMissingColumns({ header, definition, report }: GroupedContext): void {
  const found = fieldsOf(header, 'choice').map(([, { choice }]) => choice);
  const choices = findColumn(definition, header.layout.choiceColumn)?.choices ?? [];
  const missing = choices.filter((choice) => !found.includes(choice));
  const [column] = [...header.fields.keys()];
  for (const choice of missing) {
    report(
      { row: header.headerRow, column: column ?? 0 },
      {
        code: 'missing_column',
        severity: 'explain',
        message: `表头没有“${choice}”这一栏，读作没有${choice}。如果是漏了，请补上再导入。`,
      },
    );
  }
}

function unknownTitle(field: GroupedField | undefined): string | 'known' | null {
  if (field === undefined) return null;
  return field.kind === 'unknown' ? field.title : 'known';
}
