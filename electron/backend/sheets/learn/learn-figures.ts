/** The cells of a fixed form that hold a figure, each named by its indicator and by the heads above it. */

import { plainTitle } from '../../../../shared/form/titles.ts';
import type { FormColumn, FormFigure } from '../../../../shared/model/form.ts';
import type { Sheet } from '../sheet.ts';
import { cellAt } from '../sheet.ts';
import { isCovered } from './find-body.ts';
import type { FormSource } from './form-columns.ts';
import { type IndicatorRow, type IndicatorRows, isClosed, nestingOf } from './indicators.ts';

/** Top to bottom, left to right. */
export function learnFigures(
  { sheet, markup }: FormSource,
  columns: readonly FormColumn[],
  { rows, labelColumns, otherColumns }: IndicatorRows,
): FormFigure[] {
  const paths = rowPaths(rows);
  const answers = columns.filter(
    ({ column, hidden }) => !hidden && !labelColumns.includes(column) && !otherColumns.includes(column),
  );
  return rows.flatMap(({ row, measureWord, isHead }, index) => {
    if (isHead) return [];
    const rowPath = paths[index] ?? [];
    return answers
      .filter(({ column }) => isOpen(sheet, row, column))
      .map((column): FormFigure => {
        const format = markup?.lookAt(row, column.column).format ?? null;
        const percent = measureWord === '%' || format?.includes('%') === true;
        const type = percent ? 'percent' : figureType(column);
        return {
          row,
          column: column.column,
          rowPath: [...rowPath],
          columnPath: [...column.path],
          type,
          measureWord: type === 'number' ? (column.measureWord ?? measureWord) : null,
          formula:
            cellAt(sheet, row, column.column)?.formula === true ||
            markup?.formulaAt(row, column.column) !== undefined,
          choices: [...column.choices],
          format,
          key: null,
        };
      });
  });
}

/**
 * Blank cells and crosses tell nothing: under 本期, 2025年, 合计 stands a number; words have heads of their own.
 */
function figureType({ type, path, choices }: FormColumn): FormColumn['type'] {
  const head = plainTitle(path.at(-1) ?? '');
  if (type === 'boolean') return /是否|有无/.test(head) ? 'boolean' : 'number';
  if (type !== 'text' || choices.length > 0) return type;
  return /备注|说明|原因|名称|内容|措施|填报人|责任/.test(head) ? 'text' : 'number';
}

/** A cell of its own that the template does not close with a dash or fill with words. */
function isOpen(sheet: Sheet, row: number, column: number): boolean {
  if (isCovered(sheet, row, column)) return false;
  const cell = cellAt(sheet, row, column);
  return (
    cell === undefined ||
    cell.formula ||
    (cell.kind === 'text' ? cell.text.trim() === '' : !isClosed(cell.text))
  );
}

type Level = {
  readonly label: string;
  readonly column: number;
  readonly fromRow: number;
  /** Orders the labels of one column: a label stands under those of a smaller rank above it. */
  readonly rank: number;
  readonly indent: number;
  readonly which: boolean;
};

/**
 * Each row's path: its labels from left to right, each under those of its own column that it is a part of, as
 * numbering, 其中： and indent tell.
 */
function rowPaths(rows: readonly IndicatorRow[]): string[][] {
  let stack: Level[] = [];
  return rows.map(({ labels, indent }) => {
    for (const [index, { text, column, fromRow }] of labels.entries()) {
      const held = stack.findIndex((level) => level.column === column && level.fromRow === fromRow);
      if (held >= 0) {
        stack = stack.slice(0, held + (index === labels.length - 1 ? 1 : stack.length));
        continue;
      }
      const outer = stack.findLastIndex((level) => level.column < column) + 1;
      const beside = stack.slice(outer).filter((level) => level.column === column);
      const own = index === labels.length - 1 ? indent : 0;
      const level = { ...rankOf(text, own, beside), label: clean(text), column, fromRow };
      stack = [...stack.slice(0, outer), ...beside.filter(({ rank }) => rank < level.rank), level];
    }
    // 其中 alone only says that parts follow.
    return stack.map(({ label }) => label).filter((label) => !/^其中[:：]?$/.test(label));
  });
}

function rankOf(
  text: string,
  indent: number,
  beside: readonly Level[],
): Pick<Level, 'rank' | 'indent' | 'which'> {
  const { kind, level } = nestingOf(text);
  const top = beside.at(-1);
  const parent = beside.findLast(({ which }) => !which);
  if (kind === 'which') return { rank: (parent?.rank ?? 0) + 0.5, indent, which: true };
  if (kind === 'numbered') return { rank: level * 1000, indent, which: false };
  // Below 其中：男 comes 女, further in than what both are parts of.
  if (top?.which === true && parent !== undefined && indent > parent.indent) {
    return { rank: top.rank, indent, which: true };
  }
  return { rank: 10_000 + indent, indent, which: false };
}

/** White space is layout. */
function clean(text: string): string {
  return text.replace(/\s+/gu, '');
}
