/** Cell styles that are one of the form's with something changed, added behind the form's own. */
import { refuse } from '../refusal.ts';
import type { WorkbookEdit } from '../workbook-edit.ts';
import { attributeOf, childOf, qualified, readTree, type XmlElement } from '../xml/element-tree.ts';
import { appendChild } from '../xml/insert-child.ts';
import { Splices } from '../xml/splices.ts';
import { escapeAttribute } from '../xml/write-text.ts';
import { replaceValue } from './edit-part.ts';
import { related } from './list-related.ts';

export type StyleChange = {
  readonly locked?: boolean;
  /** What stands in the cell is a text, also when somebody enters it again; what is typed over it is read as ever. */
  readonly keepsText?: true;
  /** Whatever is typed is a text. */
  readonly isText?: true;
  /** Six hexadecimal digits. */
  readonly color?: string;
};

export class DerivedStyles {
  readonly #edit: WorkbookEdit;
  readonly #part: string;
  readonly #bytes: Buffer;
  readonly #root: XmlElement;
  readonly #styles: readonly XmlElement[];
  readonly #fillCount: number;
  /** Numbers of the formats that show a text as it is. */
  readonly #textFormats: ReadonlySet<string>;
  readonly #known = new Map<string, string>();
  readonly #newStyles: string[] = [];
  readonly #newFills: string[] = [];

  /** @throws HuibiaoError when the form has no styles to derive from */
  constructor(edit: WorkbookEdit) {
    const part = related(edit, edit.template.workbookPart, 'styles')[0];
    if (part === undefined)
      refuse('表样没有样式，不能标色或锁定单元格。请用 Excel 或 WPS 打开后另存为 .xlsx 再用');
    this.#edit = edit;
    this.#part = part;
    this.#bytes = edit.read(part);
    this.#root = readTree(this.#bytes, part);
    this.#styles = elementsOf(this.#root, 'cellXfs', 'xf');
    this.#fillCount = elementsOf(this.#root, 'fills', 'fill').length;
    this.#textFormats = textFormatsOf(this.#root);
  }

  /** Whether there is a style to derive from. */
  get isUsable(): boolean {
    return this.#styles.length > 0;
  }

  /** Whether cells of this style are locked once their sheet is protected. */
  isLocked(style: string | null): boolean {
    const protection = this.#protectionOf(this.#styles[Number(style ?? 0)]);
    return !/^(?:0|false)$/.test(
      protection === undefined ? '' : (attributeOf(protection, 'locked')?.value ?? ''),
    );
  }

  /** The number of the style that is this one with the change. */
  derive(style: string | null, change: StyleChange): string {
    const base = style ?? '0';
    const own = this.#styles[Number(base)];
    const missing = this.#missing(base, own, change);
    if (Object.keys(missing).length === 0) return base;
    const key = JSON.stringify([base, missing]);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const number = String(this.#styles.length + this.#newStyles.length);
    this.#newStyles.push(this.#written(own, missing));
    this.#known.set(key, number);
    return number;
  }

  /** Writes what was derived. */
  finish(): void {
    const splices = new Splices();
    this.#append('fills', this.#newFills, splices);
    this.#append('cellXfs', this.#newStyles, splices);
    if (!splices.isEmpty) this.#edit.write(this.#part, splices.applyTo(this.#bytes));
  }

  /** What of the change the style does not say already. */
  #missing(base: string, style: XmlElement | undefined, change: StyleChange): StyleChange {
    const { locked, color, keepsText, isText } = change;
    const given = (name: string): string =>
      (style === undefined ? undefined : attributeOf(style, name))?.value ?? '';
    const hasText = this.#textFormats.has(given('numFmtId'));
    const keeps = hasText || /^(?:1|true)$/.test(given('quotePrefix'));
    return {
      ...(locked === undefined || locked === this.isLocked(base) ? {} : { locked }),
      ...(color === undefined ? {} : { color }),
      ...(keepsText === undefined || keeps ? {} : { keepsText }),
      ...(isText === undefined || hasText ? {} : { isText }),
    };
  }

  #append(list: string, items: readonly string[], splices: Splices): void {
    const element = childOf(this.#root, list);
    if (items.length === 0) return;
    if (element === undefined)
      refuse('表样的样式不完整，不能标色或锁定单元格。请用 Excel 或 WPS 打开后另存为 .xlsx 再用');
    appendChild(element, items.join(''), splices, this.#bytes);
    replaceValue(splices, attributeOf(element, 'count'), String(element.children.length + items.length));
  }

  #written(style: XmlElement | undefined, change: StyleChange): string {
    const { locked, color, keepsText, isText } = change;
    const attributes = new Map(style?.attributes.map(({ name, value }) => [name, value]));
    if (color !== undefined) {
      attributes.set('fillId', String(this.#addFill(color)));
      attributes.set('applyFill', '1');
    }
    if (locked !== undefined) attributes.set('applyProtection', '1');
    if (keepsText) attributes.set('quotePrefix', '1');
    if (isText) {
      attributes.set('numFmtId', builtinText);
      attributes.set('applyNumberFormat', '1');
    }
    const children = (style?.children ?? []).map((child) =>
      child.name === 'protection' && locked !== undefined
        ? ''
        : this.#bytes.toString('utf8', child.start, child.end),
    );
    if (locked !== undefined) {
      const hidden = attributeOf(this.#protectionOf(style) ?? emptyElement, 'hidden');
      const tag = qualified(this.#root.prefix, 'protection');
      const kept = hidden === undefined ? '' : ` hidden="${hidden.value}"`;
      const at = (style?.children ?? []).findIndex(({ name }) => name === 'extLst');
      children.splice(at < 0 ? children.length : at, 0, `<${tag} locked="${locked ? 1 : 0}"${kept}/>`);
    }
    const tag = qualified(this.#root.prefix, 'xf');
    const written = [...attributes].map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`).join('');
    const inner = children.join('');
    return inner === '' ? `<${tag}${written}/>` : `<${tag}${written}>${inner}</${tag}>`;
  }

  #addFill(color: string): number {
    if (!/^[0-9a-f]{6}$/i.test(color)) refuse(`“${color}”不是颜色`, { color }, 'bad_request');
    const tag = (name: string) => qualified(this.#root.prefix, name);
    const fill = `<${tag('fill')}><${tag('patternFill')} patternType="solid"><${tag('fgColor')} rgb="FF${color.toUpperCase()}"/><${tag('bgColor')} indexed="64"/></${tag('patternFill')}></${tag('fill')}>`;
    const known = this.#newFills.indexOf(fill);
    if (known >= 0) return this.#fillCount + known;
    this.#newFills.push(fill);
    return this.#fillCount + this.#newFills.length - 1;
  }

  #protectionOf(style: XmlElement | undefined): XmlElement | undefined {
    return style === undefined ? undefined : childOf(style, 'protection');
  }
}

/** The format `@`, which every workbook has. */
const builtinText = '49';

function textFormatsOf(root: XmlElement): Set<string> {
  const own = elementsOf(root, 'numFmts', 'numFmt')
    .filter((format) => attributeOf(format, 'formatCode')?.value === '@')
    .flatMap((format) => attributeOf(format, 'numFmtId')?.value ?? []);
  return new Set([builtinText, ...own]);
}

const emptyElement: Pick<XmlElement, 'attributes'> = { attributes: [] };

function elementsOf(root: XmlElement, list: string, name: string): readonly XmlElement[] {
  return childOf(root, list)?.children.filter((child) => child.name === name) ?? [];
}
