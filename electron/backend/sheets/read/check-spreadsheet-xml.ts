/**
 * SpreadsheetML 2003 before SheetJS reads it. SheetJS takes what it finds and passes over the rest without a word: a
 * file that was cut off would be read in part, a cell with a broken tag would move its neighbours. So the markup has to
 * be whole, made of what belongs there, within the bounds; and what is read has to be all that was counted here.
 */
import { guardFile, type SheetGuard } from '../bounds.ts';
import { WorkbookDamage } from '../ooxml/outcome.ts';
import { Token, XmlScanner } from '../ooxml/xml-scanner.ts';

/** One sheet as it was counted. */
export type CountedSheet = {
  readonly name: string;
  /** Cells that hold something. */
  readonly cells: number;
};

/** @throws WorkbookDamage where the markup is broken or is no such workbook; ZipTooLarge over a bound */
export function checkSpreadsheetXml(text: string): readonly CountedSheet[] {
  const scanner: XmlScanner = new XmlScanner(Buffer.from(text), 'Workbook', { anyNamespace: true });
  const guard = guardFile();
  const sheets: CountedSheet[] = [];
  if (scanner.nextTag() !== Token.open || !scanner.is('Workbook')) scanner.fail('no Workbook');
  while (scanner.nextTag() !== Token.end) {
    if (scanner.kind !== Token.open) continue;
    if (!scanner.is('Worksheet')) {
      scanner.skip();
      continue;
    }
    guard.sheets(sheets.length + 1);
    const name = localAttributes(scanner).get('Name');
    if (name === undefined) scanner.fail('a Worksheet without a name');
    sheets.push({ name, cells: countSheet(scanner, guard.sheet(name)) });
  }
  return sheets;
}

function countSheet(scanner: XmlScanner, guard: SheetGuard): number {
  const { depth } = scanner;
  let cells = 0;
  let merges = 0;
  let tables = 0;
  while (scanner.nextTag() !== Token.close || scanner.depth > depth) {
    if (scanner.kind !== Token.open) continue;
    if (!scanner.is('Table')) {
      scanner.skip();
      continue;
    }
    tables += 1;
    if (tables > 1) scanner.fail('two Tables');
    let row = -1;
    const tableDepth = scanner.depth;
    while (scanner.nextTag() !== Token.close || scanner.depth > tableDepth) {
      if (scanner.kind !== Token.open) continue;
      if (scanner.is('Column')) {
        checkColumn(scanner, guard);
        continue;
      }
      if (!scanner.is('Row')) scanner.fail(`${scanner.localName} among the rows`);
      const attributes = localAttributes(scanner, rowAttributes);
      row = placeAfter(scanner, row, attributes.get('Index'));
      // Span repeats a row that is blank.
      const lastRow = row + countOf(scanner, attributes.get('Span'));
      guard.row(lastRow);
      const found = countRow(scanner, row, guard);
      cells += found.cells;
      merges += found.merges;
      guard.merges(merges);
      row = lastRow;
    }
  }
  return cells;
}

function countRow(scanner: XmlScanner, row: number, guard: SheetGuard): { cells: number; merges: number } {
  const { depth } = scanner;
  let column = -1;
  let cells = 0;
  let merges = 0;
  while (scanner.nextTag() !== Token.close || scanner.depth > depth) {
    if (scanner.kind !== Token.open) continue;
    if (!scanner.is('Cell')) scanner.fail(`${scanner.localName} among the cells`);
    const attributes = localAttributes(scanner, cellAttributes);
    column = placeAfter(scanner, column, attributes.get('Index'));
    const right = countOf(scanner, attributes.get('MergeAcross'));
    const down = countOf(scanner, attributes.get('MergeDown'));
    guard.column(column + right);
    guard.row(row + down);
    if (right > 0 || down > 0) merges += 1;
    const length = readCell(scanner);
    if (length > 0) {
      guard.cell(row, column, length);
      cells += 1;
    }
    column += right;
  }
  return { cells, merges };
}

/** The length of what the cell holds. */
function readCell(scanner: XmlScanner): number {
  const { depth } = scanner;
  let length = 0;
  let seen = false;
  while (scanner.nextTag() !== Token.close || scanner.depth > depth) {
    if (scanner.kind !== Token.open) continue;
    if (scanner.is('Data')) {
      if (seen) scanner.fail('a cell with two contents');
      seen = true;
      length = readData(scanner);
    } else if (besideData.has(scanner.localName)) scanner.skip();
    else scanner.fail(`${scanner.localName} in a cell`);
  }
  return length;
}

function readData(scanner: XmlScanner): number {
  const type = localAttributes(scanner).get('Type') ?? '';
  const pattern = contents.get(type);
  if (pattern === undefined) scanner.fail(`a content of the type “${type}”`);
  const { depth } = scanner;
  let text = '';
  while (scanner.next() !== Token.close || scanner.depth > depth) {
    if (scanner.kind === Token.end) scanner.fail('cut off');
    if (scanner.kind === Token.text) text += scanner.textValue();
  }
  if (text !== '' && !pattern.test(text)) scanner.fail(`the ${type} “${text.slice(0, 40)}”`);
  return text.length;
}

function checkColumn(scanner: XmlScanner, guard: SheetGuard): void {
  const attributes = localAttributes(scanner);
  const index = attributes.get('Index');
  const span = countOf(scanner, attributes.get('Span'));
  guard.column((index === undefined ? 0 : placeAfter(scanner, -1, index)) + span);
  scanner.skip();
}

/** Where a row or cell stands that follows `last`; numbers only ever go up. */
function placeAfter(scanner: XmlScanner, last: number, index: string | undefined): number {
  if (index === undefined) return last + 1;
  const place = countOf(scanner, index) - 1;
  if (place <= last) scanner.fail(`place ${index} after ${last + 1}`);
  return place;
}

function countOf(scanner: XmlScanner, text: string | undefined): number {
  if (text === undefined) return 0;
  if (!/^\s*\d{1,15}\s*$/.test(text)) scanner.fail(`the count “${text}”`);
  return Number(text);
}

/** By their local names; `known` are all that may be there. */
function localAttributes(scanner: XmlScanner, known?: ReadonlySet<string>): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (let index = 0; index < scanner.attributeCount; index += 1) {
    const name = scanner.attributeName(index);
    if (name === 'xmlns' || name.startsWith('xmlns:')) continue;
    const local = name.slice(name.indexOf(':') + 1);
    if (known !== undefined && !known.has(local)) scanner.fail(`an attribute ${name}`);
    attributes.set(local, scanner.attributeValue(index));
  }
  return attributes;
}

const rowAttributes: ReadonlySet<string> = new Set([
  ...['AutoFitHeight', 'Caption', 'Height', 'Hidden', 'Index', 'Span', 'StyleID'],
]);

const cellAttributes: ReadonlySet<string> = new Set([
  ...['ArrayRange', 'Formula', 'HRef', 'HRefScreenTip', 'Index', 'MergeAcross', 'MergeDown', 'StyleID'],
]);

const besideData: ReadonlySet<string> = new Set(['Comment', 'NamedCell', 'PhoneticText', 'SmartTags']);

const contents: ReadonlyMap<string, RegExp> = new Map([
  ['String', /^/],
  ['Number', /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s*$/],
  ['DateTime', /^\s*-?\d{4,}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z?)?\s*$/],
  ['Boolean', /^\s*(?:[01]|true|false)\s*$/i],
  ['Error', /^#/],
]);

/** @throws WorkbookDamage where the reader came back with something else than what was counted */
export function compareWithCount(
  counted: readonly CountedSheet[],
  read: readonly { readonly name: string; readonly cells: number }[],
): void {
  const told = (sheets: readonly CountedSheet[]): string =>
    sheets.map(({ name, cells }) => `${name}: ${cells}`).join(', ');
  if (told(counted) !== told(read)) throw new WorkbookDamage(`read ${told(read)} of ${told(counted)}`);
}
