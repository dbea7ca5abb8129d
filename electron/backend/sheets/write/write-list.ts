/** A table without a form: a clean workbook, one row a record, every value in its own type. */
import type { CellValue } from '../../../../shared/model/cell-value.ts';
import type { Column } from '../../../../shared/model/column.ts';
import { columnValue } from '../../../../shared/model/computed.ts';
import type { Row } from '../../../../shared/model/row.ts';
import type { TableDefinition } from '../../../../shared/model/table.ts';
import { formatCellValue } from '../../../../shared/values/cell-text.ts';
import { formatPercent } from '../../../../shared/values/number-text.ts';
import { printedTitle } from '../read/titles.ts';
import type { WriteRequest } from '../sheet-tools.ts';
import { storableText } from './cell-text.ts';
import { sheetPageOf, usualSheetPrint } from './sheet-page.ts';
import { pointsOfWidth, rowHeightFor } from './text-size.ts';
import type { CellStyle, NewCell, NewRow, NewSheet } from './workbook/new-workbook.ts';
import { writeWorkbook } from './workbook/write-workbook.ts';

const fontSize = 11;
const line = { style: 'thin', color: '808080' } as const;
const border = { left: line, right: line, top: line, bottom: line };

/** @throws HuibiaoError `too_large` for a text that no cell can hold, naming its row and column */
export function writeList({
  definition,
  rows,
  print = usualSheetPrint(definition),
}: Pick<WriteRequest, 'definition' | 'rows' | 'print'>): Uint8Array {
  const { columns } = definition;
  const width = columns.reduce((sum, column) => sum + widthOf(column), 0);
  const styles = new ListStyles();
  const sheet: NewSheet = {
    name: sheetNameOf(definition),
    columns: columns.map((column) => ({ width: widthOf(column) })),
    frozenRows: 1,
    rows: writeRows(definition, rows, styles),
    page: {
      ...sheetPageOf(definition, print, pointsOfWidth(width)),
      titleRows: { first: 0, last: 0 },
      printArea: { firstRow: 0, lastRow: rows.length, firstColumn: 0, lastColumn: columns.length - 1 },
    },
  };
  return writeWorkbook({ sheets: [sheet], styles: styles.list });
}

function* writeRows(
  { columns }: TableDefinition,
  rows: readonly Row[],
  styles: ListStyles,
): Generator<NewRow> {
  const widths = columns.map((column) => pointsOfWidth(widthOf(column)));
  const inRow = columns.map((_, index) => ({ text: '', width: widths[index] ?? 0, fontSize }));
  yield headerRow(columns, widths);
  // One row that is used again for each record: two million cells are a lot to throw away.
  const cells = columns.map((_, column): { -readonly [Key in keyof NewCell]: NewCell[Key] } => ({
    ...{ column, style: 0, value: null },
  }));
  for (const [index, { values }] of rows.entries()) {
    for (const [at, column] of columns.entries()) {
      const value = columnValue(column, values);
      const { stored, format } = storedValue(column, value, index + 1);
      const isAmount = typeof stored === 'number' && column.type !== 'date';
      const measured = inRow[at];
      const cell = cells[at];
      if (measured === undefined || cell === undefined) continue;
      measured.text = typeof stored === 'string' ? stored : '';
      cell.style = styles.numberOf(format, isAmount ? 'right' : 'left');
      cell.value = stored;
    }
    yield { row: index + 1, height: rowHeightFor(inRow, 20), cells };
  }
}

/** The styles that the list needs, numbered as they come up. */
class ListStyles {
  readonly list: CellStyle[] = [
    { format: 'General', font: { name: '宋体', size: fontSize } },
    {
      format: 'General',
      font: { name: '黑体', size: fontSize },
      fill: 'EDEDED',
      border,
      horizontal: 'center',
      vertical: 'center',
      wraps: true,
    },
  ];
  static readonly header = 1;
  readonly #numbers = { left: new Map<string, number>(), right: new Map<string, number>() };

  numberOf(format: string, horizontal: 'left' | 'right'): number {
    const known = this.#numbers[horizontal].get(format);
    if (known !== undefined) return known;
    const font = { name: '宋体', size: fontSize };
    const number = this.list.push({ format, font, border, horizontal, vertical: 'center', wraps: true }) - 1;
    this.#numbers[horizontal].set(format, number);
    return number;
  }
}

function headerRow(columns: readonly Column[], widths: readonly number[]): NewRow {
  const cells = columns.map((column, at): NewCell => {
    const place = { row: '表头', column: column.title };
    return { column: at, style: ListStyles.header, value: storableText(printedTitle(column), place) };
  });
  const texts = columns.map((column, index) => ({
    text: printedTitle(column),
    width: widths[index] ?? 0,
    fontSize,
  }));
  return { row: 0, height: rowHeightFor(texts, 26), cells };
}

/** Names of sheets hold 31 characters and none of : \ / ? * [ ]. */
function sheetNameOf({ title }: TableDefinition): string {
  const name = title.replace(/[:\\/?*[\]]/g, ' ').replace(/^'+|'+$/g, '');
  return [...name].slice(0, 31).join('').trim() || '台账';
}

/** A column's pixels as a spreadsheet's digits. */
function widthOf({ width }: Column): number {
  return Math.min(Math.max(width / 7, 8), 60);
}

type StoredValue = { readonly stored: string | number | null; readonly format: string };

/** @param row counted from 0, the header being the first */
function storedValue(column: Column, value: CellValue, row: number): StoredValue {
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
  const stored = storableText(text, { row: `第${row + 1}行`, column: column.title });
  return { stored, format: textFormat(text) };
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
