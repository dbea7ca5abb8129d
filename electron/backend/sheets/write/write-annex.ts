/** An annex in its own workbook: the form's styles and page, our lines. */
import ExcelJS from 'exceljs';
import { type AnnexLine, groupRows } from '../../../../shared/annex/lines.ts';
import { joinNames } from '../../../../shared/annex/names.ts';
import { countTotals } from '../../../../shared/annex/totals.ts';
import { HuibiaoError } from '../../../../shared/model/failure.ts';
import type { GroupedLayout, TableDefinition } from '../../../../shared/model/table.ts';
import { formatCellValue } from '../../../../shared/values/cell-text.ts';
import { findGroupedHeader, type GroupedField, type GroupedHeader } from '../read/layout.ts';
import { loadSheets } from '../read/read-rows.ts';
import { isAnnexLabel, isTitleLike, isTotalTitle } from '../read/titles.ts';
import { columnName, filledColumns, type Sheet, textAt } from '../sheet.ts';
import type { WriteRequest } from '../sheet-tools.ts';
import { needsTextFormat, storableText } from './cell-text.ts';
import { pointsOfWidth, rowHeightFor } from './text-size.ts';

/** Where the parts of a form are; rows and columns count from 1, as exceljs has them. */
type FormPlaces = {
  readonly sheet: Sheet;
  readonly header: GroupedHeader;
  readonly dataRow: number;
  readonly totalRow: number | null;
};

/**
 * Fills a form: one line a group in the given order, names joined, the counts of the names as the total.
 * @throws HuibiaoError `no_template` when the form has no header of this table, `too_large` for a text too long
 */
export async function writeAnnex(
  { definition, rows, groups }: WriteRequest,
  layout: GroupedLayout,
  template: Uint8Array,
): Promise<Uint8Array> {
  const places = findPlaces(template, definition);
  const { lines } = groupRows(definition, layout, rows, groups);
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(new Uint8Array(template).buffer);
  const worksheet = workbook.getWorksheet(places.sheet.name);
  if (worksheet === undefined) throw noTemplate(definition);

  writeTitles(worksheet, places, definition);
  const totalRow = fitDataRows(worksheet, places, lines.length);
  for (const [index, line] of lines.entries()) writeLine(worksheet, places, places.dataRow + index, line);
  writeTotals(worksheet, places, totalRow, countTotals(definition, layout, lines));
  setPrintedPart(worksheet, places, totalRow);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

function findPlaces(template: Uint8Array, definition: TableDefinition): FormPlaces {
  for (const sheet of loadSheets(template, '表样')) {
    const header = findGroupedHeader(sheet, definition);
    if (header === null) continue;
    let total = header.dataRow;
    while (total < sheet.rows.length && !isTotalRow(sheet, total)) total += 1;
    return {
      sheet,
      header,
      dataRow: header.dataRow + 1,
      totalRow: total < sheet.rows.length ? total + 1 : null,
    };
  }
  throw noTemplate(definition);
}

function isTotalRow(sheet: Sheet, row: number): boolean {
  return filledColumns(sheet, row).some((column) => isTotalTitle(textAt(sheet, row, column)));
}

function noTemplate(definition: TableDefinition): HuibiaoError {
  return new HuibiaoError(
    'no_template',
    `表样里没有“${definition.title}”的表头，不能按表样导出。请换一个表样。`,
    { table: definition.key },
  );
}

/** The form's own label and title lines say what the table says. */
function writeTitles(
  worksheet: ExcelJS.Worksheet,
  { sheet, header }: FormPlaces,
  { annexLabel, documentTitle }: TableDefinition,
): void {
  let titled = false;
  for (let row = 0; row < header.headerRow; row += 1) {
    for (const column of filledColumns(sheet, row)) {
      const cell = worksheet.getCell(row + 1, column + 1);
      const text = textAt(sheet, row, column);
      const place = { row: `第${row + 1}行`, column: '标题' };
      if (isAnnexLabel(text)) {
        if (annexLabel !== null) cell.value = storableText(annexLabel, place);
      } else if (!titled && isTitleLike(text)) {
        titled = true;
        if (documentTitle !== null) cell.value = storableText(documentTitle, place);
      }
    }
  }
}

/** Makes room for exactly as many lines as there are, styled as the form's first; returns the 合计 row. */
function fitDataRows(worksheet: ExcelJS.Worksheet, { dataRow, totalRow }: FormPlaces, count: number): number {
  const wanted = Math.max(count, 1);
  const present = totalRow === null ? 1 : Math.max(totalRow - dataRow, 1);
  if (wanted > present) worksheet.duplicateRow(dataRow, wanted - present, true);
  if (wanted < present) worksheet.spliceRows(dataRow + wanted, present - wanted);
  if (totalRow === null) worksheet.duplicateRow(dataRow + wanted - 1, 1, true);
  return dataRow + wanted;
}

function writeLine(worksheet: ExcelJS.Worksheet, places: FormPlaces, row: number, line: AnnexLine): void {
  const target = worksheet.getRow(row);
  const texts = [...firstColumns(places.header)].map(([column, field]) => {
    const text = textOfField(field, line);
    const place = { row: `第${row}行（${line.group}）`, column: titleOfField(field) };
    const cell = target.getCell(column);
    cell.value = text === '' ? null : storableText(text, place);
    if (needsTextFormat(text)) cell.style = { ...cell.style, numFmt: '@' };
    return { text, width: widthOf(worksheet, places, column), fontSize: cell.font?.size ?? 11 };
  });
  target.height = rowHeightFor(texts, target.height ?? 0);
}

function textOfField(field: GroupedField, line: AnnexLine): string {
  switch (field.kind) {
    case 'group':
      return line.group;
    case 'choice':
      return joinNames((line.names[field.choice] ?? []).map(({ name }) => name));
    case 'line':
      return formatCellValue(field.column, line.values[field.column.key] ?? null);
    case 'serial':
    case 'unknown':
      return '';
  }
}

function titleOfField(field: GroupedField): string {
  switch (field.kind) {
    case 'choice':
      return field.choice;
    case 'line':
      return field.column.title;
    default:
      return '乡镇';
  }
}

function writeTotals(
  worksheet: ExcelJS.Worksheet,
  { header, totalRow }: FormPlaces,
  row: number,
  totals: readonly { readonly choice: string; readonly counted: number }[],
): void {
  for (const [column, field] of firstColumns(header)) {
    const cell = worksheet.getRow(row).getCell(column);
    if (field.kind === 'group' && totalRow === null) cell.value = '合计';
    if (field.kind === 'choice') {
      cell.value = totals.find(({ choice }) => choice === field.choice)?.counted ?? 0;
    }
  }
}

/** The printed part reaches down to the 合计 row; the header repeats on every page. */
function setPrintedPart(worksheet: ExcelJS.Worksheet, { header }: FormPlaces, totalRow: number): void {
  const last = columnName(Math.max(...header.fields.keys()));
  const first = columnName(Math.min(...header.fields.keys()));
  // The file format wants absolute rows here, and exceljs makes only the columns absolute.
  worksheet.pageSetup.printArea = `${first}$1:${last}$${Math.max(totalRow, worksheet.rowCount)}`;
  worksheet.pageSetup.printTitlesRow = `${header.headerRow + 1}:${header.dataRow}`;
}

/** A header merged over several columns is written in its first. Columns count from 1. */
function firstColumns(header: GroupedHeader): Map<number, GroupedField> {
  const seen = new Set<string>();
  const first = new Map<number, GroupedField>();
  for (const [column, field] of header.fields) {
    const name = field.kind === 'unknown' || field.kind === 'serial' ? `${column}` : titleOfField(field);
    if (seen.has(name)) continue;
    seen.add(name);
    first.set(column + 1, field);
  }
  return first;
}

/** The width of a column in points, with the other columns that its merged header covers. */
function widthOf(worksheet: ExcelJS.Worksheet, { header }: FormPlaces, column: number): number {
  const own = header.fields.get(column - 1);
  const covered = [...header.fields].filter(
    ([, field]) => own !== undefined && own.kind === field.kind && titleOfField(own) === titleOfField(field),
  );
  const columns = worksheet.getRow(header.headerRow + 1).getCell(column).isMerged
    ? covered.map(([at]) => at + 1)
    : [column];
  return columns.reduce((sum, at) => sum + pointsOfWidth(worksheet.getColumn(at).width ?? 9), 0);
}
