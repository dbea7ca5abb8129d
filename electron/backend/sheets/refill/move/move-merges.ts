/** Merged cells, while rows move. */
import type { MergedRange } from '../../sheet.ts';
import { blockGrowth, covers, type Growth, noGrowth, type RowMove } from '../formula/row-move.ts';
import { attributeOf, qualified, type XmlElement } from '../xml/element-tree.ts';
import { readRanges, rowsOf, withRows, writeRange } from '../xml/range-text.ts';
import { writeAttribute, writeCount } from './range-values.ts';
import type { SheetMove } from './sheet-move.ts';

/** Merges that rows of the form bring along come with each copy of the row. */
export function moveMerges(element: XmlElement, context: SheetMove): boolean {
  const { move, part, splices } = context;
  if (move === null) return true;
  const merges = element.children.filter(({ name }) => name === 'mergeCell');
  const copies: MergedRange[] = [];
  let left = 0;
  const gone: XmlElement[] = [];
  for (const merge of merges) {
    const attribute = attributeOf(merge, 'ref');
    const range = attribute === undefined ? undefined : readRanges(attribute.value, part)[0];
    if (attribute === undefined || range === undefined) continue;
    copies.push(...mergesOfCopies(range, move));
    const isRepeated = move.insertions.some(
      ({ template }) => template !== null && covers(template, rowsOf(range)),
    );
    const isOneRow = range.firstRow === range.lastRow;
    const after = move.spanAfter(rowsOf(range), isRepeated || isOneRow ? noGrowth : mergeGrowth(range, move));
    const isNothing = after !== null && after.first === after.last && range.firstColumn === range.lastColumn;
    if (after === null || (isNothing && !isOneRow)) gone.push(merge);
    else {
      writeAttribute(attribute, writeRange(withRows(range, after)), context);
      left += 1;
    }
  }
  if (left + copies.length === 0) return false;
  for (const merge of gone) splices.remove(merge.start, merge.end);
  const name = qualified(element.prefix, 'mergeCell');
  const added = copies.map((range) => `<${name} ref="${writeRange(range)}"/>`);
  splices.insert(merges.at(-1)?.end ?? element.closeStart, added.join(''));
  writeCount(element, left + copies.length, context);
  return true;
}

/** A merge down the side of a block grows with it; one that only reaches into it from above does not. */
function mergeGrowth(range: MergedRange, move: RowMove): Growth {
  const isInside = move.insertions.some(({ block }) => block !== null && covers(block, rowsOf(range)));
  return isInside ? blockGrowth : noGrowth;
}

function mergesOfCopies(range: MergedRange, move: RowMove): MergedRange[] {
  return move.insertions.flatMap((insertion) => {
    const { template, count } = insertion;
    if (template === null || !covers(template, rowsOf(range))) return [];
    const height = template.last - template.first + 1;
    const place = move.placeOf(insertion);
    return Array.from({ length: Math.floor(count / height) }, (_, index) => {
      const by = place + index * height - template.first;
      return withRows(range, { first: range.firstRow + by, last: range.lastRow + by });
    });
  });
}
