/** Page breaks, and what a person sees of a sheet when it is opened, while rows move. */
import { parseCellName } from '../../ooxml/cell-reference.ts';
import { cellName } from '../../sheet.ts';
import { blockGrowth, noGrowth, type RowMove } from '../formula/row-move.ts';
import { attributeOf, type XmlElement } from '../xml/element-tree.ts';
import { rangesAfter, writeAttribute, writeCount } from './range-values.ts';
import type { SheetMove } from './sheet-move.ts';

/** A break stands before the row of its number; one over columns names the rows it holds for. */
export function moveBreaks(element: XmlElement, context: SheetMove): boolean {
  const { move, splices } = context;
  if (move === null) return true;
  let left = 0;
  let manual = 0;
  const gone: XmlElement[] = [];
  for (const item of element.children) {
    if (element.name === 'rowBreaks') {
      const id = attributeOf(item, 'id');
      const after = id === undefined ? null : move.rowAfter(Number(id.value));
      if (id === undefined || after === null) {
        gone.push(item);
        continue;
      }
      writeAttribute(id, String(after), context);
    } else {
      const first = attributeOf(item, 'min');
      const last = attributeOf(item, 'max');
      const span = { first: Number(first?.value ?? 0), last: Number(last?.value ?? 1_048_575) };
      const after = move.spanAfter(span, blockGrowth);
      if (first !== undefined && after !== null) writeAttribute(first, String(after.first), context);
      if (last !== undefined && after !== null) writeAttribute(last, String(after.last), context);
    }
    left += 1;
    if (attributeOf(item, 'man')?.value === '1') manual += 1;
  }
  if (gone.length === 0) return true;
  if (left === 0) return false;
  for (const item of gone) splices.remove(item.start, item.end);
  writeCount(element, left, context);
  const manualCount = attributeOf(element, 'manualBreakCount');
  if (manualCount !== undefined) writeAttribute(manualCount, String(manual), context);
  return true;
}

/** Where the view begins, where its panes are frozen, and what is selected. */
export function moveView(view: XmlElement, context: SheetMove): void {
  const { move } = context;
  moveCellAttribute(view, 'topLeftCell', context);
  const top = parseCellName(attributeOf(view, 'topLeftCell')?.value ?? 'A1')?.row ?? 0;
  for (const child of view.children) {
    if (child.name === 'pane') {
      moveCellAttribute(child, 'topLeftCell', context);
      const rows = attributeOf(child, 'ySplit');
      const isFrozen = /^frozen/.test(attributeOf(child, 'state')?.value ?? '');
      if (rows !== undefined && isFrozen && move !== null && /^\d+$/.test(rows.value)) {
        const after = move.nearestAfter(top + Number(rows.value)) - move.nearestAfter(top);
        if (after > 0) writeAttribute(rows, String(after), context);
      }
    } else if (child.name === 'selection') moveSelection(child, context);
  }
}

function moveSelection(selection: XmlElement, context: SheetMove): void {
  const { move, part } = context;
  moveCellAttribute(selection, 'activeCell', context);
  const ranges = attributeOf(selection, 'sqref');
  if (ranges === undefined || move === null) return;
  const active = attributeOf(selection, 'activeCell')?.value ?? 'A1';
  const after = rangesAfter(ranges.value, noGrowth, move, part) ?? cellAfter(active, move);
  writeAttribute(ranges, after, context);
}

/** An attribute that names a cell. */
export function moveCellAttribute(element: XmlElement, name: string, context: SheetMove): void {
  const attribute = attributeOf(element, name);
  if (attribute !== undefined && context.move !== null) {
    writeAttribute(attribute, cellAfter(attribute.value, context.move), context);
  }
}

function cellAfter(name: string, move: RowMove): string {
  const place = parseCellName(name);
  return place === null ? name : cellName(Math.min(move.nearestAfter(place.row), 1_048_575), place.column);
}
