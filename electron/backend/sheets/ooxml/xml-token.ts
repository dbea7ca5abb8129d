/** The token at which a scanner stands: offsets into the bytes of the part, and what they say. */
import { WorkbookDamage } from './outcome.ts';
import { colon, isSpace } from './xml-characters.ts';
import { decodeReferences } from './xml-text.ts';

export const Token = { end: 0, open: 1, close: 2, text: 3 } as const;
export type TokenKind = (typeof Token)[keyof typeof Token];

const maxAttributes = 100;

export class XmlToken {
  readonly bytes: Buffer;
  /** The name of the part, for messages. */
  readonly part: string;
  kind: TokenKind = Token.end;
  /** Where the token begins and ends; a text token is its own content, without a CDATA wrapping. */
  start = 0;
  end = 0;
  /** The local name of an open or close tag, and where the prefix (if any) begins. */
  nameStart = 0;
  nameEnd = 0;
  qualifiedStart = 0;
  /** An open tag that closes itself; a close token follows all the same. */
  selfClosing = false;
  attributeCount = 0;
  /** Four numbers an attribute: name start and end, value start and end. */
  readonly attributes = new Int32Array(maxAttributes * 4);
  /** A text token holds bytes beyond ASCII; holds references or a carriage return; is CDATA. */
  isAscii = true;
  isPlain = true;
  isCdata = false;

  constructor(bytes: Buffer, part: string) {
    this.bytes = bytes;
    this.part = part;
  }

  /** The local name of the tag, whatever its prefix. */
  is(name: string): boolean {
    const { bytes, nameStart } = this;
    const length = name.length;
    if (this.nameEnd - nameStart !== length) return false;
    for (let index = 0; index < length; index += 1) {
      if (bytes[nameStart + index] !== name.charCodeAt(index)) return false;
    }
    return true;
  }

  get localName(): string {
    return this.bytes.toString('utf8', this.nameStart, this.nameEnd);
  }

  /** The prefix of the tag; '' without one. */
  get prefix(): string {
    return this.nameStart === this.qualifiedStart
      ? ''
      : this.bytes.toString('utf8', this.qualifiedStart, this.nameStart - 1);
  }

  /** The value of an attribute by its qualified name, references resolved; null when it is absent. */
  attribute(name: string): string | null {
    const index = this.findAttribute(name);
    return index < 0 ? null : this.attributeValue(index);
  }

  /** The value of an attribute by its local name behind any prefix (`r:id`); null when it is absent. */
  prefixedAttribute(localName: string): string | null {
    for (let index = 0; index < this.attributeCount; index += 1) {
      const name = this.attributeName(index);
      if (name.endsWith(`:${localName}`) && !name.startsWith('xmlns:')) return this.attributeValue(index);
    }
    return null;
  }

  /** Which attribute has this qualified name; -1 when none has. */
  findAttribute(name: string): number {
    const { bytes, attributes } = this;
    for (let index = 0; index < this.attributeCount; index += 1) {
      const start = attributes[index * 4] ?? 0;
      if ((attributes[index * 4 + 1] ?? 0) - start !== name.length) continue;
      let at = 0;
      while (at < name.length && bytes[start + at] === name.charCodeAt(at)) at += 1;
      if (at === name.length) return index;
    }
    return -1;
  }

  attributeName(index: number): string {
    return this.bytes.toString('utf8', this.attributes[index * 4], this.attributes[index * 4 + 1]);
  }

  attributeValue(index: number): string {
    const value = this.bytes.toString('utf8', this.attributes[index * 4 + 2], this.attributes[index * 4 + 3]);
    const spaced = /[\t\r\n]/.test(value) ? value.replace(/\r\n|[\t\r\n]/g, ' ') : value;
    return spaced.includes('&') ? decodeReferences(spaced, this.part) : spaced;
  }

  /** The text of a text token, references resolved and line ends as XML wants them. */
  textValue(): string {
    const text = this.bytes.toString(this.isAscii ? 'latin1' : 'utf8', this.start, this.end);
    if (this.isPlain) return text;
    const lines = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
    return this.isCdata || !lines.includes('&') ? lines : decodeReferences(lines, this.part);
  }

  /** A text token of nothing but white space. */
  isBlankText(): boolean {
    for (let at = this.start; at < this.end; at += 1) if (!isSpace(this.bytes[at])) return false;
    return true;
  }

  /** An attribute before this one has the same name. */
  protected isNamedBefore(slot: number): boolean {
    const { bytes, attributes } = this;
    const start = attributes[slot] ?? 0;
    const length = (attributes[slot + 1] ?? 0) - start;
    for (let other = 0; other < slot; other += 4) {
      const from = attributes[other] ?? 0;
      if ((attributes[other + 1] ?? 0) - from !== length) continue;
      let at = 0;
      while (at < length && bytes[from + at] === bytes[start + at]) at += 1;
      if (at === length) return true;
    }
    return false;
  }

  /** Where the local part of a name begins. */
  protected localStart(from: number, to: number): number {
    for (let at = from; at < to; at += 1) if (this.bytes[at] === colon) return at + 1;
    return from;
  }

  /** @throws WorkbookDamage always */
  fail(what: string): never {
    throw new WorkbookDamage(`${this.part}: ${what} at byte ${this.end}`);
  }
}
