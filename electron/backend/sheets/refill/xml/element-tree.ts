/** Small parts, and small pieces of large ones, as trees whose every node knows where it stands in the bytes. */
import { Token, XmlScanner } from '../../ooxml/xml-scanner.ts';

export type XmlAttribute = {
  /** With its prefix. */
  readonly name: string;
  readonly value: string;
  /** From the white space before it to the quote behind it. */
  readonly start: number;
  readonly end: number;
  /** Of the value, between its quotes. */
  readonly valueStart: number;
  readonly valueEnd: number;
};

export type XmlElement = {
  /** '' without one. */
  readonly prefix: string;
  /** Without its prefix. */
  readonly name: string;
  /** From `<` to behind `>`. */
  readonly start: number;
  readonly end: number;
  /** Where the content begins and ends; the same where the tag closes itself. */
  readonly openEnd: number;
  readonly closeStart: number;
  readonly selfClosing: boolean;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  /** Its own characters, references resolved. */
  readonly text: string;
};

/** The root of a part. @throws WorkbookDamage where the XML is not well-formed */
export function readTree(bytes: Buffer, part: string): XmlElement {
  const scanner = new XmlScanner(withoutInnerDefaults(bytes), part);
  if (scanner.nextTag() !== Token.open) scanner.fail('no root');
  const root = readElement(scanner);
  while (scanner.next() !== Token.end);
  return root;
}

/** The open element of a scanner with all that is in it; the scanner stands on its close tag afterwards. */
export function readElement(scanner: XmlScanner): XmlElement {
  const { prefix, localName: name, start, end: openEnd, selfClosing, depth } = scanner;
  const attributes = readAttributes(scanner);
  const children: XmlElement[] = [];
  let text = '';
  for (;;) {
    const kind = scanner.next();
    if (kind === Token.text) text += scanner.textValue();
    else if (kind === Token.open) children.push(readElement(scanner));
    else if (scanner.depth === depth) break;
  }
  const closeStart = selfClosing ? openEnd : scanner.start;
  const end = selfClosing ? openEnd : scanner.end;
  return { prefix, name, start, end, openEnd, closeStart, selfClosing, attributes, children, text };
}

/** The attributes of the scanner's open tag. */
export function readAttributes(scanner: XmlScanner): XmlAttribute[] {
  const { attributes, bytes } = scanner;
  return Array.from({ length: scanner.attributeCount }, (_, index) => {
    const nameStart = attributes[index * 4] ?? 0;
    const valueStart = attributes[index * 4 + 2] ?? 0;
    const valueEnd = attributes[index * 4 + 3] ?? 0;
    let start = nameStart;
    while (start > 0 && isSpace(bytes[start - 1])) start -= 1;
    return {
      name: scanner.attributeName(index),
      value: scanner.attributeValue(index),
      start,
      end: valueEnd + 1,
      valueStart,
      valueEnd,
    };
  });
}

export function attributeOf(element: Pick<XmlElement, 'attributes'>, name: string): XmlAttribute | undefined {
  return element.attributes.find((attribute) => attribute.name === name);
}

export function childOf(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((child) => child.name === name);
}

/** The element and everything in it, outer ones first. */
export function* descendants(element: XmlElement): Generator<XmlElement> {
  yield element;
  for (const child of element.children) yield* descendants(child);
}

/** Where a new attribute is written: behind the last one, or behind the name of the tag. */
export function attributesEnd(element: XmlElement, bytes: Buffer): number {
  const last = element.attributes.at(-1);
  if (last !== undefined) return last.end;
  let at = element.start + 1;
  while (!isSpace(bytes[at]) && bytes[at] !== 0x2f && bytes[at] !== 0x3e) at += 1;
  return at;
}

/** How an element of the same prefix is named: `x:row`. */
export function qualified(prefix: string, name: string): string {
  return prefix === '' ? name : `${prefix}:${name}`;
}

/**
 * The same bytes with every default namespace inside the root made an ordinary attribute: the scanner tells elements
 * apart by their prefixes and would refuse them, while here local names are all that is asked for.
 */
function withoutInnerDefaults(bytes: Buffer): Buffer {
  const mark = 'xmlns=';
  const rootEnd = bytes.indexOf('>', Math.max(bytes.indexOf('?>'), 0) + 2);
  let at = rootEnd < 0 ? -1 : bytes.indexOf(mark, rootEnd);
  if (at < 0) return bytes;
  const copy = Buffer.from(bytes);
  for (; at >= 0; at = bytes.indexOf(mark, at + mark.length)) copy.write('xmlnz=', at, 'latin1');
  return copy;
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
