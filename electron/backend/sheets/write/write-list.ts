/** A table without a form: a clean workbook, one row a record, every value in its own type. */
import ExcelJS from 'exceljs';
import type { CellValue } from '../../../../shared/model/cell-value.ts';
import type { Column } from '../../../../shared/model/column.ts';
import { columnValue } from '../../../../shared/model/computed.ts';
import type { TableDefinition } from '../../../../shared/model/table.ts';
import { formatCellValue } from '../../../../shared/values/cell-text.ts';
import { formatPercent } from '../../../../shared/values/number-text.ts';
import { printedTitle } from '../read/titles.ts';
import { columnName } from '../sheet.ts';
import type { WriteRequest } from '../sheet-tools.ts';
import { storableText, type TextPlace } from './cell-text.ts';
import { pointsOfWidth, rowHeightFor } from './text-size.ts';

const fontSize = 11;
const thin = { style: 'thin', color: { argb: 'FF808080' } } as const;
const border = { top: thin, bottom: thin, left: thin, right: thin };

/** @throws HuibiaoError `too_large` for a text that no cell can hold, naming its row and column */
export async function writeList({ definition, rows }: WriteRequest): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  const worksheet = workbook.addWorksheet(sheetNameOf(definition), {
    views: [{ state: 'frozen', ySplit: 1 }],
    pageSetup: {
      paperSize: 9,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      margins: { left: 0.6, right: 0.6, top: 0.9, bottom: 0.8, header: 0.4, footer: 0.4 },
      printTitlesRow: '1:1',
      printArea: `A$1:${columnName(definition.columns.length - 1)}$${rows.length + 1}`,
    },
    headerFooter: {
      oddHeader: `&C&"黑体,常规"&14 ${(definition.documentTitle ?? definition.title).replaceAll('&', '&&')}`,
      oddFooter: '&C&"宋体,常规"&10第 &P 页，共 &N 页',
    },
  });
  for (const [index, column] of definition.columns.entries()) {
    worksheet.getColumn(index + 1).width = widthOf(column);
  }
  writeHeader(worksheet, definition.columns);
  const styleOf = keepStyles();
  for (const [index, row] of rows.entries()) {
    const target = worksheet.getRow(index + 2);
    const texts = definition.columns.map((column, at) => {
      const value = columnValue(column, row.values);
      const place = { row: `第${index + 2}行`, column: column.title };
      const { stored, format } = storedValue(column, value, place);
      const cell = target.getCell(at + 1);
      cell.value = stored;
      cell.style = styleOf(format, typeof stored === 'number' && column.type !== 'date' ? 'right' : 'left');
      return {
        text: formatCellValue(column, value),
        width: pointsOfWidth(widthOf(column)),
        fontSize,
      };
    });
    target.height = rowHeightFor(texts, 20);
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

/** The same style object for the same look: exceljs renders every style that it has not met as an object. */
function keepStyles(): (format: string, horizontal: 'left' | 'right') => Partial<ExcelJS.Style> {
  const kept = new Map<string, Partial<ExcelJS.Style>>();
  const font = { name: '宋体', size: fontSize, charset: 134 };
  return (format, horizontal) => {
    const key = `${horizontal} ${format}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    const style: Partial<ExcelJS.Style> = {
      numFmt: format,
      border,
      font,
      alignment: { vertical: 'middle', wrapText: true, horizontal },
    };
    kept.set(key, style);
    return style;
  };
}

/** Names of sheets hold 31 characters and none of : \ / ? * [ ]. */
function sheetNameOf({ title }: TableDefinition): string {
  const name = title.replace(/[:\\/?*[\]]/g, ' ').replace(/^'+|'+$/g, '');
  return [...name].slice(0, 31).join('').trim() || '台账';
}

function writeHeader(worksheet: ExcelJS.Worksheet, columns: readonly Column[]): void {
  const header = worksheet.getRow(1);
  for (const [index, column] of columns.entries()) {
    const cell = header.getCell(index + 1);
    cell.value = storableText(printedTitle(column), { row: '表头', column: column.title });
    cell.style = {
      font: { name: '黑体', size: fontSize, charset: 134 },
      fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFEDEDED' } },
      alignment: { vertical: 'middle', horizontal: 'center', wrapText: true },
      border,
    };
  }
  const texts = columns.map((column) => ({
    text: printedTitle(column),
    width: pointsOfWidth(widthOf(column)),
    fontSize,
  }));
  header.height = rowHeightFor(texts, 26);
}

/** A column's pixels as a spreadsheet's digits. */
function widthOf({ width }: Column): number {
  return Math.min(Math.max(width / 7, 8), 60);
}

type StoredValue = { readonly stored: string | number | null; readonly format: string };

function storedValue(column: Column, value: CellValue, place: TextPlace): StoredValue {
  if (value === null) return { stored: null, format: usualFormat(column) };
  if (typeof value === 'number' && column.type === 'number') {
    return { stored: value, format: numberFormat(value) };
  }
  if (typeof value === 'number' && column.type === 'percent') {
    return { stored: value, format: percentFormat(value) };
  }
  if (typeof value === 'string' && column.type === 'date') {
    const serial = serialOf(value);
    if (serial !== null) return { stored: serial, format: 'yyyy-mm-dd' };
  }
  const text = formatCellValue(column, value);
  return { stored: storableText(text, place), format: textFormat(text) };
}

/** What a blank cell is formatted for, so that what is typed there later is taken as it is meant. */
function usualFormat({ type }: Column): string {
  switch (type) {
    case 'number':
      return 'General';
    case 'percent':
      return '0%';
    case 'date':
      return 'yyyy-mm-dd';
    default:
      return '@';
  }
}

/** Some Excel versions show a text-formatted cell of more than 255 characters as ####. */
function textFormat(text: string): string {
  return text.length > 255 ? 'General' : '@';
}

/** The usual format turns numbers of more than eleven digits, and very small ones, into powers of ten. */
function numberFormat(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e11) return Number.isInteger(value) ? '0' : '0.################';
  return size > 0 && size < 1e-4 ? '0.################' : 'General';
}

function percentFormat(value: number): string {
  const decimals = /\.(\d+)%$/.exec(formatPercent(value))?.[1]?.length ?? 0;
  return decimals === 0 ? '0%' : `0.${'0'.repeat(Math.min(decimals, 15))}%`;
}

/** The serial number of a whole date; null for a month or a year, and for days that the format counts wrongly. */
function serialOf(iso: string): number | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  if (parts === null) return null;
  const milliseconds = Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
  if (new Date(milliseconds).toISOString().slice(0, 10) !== iso) return null;
  const serial = milliseconds / 86_400_000 + 25_569;
  return serial > 60 ? serial : null;
}
