/** Cells that a form merges down the side of its records (a township over its villages), merged anew for new records. */
import type { MergedRange } from '../sheet.ts';
import type { CellWrite, RowSpan } from './fill.ts';
import { replaceValue } from './parts/edit-part.ts';
import { SheetIndex } from './sheet-index.ts';
import type { TemplateSheet } from './template.ts';
import type { WorkbookEdit } from './workbook-edit.ts';
import { attributeOf, qualified } from './xml/element-tree.ts';
import { readRanges, writeRange } from './xml/range-text.ts';
import { Splices } from './xml/splices.ts';

/**
 * In the rows, where a value is written into a cell that is merged with the one above: dissolves what is merged down that
 * column, and merges the cells that are given the same text one below the other.
 * @returns what is left to write: of merged cells the first
 */
export function regroupCells(
  edit: WorkbookEdit,
  sheet: TemplateSheet,
  rows: RowSpan,
  cells: readonly CellWrite[],
): readonly CellWrite[] {
  const bytes = edit.read(sheet.part);
  // Nearly no form merges anything there: finding one's way in a long sheet would be done twice for nothing.
  if (!bytes.includes('mergeCell')) return cells;
  const index = new SheetIndex(bytes, sheet.part);
  const list = index.element('mergeCells');
  if (list === undefined) return cells;
  const items = list.children.flatMap((element) => {
    const range = readRanges(attributeOf(element, 'ref')?.value ?? '', sheet.part)[0];
    return range === undefined ? [] : [{ element, range }];
  });
  const down = items.filter(({ range }) => isDownTheSide(range, rows));
  const written = cells.filter(({ value }) => value.kind !== 'blank');
  const columns = new Set(
    down.flatMap(({ range }) => (written.some((cell) => isCovered(cell, range)) ? [range.firstColumn] : [])),
  );
  const dissolved = down.filter(({ range }) => columns.has(range.firstColumn));
  if (dissolved.length === 0) return cells;
  const merged = [...columns].flatMap((column) => runsOf(column, rows, cells));
  const splices = new Splices();
  const kept = items.length - dissolved.length + merged.length;
  if (kept === 0) splices.remove(list.start, list.end);
  else {
    for (const { element } of dissolved) splices.remove(element.start, element.end);
    const name = qualified(list.prefix, 'mergeCell');
    const added = merged.map((range) => `<${name} ref="${writeRange(range)}"/>`).join('');
    if (added !== '') splices.insert(list.closeStart, added);
    replaceValue(splices, attributeOf(list, 'count'), String(kept));
  }
  edit.write(sheet.part, splices.applyTo(bytes));
  return cells.map((cell) =>
    merged.some((range) => isCovered(cell, range)) ? { ...cell, value: { kind: 'blank' } } : cell,
  );
}

function isDownTheSide(range: MergedRange, { first, last }: RowSpan): boolean {
  const { firstRow, lastRow, firstColumn, lastColumn } = range;
  return firstColumn === lastColumn && firstRow < lastRow && firstRow >= first && lastRow <= last;
}

/** Two and more of the same text below each other. */
function runsOf(column: number, { first, last }: RowSpan, cells: readonly CellWrite[]): MergedRange[] {
  const texts = new Map(
    cells.flatMap((cell) =>
      cell.column === column && cell.value.kind === 'text' ? [[cell.row, cell.value.text] as const] : [],
    ),
  );
  const runs: MergedRange[] = [];
  let start = first;
  for (let row = first + 1; row <= last + 1; row += 1) {
    if (texts.has(start) && texts.get(row) === texts.get(start)) continue;
    if (row - start > 1 && texts.has(start)) {
      runs.push({ firstRow: start, lastRow: row - 1, firstColumn: column, lastColumn: column });
    }
    start = row;
  }
  return runs;
}

function isCovered({ row, column }: CellWrite, range: MergedRange): boolean {
  return column === range.firstColumn && row > range.firstRow && row <= range.lastRow;
}
