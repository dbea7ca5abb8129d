/**
 * One pass over the bytes of an XML part, token by token, with nothing built: names, attributes and texts are
 * offsets into the bytes until somebody asks for them. Every token knows where it begins and ends, so that a part can
 * also be edited in place.
 *
 * The scanner insists on well-formed XML (tags that match, quoted attributes, one root) and refuses a DOCTYPE.
 * Comments and processing instructions are passed over.
 */
import { isUtf8 } from 'node:buffer';
import { UnusualPart, WorkbookDamage } from './outcome.ts';
import {
  ampersand,
  apostrophe,
  beginsNoName,
  carriageReturn,
  colon,
  doubleQuote,
  equals,
  exclamation,
  greaterThan,
  isSpace,
  lessThan,
  nameBytes,
  question,
  slash,
} from './xml-characters.ts';
import { Token, type TokenKind, XmlToken } from './xml-token.ts';

export { Token };

/** SpreadsheetML, transitional and strict. */
export const mainNamespaces: ReadonlySet<string> = new Set([
  'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
  'http://purl.oclc.org/ooxml/spreadsheetml/main',
]);

const maxDepth = 100;

export class XmlScanner extends XmlToken {
  /** How many elements are open, the one of an open or close token included. */
  depth = 0;

  #at = 0;
  #closePending = false;
  #rootSeen = false;
  #skipping = false;
  readonly #open = new Int32Array(maxDepth * 2);
  readonly #anyNamespace: boolean;

  /**
   * `anyNamespace` is for markup in which other default namespaces further in are usual, and whose reader tells names
   * apart by where they stand.
   * @throws WorkbookDamage when the bytes are not UTF-8 (see `toUtf8`)
   */
  constructor(bytes: Buffer, part: string, { anyNamespace = false } = {}) {
    if (!isUtf8(bytes)) throw new WorkbookDamage(`${part}: not UTF-8`);
    super(bytes, part);
    this.#anyNamespace = anyNamespace;
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) this.#at = 3;
  }

  /** Moves to the next token. @throws WorkbookDamage where the XML is not well-formed */
  next(): TokenKind {
    if (this.#closePending) {
      this.#closePending = false;
      this.kind = Token.close;
      this.start = this.end;
      return Token.close;
    }
    if (this.kind === Token.close) this.depth -= 1;
    const { bytes } = this;
    const length = bytes.length;
    for (;;) {
      const start = this.#at;
      if (start >= length) {
        if (this.depth > 0) this.fail('cut off');
        this.kind = Token.end;
        this.start = this.end = length;
        return Token.end;
      }
      if (bytes[start] !== lessThan) return this.#readText(start);
      const mark = bytes[start + 1];
      if (mark === slash) return this.#readClose(start);
      if (mark === exclamation) {
        if (this.#readDeclaration(start)) return Token.text;
      } else if (mark === question) this.#at = this.#find('?>', start + 2);
      else return this.#readOpen(start);
    }
  }

  /** Moves to the next tag, or the end, where only white space may stand between tags. @throws WorkbookDamage */
  nextTag(): TokenKind {
    for (;;) {
      const kind = this.next();
      if (kind !== Token.text) return kind;
      if (!this.isBlankText()) this.fail('text where none belongs');
    }
  }

  /** Where the next token begins; -1 when it is the close of a tag that closes itself. */
  get position(): number {
    return this.#closePending ? -1 : this.#at;
  }

  /** Passes over bytes that the caller has read itself: whole elements, so that the next token is their sibling. */
  passTo(position: number): void {
    this.#at = position;
  }

  /** After an open token: moves to its close token. */
  skip(): void {
    const { depth } = this;
    this.#skipping = true;
    while (this.next() !== Token.close || this.depth > depth);
    this.#skipping = false;
  }

  /** @throws WorkbookDamage always */
  override fail(what: string): never {
    throw new WorkbookDamage(`${this.part}: ${what} at byte ${this.#at}`);
  }

  #readText(start: number): TokenKind {
    const { bytes } = this;
    const length = bytes.length;
    let at = start;
    let bits = 0;
    let plain = true;
    for (; at < length; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte === lessThan) break;
      bits |= byte;
      if (byte === ampersand || byte === carriageReturn) plain = false;
    }
    this.#at = at;
    this.start = start;
    this.end = at;
    this.isAscii = bits < 0x80;
    this.isPlain = plain;
    this.isCdata = false;
    this.kind = Token.text;
    if (this.depth === 0 && !this.isBlankText()) this.fail('text outside the root');
    return Token.text;
  }

  /** Comment, CDATA or DOCTYPE; true when a text token came of it. */
  #readDeclaration(start: number): boolean {
    const { bytes } = this;
    if (bytes[start + 2] === 0x2d && bytes[start + 3] === 0x2d) {
      this.#at = this.#find('-->', start + 4);
      return false;
    }
    if (bytes.toString('latin1', start, start + 9) === '<![CDATA[' && this.depth > 0) {
      this.start = start + 9;
      this.#at = this.#find(']]>', start + 9);
      this.end = this.#at - 3;
      this.isAscii = false;
      this.isPlain = false;
      this.isCdata = true;
      this.kind = Token.text;
      return true;
    }
    if (/^<!doctype/i.test(bytes.toString('latin1', start, start + 9))) {
      throw new WorkbookDamage(`${this.part}: DOCTYPE`);
    }
    return this.fail('unknown declaration');
  }

  #find(mark: string, from: number): number {
    const at = this.bytes.indexOf(mark, from, 'latin1');
    if (at < 0) this.fail('cut off');
    return at + mark.length;
  }

  #readClose(start: number): TokenKind {
    const { bytes, depth } = this;
    const open = depth * 2 - 2;
    let at = start + 2;
    if (depth === 0) this.fail('close tag without an open one');
    const from = this.#open[open] ?? 0;
    const to = this.#open[open + 1] ?? 0;
    for (let index = from; index < to; index += 1, at += 1) {
      if (bytes[at] !== bytes[index]) this.fail('tags that do not match');
    }
    this.qualifiedStart = start + 2;
    this.nameEnd = at;
    this.nameStart = this.localStart(start + 2, at);
    while (isSpace(bytes[at])) at += 1;
    if (bytes[at] !== greaterThan) this.fail('tags that do not match');
    this.#at = at + 1;
    this.start = start;
    this.end = at + 1;
    this.kind = Token.close;
    return Token.close;
  }

  #readOpen(start: number): TokenKind {
    const { bytes, attributes } = this;
    const nameFrom = start + 1;
    let at = nameFrom;
    let local = nameFrom;
    while (nameBytes[bytes[at] ?? 0] !== 0) {
      if (bytes[at] === colon) local = at + 1;
      at += 1;
    }
    if (at === local || beginsNoName(bytes[nameFrom])) this.fail('a tag without a name');
    const after = bytes[at];
    if (after !== greaterThan && after !== slash && !isSpace(after)) this.fail('a tag without a name');
    this.start = start;
    this.qualifiedStart = nameFrom;
    this.nameStart = local;
    this.nameEnd = at;
    let count = 0;
    for (;;) {
      const before = at;
      while (isSpace(bytes[at])) at += 1;
      const byte = bytes[at];
      if (byte === greaterThan || byte === slash) break;
      if (at === before) this.fail('an attribute that is not set apart');
      const slot = count * 4;
      if (slot >= attributes.length) this.fail('too many attributes');
      attributes[slot] = at;
      at = this.#attributeNameEnd(at);
      attributes[slot + 1] = at;
      while (isSpace(bytes[at])) at += 1;
      if (bytes[at] !== equals) this.fail('an attribute without a value');
      at += 1;
      while (isSpace(bytes[at])) at += 1;
      const quote = bytes[at];
      if (quote !== doubleQuote && quote !== apostrophe) this.fail('an attribute without quotes');
      at += 1;
      attributes[slot + 2] = at;
      for (;;) {
        const inside = bytes[at];
        if (inside === quote) break;
        if (inside === undefined || inside === lessThan) this.fail('an attribute that does not end');
        at += 1;
      }
      attributes[slot + 3] = at;
      at += 1;
      if (slot > 0 && this.isNamedBefore(slot)) this.fail('an attribute that is there twice');
      if (bytes[attributes[slot] ?? 0] === 0x78 && this.depth > 0) this.#checkNamespace(slot);
      count += 1;
    }
    this.attributeCount = count;
    this.selfClosing = bytes[at] === slash;
    if (this.selfClosing) {
      at += 1;
      if (bytes[at] !== greaterThan) this.fail('a tag that does not end');
    }
    this.#at = at + 1;
    this.end = at + 1;
    this.#push();
    this.kind = Token.open;
    return Token.open;
  }

  #attributeNameEnd(from: number): number {
    const { bytes } = this;
    let at = from;
    while (nameBytes[bytes[at] ?? 0] !== 0) at += 1;
    if (at === from || beginsNoName(bytes[from])) this.fail('an attribute without a name');
    return at;
  }

  #push(): void {
    const { depth } = this;
    if (depth === 0 && this.#rootSeen) this.fail('a second root');
    if (depth >= maxDepth) this.fail('nested too deep');
    this.#rootSeen = true;
    this.#open[depth * 2] = this.qualifiedStart;
    this.#open[depth * 2 + 1] = this.nameEnd;
    this.depth = depth + 1;
    this.#closePending = this.selfClosing;
  }

  /** Names are told apart by prefix, which another default namespace further in would upset. */
  #checkNamespace(slot: number): void {
    const { bytes, attributes } = this;
    if (
      this.#skipping ||
      this.#anyNamespace ||
      bytes.toString('latin1', attributes[slot], attributes[slot + 1]) !== 'xmlns'
    )
      return;
    const namespace = bytes.toString('latin1', attributes[slot + 2], attributes[slot + 3]);
    if (!mainNamespaces.has(namespace)) throw new UnusualPart(`${this.part}: ${namespace} inside`);
  }
}
