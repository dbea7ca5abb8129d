import type { RowMove } from '../formula/row-move.ts';
import type { WorkbookMoves } from '../formula/shift-formula.ts';
import type { Splices } from '../xml/splices.ts';

/** What the editors of a sheet's part need to know while rows move. */
export type SheetMove = {
  /** The name of the sheet. */
  readonly sheet: string;
  readonly part: string;
  /** Of the part; splices are offsets into them. */
  readonly bytes: Buffer;
  readonly splices: Splices;
  /** How the rows of this sheet move; null when only those of others do. */
  readonly move: RowMove | null;
  /** How the rows of all sheets move, for formulas. */
  readonly moves: WorkbookMoves;
};
