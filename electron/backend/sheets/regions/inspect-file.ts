/** bytes → format → sheets → the tables on each of them: what `inspect` and the preview of an import show. */
import type { Progress } from '../../../../shared/api.ts';
import { type Failure, HuibiaoError } from '../../../../shared/model/failure.ts';
import { decodeText, type TextEncoding } from '../read/decode-text.ts';
import { detectFormat } from '../read/detect-format.ts';
import { type LoadedFile, loadFile } from '../read/load-file.ts';
import type { Sheet } from '../sheet.ts';
import { findRegions } from './find-regions.ts';
import type { Region } from './region.ts';

export type InspectRequest = {
  /** Left as they are: the caller may read the same bytes again. */
  readonly bytes: Uint8Array;
  readonly fileName: string;
  /** Only the sheet of this name; null for all. */
  readonly sheet: string | null;
};

/** What a file is by its content; `xml` is SpreadsheetML 2003. */
export type FileFormat = 'xlsx' | 'xls' | 'csv' | 'xml' | 'html';

export type SheetInspection = {
  readonly name: string;
  readonly state: Sheet['state'];
  readonly regions: readonly Region[];
};

export type FileInspection = {
  /** Null for a file that is no spreadsheet. */
  readonly format: FileFormat | null;
  /** Of a .csv or .txt; null for formats that say it themselves. */
  readonly encoding: TextEncoding | null;
  /** Why the file cannot be imported; its sheets may be listed all the same. */
  readonly failure: Failure | null;
  /** Why the file had to be read by the slower reader for unusual files; null for most. */
  readonly unusual: string | null;
  /** What is doubtful about the file itself, in Chinese; and why there may be no table in it. */
  readonly doubts: readonly string[];
  readonly sheets: readonly SheetInspection[];
};

/** Never throws for what a file holds: every refusal is in `failure`. */
export function inspectFile(
  { bytes, fileName, sheet: wanted }: InspectRequest,
  onProgress: (progress: Progress) => void,
): FileInspection {
  onProgress({ message: `正在读取“${fileName}”`, done: 0, total: null });
  const format = formatOf(bytes);
  const encoding = format === 'csv' ? (decodeText(bytes)?.encoding ?? null) : null;
  let loaded: LoadedFile;
  try {
    loaded = loadFile(bytes, fileName);
  } catch (error) {
    if (!(error instanceof HuibiaoError)) throw error;
    return { format, encoding, failure: error.toFailure(), unusual: null, doubts: [], sheets: [] };
  }
  const { sheets, unusual } = loaded;
  const chosen = wanted === null ? sheets : sheets.filter(({ name }) => name === wanted);
  const failure = findFailure(sheets, chosen, fileName, wanted)?.toFailure() ?? null;
  const inspected = chosen.map((sheet, index) => {
    onProgress({ message: `正在查看“${sheet.name}”`, done: index, total: chosen.length });
    return { name: sheet.name, state: sheet.state, regions: findRegions(sheet) };
  });
  const doubts = loaded.doubts.map(({ message }) => message);
  if (loaded.hint !== null && inspected.every(({ regions }) => regions.length === 0))
    doubts.push(loaded.hint);
  return { format, encoding, failure, unusual, doubts, sheets: inspected };
}

function formatOf(bytes: Uint8Array): FileFormat | null {
  const { kind } = detectFormat(bytes);
  switch (kind) {
    case 'text':
      return 'csv';
    case 'refused':
      return null;
    default:
      return kind;
  }
}

function findFailure(
  sheets: readonly Sheet[],
  chosen: readonly Sheet[],
  fileName: string,
  wanted: string | null,
): HuibiaoError | null {
  if (wanted !== null && chosen.length === 0) {
    const names = sheets.map(({ name }) => `“${name}”`).join('、');
    return new HuibiaoError(
      'not_found',
      `“${fileName}”里没有“${wanted}”这张工作表，有的是：${names}。请核对名称后重试。`,
      { fileName, sheet: wanted },
    );
  }
  if (chosen.every(isBlank)) {
    return new HuibiaoError('empty', `“${fileName}”里没有任何内容。请核对是否选对了文件，或是否忘了保存。`, {
      fileName,
      sheets: sheets.length,
    });
  }
  if (wanted === null && sheets.every(({ state }) => state !== 'visible')) {
    return new HuibiaoError(
      'no_visible_sheet',
      `“${fileName}”没有可见的工作表。请在 Excel 或 WPS 中取消隐藏要导入的工作表，保存后再导入。`,
      { fileName, sheets: sheets.length },
    );
  }
  return null;
}

function isBlank({ rows }: Sheet): boolean {
  return rows.every((row) => row === undefined || row.every((cell) => (cell?.text ?? '').trim() === ''));
}
