/** A part of a sheet with its lines, colours and sizes, where its file tells them. */
import type { CellStyle, ReadingSheet, SheetLooks, SheetWindow } from '../../../../shared/model/reading.ts';
import { parseCellName } from '../ooxml/cell-reference.ts';
import { UnusualPart, WorkbookDamage } from '../ooxml/outcome.ts';
import { findWorkbookPart, openPackage, type WorkbookPackage } from '../ooxml/package.ts';
import { isTrue, readWorkbookPart } from '../ooxml/workbook-part.ts';
import { Token, type XmlScanner } from '../ooxml/xml-scanner.ts';
import { detectFormat } from '../read/detect-format.ts';
import { describeSheet } from '../read/sheet-window.ts';
import type { Sheet } from '../sheet.ts';
import { ZipDamage } from '../zip/zip.ts';
import { pixels, readCellStyles } from './cell-styles.ts';
import { eachInside } from './children.ts';
import { officeTheme, readThemeColors } from './colors.ts';

type File = { readonly bytes: Uint8Array; readonly sheets: readonly Sheet[] };

/** The window with looks; rows that only have lines are added as blank ones, as far as `rowCount` goes. */
export function withLooks(window: SheetWindow, rowCount: number, { bytes, sheets }: File): SheetWindow {
  const drawn = readDrawnSheets(bytes);
  const sized = sheets.map((sheet): ReadingSheet => {
    const described = describeSheet(sheet);
    const known = drawn?.sheets.get(sheet.name);
    return known === undefined
      ? described
      : {
          ...described,
          rowCount: Math.max(described.rowCount, known.rowCount),
          columnCount: Math.max(described.columnCount, known.columnCount),
        };
  });
  const sheet = drawn?.sheets.get(window.sheet);
  if (drawn === null || sheet === undefined) return { ...window, looks: { sheets: sized, drawn: null } };

  const { firstRow } = window;
  const endRow = Math.min(firstRow + rowCount, Math.max(sheet.rowCount, firstRow + window.rows.length));
  const rows = Array.from({ length: Math.max(0, endRow - firstRow) }, (_, index) => {
    return (
      window.rows[index] ?? { hidden: sheet.rows[firstRow + index]?.hidden ?? false, texts: [], kinds: '' }
    );
  });
  const used = new Map<number, number>();
  const styleAt = (style: number): number => {
    if (style < 0 || drawn.styles[style] === undefined) return -1;
    const known = used.get(style);
    if (known !== undefined) return known;
    used.set(style, used.size);
    return used.size - 1;
  };
  const looks: SheetLooks = {
    sheets: sized,
    drawn: {
      rows: rows.map((_, index) => {
        const row = sheet.rows[firstRow + index];
        return {
          height: row?.height ?? null,
          styles: (row?.styles ?? []).map(styleAt),
          formulas: row?.formulas ?? [],
        };
      }),
      styles: [...used.keys()].flatMap((style) => drawn.styles[style] ?? []),
      columnWidths: sheet.columnWidths,
      usualHeight: sheet.usualHeight,
    },
  };
  const columnCount = Math.max(window.columnCount, sheet.columnCount);
  return { ...window, rows, columnCount, looks };
}

type DrawnRow = {
  readonly height: number | null;
  readonly hidden: boolean;
  readonly styles: readonly number[];
  readonly formulas: readonly number[];
};

type DrawnSheet = {
  readonly rows: readonly (DrawnRow | undefined)[];
  readonly columnWidths: readonly number[];
  readonly usualHeight: number;
  /** With cells that have lines or colours only. */
  readonly rowCount: number;
  readonly columnCount: number;
};

type DrawnWorkbook = {
  readonly styles: readonly CellStyle[];
  readonly sheets: ReadonlyMap<string, DrawnSheet>;
};

/** A form has no more; a longer list goes on as plain text. */
const mostRows = 5000;
const mostColumns = 256;

function readDrawnSheets(bytes: Uint8Array): DrawnWorkbook | null {
  const format = detectFormat(bytes);
  if (format.kind !== 'xlsx') return null;
  try {
    return readWorkbook(openPackage(bytes, format.entries));
  } catch (error) {
    if (error instanceof UnusualPart || error instanceof WorkbookDamage || error instanceof ZipDamage) {
      return null;
    }
    throw error;
  }
}

function readWorkbook(parts: WorkbookPackage): DrawnWorkbook {
  const workbookPart = findWorkbookPart(parts);
  const workbook = readWorkbookPart(parts.scan(workbookPart));
  const relationships = parts.relationshipsOf(workbookPart);
  const partOf = (wanted: string): string | null =>
    relationships.find(({ type }) => type === wanted)?.target ?? null;
  const themePart = partOf('theme');
  const theme = themePart === null ? officeTheme : readThemeColors(parts.scan(themePart));
  const stylesPart = partOf('styles');
  const styles =
    stylesPart === null ? [] : readCellStyles(parts.scan(stylesPart), theme).map(({ style }) => style);
  const sheets = new Map<string, DrawnSheet>();
  for (const { name, relationshipId } of workbook.sheets) {
    const part = relationships.find(({ id, type }) => id === relationshipId && type === 'worksheet');
    if (part !== undefined) sheets.set(name, readSheet(parts.scan(part.target), styles));
  }
  return { styles, sheets };
}

function readSheet(scanner: XmlScanner, styles: readonly CellStyle[]): DrawnSheet {
  let usualHeight = 20;
  let usualWidth = charactersWide(8.43);
  const columnWidths: number[] = [];
  let rows: (DrawnRow | undefined)[] = [];
  while (scanner.next() !== Token.end) {
    if (scanner.kind !== Token.open || scanner.depth < 2) continue;
    if (scanner.is('sheetFormatPr')) {
      usualHeight = pixels(Number(scanner.attribute('defaultRowHeight'))) ?? usualHeight;
      const width = Number(scanner.attribute('defaultColWidth') ?? Number.NaN);
      if (width > 0) usualWidth = charactersWide(width);
    } else if (scanner.is('cols')) {
      eachInside(scanner, () => {
        const first = Number(scanner.attribute('min')) - 1;
        const last = Math.min(Number(scanner.attribute('max')), mostColumns) - 1;
        const width = Number(scanner.attribute('width') ?? Number.NaN);
        for (let column = Math.max(0, first); column <= last; column += 1) {
          if (width > 0) columnWidths[column] = charactersWide(width);
        }
      });
    } else if (scanner.is('sheetData')) rows = readRows(scanner);
    else scanner.skip();
  }
  const hasLook = (style: number): boolean => {
    const { fill, left, right, top, bottom } = styles[style] ?? {};
    return [fill, left, right, top, bottom].some((part) => part !== null && part !== undefined);
  };
  let columnCount = 0;
  let rowCount = 0;
  for (const [index, row] of rows.entries()) {
    const last = row?.styles.findLastIndex(hasLook) ?? -1;
    if (last < 0) continue;
    rowCount = index + 1;
    columnCount = Math.max(columnCount, last + 1);
  }
  const widths = Array.from(
    { length: Math.max(columnCount, columnWidths.length) },
    (_, column) => columnWidths[column] ?? usualWidth,
  );
  return { rows, columnWidths: widths, usualHeight, rowCount, columnCount };
}

function readRows(scanner: XmlScanner): (DrawnRow | undefined)[] {
  const rows: (DrawnRow | undefined)[] = [];
  let row = -1;
  const list = scanner.depth;
  while (scanner.next() !== Token.close || scanner.depth > list) {
    if (scanner.kind !== Token.open || !scanner.is('row')) continue;
    const number = scanner.attribute('r');
    row = number === null ? row + 1 : Number(number) - 1;
    if (row >= mostRows) {
      scanner.skip();
      continue;
    }
    const height = pixels(Number(scanner.attribute('ht') ?? Number.NaN));
    const hidden = isTrue(scanner.attribute('hidden'));
    rows[row] = { height, hidden, ...readCells(scanner) };
  }
  return rows;
}

function readCells(scanner: XmlScanner): Pick<DrawnRow, 'styles' | 'formulas'> {
  const styles: number[] = [];
  const formulas: number[] = [];
  let column = -1;
  eachInside(scanner, () => {
    if (scanner.is('c')) {
      column = parseCellName(scanner.attribute('r') ?? '')?.column ?? column + 1;
      if (column >= mostColumns) return;
      while (styles.length < column) styles.push(-1);
      styles[column] = Number(scanner.attribute('s') ?? 0);
    } else if (scanner.is('f') && column < mostColumns) formulas.push(column);
  });
  return { styles, formulas };
}

/** Excel's widths count digits of the usual font, which are seven pixels wide. */
function charactersWide(width: number): number {
  return Math.min(600, Math.round(width * 7 + 5));
}
