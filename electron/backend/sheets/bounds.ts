/** How much of a file is read, whatever its format; beyond it the file is refused with a message that names the bound. */
import { cellName } from './sheet.ts';
import { ZipTooLarge } from './zip/zip.ts';

export const sheetBounds = {
  /** As many as a sheet of Excel has. */
  rows: 1_048_576,
  columns: 16_384,
  /** Cells that hold something, in all sheets together. */
  cells: 4_000_000,
  /** Characters of one text; Excel itself stops at 32,767. */
  textLength: 100_000,
  /** In one sheet. */
  merges: 100_000,
  sheets: 1000,
} as const;

/** Of one sheet: what a reader has met so far is told to it, and it refuses whatever is beyond a bound. */
export type SheetGuard = {
  /** A row or column by its index. @throws ZipTooLarge */
  readonly row: (row: number) => void;
  readonly column: (column: number) => void;
  /** A cell that holds something. @throws ZipTooLarge */
  readonly cell: (row: number, column: number, textLength: number) => void;
  readonly merges: (count: number) => void;
};

/** The bounds of one file; its cells are counted over all its sheets. */
export type FileGuard = {
  /** @throws ZipTooLarge */
  readonly sheets: (count: number) => void;
  readonly sheet: (name: string) => SheetGuard;
};

export function guardFile(): FileGuard {
  let cells = 0;
  return {
    sheets: (count) => {
      if (count > sheetBounds.sheets) refuseBeyond('里面', count, sheetBounds.sheets, '张工作表');
    },
    sheet: (name) => {
      const subject = `工作表“${name}”`;
      return {
        row: (row) => {
          if (row >= sheetBounds.rows) refuseBeyond(subject, row + 1, sheetBounds.rows, '行');
        },
        column: (column) => {
          if (column >= sheetBounds.columns) refuseBeyond(subject, column + 1, sheetBounds.columns, '列');
        },
        cell: (row, column, textLength) => {
          cells += 1;
          if (cells > sheetBounds.cells) refuseBeyond('里面', cells, sheetBounds.cells, '个单元格');
          if (textLength > sheetBounds.textLength) {
            refuseBeyond(
              `${subject}的 ${cellName(row, column)} `,
              textLength,
              sheetBounds.textLength,
              '个字',
            );
          }
        },
        merges: (count) => {
          if (count > sheetBounds.merges) refuseBeyond(subject, count, sheetBounds.merges, '处合并单元格');
        },
      };
    },
  };
}

/** @throws ZipTooLarge always; `subject` says in Chinese what there is too much of */
export function refuseBeyond(subject: string, found: number, bound: number, unit: string): never {
  throw new ZipTooLarge(`${subject}有 ${grouped(found)} ${unit}，超过 ${grouped(bound)} ${unit}`);
}

function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
