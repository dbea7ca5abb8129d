/** What a cell says it holds (`t`). */
export const CellType = {
  number: 0,
  sharedText: 1,
  text: 2,
  inlineText: 3,
  boolean: 4,
  error: 5,
  date: 6,
} as const;
type CellTypeValue = (typeof CellType)[keyof typeof CellType];

/** A cell as it is written, before anything is made of it; one object is used for all cells of a sheet. */
export type RawCell = {
  row: number;
  column: number;
  style: number;
  type: CellTypeValue;
  /** The value as offsets into the part, equal without one; not used where `value` is there. */
  valueStart: number;
  valueEnd: number;
  /** A value that was in pieces or had references or letters beyond ASCII in it. */
  value: string | null;
  /** The text of an `is`. */
  richText: string | null;
  hasFormula: boolean;
};

export function newRawCell(): RawCell {
  return {
    row: 0,
    column: -1,
    style: 0,
    type: CellType.number,
    valueStart: 0,
    valueEnd: 0,
    value: null,
    richText: null,
    hasFormula: false,
  };
}
