/** Cells that are pointed out (退回): a tint, and a comment that says why. */
import type { CellMark } from './fill.ts';
import { addComments } from './parts/add-comments.ts';
import type { DerivedStyles } from './parts/derived-styles.ts';
import { restyleCells } from './restyle-cells.ts';
import { SheetIndex } from './sheet-index.ts';
import type { TemplateSheet } from './template.ts';
import type { WorkbookEdit } from './workbook-edit.ts';
import { Splices } from './xml/splices.ts';

export function markCells(
  edit: WorkbookEdit,
  sheet: TemplateSheet,
  marks: readonly CellMark[],
  styles: DerivedStyles,
): void {
  const colors = new Map(
    marks.flatMap(({ row, column, color }) => (color === undefined ? [] : [[keyOf(row, column), color]])),
  );
  if (colors.size > 0) {
    const index = new SheetIndex(edit.read(sheet.part), sheet.part);
    const splices = new Splices();
    const ranges = marks
      .filter(({ color }) => color !== undefined)
      .map(({ row, column }) => ({ firstRow: row, lastRow: row, firstColumn: column, lastColumn: column }));
    restyleCells(
      index,
      ranges,
      (style, row, column) => {
        const color = colors.get(keyOf(row, column));
        return color === undefined ? style : styles.derive(style, { color });
      },
      splices,
    );
    edit.write(sheet.part, splices.applyTo(index.bytes));
  }
  const comments = marks.flatMap(({ row, column, comment }) =>
    comment === undefined ? [] : [{ row, column, ...comment }],
  );
  if (comments.length > 0) addComments(edit, sheet, comments);
}

function keyOf(row: number, column: number): string {
  return `${row} ${column}`;
}
