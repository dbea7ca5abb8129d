/** What the style of a cell that may well be blank tells a reader of forms: its lines, its number format, its indent. */
import type { StyleLook } from '../looks/cell-styles.ts';

export type CellLook = {
  /** It has lines on at least two sides: a cell of a table. */
  readonly bordered: boolean;
  /** A line below and none above: a place to write on. */
  readonly underlined: boolean;
  /** Its number format; null for General. */
  readonly format: string | null;
  readonly indent: number;
};

export const plainLook: CellLook = { bordered: false, underlined: false, format: null, indent: 0 };

export function lookOf({ style: { left, right, top, bottom, indent }, format }: StyleLook): CellLook {
  return {
    bordered: [left, right, top, bottom].filter((line) => line !== null).length >= 2,
    underlined: bottom !== null && top === null,
    format,
    indent,
  };
}
