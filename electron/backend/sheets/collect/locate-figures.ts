/** Where the figures of a fixed form stand on a sheet that came back: rows by their indicator, columns by their heads. */
import { plainTitle } from '../../../../shared/form/titles.ts';
import type { FormDefinition, FormFigure } from '../../../../shared/model/form.ts';
import { headerText } from '../read/titles.ts';
import { filledColumns, type Sheet, textAt } from '../sheet.ts';

export type LocatedFigures = {
  /** By index of the form's figures; null where the sheet has no such row or column. */
  readonly places: readonly ({ readonly row: number; readonly column: number } | null)[];
  /** Rows of the form → rows of the sheet. */
  readonly rowOf: ReadonlyMap<number, number>;
  readonly columnOf: ReadonlyMap<number, number>;
};

/** Rows of a sheet that are looked at: no fixed form is longer. */
const mostRows = 3000;

export function locateFigures(sheet: Sheet, form: FormDefinition): LocatedFigures {
  const rowOf = locateRows(sheet, form.figures);
  const first = form.figures.find(({ row }) => rowOf.has(row));
  const shift = first === undefined ? 0 : (rowOf.get(first.row) ?? first.row) - first.row;
  const columnOf = locateColumns(sheet, form, shift);
  const places = form.figures.map((figure) => {
    const row = rowOf.get(figure.row);
    const column = columnOf.get(figure.column);
    return row === undefined || column === undefined ? null : { row, column };
  });
  return { places, rowOf, columnOf };
}

/** As many rows as can be found in the form's order; where they stand in their own places nothing is looked for. */
function locateRows(sheet: Sheet, figures: readonly FormFigure[]): Map<number, number> {
  const labels = new Map(figures.map(({ row, rowPath }) => [row, plainTitle(rowPath.at(-1) ?? '')]));
  const wanted = [...labels].sort(([left], [right]) => left - right);
  const count = Math.min(sheet.rows.length, mostRows);
  const texts = Array.from({ length: count }, (_, row) => textsOf(sheet, row));
  const fits = (row: number, label: string): boolean => label === '' || texts[row]?.has(label) === true;
  if (wanted.every(([row, label]) => row < count && fits(row, label))) {
    return new Map(wanted.map(([row]) => [row, row]));
  }
  // The longest common run of labels, by rows.
  const best = Array.from({ length: wanted.length + 1 }, () => new Int32Array(count + 1));
  for (let index = wanted.length - 1; index >= 0; index -= 1) {
    const label = wanted[index]?.[1] ?? '';
    const [line, below] = [best[index], best[index + 1]];
    if (line === undefined || below === undefined) continue;
    for (let row = count - 1; row >= 0; row -= 1) {
      const taken = label !== '' && texts[row]?.has(label) === true ? (below[row + 1] ?? 0) + 1 : 0;
      line[row] = Math.max(taken, below[row] ?? 0, line[row + 1] ?? 0);
    }
  }
  const found = new Map<number, number>();
  let row = 0;
  for (let index = 0; index < wanted.length && row < count; ) {
    const [own, label] = wanted[index] ?? [0, ''];
    const here = best[index]?.[row] ?? 0;
    if (label !== '' && texts[row]?.has(label) === true && here === (best[index + 1]?.[row + 1] ?? 0) + 1) {
      found.set(own, row);
      index += 1;
      row += 1;
    } else if (here === (best[index]?.[row + 1] ?? 0)) row += 1;
    else index += 1;
  }
  return found;
}

function textsOf(sheet: Sheet, row: number): ReadonlySet<string> {
  return new Set(filledColumns(sheet, row).map((column) => plainTitle(textAt(sheet, row, column))));
}

function locateColumns(
  sheet: Sheet,
  { figures, header }: FormDefinition,
  shift: number,
): Map<number, number> {
  const wanted = new Map(figures.map(({ column, columnPath }) => [column, pathOf(columnPath)]));
  const width = sheet.rows.reduce((most, line) => Math.max(most, line?.length ?? 0), 0);
  const paths = Array.from({ length: width }, (_, column) => {
    const texts: string[] = [];
    for (let row = header.firstRow + shift; row <= header.lastRow + shift; row += 1) {
      if (row >= 0) texts.push(headerText(sheet, row, column));
    }
    return pathOf(texts);
  });
  const found = new Map<number, number>();
  for (const [column, path] of wanted) if (path === '' || paths[column] === path) found.set(column, column);
  for (const [column, path] of wanted) {
    if (found.has(column)) continue;
    const taken = new Set(found.values());
    const elsewhere = paths.flatMap((other, at) => (other === path && !taken.has(at) ? [at] : []));
    const twin = [...wanted].filter(([, other]) => other === path).length > 1;
    const [only, another] = elsewhere;
    if (only !== undefined && (another === undefined || twin)) found.set(column, only);
  }
  return found;
}

/** 2025年 / 户数 as one text; what a merged head repeats counts once. */
function pathOf(texts: readonly string[]): string {
  const plain = texts.map(plainTitle).filter((text) => text !== '');
  return plain.filter((text, index) => text !== plain[index - 1]).join('/');
}
