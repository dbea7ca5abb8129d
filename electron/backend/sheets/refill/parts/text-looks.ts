/** What the styles of a form say of how a text is set in a cell. */
import type { Template } from '../template.ts';
import { attributeOf, childOf, readTree, type XmlElement } from '../xml/element-tree.ts';

export type TextLook = {
  /** A text too long for its cell goes on in another line. */
  readonly wraps: boolean;
  /** In points. */
  readonly fontSize: number;
};

export type TextLooks = {
  /** Of the font in which widths of columns are told. */
  readonly usualFontSize: number;
  /** By style number; null for none. */
  readonly at: (style: string | null) => TextLook;
};

const usualFontSize = 11;
const plainTextLook: TextLook = { wraps: false, fontSize: usualFontSize };
const known = new WeakMap<Template, TextLooks>();

/** Read once for a form, however many copies are made of it: filling changes none of its styles. */
export function textLooksOf(template: Template): TextLooks {
  const looks = known.get(template) ?? readTextLooks(template);
  known.set(template, looks);
  return looks;
}

function readTextLooks(template: Template): TextLooks {
  const styles = template.relationshipsOf(template.workbookPart).find(({ type }) => type === 'styles');
  if (styles === undefined || template.entryOf(styles.target) === undefined) {
    return { usualFontSize, at: () => plainTextLook };
  }
  const root = readTree(template.contentOf(styles.target), styles.target);
  const sizes = (childOf(root, 'fonts')?.children ?? []).map((font) => sizeOf(font));
  const looks = (childOf(root, 'cellXfs')?.children ?? []).map((style): TextLook => {
    const alignment = childOf(style, 'alignment');
    const says = (name: string, value: RegExp): boolean =>
      alignment !== undefined && value.test(attributeOf(alignment, name)?.value ?? '');
    return {
      wraps:
        says('wrapText', /^(?:1|true)$/) ||
        says('horizontal', /^(?:justify|distributed)$/) ||
        says('vertical', /^(?:justify|distributed)$/),
      fontSize: sizes[Number(attributeOf(style, 'fontId')?.value ?? 0)] ?? usualFontSize,
    };
  });
  return {
    usualFontSize: sizes[0] ?? usualFontSize,
    at: (style) => looks[Number(style ?? 0)] ?? plainTextLook,
  };
}

function sizeOf(font: XmlElement): number {
  const size = childOf(font, 'sz');
  const points = Number(size === undefined ? Number.NaN : attributeOf(size, 'val')?.value);
  return points > 0 ? points : usualFontSize;
}
