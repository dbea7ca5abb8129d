/** The text that a cell of an HTML table shows: white space as HTML collapses it, breaks as line ends. */
import { decodeEntity, entityPattern } from './html-tokens.ts';

export type CellTextStyle = {
  /** Our own table: nothing in it is layout, spaces and line ends at the ends belong to the text. */
  readonly exact: boolean;
  /** Office breaks the source of Chinese text anywhere; such a break is no space. */
  readonly joinsChinese: boolean;
};

/** Collects a cell's text from the pieces between its tags. */
export class CellText {
  readonly #style: CellTextStyle;
  #text = '';
  #space: '' | ' ' | '\n' = '';
  #atLineStart = true;
  #blockEnded = false;
  /** Elements whose white space is kept. */
  preformatted = 0;

  constructor(style: CellTextStyle) {
    this.#style = style;
  }

  /** Adds source text with entities. */
  add(source: string): void {
    if (this.preformatted > 0) {
      this.#write(source.replace(entityPattern, (...parts) => this.#decode(parts)).replace(/\r\n?/g, '\n'));
      return;
    }
    for (const piece of source.match(/[ \t\r\n\f]+|[^ \t\r\n\f]+/g) ?? []) {
      if (/^[ \t\r\n\f]/.test(piece)) this.#space = this.#space || (/[\r\n]/.test(piece) ? '\n' : ' ');
      else
        this.#write(
          piece.includes('&') ? piece.replace(entityPattern, (...parts) => this.#decode(parts)) : piece,
        );
    }
  }

  /** <br> */
  breakLine(): void {
    if (this.#blockEnded) this.#startBlock();
    this.#text += '\n';
    this.#space = '';
    this.#atLineStart = true;
  }

  /** The start or end of a paragraph or another block. */
  breakBlock(): void {
    this.#space = '';
    if (!this.#atLineStart) this.#blockEnded = true;
  }

  /** The text as it is shown. */
  finish(): string {
    if (this.#style.exact)
      return this.#text.replaceAll('\u00a0', ' ').replaceAll(exactNoBreakSpace, '\u00a0');
    return this.#text
      .split('\n')
      .map((line) => (/^[\s\u200b\ufeff]*$/.test(line) ? '' : line.replaceAll('\u00a0', ' ')))
      .join('\n')
      .replace(/\n+$/, '');
  }

  #write(text: string): void {
    if (text === '') return;
    if (this.#blockEnded) this.#startBlock();
    if (this.#space !== '' && !this.#atLineStart && !this.#isInsideChinese(text)) this.#text += ' ';
    this.#text += text;
    this.#space = '';
    this.#atLineStart = false;
  }

  #startBlock(): void {
    this.#text += '\n';
    this.#blockEnded = false;
    this.#space = '';
    this.#atLineStart = true;
  }

  #isInsideChinese(next: string): boolean {
    return (
      this.#style.joinsChinese &&
      this.#space === '\n' &&
      chinese.test(this.#text.slice(-1)) &&
      chinese.test(next.slice(0, 1))
    );
  }

  /** In our own tables &nbsp; is a space that HTML would collapse, and &#160; a no-break space. */
  #decode([entity, decimal, hex, name]: readonly unknown[]): string {
    if (this.#style.exact && decimal === '160') return exactNoBreakSpace;
    return decodeEntity(String(entity), optional(decimal), optional(hex), optional(name));
  }
}

/** Stands for &#160; until the text is finished; the last private code point, which no font or office uses. */
const exactNoBreakSpace = '\u{10fffd}';

/** Chinese characters, their punctuation and wide forms, by UTF-16 unit. */
const chinese = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\ud840-\udfff]/;

function optional(part: unknown): string | undefined {
  return typeof part === 'string' ? part : undefined;
}
