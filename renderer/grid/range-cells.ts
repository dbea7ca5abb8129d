import { addressAt, addressesIn, rangeOf, type Selection, type SheetShape } from './selection.ts';
import {
  blankCell,
  type CellAddress,
  findSheetRow,
  type SheetCell,
  type SheetModel,
  type SheetRow,
} from './sheet-model.ts';

/** The selected cells that are not blank. */
export function filledCells<RowType extends SheetRow>(
  model: SheetModel<RowType>,
  shape: SheetShape,
  selection: Selection,
): { readonly address: CellAddress; readonly cell: SheetCell }[] {
  return addressesIn(shape, rangeOf(shape, selection)).flatMap((address) => {
    const cell = cellAt(model, address);
    return cell.editText === '' ? [] : [{ address, cell }];
  });
}

/** The selected cells as tab-separated lines, which spreadsheets paste back into cells. */
export function copyText<RowType extends SheetRow>(
  model: SheetModel<RowType>,
  shape: SheetShape,
  selection: Selection,
): string {
  const { top, bottom, left, right } = rangeOf(shape, selection);
  const lines: string[] = [];
  for (let row = top; row <= bottom; row += 1) {
    const cells: string[] = [];
    for (let column = left; column <= right; column += 1) {
      const { text } = cellAt(model, addressAt(shape, row, column));
      cells.push(/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    }
    lines.push(cells.join('\t'));
  }
  return lines.join('\n');
}

function cellAt<RowType extends SheetRow>(
  model: SheetModel<RowType>,
  { rowId, column }: CellAddress,
): SheetCell {
  const row = findSheetRow(model, rowId);
  return row === null ? blankCell : model.cellOf(row, column);
}
