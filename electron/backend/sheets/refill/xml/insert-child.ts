import { qualified, type XmlElement } from './element-tree.ts';
import type { Splices } from './splices.ts';

/**
 * Writes a new child where the order of the standard wants it.
 * @param before the names of the elements that come before it
 */
export function insertChild(
  parent: XmlElement,
  xml: string,
  before: ReadonlySet<string>,
  splices: Splices,
  bytes: Buffer,
): void {
  const following = parent.children.findLast(({ name }) => before.has(name));
  if (parent.selfClosing) appendChild(parent, xml, splices, bytes);
  else splices.insert(following?.end ?? parent.openEnd, xml);
}

type Parent = Pick<XmlElement, 'prefix' | 'name' | 'selfClosing' | 'closeStart' | 'end'>;

/** Writes a new child behind the others, opening an element that closes itself. */
export function appendChild(parent: Parent, xml: string, splices: Splices, bytes: Buffer): void {
  if (!parent.selfClosing) {
    splices.insert(parent.closeStart, xml);
    return;
  }
  let slash = parent.end - 1;
  while (bytes[slash] !== 0x2f) slash -= 1;
  splices.replace(slash, parent.end, `>${xml}</${qualified(parent.prefix, parent.name)}>`);
}
