/** SpreadsheetML 2003 and HTML, which office systems export under the name .xls. */
import { HuibiaoError } from '../../../../shared/model/failure.ts';
import { columnName, type Sheet } from '../sheet.ts';
import { decodeText } from './decode-text.ts';
import { loadText } from './load-workbook.ts';

/** Markup beyond this is no office table. */
const largestMarkup = 64 * 1024 * 1024;
const largestSpan = 16_384;
const largestRow = 1_048_576;

/** @throws HuibiaoError `too_large`, `damaged`, or any error of SheetJS when the markup is broken */
export function loadSpreadsheetXml(bytes: Uint8Array, fileName: string): Sheet[] {
  const text = decodeMarkup(bytes, fileName);
  checkNumbers(
    text,
    /\b(?:\w+:)?(?:Index|MergeAcross|MergeDown|Span)\s*=\s*["']\s*(\d+)/g,
    largestRow,
    fileName,
  );
  return loadText(text, { asText: false });
}

/** Every cell stays text: 001 is 001. @throws like `loadSpreadsheetXml` */
export function loadHtml(bytes: Uint8Array, fileName: string): Sheet[] {
  const text = decodeMarkup(bytes, fileName);
  checkNumbers(text, /\b(?:col|row)span\s*=\s*["']?\s*(\d+)/gi, largestSpan, fileName);
  const sheets = loadText(text, { asText: true });
  return sheets.map((sheet, index) => ({
    ...sheet,
    name: sheets.length === 1 ? sheet.name : `表格${columnName(index)}`,
  }));
}

function decodeMarkup(bytes: Uint8Array, fileName: string): string {
  if (bytes.length > largestMarkup) throw tooLarge(fileName, '超过 64 MB');
  const decoded = decodeText(bytes);
  if (decoded === null) {
    throw new HuibiaoError(
      'damaged',
      `“${fileName}”的文字编码认不出来，读出来会是乱码。请用 Excel 或 WPS 打开，另存为 .xlsx 再导入。`,
      { fileName },
    );
  }
  return decoded.text;
}

/** A cell placed a million columns out would be one cell to write and hours to read. */
function checkNumbers(text: string, pattern: RegExp, largest: number, fileName: string): void {
  for (const [, digits = ''] of text.matchAll(pattern)) {
    if (Number(digits) > largest) throw tooLarge(fileName, `有单元格跨到第${digits}行或列`);
  }
}

function tooLarge(fileName: string, bound: string): HuibiaoError {
  return new HuibiaoError(
    'too_large',
    `“${fileName}”太大：${bound}。请用 Excel 或 WPS 打开，另存为 .xlsx 再导入。`,
    { fileName, bound },
  );
}
