/** Workbooks put together by hand, part by part, and the two readers that must agree on them. */
import { loadXlsx, loadXlsxWithSheetJs } from '../../electron/backend/sheets/read/load-workbook.ts';
import type { Sheet, SheetCell } from '../../electron/backend/sheets/sheet.ts';
import { deflateEntries, listEntries } from '../../electron/backend/sheets/zip/zip.ts';

export const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
export const strictMain = 'http://purl.oclc.org/ooxml/spreadsheetml/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships';

export type Parts = Readonly<Record<string, string | Uint8Array>>;

/** The usual parts around one sheet; each can be replaced or added to by name. */
export function parts(replaced: Parts = {}): Parts {
  return {
    '[Content_Types].xml': contentTypes('xl/workbook.xml'),
    '_rels/.rels': relationships({ rId1: ['officeDocument', 'xl/workbook.xml'] }),
    'xl/workbook.xml': workbookXml('<sheet name="表1" sheetId="1" r:id="rId1"/>'),
    'xl/_rels/workbook.xml.rels': relationships({
      rId1: ['worksheet', 'worksheets/sheet1.xml'],
      rId2: ['styles', 'styles.xml'],
      rId3: ['sharedStrings', 'sharedStrings.xml'],
    }),
    'xl/styles.xml': stylesXml([]),
    'xl/sharedStrings.xml': `<sst xmlns="${main}"><si><t>甲</t></si><si><t>乙</t></si></sst>`,
    'xl/worksheets/sheet1.xml': sheetXml('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'),
    ...replaced,
  };
}

export function archive(content: Parts): Uint8Array {
  return deflateEntries(
    Object.entries(content).map(([name, part]) => ({
      name,
      data: typeof part === 'string' ? Buffer.from(part) : part,
    })),
  );
}

/** A workbook of one sheet with this in its sheetData. */
export function workbookOf(rows: string, replaced: Parts = {}): Uint8Array {
  return archive(parts({ 'xl/worksheets/sheet1.xml': sheetXml(rows), ...replaced }));
}

export function sheetXml(rows: string, after = '', before = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="${main}" xmlns:r="${relations}">${before}<sheetData>${rows}</sheetData>${after}</worksheet>`;
}

export function workbookXml(sheets: string, before = ''): string {
  return `<workbook xmlns="${main}" xmlns:r="${relations}">${before}<sheets>${sheets}</sheets></workbook>`;
}

/** Style 0 is General, style 1 the first of these formats, and so on; a number refers to a built-in one. */
export function stylesXml(formats: readonly (string | number)[]): string {
  const codes = formats.flatMap((format, index) =>
    typeof format === 'number' ? [] : [`<numFmt numFmtId="${200 + index}" formatCode="${escaped(format)}"/>`],
  );
  const styles = formats.map(
    (format, index) =>
      `<xf numFmtId="${typeof format === 'number' ? format : 200 + index}" applyNumberFormat="1"><alignment/></xf>`,
  );
  return `<styleSheet xmlns="${main}"><numFmts>${codes.join('')}</numFmts><fonts><font/></fonts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${styles.join('')}</cellXfs></styleSheet>`;
}

export function relationships(
  targets: Readonly<Record<string, readonly [type: string, target: string]>>,
): string {
  const items = Object.entries(targets).map(
    ([id, [type, target]]) => `<Relationship Id="${id}" Type="${relations}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${packageRelations}">${items.join('')}</Relationships>`;
}

export function contentTypes(workbookPart: string): string {
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const folder = workbookPart.slice(0, workbookPart.lastIndexOf('/') + 1);
  const overrides = [
    [workbookPart, 'sheet.main'],
    [`${folder}worksheets/sheet1.xml`, 'worksheet'],
    [`${folder}styles.xml`, 'styles'],
    [`${folder}sharedStrings.xml`, 'sharedStrings'],
  ].map(([part, kind]) => `<Override PartName="/${part}" ContentType="${type}.${kind}+xml"/>`);
  return `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>${overrides.join('')}</Types>`;
}

export function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
}

/** What our own scanner reads. @throws when it leaves the file to SheetJS, or refuses it */
export function scanned(bytes: Uint8Array): Sheet[] {
  const { sheets, unusual } = loadXlsx(bytes, listEntries(bytes));
  if (unusual !== null) throw new Error(`left to SheetJS: ${unusual}`);
  return sheets;
}

export function scannedSheet(bytes: Uint8Array): Sheet {
  const [sheet] = scanned(bytes);
  if (sheet === undefined) throw new Error('no sheet was read');
  return sheet;
}

/** Why the file was left to SheetJS; null when our own scanner read it. */
export function whyUnusual(bytes: Uint8Array): string | null {
  return loadXlsx(bytes, listEntries(bytes)).unusual;
}

export function bySheetJs(bytes: Uint8Array): Sheet[] {
  return loadXlsxWithSheetJs(bytes, listEntries(bytes));
}

/** The texts of a sheet as a table, '' for blank. */
export function textsOf(sheet: Sheet): string[][] {
  return Array.from(sheet.rows, (row) => Array.from(row ?? [], (cell) => cell?.text ?? ''));
}

export function cellOf(sheet: Sheet, row: number, column: number): SheetCell | undefined {
  return sheet.rows[row]?.[column];
}
