import { refuseBeyond, sheetBounds } from '../bounds.ts';
import type { MergedRange, SheetCell } from '../sheet.ts';
import type { SheetContext } from './cell-maker.ts';
import { CellReader } from './cell-reader.ts';
import { parseRange } from './cell-reference.ts';
import { worksheetElements } from './known-elements.ts';
import { requireRoot, skipKnown } from './namespaces.ts';
import { parseIndex } from './number-text.ts';
import { UnusualPart, WorkbookDamage } from './outcome.ts';
import { isTrue } from './workbook-part.ts';
import { Token, type XmlScanner } from './xml-scanner.ts';

/** What the part of a sheet holds; its comments are parts of their own. */
export type WorksheetContent = {
  readonly rows: readonly (readonly (SheetCell | undefined)[] | undefined)[];
  readonly merges: readonly MergedRange[];
  readonly hiddenRows: ReadonlySet<number>;
  readonly hiddenColumns: ReadonlySet<number>;
};

/** @throws WorkbookDamage, UnusualPart, ZipTooLarge */
export function readWorksheet(scanner: XmlScanner, context: SheetContext): WorksheetContent {
  const prefix = requireRoot(scanner, 'worksheet');
  const hiddenColumns = new Set<number>();
  const merges: MergedRange[] = [];
  let content: RowsContent | null = null;
  while (scanner.nextTag() !== Token.end) {
    if (scanner.kind !== Token.open) continue;
    if (scanner.prefix !== prefix) scanner.skip();
    else if (scanner.is('sheetData')) {
      if (content !== null) throw new WorkbookDamage(`${scanner.part}: two sheetData`);
      content = readRows(scanner, context);
    } else if (scanner.is('cols')) readColumns(scanner, hiddenColumns);
    else if (scanner.is('mergeCells')) readMerges(scanner, context, merges);
    else skipKnown(scanner, prefix, worksheetElements);
  }
  if (content === null) throw new UnusualPart(`${scanner.part} without sheetData`);
  return { ...content, merges, hiddenColumns };
}

type RowsContent = Pick<WorksheetContent, 'rows' | 'hiddenRows'>;

function readRows(scanner: XmlScanner, context: SheetContext): RowsContent {
  const rows: (readonly (SheetCell | undefined)[])[] = [];
  const hiddenRows = new Set<number>();
  const cells = new CellReader(scanner, context);
  const { depth } = scanner;
  const prefixLength = scanner.nameStart - scanner.qualifiedStart;
  let last = -1;
  for (;;) {
    const kind = scanner.nextTag();
    if (kind === Token.close && scanner.depth === depth) return { rows, hiddenRows };
    if (kind !== Token.open) continue;
    if (!scanner.is('row') || scanner.nameStart - scanner.qualifiedStart !== prefixLength) {
      throw new UnusualPart(`${scanner.part}: ${scanner.localName} among the rows`);
    }
    const row = rowNumber(scanner, last);
    if (row >= sheetBounds.rows) refuseBeyond(`工作表“${context.name}”`, row + 1, sheetBounds.rows, '行');
    last = row;
    if (isTrue(scanner.attribute('hidden'))) hiddenRows.add(row);
    const line = cells.readRow(row);
    if (line === null) continue;
    if (rows[row] !== undefined) throw new WorkbookDamage(`${scanner.part}: row ${row + 1} is there twice`);
    rows[row] = line;
  }
}

/** A row without a number follows the one before. */
function rowNumber(scanner: XmlScanner, last: number): number {
  const index = scanner.findAttribute('r');
  if (index < 0) return last + 1;
  const { attributes } = scanner;
  const number = parseIndex(scanner.bytes, attributes[index * 4 + 2] ?? 0, attributes[index * 4 + 3] ?? 0);
  if (number < 1) throw new UnusualPart(`${scanner.part}: row “${scanner.attributeValue(index)}”`);
  return number - 1;
}

function readColumns(scanner: XmlScanner, hidden: Set<number>): void {
  const { depth } = scanner;
  while (scanner.nextTag() !== Token.close || scanner.depth > depth) {
    if (scanner.kind !== Token.open) continue;
    if (!scanner.is('col')) throw new UnusualPart(`${scanner.part}: ${scanner.localName} among the columns`);
    if (!isTrue(scanner.attribute('hidden'))) continue;
    const first = Number(scanner.attribute('min'));
    const last = Math.min(Number(scanner.attribute('max')), sheetBounds.columns);
    if (!Number.isInteger(first) || first < 1 || !Number.isInteger(last)) {
      throw new UnusualPart(`${scanner.part}: columns without numbers`);
    }
    for (let column = first - 1; column < last; column += 1) hidden.add(column);
  }
}

function readMerges(scanner: XmlScanner, context: SheetContext, merges: MergedRange[]): void {
  const { depth } = scanner;
  while (scanner.nextTag() !== Token.close || scanner.depth > depth) {
    if (scanner.kind !== Token.open) continue;
    if (!scanner.is('mergeCell'))
      throw new UnusualPart(`${scanner.part}: ${scanner.localName} among the merges`);
    const text = scanner.attribute('ref') ?? '';
    const range = parseRange(text);
    if (range === null) throw new UnusualPart(`${scanner.part}: merged range “${text}”`);
    merges.push(range);
    if (merges.length > sheetBounds.merges) {
      refuseBeyond(`工作表“${context.name}”`, merges.length, sheetBounds.merges, '处合并单元格');
    }
  }
}
