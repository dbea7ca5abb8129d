/** Which cells a paste writes, as Excel decides it. */
import { type CellRange, cellRange, columnsIn, disjointRanges, rowsIn } from './ranges.ts';

export type PasteInput = {
  /** Rows of equal length, at least one cell. */
  readonly block: readonly (readonly string[])[];
  /** The selected ranges by index among the rows and columns that are shown: hidden ones are never pasted to. */
  readonly targets: readonly CellRange[];
  readonly rowCount: number;
  readonly columnCount: number;
};

export type PastedCell = { readonly row: number; readonly column: number; readonly text: string };

export type PastePlan =
  | {
      readonly kind: 'paste';
      /** What is written, clipped to the columns; rows from `rowCount` on are the appended ones. */
      readonly targets: readonly CellRange[];
      readonly cells: readonly PastedCell[];
      /** Rows that the table needs at its end before the cells can be written. */
      readonly appendedRows: number;
      /** Columns of the block that found no column to stand in, each counted once. */
      readonly clippedColumns: number;
    }
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * Plans a paste. One cell fills everything selected. A block goes to the top left corner of the selection, and
 * repeats where the selection is a multiple of it; a selection of one row or column takes the block's size in
 * that direction. Into several ranges only what fits each of them is pasted.
 */
export function planPaste({ block, targets, rowCount, columnCount }: PasteInput): PastePlan {
  const size = { rows: block.length, columns: block[0]?.length ?? 0 };
  if (size.rows === 0 || size.columns === 0) return refuse('剪贴板里没有可以粘贴的内容。请先复制再粘贴。');
  if (targets.length === 0) return refuse('没有选中单元格。请先选中要粘贴到的位置。');
  const fitting = targets.map((target) => targetOf(target, size));
  const fitsAll = targets.every((target, index) => isCovered(target, fitting[index]));
  if (targets.length > 1 && !fitsAll) {
    return refuse('选中了几个区域，大小与复制的内容不一致。请只选中一个区域再粘贴。');
  }
  return planCells(block, fitting, rowCount, columnCount);
}

function planCells(
  block: readonly (readonly string[])[],
  fitting: readonly CellRange[],
  rowCount: number,
  columnCount: number,
): PastePlan {
  const written = new Map<number, PastedCell>();
  const targets: CellRange[] = [];
  let bottom = rowCount - 1;
  let clippedColumns = 0;
  for (const target of fitting) {
    const right = Math.min(target.right, columnCount - 1);
    clippedColumns = Math.max(clippedColumns, target.right - right);
    if (right < target.left) continue;
    const clipped = { ...target, right };
    targets.push(clipped);
    bottom = Math.max(bottom, clipped.bottom);
    for (let row = clipped.top; row <= clipped.bottom; row += 1) {
      const line = block[(row - clipped.top) % block.length] ?? [];
      for (let column = clipped.left; column <= right; column += 1) {
        const text = line[(column - clipped.left) % line.length] ?? '';
        written.set(row * columnCount + column, { row, column, text });
      }
    }
  }
  return {
    kind: 'paste',
    targets: targets.length > 1 ? disjointRanges(targets) : targets,
    cells: [...written.values()],
    appendedRows: bottom + 1 - rowCount,
    clippedColumns,
  };
}

type BlockSize = { readonly rows: number; readonly columns: number };

/** The rectangle that a paste at this selection writes, not yet clipped. */
function targetOf(selected: CellRange, { rows, columns }: BlockSize): CellRange {
  const height = rowsIn(selected);
  const width = columnsIn(selected);
  const repeats = (height === 1 || height % rows === 0) && (width === 1 || width % columns === 0);
  const { top, left } = selected;
  return repeats
    ? { top, left, bottom: top + Math.max(height, rows) - 1, right: left + Math.max(width, columns) - 1 }
    : { top, left, bottom: top + rows - 1, right: left + columns - 1 };
}

function isCovered(selected: CellRange, target: CellRange | undefined): boolean {
  return target !== undefined && target.bottom === selected.bottom && target.right === selected.right;
}

function refuse(reason: string): PastePlan {
  return { kind: 'refused', reason };
}

/** The range that stays selected after a paste: what was written, or the cell where nothing was. */
export function selectionAfterPaste(plan: PastePlan, active: { row: number; column: number }): CellRange {
  const written = plan.kind === 'paste' ? plan.targets[0] : undefined;
  return written ?? cellRange(active);
}
