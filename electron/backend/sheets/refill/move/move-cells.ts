/** The rows and cells of a sheet (`sheetData`) while rows move: new numbers, new copies, formulas that follow. */
import { parseCellName } from '../../ooxml/cell-reference.ts';
import { UnusualPart, WorkbookDamage } from '../../ooxml/outcome.ts';
import { Token, type XmlScanner } from '../../ooxml/xml-scanner.ts';
import { columnName } from '../../sheet.ts';
import { lastRow } from '../formula/row-move.ts';
import { refuse } from '../refusal.ts';
import { readElement } from '../xml/element-tree.ts';
import { repeatRow } from './repeat-row.ts';
import { SheetFormulas } from './sheet-formulas.ts';
import type { SheetMove } from './sheet-move.ts';

type RowPlace = { readonly row: number; readonly start: number; readonly end: number };

/** The scanner stands on the open `sheetData`, and on its close tag afterwards. */
export function moveCells(scanner: XmlScanner, context: SheetMove): void {
  const { move, part, splices } = context;
  const { depth } = scanner;
  const formulas = new SheetFormulas(context);
  const rows: RowPlace[] = [];
  let last = -1;
  for (;;) {
    const kind = scanner.nextTag();
    if (kind === Token.close && scanner.depth === depth) break;
    if (kind !== Token.open) continue;
    if (!scanner.is('row')) throw new UnusualPart(`${part}: ${scanner.localName} among the rows`);
    const { start } = scanner;
    const row = readRowNumber(scanner, last);
    if (row <= last) throw new WorkbookDamage(`${part}: row ${row + 1} is out of order`);
    last = row;
    const moved = move === null ? row : move.rowAfter(row);
    const falls = moved !== null && moved > lastRow;
    const after = falls ? null : moved;
    if (move !== null && after !== null) writeRowNumber(scanner, row, after, context);
    const holds = moveRow(scanner, row, after, context, formulas);
    // Some programs write the last rows of a sheet down, with nothing in them; those may go.
    if (falls && holds) refuseFall(context, row);
    if (after === null) splices.remove(start, scanner.end);
    if (move !== null) rows.push({ row, start, end: scanner.end });
  }
  formulas.settle();
  if (move !== null) insertCopies(rows, scanner.start, context, formulas);
}

function readRowNumber(scanner: XmlScanner, last: number): number {
  const text = scanner.attribute('r');
  if (text === null) return last + 1;
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new UnusualPart(`${scanner.part}: row “${text}”`);
  return Number(text) - 1;
}

function writeRowNumber(scanner: XmlScanner, row: number, after: number, { splices }: SheetMove): void {
  const index = scanner.findAttribute('r');
  const { attributes } = scanner;
  if (index >= 0) {
    if (row === after) return;
    splices.replace(attributes[index * 4 + 2] ?? 0, attributes[index * 4 + 3] ?? 0, String(after + 1));
  } else if (row !== after) splices.insert(scanner.nameEnd, ` r="${after + 1}"`);
}

/**
 * The scanner stands on the open row, and on its close tag afterwards. `after` is null for a row that goes.
 * @returns whether a value or formula stands in it
 */
function moveRow(
  scanner: XmlScanner,
  row: number,
  after: number | null,
  { splices, part }: SheetMove,
  formulas: SheetFormulas,
): boolean {
  const { depth } = scanner;
  const number = String((after ?? row) + 1);
  const moves = after !== null && after !== row;
  let column = -1;
  let holds = false;
  for (;;) {
    const kind = scanner.nextTag();
    if (kind === Token.close && scanner.depth === depth) return holds;
    if (kind !== Token.open) continue;
    if (scanner.depth === depth + 1) {
      if (!scanner.is('c')) {
        scanner.skip();
        continue;
      }
      const index = scanner.findAttribute('r');
      if (index < 0) column += 1;
      else {
        const name = scanner.attributeValue(index);
        const place = parseCellName(name);
        if (place === null || place.row !== row)
          throw new UnusualPart(`${part}: cell “${name}” in row ${row + 1}`);
        ({ column } = place);
        if (moves) {
          const { attributes } = scanner;
          splices.replace(
            attributes[index * 4 + 2] ?? 0,
            attributes[index * 4 + 3] ?? 0,
            columnName(column) + number,
          );
        }
      }
      continue;
    }
    holds = true;
    if (scanner.is('f')) formulas.add(row, column, readElement(scanner));
    else scanner.skip();
  }
}

function insertCopies(
  rows: readonly RowPlace[],
  end: number,
  context: SheetMove,
  formulas: SheetFormulas,
): void {
  const { move, bytes, splices, part } = context;
  if (move === null) return;
  const byRow = new Map(rows.map((place) => [place.row, place]));
  for (const insertion of move.insertions) {
    const { template, before, count } = insertion;
    if (template === null) continue;
    const place = move.placeOf(insertion);
    if (place + count - 1 > lastRow) refuseFall(context, place + count - 1);
    const height = template.last - template.first + 1;
    const at = rows.find(({ row }) => row >= before)?.start ?? end;
    const patterns = Array.from({ length: height }, (_, index) => {
      const templateRow = template.first + index;
      const source = byRow.get(templateRow);
      if (source === undefined) return null;
      return repeatRow(bytes.subarray(source.start, source.end), {
        part,
        withValues: insertion.repeatsValues,
        formulaAt: (column) => formulas.movedAt(templateRow, column),
      });
    });
    for (let index = 0; index < count; index += 1) {
      const copy = patterns[index % height];
      if (copy !== null && copy !== undefined) splices.insert(at, copy(place + index));
    }
  }
}

function refuseFall({ sheet }: SheetMove, row: number): never {
  refuse(`工作表“${sheet}”插入行后超过 1,048,576 行。请少填一些记录，或删去表样末尾多余的行`, {
    sheet,
    row: row + 1,
  });
}
