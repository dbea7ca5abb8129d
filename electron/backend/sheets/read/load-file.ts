/** bytes → format → sheets. Every step says what it could not do. */
import { HuibiaoError } from '../../../../shared/model/failure.ts';
import type { Sheet } from '../sheet.ts';
import { ZipDamage, ZipTooLarge } from '../zip/zip.ts';
import { detectFormat } from './detect-format.ts';
import type { FileDoubt } from './file-doubt.ts';
import { loadHtml, loadSpreadsheetXml } from './load-markup.ts';
import { loadXls, loadXlsx } from './load-workbook.ts';
import { readCsv } from './read-csv.ts';

export type LoadedFile = {
  /** Hidden ones included. */
  readonly sheets: readonly Sheet[];
  /** Why the file had to be read by the slower reader for unusual files; null for most. */
  readonly unusual: string | null;
  /** What is doubtful about the file as a whole. */
  readonly doubts: readonly FileDoubt[];
  /** What may be the matter when no table is found in it. */
  readonly hint: string | null;
};

/** @throws HuibiaoError with a spreadsheet code */
export function loadFile(bytes: Uint8Array, fileName: string): LoadedFile {
  const format = detectFormat(bytes);
  const usual = (sheets: readonly Sheet[]): LoadedFile => ({
    sheets,
    unusual: null,
    doubts: [],
    hint: null,
  });
  try {
    switch (format.kind) {
      case 'refused':
        throw new HuibiaoError(format.code, `“${fileName}”${format.what}。${format.advice}`, { fileName });
      case 'xlsx':
        return { ...loadXlsx(bytes, format.entries), doubts: [], hint: null };
      case 'xls':
        return usual(loadXls(bytes));
      case 'text': {
        const { sheet, doubts, hint } = readCsv(bytes, fileName);
        return { sheets: [sheet], unusual: null, doubts, hint };
      }
      case 'xml':
        return usual(loadSpreadsheetXml(bytes, fileName));
      case 'html':
        return { ...loadHtml(bytes, fileName), unusual: null, hint: null };
    }
  } catch (error) {
    throw asRefusal(error, fileName);
  }
}

/** Every sheet of a file, hidden ones included. @throws HuibiaoError with a spreadsheet code */
export function loadSheets(bytes: Uint8Array, fileName: string): readonly Sheet[] {
  return loadFile(bytes, fileName).sheets;
}

function asRefusal(error: unknown, fileName: string): HuibiaoError {
  if (error instanceof HuibiaoError) return error;
  if (error instanceof ZipTooLarge) return tooLarge(fileName, error.message);
  const cause = error instanceof Error ? error.message : String(error);
  if (!(error instanceof ZipDamage) && /allocation|string length|array length/i.test(cause)) {
    return tooLarge(fileName, '内容超出内存所能容纳');
  }
  return new HuibiaoError(
    'damaged',
    `“${fileName}”已损坏，读不出来。可能没有传完或存坏了。请让对方重新发送，或用 Excel、WPS 打开修复后另存为 .xlsx 再导入。`,
    { fileName, cause },
  );
}

function tooLarge(fileName: string, bound: string): HuibiaoError {
  return new HuibiaoError(
    'too_large',
    `“${fileName}”太大：${bound}。请删去多余的工作表、空行和图片，或拆成几个文件再导入。`,
    { fileName, bound },
  );
}
