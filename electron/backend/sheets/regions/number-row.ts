/** Rows between header and data that number the columns (甲 乙 1 2 3=1+2) or give their units (户 万元 %). */
import type { WindowCell, WindowRow } from './window.ts';
import { bracketMeasure, isMeasureWord } from './words.ts';

const stems = '甲乙丙丁戊己庚辛壬癸';
const circled = '①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳';

/**
 * What speaks for a row that numbers the columns of a header: `certain` for 甲 乙 1 2, (1) (2) (3)=(1)+(2), A B C;
 * `likely` for 1 2 3, which may also be a record; `unlikely` where the next row goes on with 2, so that it is one.
 */
export type NumberRow = 'certain' | 'likely' | 'unlikely';

/** Whether the row numbers the columns of a header, as far as it and the row below it can tell; null if not. */
export function judgeNumberRow(
  row: WindowRow,
  header: readonly WindowCell[],
  next: WindowRow | undefined,
): NumberRow | null {
  const [first] = row.cells;
  const named = /^(?:栏次|栏号|列号|列次|序列)$/.test(first?.label ?? '');
  const cells = (named ? row.cells.slice(1) : row.cells).filter(({ kind }) => kind !== 'none');
  const columns = new Set(header.map(({ column }) => column)).size;
  if (!named && (cells.length < Math.min(3, columns) || cells.length < 2 || cells.length < columns * 0.5)) {
    return null;
  }
  let stem = 0;
  let number = 0;
  let plain = true;
  for (const { label } of cells) {
    const token = label.replace(/[栏列]$/, '');
    if (!/^\d+$/.test(label)) plain = false;
    if (number === 0 && token !== '' && stems[stem] === token) stem += 1;
    else if (columnNumber(token) === number + 1) number += 1;
    else return null;
  }
  if (stem + number < (named ? 1 : 2)) return null;
  if (named || !plain) return 'certain';
  const counted = next?.cells.find(({ column }) => column === cells[0]?.column)?.label;
  if (counted === '1') return 'certain';
  return counted === '2' ? 'unlikely' : 'likely';
}

/** The number that a cell of such a row gives its column, its formula aside; null when it gives none. */
function columnNumber(token: string): number | null {
  const digits = /^[(]?(\d{1,3})[)]?(?:=[\d+\-*/()÷×%≥≤<>.,]+)?$/.exec(token)?.[1];
  if (digits !== undefined) return Number(digits);
  if (token.length === 1 && circled.includes(token)) return circled.indexOf(token) + 1;
  if (/^[A-Z]$/.test(token)) return token.charCodeAt(0) - 64;
  return null;
}

/** Whether the row gives units of measure: 户 | 人 | 万元, where at least two columns have one. */
export function isUnitRow(row: WindowRow): boolean {
  const cells = row.cells.filter(({ label, kind }) => kind !== 'none' && !/^(?:计量)?单位:?$/.test(label));
  return (
    cells.length >= 2 &&
    cells.every(({ label, kind }) => kind === 'text' && measureOf(label) !== null) &&
    (new Set(cells.map(({ label }) => label)).size > 1 || cells.length >= 3)
  );
}

/** 户 from 户, (户) or （单位：户）; null for every other text. */
export function measureOf(label: string): string | null {
  return isMeasureWord(label) ? label : bracketMeasure(label);
}
