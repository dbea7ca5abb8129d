import type { WorkbookEdit } from '../workbook-edit.ts';
import { readTree, type XmlAttribute, type XmlElement } from '../xml/element-tree.ts';
import { Splices } from '../xml/splices.ts';
import { escapeAttribute } from '../xml/write-text.ts';

/** Reads a small part as a tree, and writes it back with the replacements that were made. */
export function editPart(
  edit: WorkbookEdit,
  part: string,
  change: (root: XmlElement, splices: Splices, bytes: Buffer) => void,
): void {
  const bytes = edit.read(part);
  const splices = new Splices();
  change(readTree(bytes, part), splices, bytes);
  if (!splices.isEmpty) edit.write(part, splices.applyTo(bytes));
}

/** Gives an attribute another value, where it is another. */
export function replaceValue(splices: Splices, attribute: XmlAttribute | undefined, value: string): void {
  if (attribute === undefined || attribute.value === value) return;
  splices.replace(attribute.valueStart, attribute.valueEnd, escapeAttribute(value));
}
