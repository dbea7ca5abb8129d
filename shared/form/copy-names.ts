/** What the copies are called: `{序号}{单位}_{表样}_{期}.xlsx` with what stands between braces filled in. */
import { HuibiaoError } from '../model/failure.ts';
import { safeFileName } from '../values/file-name.ts';

export const usualPattern = '{序号}{单位}_{表样}_{期}.xlsx';

export type CopyNaming = {
  readonly pattern: string;
  /** The title of the form. */
  readonly form: string;
  /** The form's own file: a copy keeps its ending, without which Excel refuses a workbook with macros. */
  readonly fileName: string;
  readonly period: string;
};

/**
 * The names of the copies of these units, in their order, safe for every file system and all different, also where
 * letters of either case are the same.
 * @throws HuibiaoError `bad_request` for a pattern with an unknown word in braces
 */
export function nameCopies(
  units: readonly string[],
  { pattern, form, fileName, period }: CopyNaming,
): string[] {
  const unknown = [...pattern.matchAll(/\{([^{}]*)\}/g)].find(
    ([, word]) => !patternWords.includes(word ?? ''),
  );
  if (unknown !== undefined) {
    throw new HuibiaoError(
      'bad_request',
      `文件名里的“${unknown[0]}”不认识。可以用：${patternWords.map((word) => `{${word}}`).join('、')}。`,
      { pattern },
    );
  }
  const stem = pattern.replace(/\.xls[xm]?$/i, '');
  const ending = workbookEnding(fileName);
  const digits = Math.max(2, String(units.length).length);
  const used = new Set<string>();
  return units.map((unit, index) => {
    const values: Readonly<Record<string, string>> = {
      序号: String(index + 1).padStart(digits, '0'),
      单位: unit,
      表样: form,
      期: period,
    };
    const filled = stem.replace(/\{([^{}]*)\}/g, (_, word: string) => values[word] ?? '');
    const safe = safeFileName(filled);
    let name = safe;
    for (let count = 2; used.has(name.toLowerCase()); count += 1) name = `${safe}（${count}）`;
    used.add(name.toLowerCase());
    return `${name}${ending}`;
  });
}

/** `.xlsm` for a workbook with macros and for templates of their kinds, otherwise `.xlsx`. */
export function workbookEnding(fileName: string): string {
  return /\.(?:xlsm|xltx|xltm)$/i.exec(fileName)?.[0].toLowerCase() ?? '.xlsx';
}

/** What the zip of the copies is called. */
export function nameArchive(form: string, period: string, copies: number): string {
  return `${safeFileName(`${form}_${period}_下发${copies}份`)}.zip`;
}

/** What may stand between braces. */
export const patternWords = ['序号', '单位', '表样', '期'];
