/** A sheet of a new workbook → its part, one row after the other. */
import { writeRange } from '../../refill/xml/range-text.ts';
import { escapeText } from '../../refill/xml/write-text.ts';
import { columnName } from '../../sheet.ts';
import type { NewCell, NewColumn, NewPage, NewRow, NewSheet } from './new-workbook.ts';
import type { PackedPart } from './packed-part.ts';
import { mainNamespace, xmlHead } from './parts.ts';

/** @param isFirst of the workbook: the sheet that is seen when it is opened */
export function writeSheet(sheet: NewSheet, isFirst: boolean, part: PackedPart): void {
  const { columns, merges = [], page, choices = [] } = sheet;
  const fits = page?.fit === undefined ? '' : '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>';
  part.write(
    `${xmlHead}<worksheet xmlns="${mainNamespace}">${fits}<sheetViews>${viewElement(sheet, isFirst)}</sheetViews><sheetFormatPr defaultRowHeight="${sheet.defaultRowHeight ?? 15}"/>${columnsElement(columns)}<sheetData>`,
  );
  const names: string[] = [];
  for (const row of sheet.rows) part.write(rowElement(row, names));
  part.write('</sheetData>');
  if (merges.length > 0) {
    const items = merges.map((range) => `<mergeCell ref="${writeRange(range)}"/>`);
    part.write(`<mergeCells count="${items.length}">${items.join('')}</mergeCells>`);
  }
  if (choices.length > 0) {
    const items = choices.map(
      ({ range, texts }) =>
        `<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="${writeRange(range)}"><formula1>${escapeText(`"${texts.join(',').replaceAll('"', '""')}"`)}</formula1></dataValidation>`,
    );
    part.write(`<dataValidations count="${items.length}">${items.join('')}</dataValidations>`);
  }
  if (page !== undefined) part.write(pageElements(page));
  part.write('</worksheet>');
}

function viewElement({ frozenRows = 0, frozenColumns = 0 }: NewSheet, isFirst: boolean): string {
  const head = `<sheetView${isFirst ? ' tabSelected="1"' : ''} workbookViewId="0"`;
  if (frozenRows + frozenColumns === 0) return `${head}/>`;
  const pane = frozenRows === 0 ? 'topRight' : frozenColumns === 0 ? 'bottomLeft' : 'bottomRight';
  const x = frozenColumns === 0 ? '' : ` xSplit="${frozenColumns}"`;
  const y = frozenRows === 0 ? '' : ` ySplit="${frozenRows}"`;
  return `${head}><pane${x}${y} topLeftCell="${columnName(frozenColumns)}${frozenRows + 1}" activePane="${pane}" state="frozen"/><selection pane="${pane}"/></sheetView>`;
}

function columnsElement(columns: readonly NewColumn[]): string {
  if (columns.length === 0) return '';
  const items = columns.map(
    ({ width, hidden }, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${round(width)}" customWidth="1"${hidden === true ? ' hidden="1"' : ''}/>`,
  );
  return `<cols>${items.join('')}</cols>`;
}

/** @param names of columns, kept from row to row */
function rowElement({ row, height, hidden, cells }: NewRow, names: string[]): string {
  const number = row + 1;
  const ht = height === null ? '' : ` ht="${round(height)}" customHeight="1"`;
  let xml = `<row r="${number}"${ht}${hidden === true ? ' hidden="1"' : ''}>`;
  for (const cell of cells) {
    let name = names[cell.column];
    if (name === undefined) {
      name = columnName(cell.column);
      names[cell.column] = name;
    }
    xml += cellElement(cell, `<c r="${name}${number}" s="${cell.style}"`);
  }
  return `${xml}</row>`;
}

function cellElement({ value }: NewCell, head: string): string {
  if (value === null || value === '') return `${head}/>`;
  switch (typeof value) {
    case 'number':
      return `${head}><v>${value}</v></c>`;
    case 'string':
      return unusual.test(value)
        ? `${head} t="inlineStr"><is><t${keepsSpace(value)}>${escapeText(value)}</t></is></c>`
        : `${head} t="inlineStr"><is><t>${value}</t></is></c>`;
    case 'boolean':
      return `${head} t="b"><v>${value ? 1 : 0}</v></c>`;
    default: {
      const { formula, result } = value;
      const type = typeof result === 'string' ? ' t="str"' : typeof result === 'boolean' ? ' t="b"' : '';
      const shown = typeof result === 'boolean' ? Number(result) : result;
      const kept = shown === null ? '' : `<v>${escapeText(String(shown))}</v>`;
      return `${head}${type}><f>${escapeText(formula)}</f>${kept}</c>`;
    }
  }
}

/** Nearly every text is written as it is. */
const unusual = /[&<>\r\t\n]|^\s|\s$| {2}/;
const edgeOrDoubleSpace = /^\s|\s$|[\t\n]| {2}/;

function keepsSpace(text: string): string {
  return edgeOrDoubleSpace.test(text) ? ' xml:space="preserve"' : '';
}

function pageElements(page: NewPage): string {
  const { margins, fit, header, footer, evenFooter, firstPageNumber } = page;
  const attributes = [
    page.paperSize === undefined ? '' : ` paperSize="${page.paperSize}"`,
    page.scale === undefined ? '' : ` scale="${page.scale}"`,
    fit === undefined ? '' : ` fitToWidth="${fit.width}" fitToHeight="${fit.height}"`,
    ` orientation="${page.landscape === true ? 'landscape' : 'portrait'}"`,
    firstPageNumber === undefined ? '' : ` firstPageNumber="${firstPageNumber}" useFirstPageNumber="1"`,
  ].join('');
  return [
    page.centered === true ? '<printOptions horizontalCentered="1"/>' : '',
    margins === undefined
      ? ''
      : `<pageMargins left="${margins.left}" right="${margins.right}" top="${margins.top}" bottom="${margins.bottom}" header="${margins.header}" footer="${margins.footer}"/>`,
    `<pageSetup${attributes}/>`,
    header === undefined && footer === undefined
      ? ''
      : `<headerFooter scaleWithDoc="0"${evenFooter === undefined ? '' : ' differentOddEven="1"'}>${textElement('oddHeader', header)}${textElement('oddFooter', footer)}${
          evenFooter === undefined
            ? ''
            : textElement('evenHeader', header) + textElement('evenFooter', evenFooter)
        }</headerFooter>`,
  ].join('');
}

function textElement(name: string, text: string | undefined): string {
  return text === undefined || text === '' ? '' : `<${name}>${escapeText(text)}</${name}>`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
