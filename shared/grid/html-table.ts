/** What is copied as text/html: a table that Excel, WPS, Word and LibreOffice paste well. */
import type { CellValue } from '../model/cell-value.ts';
import type { Column } from '../model/column.ts';
import { formatCellValue } from '../values/cell-text.ts';
import { formatNumber } from '../values/number-text.ts';

/** A copied cell: what is shown, and what it means where a spreadsheet would guess. */
export type CopiedCell =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly text: string; readonly value: number }
  /** ISO `2025-03-26`, `2025-03` or `2025`. */
  | { readonly kind: 'date'; readonly text: string };

/** A value of a column as it is copied. */
export function copiedCell(column: Column, value: CellValue): CopiedCell {
  const text = formatCellValue(column, value);
  if (typeof value === 'number') return { kind: 'number', text, value };
  return column.type === 'date' && typeof value === 'string'
    ? { kind: 'date', text }
    : { kind: 'text', text };
}

/** Writes a block as HTML whose texts stay texts in Excel (前导零, 18-digit IDs) and whose numbers are numbers. */
export function printHtmlTable(block: readonly (readonly CopiedCell[])[]): string {
  const rows = block.map((row) => `<tr>${row.map(printCell).join('')}</tr>`);
  return (
    '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">' +
    `<head><meta charset="utf-8"></head><body><table ${ownTableMark} border="1" style="border-collapse:collapse">` +
    `<tbody>${rows.join('\n')}</tbody></table></body></html>`
  );
}

/** Tells our own tables from others. */
export const ownTableMark = 'data-source="huibiao"';

function printCell(cell: CopiedCell): string {
  const content = printText(cell.text);
  switch (cell.kind) {
    case 'number':
      return printNumber(cell.text, cell.value, content);
    case 'date':
      return /^\d{4}-\d\d-\d\d$/.test(cell.text)
        ? `<td style='mso-number-format:"yyyy\\-mm\\-dd"'>${content}</td>`
        : `<td ${textFormat}>${content}</td>`;
    case 'text':
      return spreadsheetsWouldGuess(cell.text) ? `<td ${textFormat}>${content}</td>` : `<td>${content}</td>`;
  }
}

/** The text format for Excel and WPS, and for LibreOffice. */
const textFormat = `style='mso-number-format:"\\@"' sdnum="2052;0;@"`;

/** Whether a text looks like a number, a date, a formula or a truth value to a spreadsheet. */
function spreadsheetsWouldGuess(text: string): boolean {
  return /[\d０-９]|^\s*['=+\-@＝＋－]|^\s*(?:true|false|真|假)\s*$/i.test(text);
}

function printNumber(text: string, value: number, content: string): string {
  const plain = formatNumber(value);
  const percent = /\.?(\d*)%$/.exec(text);
  if (percent === null) return `<td x:num="${plain}" sdval="${plain}">${content}</td>`;
  const places = text.includes('.') ? (percent[1] ?? '').length : 0;
  const format = places === 0 ? '0%' : `0\\.${'0'.repeat(places)}%`;
  return `<td x:num="${plain}" style='mso-number-format:"${format}"' sdval="${plain}">${content}</td>`;
}

/** Escapes; a break stays inside the cell in Excel; spaces that HTML would collapse become &nbsp;. */
function printText(text: string): string {
  return text
    .replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`)
    .replace(/\u00a0/g, '&#160;')
    .replace(/\t/g, '&#9;')
    .replace(/\f/g, '&#12;')
    .replace(/^ | $| (?=[ \r\n])|(?<=[\r\n]) /g, '&nbsp;')
    .replace(/\r\n?|\n/g, '<br style="mso-data-placement:same-cell">');
}
