/** Header texts as they are compared: without what offices add to them. */
import { foldWidth } from '../values/text.ts';

const requiredMark = /^[*★]+|[*★]+$|[([【](?:必填|必填项)[)\]】]/g;

/** *村名, 村名（必填）: a header that says that the column must be filled. */
export function isRequiredTitle(text: string): boolean {
  const folded = foldWidth(text).replace(/\s+/gu, '');
  return folded !== withoutMark(folded);
}

/** 村 名（必填） as 村名: 半角, without white space and without the mark of required columns. */
export function plainTitle(text: string): string {
  return withoutMark(foldWidth(text).replace(/\s+/gu, ''));
}

/** Also without a measure or remark in brackets: 投资(万元) as 投资. */
export function bareTitle(text: string): string {
  const plain = plainTitle(text);
  const bare = plain.replace(/[([【][^()[\]【】]*[)\]】]$/, '');
  return bare === '' ? plain : bare;
}

/** 户数 with 户 as 户数（户）; a title whose brackets name its measure already stays as it is: 投资（单位：万元）. */
export function titleWithMeasure(title: string, measureWord: string | null): string {
  if (measureWord === null) return title;
  const inBrackets = foldWidth(title).match(/[([【][^()[\]【】]*[)\]】]/g) ?? [];
  return inBrackets.some((text) => text.includes(foldWidth(measureWord)))
    ? title
    : `${title}（${measureWord}）`;
}

/** The texts of a path as a person writes it in one line: 户数 / 脱贫户. */
export function pathTitle(path: readonly string[]): string {
  return path.join(' / ');
}

function withoutMark(text: string): string {
  const bare = text.replace(requiredMark, '');
  return bare === '' ? text : bare;
}
