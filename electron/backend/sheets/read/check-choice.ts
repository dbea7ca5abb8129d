/** What a person pointed out, held against the file: what cannot be used is said, never guessed at. */

import { describeProblem, type Problem } from '../../../../shared/model/problem.ts';
import type { ReadingChoice, ReadingField } from '../../../../shared/model/reading.ts';
import type { TableDefinition } from '../../../../shared/model/table.ts';
import { columnName, type Sheet } from '../sheet.ts';
import { sameField, targetsOf } from './bind-targets.ts';
import { sizeOf } from './sheet-window.ts';

export type CheckedChoice = {
  /** By column of the sheet. */
  readonly columns: ReadonlyMap<number, ReadingField>;
  readonly problems: readonly Problem[];
  /** Why the header that was pointed out cannot be one; null where it can. */
  readonly unusableHeader: string | null;
};

export function checkChoice(choice: ReadingChoice, sheet: Sheet, definition: TableDefinition): CheckedChoice {
  const problems: Problem[] = [];
  const { columnCount } = sizeOf(sheet);
  const columns = new Map<number, ReadingField>();
  const known = [...targetsOf(definition, 'list'), ...targetsOf(definition, 'grouped')];
  for (const { column, field } of choice.columns) {
    const where = `${columnName(column)}列`;
    if (column >= columnCount) {
      problems.push(unusableChoice(sheet, `所指的${where}没有内容，这一项指定没有用上。请重新指定。`));
    } else if (field.kind !== 'ignored' && !known.some((target) => sameField(target.field, field))) {
      const name = field.kind === 'column' ? field.key : field.choice;
      problems.push(unusableChoice(sheet, `本表没有“${name}”这一栏，${where}的指定没有用上。请重新指定。`));
    } else {
      columns.delete(column);
      columns.set(column, field);
    }
  }
  return { columns, problems, unusableHeader: explainHeader(choice, sheet) };
}

/** A part of a choice that was left aside. */
export function unusableChoice(sheet: Sheet, message: string): Problem {
  return describeProblem({ code: 'choice_unusable', severity: 'explain', sheet: sheet.name, message });
}

function explainHeader({ header }: ReadingChoice, sheet: Sheet): string | null {
  if (header === null) return null;
  const { firstRow, lastRow } = header;
  if (lastRow < firstRow)
    return `表头的末行（第${lastRow + 1}行）在首行（第${firstRow + 1}行）之上。请重新指定表头。`;
  if (lastRow - firstRow >= mostHeaderRows) {
    return `表头有${lastRow - firstRow + 1}行，最多只认${mostHeaderRows}行。请重新指定表头。`;
  }
  const rows = firstRow === lastRow ? `第${firstRow + 1}行` : `第${firstRow + 1}至${lastRow + 1}行`;
  for (let row = firstRow; row <= lastRow; row += 1) {
    if ((sheet.rows[row] ?? []).some((cell) => (cell?.text ?? '').trim() !== '')) return null;
  }
  return `${rows}没有内容，不能作为表头。请重新指定表头。`;
}

/** More levels than any form has. */
const mostHeaderRows = 20;
