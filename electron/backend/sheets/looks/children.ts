import { Token, type XmlScanner } from '../ooxml/xml-scanner.ts';

/** Visits every element inside the open one; what a visit does not read itself is read after it. */
export function eachInside(scanner: XmlScanner, visit: () => void): void {
  const { depth } = scanner;
  while (scanner.next() !== Token.close || scanner.depth > depth) {
    if (scanner.kind === Token.open) visit();
  }
}
