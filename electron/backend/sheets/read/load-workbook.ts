/** Bytes → sheets: .xlsx by our own scanner, and by SheetJS whatever the scanner does not know for sure, and .xls. */
import type { CellObject, WorkBook, WorkSheet } from '@e965/xlsx';
import { guardFile, type SheetGuard } from '../bounds.ts';
import { localFormat } from '../ooxml/builtin-formats.ts';
import { shownParts } from '../ooxml/format-tokens.ts';
import { compileFormat } from '../ooxml/number-format.ts';
import { scanWorkbook } from '../ooxml/scan-workbook.ts';
import { toUtf8 } from '../ooxml/xml-text.ts';
import { cellName, type Sheet, type SheetCell } from '../sheet.ts';
import {
  checkBounds,
  inflateEntry,
  storeEntries,
  workbookBounds,
  ZipDamage,
  type ZipEntry,
} from '../zip/zip.ts';
import { mendPart, missingResult } from './mend-part.ts';
import { sheetJs } from './sheetjs.ts';

export type LoadedXlsx = {
  readonly sheets: Sheet[];
  /** Why our own scanner left the file to SheetJS; null when it did not. */
  readonly unusual: string | null;
};

/** @throws ZipTooLarge, ZipDamage, WorkbookDamage, or any error of SheetJS when a part is broken */
export function loadXlsx(bytes: Uint8Array, entries: readonly ZipEntry[]): LoadedXlsx {
  const scanned = scanWorkbook(bytes, entries, formatWithSheetJs);
  return scanned.kind === 'scanned'
    ? { sheets: [...scanned.sheets], unusual: null }
    : { sheets: loadXlsxWithSheetJs(bytes, entries), unusual: scanned.what };
}

/**
 * Bounds are checked and parts are inflated by us before SheetJS sees them.
 * @throws ZipTooLarge, ZipDamage, WorkbookDamage, or any error of SheetJS when a part is broken
 */
export function loadXlsxWithSheetJs(bytes: Uint8Array, entries: readonly ZipEntry[]): Sheet[] {
  checkBounds(entries, workbookBounds);
  const needed = entries.filter(({ name }) => !name.endsWith('/') && !unneededPart.test(name));
  const parts = needed.map((entry) => {
    const data = toUtf8(inflateEntry(bytes, entry), entry.name);
    if (data.includes('<!DOCTYPE')) throw new ZipDamage(`${entry.name}: DOCTYPE`);
    return { name: entry.name, data: mendPart(data) };
  });
  const workbook = readWithSheetJs(storeEntries(parts));
  // SheetJS passes over a sheet that it cannot read, without a word.
  const lost = workbook.SheetNames.find((name) => workbook.Sheets[name] === undefined);
  if (lost !== undefined) throw new ZipDamage(`sheet ${lost} cannot be read`);
  return toSheets(workbook);
}

/** null where SheetJS does not know the format either. */
function formatWithSheetJs(code: string, value: number, date1904: boolean): string | null {
  try {
    return sheetJs().SSF.format(code, value, { date1904 });
  } catch {
    return null;
  }
}

/** @throws ZipTooLarge, or any error of SheetJS when a record is broken */
export function loadXls(bytes: Uint8Array): Sheet[] {
  return toSheets(readWithSheetJs(bytes));
}

/** SpreadsheetML 2003. @throws ZipTooLarge, or any error of SheetJS */
export function loadText(text: string): Sheet[] {
  return toSheets(
    sheetJs().read(text, { type: 'string', dense: true, cellFormula: true, cellNF: true, cellStyles: true }),
  );
}

/** Pictures, drawings, macros, printer settings and the like are never inflated; they may be damaged. */
const unneededPart =
  /^xl\/(?:media|drawings|charts|embeddings|activeX|ctrlProps|pivot\w+|printerSettings|customXml|model)\/|^docProps\/thumbnail|\.bin$/i;

/** As a Buffer, which SheetJS decodes far faster than a plain array of bytes. */
function readWithSheetJs(bytes: Uint8Array): WorkBook {
  return sheetJs().read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
    type: 'buffer',
    dense: true,
    cellFormula: true,
    cellText: true,
    cellNF: true,
    cellHTML: false,
    // Without it nothing is said about hidden rows and columns.
    cellStyles: true,
    bookVBA: false,
  });
}

function toSheets(workbook: WorkBook): Sheet[] {
  const properties = workbook.Workbook;
  const date1904 = properties?.WBProps?.date1904 === true;
  const guard = guardFile();
  guard.sheets(workbook.SheetNames.length);
  return workbook.SheetNames.flatMap((name, index) => {
    const worksheet = workbook.Sheets[name];
    if (worksheet === undefined || (worksheet['!type'] ?? 'sheet') !== 'sheet') return [];
    const hidden = properties?.Sheets?.[index]?.Hidden ?? 0;
    const state = hidden === 0 ? 'visible' : hidden === 1 ? 'hidden' : 'veryHidden';
    return [toSheet(name, state, worksheet, date1904, guard.sheet(name))];
  });
}

function toSheet(
  name: string,
  state: Sheet['state'],
  worksheet: WorkSheet,
  date1904: boolean,
  guard: SheetGuard,
): Sheet {
  const data: readonly (readonly (CellObject | undefined)[] | undefined)[] = worksheet['!data'] ?? [];
  const rows: (SheetCell | undefined)[][] = [];
  const comments = new Map<string, string>();
  guard.merges(worksheet['!merges']?.length ?? 0);
  guard.row(data.length - 1);
  for (let row = 0; row < data.length; row += 1) {
    const cells = data[row];
    if (cells === undefined) continue;
    guard.column(cells.length - 1);
    const line: (SheetCell | undefined)[] = [];
    for (let column = 0; column < cells.length; column += 1) {
      const cell = cells[column];
      if (cell === undefined) continue;
      const read = toCell(cell, date1904);
      if (read !== undefined) {
        guard.cell(row, column, read.text.length);
        line[column] = read;
      }
      const comment = (cell.c ?? []).map(({ t }) => t).join('\n');
      if (comment !== '') comments.set(cellName(row, column), comment);
    }
    if (line.length > 0) rows[row] = line;
  }
  const merges = (worksheet['!merges'] ?? []).map(({ s, e }) => ({
    firstRow: Math.min(s.r, e.r),
    lastRow: Math.max(s.r, e.r),
    firstColumn: Math.min(s.c, e.c),
    lastColumn: Math.max(s.c, e.c),
  }));
  const hiddenRows = hiddenOf(worksheet['!rows']);
  const hiddenColumns = hiddenOf(worksheet['!cols']);
  return { name, state, rows, merges, hiddenRows, hiddenColumns, comments };
}

function hiddenOf(infos: readonly ({ readonly hidden?: boolean } | undefined)[] = []): ReadonlySet<number> {
  const hidden = new Set<number>();
  infos.forEach((info, index) => {
    if (info?.hidden === true) hidden.add(index);
  });
  return hidden;
}

function toCell(cell: CellObject, date1904: boolean): SheetCell | undefined {
  const formula = cell.f !== undefined;
  switch (cell.t) {
    case 's': {
      const text = String(cell.v ?? '');
      return text === '' ? undefined : { kind: 'text', text, formula };
    }
    case 'n':
      return typeof cell.v === 'number' ? toNumberCell(cell, cell.v, date1904, formula) : undefined;
    case 'b':
      return { kind: 'boolean', value: cell.v === true, text: cell.v === true ? 'TRUE' : 'FALSE', formula };
    case 'e': {
      const shown = cell.w ?? '#VALUE!';
      return { kind: 'error', text: shown === missingResult ? `=${cell.f ?? ''}` : shown, formula };
    }
    default:
      return undefined;
  }
}

type DateCode = {
  readonly y: number;
  readonly m: number;
  readonly d: number;
  readonly H: number;
  readonly M: number;
  readonly S: number;
  readonly u: number;
};
type NumberFormats = {
  readonly is_date: (format: string) => boolean;
  readonly parse_date_code: (serial: number, options: { readonly date1904: boolean }) => DateCode | null;
};

function toNumberCell(cell: CellObject, value: number, date1904: boolean, formula: boolean): SheetCell {
  const formats: NumberFormats = sheetJs().SSF;
  const written = typeof cell.z === 'string' ? cell.z : 'General';
  const format = localFormat(written);
  const isDate = formats.is_date(format);
  const parsed = isDate ? formats.parse_date_code(value, { date1904 }) : null;
  const code = parsed === null || parsed.y > 9999 ? null : parsed;
  // SheetJS shows nothing for a format that it does not know, and for a date that there is not.
  const text =
    cell.w === undefined || (isDate && code === null) || format !== written
      ? compileFormat(format, date1904, () => null).textOf(value)
      : cell.w;
  if (code === null || code.d < 1 || code.y < 1900) return { kind: 'number', value, text, format, formula };
  const { showsDate, showsDay } = shownParts(format);
  if (!showsDate) return { kind: 'number', value, text, format, formula };
  const hasTime = code.H + code.M + code.S + code.u > 0;
  return { kind: 'date', year: code.y, month: code.m, day: code.d, hasTime, showsDay, text, formula };
}
