import { columnsIn, countCells, rowsIn } from '../../shared/grid/ranges.ts';
import type { CopiedBlock } from './copy-cells.ts';
import { isMany, rangesOf, type Selection, type SheetShape } from './selection.ts';

/** What a screen reader says of the selection; nothing for a single cell, whose name it says anyway. */
export function describeSelected(shape: SheetShape, selection: Selection | null): string {
  if (selection === null || !isMany(shape, selection)) return '';
  const ranges = rangesOf(shape, selection);
  const [range] = ranges;
  const cells = countCells(ranges);
  if (range === undefined || ranges.length > 1) return `选中 ${ranges.length} 个区域，共 ${cells} 个单元格`;
  return `选中 ${rowsIn(range)} 行 ${columnsIn(range)} 列，共 ${cells} 个单元格`;
}

/** What a screen reader says of what waits to be pasted. */
export function describeWaiting(waiting: CopiedBlock | null): string {
  if (waiting === null) return '';
  const cells = waiting.rowIds.length * waiting.columns.length;
  return `已${waiting.cut ? '剪切' : '复制'} ${cells} 个单元格，按 Ctrl+V 粘贴，按 Esc 取消`;
}
