/** Comparing what stands in a header or above it; white space and 全角 forms are layout there. */
import { titleWithMeasure } from '../../../../shared/form/titles.ts';
import type { Column } from '../../../../shared/model/column.ts';
import type { TableDefinition } from '../../../../shared/model/table.ts';
import { foldWidth } from '../../../../shared/values/text.ts';
import { filledColumns, mergeAt, type Sheet, textAt } from '../sheet.ts';

/** 乡 镇 and 乡镇 are one title; so are （户） and (户). */
export function normalizeTitle(text: string): string {
  return foldWidth(text).replace(/\s+/gu, '');
}

/** A column's title as a list workbook prints it: with its measure word, when it has one and does not say it already. */
export function printedTitle({ title, measureWord }: Column): string {
  return titleWithMeasure(title, measureWord);
}

/** The header text over a column: a merged header cell heads every column and row that it covers. */
export function headerText(sheet: Sheet, row: number, column: number): string {
  const merge = mergeAt(sheet, row, column);
  return merge === null ? textAt(sheet, row, column) : textAt(sheet, merge.firstRow, merge.firstColumn);
}

/** Columns that a header row covers, those of merged header cells included. */
export function headerColumns(sheet: Sheet, row: number): number[] {
  const columns = new Set(filledColumns(sheet, row));
  for (const merge of sheet.merges) {
    if (row < merge.firstRow || row > merge.lastRow) continue;
    if (textAt(sheet, merge.firstRow, merge.firstColumn).trim() === '') continue;
    for (let column = merge.firstColumn; column <= merge.lastColumn; column += 1) columns.add(column);
  }
  return [...columns].sort((left, right) => left - right);
}

/** Lines such as 注：…, 填表人：… that stand below or between data and are none. */
export function isNoteLine(text: string): boolean {
  return /^(?:注|备注|说明|填表人|审核人|制表人?|填报人|负责人|填报单位|填报日期|联系电话)\d*:/.test(
    normalizeTitle(text),
  );
}

/**
 * The lines above a header that can be titles: rows of a single text, and annex labels wherever they stand.
 * Rows of several texts are info lines or the upper levels of the header.
 */
export function linesAbove(sheet: Sheet, headerRow: number, fromRow = 0): string[] {
  const lines: string[] = [];
  for (let row = fromRow; row < headerRow; row += 1) {
    const texts = filledColumns(sheet, row).map((column) => textAt(sheet, row, column).trim());
    lines.push(...(texts.length === 1 ? texts : texts.filter(isAnnexLabel)));
  }
  return lines;
}

/** How the title lines of a sheet stand to a table. */
export type TitleJudgement =
  /** Nothing above the header speaks against it. */
  | { readonly kind: 'fits' }
  /** The same document, titled differently (another year, another spelling). */
  | { readonly kind: 'differs'; readonly found: string }
  /** Another annex or another level: 附件2 for 附件1, 市级 for 省级. */
  | { readonly kind: 'other'; readonly found: string };

export function judgeTitle(definition: TableDefinition, lines: readonly string[]): TitleJudgement {
  const own = definition.annexLabel === null ? null : annexNumber(definition.annexLabel);
  const label = lines.find((line) => annexNumber(line) !== null);
  const title = lines.find((line) => line !== label && isTitleLike(line));
  if (own !== null && label !== undefined && annexNumber(label) !== own) {
    return { kind: 'other', found: [label, title].filter((line) => line !== undefined).join(' ') };
  }
  const printed = definition.documentTitle;
  if (printed === null || title === undefined) return { kind: 'fits' };
  const [level, ownLevel] = [levelOf(title), levelOf(printed)];
  if (level !== null && ownLevel !== null && level !== ownLevel) return { kind: 'other', found: title };
  if (normalizeTitle(title) === normalizeTitle(printed)) return { kind: 'fits' };
  return { kind: 'differs', found: title };
}

/** 附件1, 附件 2, 附件三. */
export function isAnnexLabel(text: string): boolean {
  return annexNumber(text) !== null;
}

const numerals = '〇一二三四五六七八九十';

/** 附件1, 附件 2, 附件三: the number as digits; null for any other line. */
function annexNumber(line: string): string | null {
  const number = /^附件(\d+|[一二三四五六七八九十])(?::|$)/.exec(normalizeTitle(line))?.[1];
  if (number === undefined) return null;
  const index = numerals.indexOf(number);
  return index > 0 ? String(index) : number;
}

/** The level in brackets at the end of a title: 省级 in 名单（省级）. */
function levelOf(title: string): string | null {
  return /\(([^()]+级)\)$/.exec(normalizeTitle(title))?.[1] ?? null;
}

/** A line long enough to be a title, and not one that gives a date, a unit or a name. */
export function isTitleLike(line: string): boolean {
  return normalizeTitle(line).length >= 6 && !isNoteLine(line);
}
