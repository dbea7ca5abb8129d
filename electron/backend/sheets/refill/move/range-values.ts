/** Ranges in attributes, while rows move. */
import type { MergedRange } from '../../sheet.ts';
import type { Growth, RowMove } from '../formula/row-move.ts';
import { attributeOf, type XmlAttribute, type XmlElement } from '../xml/element-tree.ts';
import { readRanges, rowsOf, withRows, writeRange } from '../xml/range-text.ts';
import { escapeAttribute } from '../xml/write-text.ts';
import type { SheetMove } from './sheet-move.ts';

export function writeCount(element: XmlElement, count: number, { splices }: SheetMove): void {
  const attribute = attributeOf(element, 'count');
  if (attribute !== undefined && attribute.value !== String(count)) {
    splices.replace(attribute.valueStart, attribute.valueEnd, String(count));
  }
}

/** A list of ranges afterwards; null when all of them are deleted. */
export function rangesAfter(text: string, growth: Growth, move: RowMove, part: string): string | null {
  const ranges = readRanges(text, part);
  if (ranges.length === 0 || text.includes('#REF!')) return text;
  const after = ranges.flatMap((range) => rangeAfter(range, growth, move));
  if (after.length === 0) return null;
  return after.length === ranges.length && after.every((range, index) => isSame(range, ranges[index]))
    ? text
    : after.map(writeRange).join(' ');
}

function rangeAfter(range: MergedRange, growth: Growth, move: RowMove): MergedRange[] {
  const after = move.spanAfter(rowsOf(range), growth);
  const copies = growth.withTemplate ? move.copiesOutside(rowsOf(range)) : [];
  return [...(after === null ? [] : [after]), ...copies].map((span) => withRows(range, span));
}

function isSame(one: MergedRange, other: MergedRange | undefined): boolean {
  return other !== undefined && one.firstRow === other.firstRow && one.lastRow === other.lastRow;
}

export function writeAttribute(attribute: XmlAttribute, text: string, { splices }: SheetMove): void {
  if (text !== attribute.value)
    splices.replace(attribute.valueStart, attribute.valueEnd, escapeAttribute(text));
}
