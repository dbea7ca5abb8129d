/** Whether a form's header stands on the sheet just where the form has it: then nothing has to be looked for. */
import type { FormDefinition } from '../../../../shared/model/form.ts';
import { noReadingChoice, type ReadingChoice } from '../../../../shared/model/reading.ts';
import type { TableDefinition } from '../../../../shared/model/table.ts';
import type { LoadedFile } from '../read/load-file.ts';
import { headerText, judgeTitle, linesAbove, normalizeTitle } from '../read/titles.ts';
import type { Sheet } from '../sheet.ts';

/** What points at the form's own header; null where it has to be looked for. */
export function choiceInPlace(
  { sheets }: LoadedFile,
  { sheet: name, header, columns }: FormDefinition,
  table: TableDefinition,
): ReadingChoice | null {
  const sheet = sheets.find((each) => each.name === name && each.state === 'visible');
  if (sheet === undefined || columns.length === 0) return null;
  const shown = columns.filter(({ hidden, path }) => !hidden && path.length > 0);
  const width = (sheet.rows[header.lastRow] ?? []).length;
  const stands =
    shown.length > 0 &&
    // A column more may be one of another table, or the one that was put in.
    width <= Math.max(...columns.map(({ column }) => column)) + 1 &&
    shown.every(({ column, path }) => pathAt(sheet, header, column) === plainPath(path));
  // Annexes share their headers; the title tells them apart, and only looking for the table asks for it.
  if (!stands || judgeTitle(table, linesAbove(sheet, header.firstRow)).kind === 'other') return null;
  return { ...noReadingChoice, sheet: sheet.name, header };
}

function pathAt(sheet: Sheet, { firstRow, lastRow }: FormDefinition['header'], column: number): string {
  const texts: string[] = [];
  for (let row = firstRow; row <= lastRow; row += 1) texts.push(headerText(sheet, row, column));
  return plainPath(texts);
}

function plainPath(texts: readonly string[]): string {
  const plain = texts.map(normalizeTitle).filter((text) => text !== '');
  return plain.filter((text, index) => text !== plain[index - 1]).join('/');
}
