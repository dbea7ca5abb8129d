/** Corrections of earlier imports: found again by the header's texts, and put together for the next time. */
import type { ReadingChoice, ReadingColumn, ReadingField } from '../../../../shared/model/reading.ts';
import type { RememberedReading } from '../../../../shared/model/reading-memory.ts';
import type { Region } from '../regions/region.ts';
import { filledColumns, type Sheet, textAt } from '../sheet.ts';
import { normalizeTitle } from './titles.ts';

/** Filled rows from the top in which a remembered header is looked for. */
const searchedRows = 1000;

/** The rows whose texts are those of a header that was pointed out before, the latest correction first. */
export function findRememberedHeader(
  sheet: Sheet,
  memory: readonly RememberedReading[],
): { readonly firstRow: number; readonly lastRow: number } | null {
  const wanted = memory.flatMap(({ header }) => (header === null || header.length === 0 ? [] : [header]));
  if (wanted.length === 0) return null;
  const rows: { readonly row: number; readonly texts: string }[] = [];
  for (let row = 0; row < sheet.rows.length && rows.length < searchedRows; row += 1) {
    const texts = textsOfRow(sheet, row);
    if (texts.length > 0) rows.push({ row, texts: JSON.stringify(texts) });
  }
  for (const header of wanted) {
    const lines = header.map((texts) => JSON.stringify(texts));
    const at = rows.findIndex((_, index) =>
      lines.every((line, offset) => rows[index + offset]?.texts === line),
    );
    const first = rows[at];
    const last = rows[at + lines.length - 1];
    if (first !== undefined && last !== undefined) return { firstRow: first.row, lastRow: last.row };
  }
  return null;
}

/** The fields that were given before to these columns of this form, or to a column of the same path in another. */
export function recallColumns(
  columns: Region['columns'],
  memory: readonly RememberedReading[],
): Map<number, ReadingField> {
  const recalled = new Map<number, ReadingField>();
  const form = formOf(columns);
  for (const [column, path] of pathKeys(columns)) {
    const own = memory.find(
      (each) => each.form === form && each.columns.some((known) => known.path === path),
    );
    // A path that stands for several columns tells nothing in another form.
    const source =
      own ??
      (isPlainPath(path)
        ? memory.find((each) => each.columns.some((known) => known.path === path))
        : undefined);
    const field = source?.columns.find((known) => known.path === path)?.field;
    if (field !== undefined) recalled.set(column, field);
  }
  return recalled;
}

/** What a choice, and what of the memory took effect beside it, says about a form; null where that is nothing. */
export function rememberReading(
  sheet: Sheet,
  region: Region,
  choice: ReadingChoice,
  columns: readonly ReadingColumn[],
): RememberedReading | null {
  const { header } = choice;
  const paths = pathKeys(region.columns);
  const corrected = choice.columns.flatMap(({ column, field }) => {
    const path = paths.get(column);
    const taken = columns.find((each) => each.column === column)?.field;
    return path === undefined || taken === null || taken === undefined ? [] : [{ path, field }];
  });
  if (choice.sheet === null || (header === null && corrected.length === 0)) return null;
  return {
    form: formOf(region.columns),
    sheet: choice.sheet,
    header: header === null ? null : headerTexts(sheet, header.firstRow, header.lastRow),
    columns: corrected,
  };
}

/** A form is known by its header, whatever stands above it and however its columns are spaced. */
function formOf(columns: Region['columns']): string {
  return JSON.stringify([...pathKeys(columns).values()]);
}

/** The column's path as one text, numbered where several columns have the same. */
function pathKeys(columns: Region['columns']): Map<number, string> {
  const seen = new Map<string, number>();
  return new Map(
    columns.map(({ column, path }) => {
      const key = path.map(normalizeTitle).join('/');
      const count = (seen.get(key) ?? 0) + 1;
      seen.set(key, count);
      return [column, count === 1 ? key : `${key}#${count}`] as const;
    }),
  );
}

function isPlainPath(path: string): boolean {
  return path !== '' && !/#\d+$/.test(path);
}

function headerTexts(sheet: Sheet, firstRow: number, lastRow: number): string[][] {
  const rows: string[][] = [];
  for (let row = firstRow; row <= Math.min(lastRow, sheet.rows.length - 1); row += 1) {
    const texts = textsOfRow(sheet, row);
    if (texts.length > 0) rows.push(texts);
  }
  return rows;
}

function textsOfRow(sheet: Sheet, row: number): string[] {
  return filledColumns(sheet, row).map((column) => normalizeTitle(textAt(sheet, row, column)));
}
