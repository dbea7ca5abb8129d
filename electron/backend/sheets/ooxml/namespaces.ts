import { UnusualPart } from './outcome.ts';
import { mainNamespaces, Token, type XmlScanner } from './xml-scanner.ts';

/**
 * Moves to the root, which must be this element of SpreadsheetML (transitional or strict), with or without a prefix.
 * @returns the prefix of the elements of SpreadsheetML
 * @throws UnusualPart for any other root
 */
export function requireRoot(scanner: XmlScanner, name: string): string {
  if (scanner.nextTag() !== Token.open || !scanner.is(name))
    throw new UnusualPart(`${scanner.part} is no ${name}`);
  const { prefix } = scanner;
  const namespace = scanner.attribute(prefix === '' ? 'xmlns' : `xmlns:${prefix}`);
  if (namespace === null || !mainNamespaces.has(namespace)) {
    throw new UnusualPart(`${scanner.part} is in the namespace ${namespace}`);
  }
  return prefix;
}

/**
 * Passes over a child of the root that is not read. Those of other namespaces (revision marks, alternatives for newer
 * programs) may be anything; of SpreadsheetML only what the standard knows.
 * @throws UnusualPart for an unknown one
 */
export function skipKnown(scanner: XmlScanner, prefix: string, known: ReadonlySet<string>): void {
  if (scanner.prefix === prefix && !known.has(scanner.localName)) {
    throw new UnusualPart(`${scanner.part}: ${scanner.localName}`);
  }
  scanner.skip();
}
