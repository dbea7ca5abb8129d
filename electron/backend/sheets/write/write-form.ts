/** A table in its own form: the form's file with the rows filled in, as `fill` and 下发 do it. */
import { bindForm } from '../../../../shared/form/bind-form.ts';
import { planFill } from '../../../../shared/form/plan-fill.ts';
import type { PlannedCell } from '../../../../shared/form/plan-lines.ts';
import { sumRows } from '../../../../shared/form/sum-rows.ts';
import { HuibiaoError } from '../../../../shared/model/failure.ts';
import type { FormDefinition } from '../../../../shared/model/form.ts';
import type { TableDefinition } from '../../../../shared/model/table.ts';
import { learnForm } from '../learn/learn-form.ts';
import { loadSheets } from '../read/load-file.ts';
import { isAnnexLabel, isTitleLike } from '../read/titles.ts';
import { refillWorkbook } from '../refill/refill.ts';
import { filledColumns, textAt } from '../sheet.ts';
import type { TableForm, WriteRequest, WrittenTable } from '../sheet-tools.ts';

/**
 * Fills a form, with as many lines as there are records. A 名单表 has a line for every group, and no blank one.
 * Several returns of a 固定表 are added up cell by cell.
 * @throws HuibiaoError `form_unfillable` when the form cannot be filled or has no header of this table, `too_large`
 *   for a text too long (the message names the cell)
 */
export function writeForm(
  { definition, rows, groups }: Omit<WriteRequest, 'form'>,
  form: TableForm,
): WrittenTable {
  const bound = bindTable(form, definition);
  const summed = bound.layout === 'fixed' ? sumRows(definition, bound, rows) : { rows, problems: [] };
  const { leftOut: _, ...plan } = planFill(bound, definition, summed.rows, {
    groups,
    spareRows: bound.layout === 'grouped' ? 'go' : 'stay',
  });
  const titles = form.definition === null ? planTitles(form, bound, definition) : [];
  const fill = { ...plan, cells: [...titles, ...plan.cells], growsRows: true };
  return { bytes: refillWorkbook(form.bytes, { sheets: [fill] }).bytes, problems: summed.problems };
}

/** What was learnt of the form; learnt now where an older workbook kept nothing. */
function bindTable(
  { bytes, fileName, layout, definition }: TableForm,
  table: TableDefinition,
): FormDefinition {
  if (definition !== null) return definition;
  const { proposals } = learnForm({ bytes, fileName, sheet: null, header: null, layout });
  const bound = proposals.map(({ form }) => bindForm(form, table).form).find((form) => fits(form, table));
  if (bound !== undefined) return bound;
  throw new HuibiaoError(
    'form_unfillable',
    `表样里没有“${table.title}”的表头，不能按表样导出。请换一个表样。`,
    { table: table.key },
  );
}

function fits({ layout, columns, figures }: FormDefinition, { grouped }: TableDefinition): boolean {
  if (layout === 'fixed') return figures.some(({ key }) => key !== null);
  const fields = columns.flatMap(({ field }) => (field === null ? [] : [field]));
  return layout === 'grouped' && grouped !== null
    ? fields.some((field) => field.kind === 'choice') &&
        fields.some((field) => field.kind === 'column' && field.key === grouped.groupColumn)
    : fields.some((field) => field.kind === 'column');
}

/** A form that nobody circulated says on top what its table is called. */
function planTitles(
  { bytes, fileName }: TableForm,
  form: FormDefinition,
  { annexLabel, documentTitle }: TableDefinition,
): PlannedCell[] {
  const sheet = loadSheets(bytes, fileName).find(({ name }) => name === form.sheet);
  if (sheet === undefined) return [];
  const cells: PlannedCell[] = [];
  let titled = false;
  for (let row = 0; row < form.header.firstRow; row += 1) {
    for (const column of filledColumns(sheet, row)) {
      const text = textAt(sheet, row, column);
      const isLabel = isAnnexLabel(text);
      if (!isLabel && (titled || !isTitleLike(text))) continue;
      if (!isLabel) titled = true;
      const wanted = isLabel ? annexLabel : documentTitle;
      if (wanted !== null && wanted !== text) {
        cells.push({ row, column, value: { kind: 'text', text: wanted } });
      }
    }
  }
  return cells;
}
