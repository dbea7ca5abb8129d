import { HuibiaoError } from '../../../../shared/model/failure.ts';
import type { Sheet, SheetCell } from '../sheet.ts';
import { decodeText } from './decode-text.ts';

/** Reads a text of separated fields. Every field stays text: 001 is 001. @throws HuibiaoError `damaged` */
export function readCsv(bytes: Uint8Array, fileName: string): Sheet {
  const decoded = decodeText(bytes);
  if (decoded === null) throw strangeEncoding(fileName);
  const { text, separator } = takeSeparatorLine(decoded.text);
  const rows = splitFields(text, separator ?? findSeparator(text)).map((fields) =>
    fields.map((field): SheetCell | undefined =>
      field === '' ? undefined : { kind: 'text', text: field, formula: false },
    ),
  );
  const name = fileName.replace(/\.[^.]*$/, '') || fileName;
  return {
    name,
    state: 'visible',
    rows,
    merges: [],
    hiddenRows: new Set(),
    hiddenColumns: new Set(),
    comments: new Map(),
  };
}

function strangeEncoding(fileName: string): HuibiaoError {
  return new HuibiaoError(
    'damaged',
    `“${fileName}”的文字编码既不是 UTF-8 也不是 GB18030，读出来会是乱码。请用 Excel 或 WPS 打开，确认文字无误后另存为 .xlsx 再导入。`,
    { fileName },
  );
}

/** `sep=;` in the first line names the separator and is no row; Excel writes and honours it. */
function takeSeparatorLine(text: string): { readonly text: string; readonly separator: string | null } {
  const line = /^"?sep=(.|\\t)"?(?:\r\n|\r|\n|$)/i.exec(text);
  if (line === null) return { text, separator: null };
  const [whole, written = ','] = line;
  return { text: text.slice(whole.length), separator: written === '\\t' ? '\t' : written };
}

/** The separator that the first lines hold most of, outside quotes. */
function findSeparator(text: string): string {
  const start = text.slice(0, 20_000).replace(/"[^"]*"/g, '');
  const counted = [',', '\t', ';'].map((separator) => ({
    separator,
    count: start.split(separator).length - 1,
  }));
  return counted.reduce((best, next) => (next.count > best.count ? next : best)).separator;
}

/** Quoted fields may hold separators, line ends and doubled quotes; line ends are CRLF, LF or CR. */
function splitFields(text: string, separator: string): string[][] {
  const rows: string[][] = [];
  let fields: string[] = [];
  let at = 0;
  while (at <= text.length) {
    const [field, end] =
      text[at] === '"' ? quotedField(text, at, separator) : plainField(text, at, separator);
    fields.push(field);
    if (text[end] === separator) {
      at = end + 1;
      continue;
    }
    rows.push(fields);
    fields = [];
    at = end + (text[end] === '\r' && text[end + 1] === '\n' ? 2 : 1);
    if (at === text.length) break;
  }
  return rows;
}

function plainField(text: string, start: number, separator: string): [string, number] {
  let end = start;
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end += 1;
  return [text.slice(start, end), end];
}

function quotedField(text: string, start: number, separator: string): [string, number] {
  let field = '';
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    // A quote that never closes is a character of the text, not a wrapping of the rest of the file.
    if (quote < 0) return plainField(text, start, separator);
    field += text.slice(at, quote);
    if (text[quote + 1] !== '"') {
      const [rest, end] = plainField(text, quote + 1, separator);
      return [field + rest, end];
    }
    field += '"';
    at = quote + 2;
  }
}
