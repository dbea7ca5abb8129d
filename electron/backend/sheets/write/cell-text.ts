import { HuibiaoError } from '../../../../shared/model/failure.ts';

/** The most characters (UTF-16 units) that an Excel cell holds. */
const longestText = 32_767;

/** Where a text goes, as the message names it. */
export type TextPlace = { readonly row: string; readonly column: string };

/**
 * A text as the file format can hold it: control characters, lone surrogates and carriage returns are written
 * in the format's own escape `_x0001_`, and a text that looks like such an escape is escaped itself.
 * @throws HuibiaoError `too_large` when it is longer than a cell holds
 */
export function storableText(text: string, place: TextPlace): string {
  if (text.length > longestText) {
    throw new HuibiaoError(
      'too_large',
      `${place.row}的“${place.column}”有${text.length}个字，超过 Excel 一个单元格的${longestText}个字，写不进去。请先缩短这一格的内容再导出。`,
      { row: place.row, column: place.column, length: text.length },
    );
  }
  if (!special.test(text)) return text;
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(unstorable, (unit) => `_x${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what the format cannot hold
const unstorable = /[\u0000-\u0008\u000b-\u001f\u007f\ufffe\uffff]|\p{Surrogate}/gu;

/** Nearly every text has none of them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what the format cannot hold
const special = /_x|[\u0000-\u0008\u000b-\u001f\u007f\ud800-\udfff\ufffe\uffff]/;
