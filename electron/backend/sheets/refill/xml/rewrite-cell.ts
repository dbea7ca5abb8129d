/** The element of a cell with another content; what else it carries stays as it is written. */
import type { CellContent } from '../cell-content.ts';
import { attributeOf, attributesEnd, childOf, qualified, type XmlElement } from './element-tree.ts';
import type { Splices } from './splices.ts';

/**
 * @param offset of the cell's offsets in the part
 * @param bytes in which the cell's offsets count
 */
export function rewriteCell(
  cell: XmlElement,
  content: CellContent,
  offset: number,
  splices: Splices,
  bytes: Buffer,
): void {
  if (cell.children.length === 0 && content.xml === '') return;
  writeType(cell, content.type, offset, splices, bytes);
  // What says of the old value how it came about, and how it is to be read aloud.
  for (const name of ['cm', 'vm', 'ph']) {
    const attribute = attributeOf(cell, name);
    if (attribute !== undefined) splices.remove(offset + attribute.start, offset + attribute.end);
  }
  if (cell.selfClosing) {
    let slash = cell.end - 1;
    while (bytes[slash] !== 0x2f) slash -= 1;
    const name = qualified(cell.prefix, cell.name);
    splices.replace(offset + slash, offset + cell.end, `>${content.xml}</${name}>`);
  } else if (content.xml === '') splices.replace(offset + cell.openEnd - 1, offset + cell.end, '/>');
  else splices.replace(offset + cell.openEnd, offset + cell.closeStart, content.xml);
}

/** Another result behind the formula. */
export function rewriteResult(
  cell: XmlElement,
  content: CellContent,
  offset: number,
  splices: Splices,
  bytes: Buffer,
): void {
  writeType(cell, content.type, offset, splices, bytes);
  const value = childOf(cell, 'v');
  const formula = childOf(cell, 'f');
  const text = childOf(cell, 'is');
  if (text !== undefined) splices.remove(offset + text.start, offset + text.end);
  if (value !== undefined) splices.replace(offset + value.start, offset + value.end, content.xml);
  else if (formula !== undefined) splices.insert(offset + formula.end, content.xml);
}

function writeType(
  cell: XmlElement,
  type: CellContent['type'],
  offset: number,
  splices: Splices,
  bytes: Buffer,
): void {
  const attribute = attributeOf(cell, 't');
  if (attribute === undefined) {
    if (type !== null) splices.insert(offset + attributesEnd(cell, bytes), ` t="${type}"`);
  } else if (type === null) splices.remove(offset + attribute.start, offset + attribute.end);
  else if (attribute.value !== type) {
    splices.replace(offset + attribute.valueStart, offset + attribute.valueEnd, type);
  }
}

/** @param style null for none */
export function writeStyle(cell: XmlElement, style: string | null, offset: number, splices: Splices): void {
  const attribute = attributeOf(cell, 's');
  if (attribute === undefined) {
    const name = qualified(cell.prefix, cell.name);
    const behind = attributeOf(cell, 'r')?.end ?? cell.start + 1 + name.length;
    if (style !== null) splices.insert(offset + behind, ` s="${style}"`);
  } else if (style === null) splices.remove(offset + attribute.start, offset + attribute.end);
  else if (attribute.value !== style) {
    splices.replace(offset + attribute.valueStart, offset + attribute.valueEnd, style);
  }
}
