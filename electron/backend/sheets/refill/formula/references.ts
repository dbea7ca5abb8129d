/**
 * The references of a formula as it stands in a workbook (A1 notation, English function names), told apart from texts,
 * names, functions, numbers and the columns of tables. Everything else of the formula is left as it is written.
 */

/** One end of a reference. Rows count from 0; columns too. */
export type Corner = {
  readonly row: number;
  readonly rowFixed: boolean;
  readonly column: number;
  readonly columnFixed: boolean;
};

export type Area =
  | { readonly kind: 'cell'; readonly cell: Corner }
  | { readonly kind: 'cells'; readonly first: Corner; readonly last: Corner; readonly between: string }
  | {
      readonly kind: 'rows';
      readonly first: Pick<Corner, 'row' | 'rowFixed'>;
      readonly last: Pick<Corner, 'row' | 'rowFixed'>;
      readonly between: string;
    }
  | {
      readonly kind: 'columns';
      readonly first: Pick<Corner, 'column' | 'columnFixed'>;
      readonly last: Pick<Corner, 'column' | 'columnFixed'>;
      readonly between: string;
    };

/** Which sheets a reference names: none, one (first = last), several in a row (3D), or those of another workbook. */
export type ReferredSheets =
  | { readonly kind: 'own' }
  | { readonly kind: 'named'; readonly first: string; readonly last: string }
  | { readonly kind: 'elsewhere' };

export type Reference = {
  readonly sheets: ReferredSheets;
  readonly area: Area;
  /** Where the area stands in the formula, behind the name of the sheet. */
  readonly start: number;
  readonly end: number;
};

const word = '[\\p{L}\\p{N}\\p{M}_.\\\\?]';
const prefixPattern = new RegExp(
  `'((?:[^']|'')*)'!|((?:\\[[^\\[\\]]*\\])?${word}+(?::${word}+)?|\\[[^\\[\\]]*\\])!`,
  'yu',
);
const corner = '(\\$?)([A-Za-z]{1,3})(\\$?)([1-9]\\d{0,6})';
const areaEnd = `(?![\\p{L}\\p{N}\\p{M}_.\\\\?(!\\[])`;
const cellsPattern = new RegExp(`${corner}(\\s*:\\s*)${corner}${areaEnd}`, 'yu');
const cellPattern = new RegExp(`${corner}${areaEnd}`, 'yu');
const rowsPattern = new RegExp(`(\\$?)([1-9]\\d{0,6})(\\s*:\\s*)(\\$?)([1-9]\\d{0,6})${areaEnd}`, 'yu');
const columnsPattern = new RegExp(`(\\$?)([A-Za-z]{1,3})(\\s*:\\s*)(\\$?)([A-Za-z]{1,3})${areaEnd}`, 'yu');
const stringPattern = /"(?:[^"]|"")*"/y;
const wordPattern = new RegExp(`${word}+`, 'yu');
const errorPattern = /#(?:[A-Z_]+[!?]|N\/A|DIV\/0!|GETTING_DATA)/y;

/** In the order in which they stand. */
export function readReferences(formula: string): Reference[] {
  const references: Reference[] = [];
  let at = 0;
  while (at < formula.length) {
    const start = formula[at];
    if (start === '"') at = endOf(stringPattern, formula, at) ?? formula.length;
    else if (start === '#') {
      at = endOf(errorPattern, formula, at) ?? at + 1;
      // `#REF!$A$1`: the sheet is gone, and what it named is none of ours.
      if (formula[at - 1] === '!') at = readArea(formula, at)?.end ?? at;
    } else {
      const prefix = match(prefixPattern, formula, at);
      const from = prefix === null ? at : at + prefix[0].length;
      const found = readArea(formula, from);
      if (found !== null) {
        references.push({ sheets: referredSheets(prefix), area: found.area, start: from, end: found.end });
        at = found.end;
      } else if (prefix !== null) at = from;
      else if (start === '[') at = endOfBrackets(formula, at);
      else at = endOf(wordPattern, formula, at) ?? at + 1;
    }
  }
  return references;
}

/** The formula with every area replaced for which `replace` has another text; the formula itself when there is none. */
export function replaceAreas(formula: string, replace: (reference: Reference) => string | null): string {
  let result = '';
  let from = 0;
  for (const reference of readReferences(formula)) {
    const text = replace(reference);
    if (text === null) continue;
    result += formula.slice(from, reference.start) + text;
    from = reference.end;
  }
  return from === 0 ? formula : result + formula.slice(from);
}

export function writeArea(area: Area): string {
  switch (area.kind) {
    case 'cell':
      return writeColumn(area.cell) + writeRow(area.cell);
    case 'cells':
      return `${writeColumn(area.first)}${writeRow(area.first)}${area.between}${writeColumn(area.last)}${writeRow(area.last)}`;
    case 'rows':
      return `${writeRow(area.first)}${area.between}${writeRow(area.last)}`;
    case 'columns':
      return `${writeColumn(area.first)}${area.between}${writeColumn(area.last)}`;
  }
}

function writeRow({ row, rowFixed }: Pick<Corner, 'row' | 'rowFixed'>): string {
  return `${rowFixed ? '$' : ''}${row + 1}`;
}

function writeColumn({ column, columnFixed }: Pick<Corner, 'column' | 'columnFixed'>): string {
  let name = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  }
  return (columnFixed ? '$' : '') + name;
}

function readArea(formula: string, at: number): { readonly area: Area; readonly end: number } | null {
  const cells = match(cellsPattern, formula, at);
  if (cells !== null) {
    const first = readCorner(cells[1], cells[2], cells[3], cells[4]);
    const last = readCorner(cells[6], cells[7], cells[8], cells[9]);
    const between = cells[5] ?? ':';
    if (first !== null && last !== null)
      return { area: { kind: 'cells', first, last, between }, end: at + cells[0].length };
  }
  const single = match(cellPattern, formula, at);
  if (single !== null) {
    const cell = readCorner(single[1], single[2], single[3], single[4]);
    return cell === null ? null : { area: { kind: 'cell', cell }, end: at + single[0].length };
  }
  const rows = match(rowsPattern, formula, at);
  if (rows !== null) {
    const first = { row: Number(rows[2]) - 1, rowFixed: rows[1] === '$' };
    const last = { row: Number(rows[5]) - 1, rowFixed: rows[4] === '$' };
    if (first.row >= rowsOfSheet || last.row >= rowsOfSheet) return null;
    return { area: { kind: 'rows', first, last, between: rows[3] ?? ':' }, end: at + rows[0].length };
  }
  const columns = match(columnsPattern, formula, at);
  if (columns === null) return null;
  const first = { column: columnIndex(columns[2]), columnFixed: columns[1] === '$' };
  const last = { column: columnIndex(columns[5]), columnFixed: columns[4] === '$' };
  if (first.column >= columnsOfSheet || last.column >= columnsOfSheet) return null;
  return { area: { kind: 'columns', first, last, between: columns[3] ?? ':' }, end: at + columns[0].length };
}

export const rowsOfSheet = 1_048_576;
export const columnsOfSheet = 16_384;

function readCorner(
  columnMark: string | undefined,
  letters: string | undefined,
  rowMark: string | undefined,
  digits: string | undefined,
): Corner | null {
  const column = columnIndex(letters);
  const row = Number(digits) - 1;
  if (column >= columnsOfSheet || row >= rowsOfSheet) return null;
  return { column, columnFixed: columnMark === '$', row, rowFixed: rowMark === '$' };
}

function columnIndex(letters = ''): number {
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

function referredSheets(prefix: RegExpExecArray | null): ReferredSheets {
  if (prefix === null) return { kind: 'own' };
  const name = prefix[1]?.replaceAll("''", "'") ?? prefix[2] ?? '';
  if (name.includes('[')) return { kind: 'elsewhere' };
  const [first = '', last = first] = name.split(':');
  return { kind: 'named', first, last };
}

/** `[[#This Row],[甲]]` as a whole; an apostrophe makes the next character mean nothing. */
function endOfBrackets(formula: string, from: number): number {
  let depth = 0;
  for (let at = from; at < formula.length; at += 1) {
    const character = formula[at];
    if (character === "'") at += 1;
    else if (character === '[') depth += 1;
    else if (character === ']') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return formula.length;
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function endOf(pattern: RegExp, text: string, at: number): number | null {
  const found = match(pattern, text, at);
  return found === null ? null : at + found[0].length;
}
