/** SpreadsheetML 2003 and HTML, which office systems export under the name .xls. */
import { HuibiaoError } from '../../../../shared/model/failure.ts';
import type { Sheet } from '../sheet.ts';
import { ZipTooLarge } from '../zip/zip.ts';
import { checkSpreadsheetXml, compareWithCount } from './check-spreadsheet-xml.ts';
import { decodeText } from './decode-text.ts';
import type { FileDoubt } from './file-doubt.ts';
import { loadText } from './load-workbook.ts';
import { readHtml } from './read-html.ts';

/** Markup beyond this is no office table. */
const largestMarkup = 64 * 1024 * 1024;

/** @throws ZipTooLarge, WorkbookDamage, HuibiaoError `damaged`, or any error of SheetJS when the markup is broken */
export function loadSpreadsheetXml(bytes: Uint8Array, fileName: string): Sheet[] {
  const text = decodeMarkup(bytes, fileName);
  const counted = checkSpreadsheetXml(text);
  const sheets = loadText(text);
  compareWithCount(
    counted,
    sheets.map(({ name, rows }) => ({ name, cells: countCells(rows) })),
  );
  return sheets;
}

/** @throws ZipTooLarge, WorkbookDamage, HuibiaoError `damaged` */
export function loadHtml(
  bytes: Uint8Array,
  fileName: string,
): { readonly sheets: readonly Sheet[]; readonly doubts: readonly FileDoubt[] } {
  const text = decodeMarkup(bytes, fileName);
  // Browsers do without it; whoever begins a page usually ends it, so further tables may have been lost.
  const isEnded = !/<(?:html|body)\b/i.test(text) || /<\/(?:html|body)\s*>/i.test(text.slice(-10_000));
  return { sheets: readHtml(text), doubts: isEnded ? [] : [unended] };
}

const unended: FileDoubt = {
  code: 'cut_off',
  severity: 'explain',
  message: '文件没有写完（缺少网页的结尾），后面可能还有没传到的表。请核对，或让对方重新发送。',
};

function countCells(rows: Sheet['rows']): number {
  return rows.reduce(
    (sum, row) => sum + (row ?? []).reduce((count, cell) => count + (cell === undefined ? 0 : 1), 0),
    0,
  );
}

/** @throws ZipTooLarge, HuibiaoError `damaged` */
function decodeMarkup(bytes: Uint8Array, fileName: string): string {
  if (bytes.length > largestMarkup) throw new ZipTooLarge('超过 64 MB');
  const decoded = decodeText(bytes);
  const declared = /^[^>]*\bencoding\s*=\s*["']utf-?8["']|<meta[^>]*\bcharset\s*=\s*["']?utf-?8\b/i.test(
    new TextDecoder('latin1').decode(bytes.subarray(0, 2048)),
  );
  if (decoded === null || (declared && decoded.encoding === 'gb18030')) {
    throw new HuibiaoError(
      'damaged',
      `“${fileName}”的文字编码认不出来，读出来会是乱码。请用 Excel 或 WPS 打开，另存为 .xlsx 再导入；打不开的，请让对方重新发送。`,
      { fileName },
    );
  }
  return decoded.text;
}
