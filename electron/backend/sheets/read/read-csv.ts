import { HuibiaoError } from '../../../../shared/model/failure.ts';
import { guardFile } from '../bounds.ts';
import type { Sheet, SheetCell } from '../sheet.ts';
import { type CsvRecord, splitRecords } from './csv-fields.ts';
import { findSeparator } from './csv-separator.ts';
import { decodeText } from './decode-text.ts';
import type { FileDoubt } from './file-doubt.ts';

export type CsvFile = {
  readonly sheet: Sheet;
  readonly doubts: readonly FileDoubt[];
  /** What may be the matter when no table is found in it; null where fields were told apart. */
  readonly hint: string | null;
};

/**
 * Reads a text of separated fields. Every field stays text: 001 is 001.
 * @throws HuibiaoError `damaged`; ZipTooLarge over a bound
 */
export function readCsv(bytes: Uint8Array, fileName: string): CsvFile {
  const decoded = decodeText(bytes);
  if (decoded === null) throw strangeEncoding(fileName);
  const { text, separator } = takeSeparatorLine(decoded.text);
  const found = separator ?? findSeparator(text);
  const name = fileName.replace(/\.[^.]*$/, '') || fileName;
  const guard = guardFile().sheet(name);
  // Without quotes every line is a row, which is soon counted.
  if (!text.includes('"')) guard.row(countLines(text) - 1);
  const rows: (SheetCell | undefined)[][] = [];
  const strayQuotes: number[] = [];
  let widest = 0;
  let last: CsvRecord | null = null;
  // Without a separator only line ends divide.
  for (const record of splitRecords(text, found ?? '\0', guard.column)) {
    guard.row(rows.length);
    rows.push(
      record.fields.map((field, column): SheetCell | undefined => {
        if (field === '') return undefined;
        guard.cell(rows.length, column, field.length);
        return { kind: 'text', text: field, formula: false };
      }),
    );
    if (record.strayQuote) strayQuotes.push(record.line + (separator === null ? 0 : 1));
    if (!record.unended) widest = Math.max(widest, record.fields.length);
    last = record;
  }
  return {
    sheet: {
      name,
      state: 'visible',
      rows,
      merges: [],
      hiddenRows: new Set(),
      hiddenColumns: new Set(),
      comments: new Map(),
    },
    doubts: [...doubtQuotes(strayQuotes), ...doubtEnd(last, widest)],
    hint: found === null && rows.length > 1 ? noSeparator : null,
  };
}

function countLines(text: string): number {
  let lines = 0;
  for (let at = 0; at < text.length; lines += 1) {
    const end = text.indexOf('\n', at);
    at = end < 0 ? text.length : end + 1;
  }
  return lines;
}

const noSeparator =
  '文件里没有找到分隔各栏的符号（逗号、制表符、分号或竖线），每一行都当作一栏。请用 Excel 或 WPS 打开，用“数据 › 分列”分好栏，另存为 .xlsx 再导入。';

function strangeEncoding(fileName: string): HuibiaoError {
  return new HuibiaoError(
    'damaged',
    `“${fileName}”的文字编码既不是 UTF-8 也不是 GB18030，或者有字节坏了，读出来会是乱码。请用 Excel 或 WPS 打开，确认文字无误后另存为 .xlsx 再导入；打不开的，请让对方重新发送。`,
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

function doubtQuotes(lines: readonly number[]): readonly FileDoubt[] {
  const [first] = lines;
  if (first === undefined) return [];
  const places = lines.length === 1 ? `第${first}行` : `第${first}行等${lines.length}处`;
  return [
    {
      code: 'stray_quote',
      severity: 'explain',
      message: `文件${places}的英文引号没有成对，已当作普通文字读入。请核对那里的内容和分栏。`,
    },
  ];
}

/** A table that was cut off on its way ends in the middle of a line. */
function doubtEnd(last: CsvRecord | null, widest: number): readonly FileDoubt[] {
  if (last === null || !last.unended || last.fields.length >= widest) return [];
  return [
    {
      code: 'cut_off',
      severity: 'explain',
      message: `文件在第${last.line}行中断：最后一行只有${last.fields.length}栏，别的行有${widest}栏。可能没有传完，请核对，或让对方重新发送。`,
    },
  ];
}
