/** A workbook written anew: plain parts, compressed as they come, the same bytes for the same content. */
import { escapeAttribute, escapeText } from '../../refill/xml/write-text.ts';
import { columnName } from '../../sheet.ts';
import { type PackedEntry, writeArchive } from '../../zip/zip.ts';
import type { NewSheet, NewWorkbook } from './new-workbook.ts';
import { PackedPart } from './packed-part.ts';
import { mainNamespace, packageNamespace, relationNamespace, xmlHead } from './parts.ts';
import { writeStyleSheet } from './style-sheet.ts';
import { writeSheet } from './write-sheet.ts';

const relations = relationNamespace;
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

export function writeWorkbook(workbook: NewWorkbook): Uint8Array {
  const { sheets, styles } = workbook;
  // Sheets first: their rows may add to the styles as they are asked for.
  const numbers = sheets.map((_, index) => index + 1);
  const shown = Math.max(
    sheets.findIndex(({ state = 'visible' }) => state === 'visible'),
    0,
  );
  const written = sheets.map((sheet, index) => {
    const part = new PackedPart(`xl/worksheets/sheet${index + 1}.xml`);
    writeSheet(sheet, index === shown, part);
    return part.finish();
  });
  return writeArchive([
    packed('[Content_Types].xml', contentTypes(numbers)),
    packed(
      '_rels/.rels',
      relationships([`Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"`]),
    ),
    packed('xl/workbook.xml', workbookPart(workbook, shown)),
    packed(
      'xl/_rels/workbook.xml.rels',
      relationships([
        ...numbers.map(
          (number) =>
            `Id="rId${number}" Type="${relations}/worksheet" Target="worksheets/sheet${number}.xml"`,
        ),
        `Id="rId${sheets.length + 1}" Type="${relations}/styles" Target="styles.xml"`,
      ]),
    ),
    packed('xl/styles.xml', writeStyleSheet(styles)),
    ...written,
  ]);
}

function packed(name: string, text: string): PackedEntry {
  const part = new PackedPart(name);
  part.write(text);
  return part.finish();
}

function contentTypes(numbers: readonly number[]): string {
  const sheets = numbers.map(
    (number) =>
      `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${types}.worksheet+xml"/>`,
  );
  return `${xmlHead}<Types xmlns="${packageNamespace}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/>${sheets.join('')}<Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/></Types>`;
}

function relationships(items: readonly string[]): string {
  return `${xmlHead}<Relationships xmlns="${packageNamespace}/relationships">${items
    .map((item) => `<Relationship ${item}/>`)
    .join('')}</Relationships>`;
}

function workbookPart({ sheets, names = [], date1904 = false }: NewWorkbook, shown: number): string {
  const listed = sheets.map(({ name, state = 'visible' }, index) => {
    const hidden = state === 'visible' ? '' : ` state="${state}"`;
    return `<sheet name="${escapeAttribute(name)}" sheetId="${index + 1}"${hidden} r:id="rId${index + 1}"/>`;
  });
  const defined = [
    ...sheets.flatMap(pageNames),
    ...names.map(
      ({ name, formula }) =>
        `<definedName name="${escapeAttribute(name)}">${escapeText(formula)}</definedName>`,
    ),
  ];
  const list = defined.length === 0 ? '' : `<definedNames>${defined.join('')}</definedNames>`;
  const active = shown === 0 ? '' : ` activeTab="${shown}"`;
  return `${xmlHead}<workbook xmlns="${mainNamespace}" xmlns:r="${relations}">${date1904 ? '<workbookPr date1904="1"/>' : ''}<bookViews><workbookView${active}/></bookViews><sheets>${listed.join('')}</sheets>${list}</workbook>`;
}

/** The printed part and the rows that are repeated are names of the sheet. */
function pageNames({ name, page }: NewSheet, index: number): string[] {
  const sheet = escapeText(`'${name.replaceAll("'", "''")}'`);
  const named = (what: string, range: string): string =>
    `<definedName name="_xlnm.${what}" localSheetId="${index}">${sheet}!${range}</definedName>`;
  const { printArea: area, titleRows } = page ?? {};
  const written: string[] = [];
  if (area !== undefined) {
    const first = `$${columnName(area.firstColumn)}$${area.firstRow + 1}`;
    const last = `$${columnName(area.lastColumn)}$${area.lastRow + 1}`;
    written.push(named('Print_Area', `${first}:${last}`));
  }
  if (titleRows !== undefined) {
    written.push(named('Print_Titles', `$${titleRows.first + 1}:$${titleRows.last + 1}`));
  }
  return written;
}
