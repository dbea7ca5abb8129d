/** Where drawings hang: between a cell above and a cell below, counted from 0. */
import type { RowMove } from '../formula/row-move.ts';
import { childOf, type XmlElement } from '../xml/element-tree.ts';
import type { Splices } from '../xml/splices.ts';

/** Whether a drawing moves and grows with the cells under it, only moves, or stays. */
export type AnchorHold = 'twoCell' | 'oneCell' | 'absolute';

/** An element with `from` and perhaps `to`, each with a `row`. */
export function moveAnchor(
  anchor: XmlElement,
  hold: AnchorHold,
  move: RowMove,
  { splices }: { readonly splices: Splices },
): void {
  if (hold === 'absolute') return;
  const from = cornerOf(anchor, 'from');
  const to = cornerOf(anchor, 'to');
  if (from === null) return;
  const start = move.nearestAfter(from.row);
  writeRow(from, start, splices);
  if (to === null) return;
  if (hold === 'oneCell') writeRow(to, to.row + start - from.row, splices);
  else writeRow(to, Math.max(endAfter(from, to, move), start), splices);
}

type Corner = { readonly element: XmlElement; readonly row: number; readonly offset: string };

function cornerOf(anchor: XmlElement, name: string): Corner | null {
  const corner = childOf(anchor, name);
  const element = corner === undefined ? undefined : childOf(corner, 'row');
  if (corner === undefined || element === undefined || !/^\s*\d+\s*$/.test(element.text)) return null;
  return { element, row: Number(element.text), offset: childOf(corner, 'rowOff')?.text.trim() ?? '0' };
}

/** What ends exactly above a row ends below the row before it, wherever that goes. */
function endAfter(from: Corner, to: Corner, move: RowMove): number {
  return /^0*$/.test(to.offset) && to.row > from.row
    ? move.nearestAfter(to.row - 1) + 1
    : move.nearestAfter(to.row);
}

function writeRow({ element, row }: Corner, after: number, splices: Splices): void {
  if (after !== row) splices.replace(element.openEnd, element.closeStart, String(after));
}
