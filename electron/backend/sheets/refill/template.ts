/** A form as it was circulated: its archive, its parts as they are asked for, and its sheets. Never changed. */

import { WorkbookDamage } from '../ooxml/outcome.ts';
import { findWorkbookPart, openPackage, type Relationship } from '../ooxml/package.ts';
import { decodeEscapes, toUtf8 } from '../ooxml/xml-text.ts';
import { detectFormat } from '../read/detect-format.ts';
import { checkBounds, workbookBounds } from '../zip/zip.ts';
import { openArchive, type RawArchive, type RawEntry, readEntry } from './archive.ts';
import { asRefusal, refuse } from './refusal.ts';
import { attributeOf, childOf, readTree, type XmlElement } from './xml/element-tree.ts';

export type TemplateSheet = {
  readonly name: string;
  readonly state: 'visible' | 'hidden' | 'veryHidden';
  /** Its position among all tabs, from 0. */
  readonly index: number;
  readonly part: string;
  /** `worksheet`; charts and dialogs have sheets of their own kinds. */
  readonly type: string;
};

export type Template = {
  readonly archive: RawArchive;
  readonly workbookPart: string;
  readonly sheets: readonly TemplateSheet[];
  /** Dates are counted from 1904. */
  readonly date1904: boolean;
  /** It carries macros, which are kept. */
  readonly hasMacros: boolean;
  readonly entryOf: (part: string) => RawEntry | undefined;
  /** A part as UTF-8, whatever it is written in. @throws ZipDamage, WorkbookDamage */
  readonly contentOf: (part: string) => Buffer;
  readonly relationshipsOf: (part: string) => readonly Relationship[];
};

/**
 * Opens a form to be filled, once for any number of copies.
 * @throws HuibiaoError with a spreadsheet code: it cannot be filled
 */
export function openTemplate(bytes: Uint8Array): Template {
  const format = detectFormat(bytes);
  if (format.kind === 'refused')
    refuse(`表样${format.what}。${format.advice.replace(/。$/, '')}`, {}, format.code);
  if (format.kind !== 'xlsx') {
    refuse(
      '表样不是 .xlsx 文件，不能原样填写。请用 Excel 或 WPS 另存为 .xlsx 再用',
      { kind: format.kind },
      'form_unfillable',
    );
  }
  try {
    return openParts(openArchive(bytes));
  } catch (error) {
    throw asRefusal(error);
  }
}

function openParts(archive: RawArchive): Template {
  checkBounds(archive.entries, workbookBounds);
  refuseSpecial(archive);
  const byName = new Map(archive.entries.map((entry) => [keyOf(entry.name), entry]));
  const contents = new Map<RawEntry, Buffer>();
  const entryOf = (part: string): RawEntry | undefined => byName.get(keyOf(part));
  const contentOf = (part: string): Buffer => {
    const entry = entryOf(part);
    if (entry === undefined) throw new Error(`there is no part ${part}`);
    const known = contents.get(entry);
    if (known !== undefined) return known;
    const content = asUtf8(readEntry(archive, entry), part);
    contents.set(entry, content);
    return content;
  };
  const parts = openPackage(archive.bytes, archive.entries);
  const relationships = new Map<string, readonly Relationship[]>();
  const relationshipsOf = (part: string): readonly Relationship[] => {
    const known = relationships.get(part) ?? parts.relationshipsOf(part);
    relationships.set(part, known);
    return known;
  };
  const workbookPart = findWorkbookPart(parts);
  const workbook = readTree(contentOf(workbookPart), workbookPart);
  const properties = childOf(workbook, 'workbookPr');
  const date1904 = /^(?:1|true)$/.test(
    (properties === undefined ? undefined : attributeOf(properties, 'date1904'))?.value ?? '',
  );
  return {
    archive,
    workbookPart,
    sheets: readSheets(workbook, relationshipsOf(workbookPart)).filter(({ part }) => parts.has(part)),
    date1904,
    hasMacros: archive.entries.some(({ name }) => /(?:^|\/)vbaProject\.bin$/i.test(name)),
    entryOf,
    contentOf,
    relationshipsOf,
  };
}

function readSheets(workbook: XmlElement, relationships: readonly Relationship[]): TemplateSheet[] {
  const list = childOf(workbook, 'sheets')?.children.filter(({ name }) => name === 'sheet') ?? [];
  if (workbook.name !== 'workbook' || list.length === 0) throw new WorkbookDamage('no sheet');
  return list.flatMap((sheet, index) => {
    const id = sheet.attributes.find(({ name }) => /:id$/.test(name))?.value;
    const relationship = relationships.find((item) => item.id === id);
    const name = attributeOf(sheet, 'name')?.value;
    if (relationship === undefined || name === undefined) return [];
    const { type, target: part } = relationship;
    return [
      { name: decodeEscapes(name), state: stateOf(attributeOf(sheet, 'state')?.value), index, part, type },
    ];
  });
}

/** Some writers have words of their own for a sheet that is shown. */
function stateOf(state: string | undefined): TemplateSheet['state'] {
  return state === 'hidden' || state === 'veryHidden' ? state : 'visible';
}

/** What would be broken by any change, or cannot be followed. */
function refuseSpecial({ entries }: RawArchive): void {
  const holds = (pattern: RegExp): boolean => entries.some(({ name }) => pattern.test(name));
  if (holds(/^_xmlsignatures\//i)) {
    refuse('表样带有数字签名，填写后签名就会失效。请向发文单位要没有签名的表样', {}, 'form_unfillable');
  }
  if (holds(/^xl\/revisions\//i)) {
    refuse(
      '表样是多人共享的工作簿，不能填写。请在 Excel 中取消“共享工作簿”后另存，再用它作表样',
      {},
      'form_unfillable',
    );
  }
}

/** A part that was in another encoding says so no more. */
function asUtf8(bytes: Uint8Array, part: string): Buffer {
  const content = toUtf8(bytes, part);
  if (content.buffer === bytes.buffer) return content;
  const start = content.toString('latin1', 0, 200);
  const declared = /^(<\?xml[^>]*?\sencoding\s*=\s*["'])([^"']*)/.exec(start);
  if (declared?.[1] === undefined || declared[2] === undefined) return content;
  const from = declared[1].length;
  return Buffer.concat([
    content.subarray(0, from),
    Buffer.from('UTF-8'),
    content.subarray(from + declared[2].length),
  ]);
}

/** Part names are the same whatever their case. */
export function keyOf(part: string): string {
  return (part.startsWith('/') ? part.slice(1) : part).toLowerCase();
}
