import { type CellValue, isNameList } from '../../../../shared/model/cell-value.ts';
import type { Column } from '../../../../shared/model/column.ts';
import { parseCellText } from '../../../../shared/values/cell-text.ts';
import { formatNumber, formatPercent, withoutDust } from '../../../../shared/values/number-text.ts';
import { unreadText } from '../../../../shared/values/text.ts';
import type { SheetCell } from '../sheet.ts';

type NumberCell = Extract<SheetCell, { kind: 'number' }>;
type DateCell = Extract<SheetCell, { kind: 'date' }>;

/**
 * What a cell means in a column. Real numbers, dates and booleans are converted exactly; texts are read as a
 * person's typing would be. What is not certain comes back as `UnreadText`.
 */
export function readCellValue(column: Column, cell: SheetCell | undefined): CellValue {
  if (cell === undefined) return null;
  switch (cell.kind) {
    case 'text':
      return parseCellText(column, cell.text);
    case 'number':
      return readNumber(column, cell);
    case 'date':
      return readDate(column, cell);
    case 'boolean':
      return column.type === 'boolean' ? cell.value : asText(column, cell.text);
    case 'error':
      return unreadText(cell.text, explainError(cell.text));
  }
}

/** Why a cell error or an uncalculated formula holds no value, and what to do. */
export function explainError(text: string): string {
  return text.startsWith('=')
    ? '公式没有保存计算结果。请用 Excel 或 WPS 打开文件，重新保存后再导入。'
    : '公式出错，没有结果。请在文件中改正公式，或直接填写内容。';
}

/** A number's digits as a person would read them off the sheet: codes keep every digit. */
export function textOfNumber({ value, text, format }: NumberCell): string {
  const plainFormat = format === 'General' || /e[+-]/i.test(text);
  return plainFormat ? formatNumber(value) : text;
}

/** A date as the sheet shows it, or as ISO where the shown form depends on the machine. */
export function textOfDate(cell: DateCell): string {
  return /[年月]/.test(cell.text) || cell.hasTime ? cell.text : isoDate(cell);
}

function readNumber(column: Column, cell: NumberCell): CellValue {
  const { value, text } = cell;
  const isPercent = /%/.test(cell.format);
  if (Math.abs(value) >= 1e15) {
    const kept = formatNumber(value);
    return unreadText(
      text,
      `数字超过15位，电子表格已经把后面的数位变成了0${text === kept ? '' : `，存下来的是${kept}`}。请把单元格设为文本，按原件重新填写。`,
    );
  }
  switch (column.type) {
    case 'number':
      // What is shown may be rounded: 0.125 as 13%.
      return isPercent ? asText(column, formatPercent(value)) : withoutDust(value);
    case 'percent':
      return isPercent ? withoutDust(value) : asText(column, formatNumber(value));
    case 'date':
      return asText(column, formatNumber(value));
    case 'text':
      return textOfNumber(cell);
    case 'identity':
    case 'phone':
      return parseCellText(column, formatNumber(value));
    case 'boolean':
    case 'choice':
    case 'unit':
    case 'units':
    case 'village':
      return asText(column, textOfNumber(cell));
  }
}

function readDate(column: Column, cell: DateCell): CellValue {
  if (column.type === 'number' || column.type === 'percent') {
    return unreadText(textOfDate(cell), '是日期，不是数。请核对是否填错了栏。');
  }
  if (column.type !== 'date') return asText(column, textOfDate(cell));
  if (cell.hasTime) return asText(column, cell.text);
  return isoDate(cell);
}

/** A format that shows only year and month means only those. */
function isoDate({ year, month, day, showsDay }: DateCell): string {
  const yearAndMonth = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`;
  return showsDay ? `${yearAndMonth}-${String(day).padStart(2, '0')}` : yearAndMonth;
}

/** A value that is none of the column's own kind, read from its text; a list of one name stays what it is. */
function asText(column: Column, text: string): CellValue {
  const value = parseCellText(column, text);
  return isNameList(value) && value.length === 0 ? null : value;
}
