/** The sheets of the file that was read last, for the next question about the same file. */
import { type LoadedFile, loadFile } from './read/load-file.ts';
import type { Load } from './read/read-rows.ts';
import { sizeOf } from './read/sheet-window.ts';

/** Beyond so many cells a file is read again rather than kept in memory. */
const mostCells = 1_500_000;

export type SheetShelf = {
  /** How to load the file of that identity; of another one, or of none, what is kept is let go first. */
  readonly loadAs: (identity: string | null) => Load;
};

export function openSheetShelf(load: Load = loadFile, limit = mostCells): SheetShelf {
  let kept: { readonly identity: string; readonly file: LoadedFile } | null = null;
  return {
    loadAs: (identity) => {
      if (kept?.identity !== identity) kept = null;
      return (bytes, fileName) => {
        if (kept !== null) return kept.file;
        const file = load(bytes, fileName);
        if (identity !== null && countCells(file) <= limit) kept = { identity, file };
        return file;
      };
    },
  };
}

/** Cells of the rectangles that are filled: no less than there are. */
function countCells({ sheets }: LoadedFile): number {
  return sheets.reduce((sum, sheet) => {
    const { rowCount, columnCount } = sizeOf(sheet);
    return sum + rowCount * columnCount;
  }, 0);
}
