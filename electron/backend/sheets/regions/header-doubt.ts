/** Whether a header may be the first record of a list that has none. */
import { isFigure, type WindowCell, type WindowRow } from './window.ts';
import { isHeaderText } from './words.ts';

/** Why, and what to do; null for a header that reads like one. */
export function headerDoubt(header: readonly WindowRow[], data: readonly WindowRow[]): string | null {
  const [line] = header;
  if (line === undefined || header.length > 1 || line.cells.length < 2 || data.length === 0) return null;
  if (line.cells.some(({ label }) => isHeaderText(label))) return null;
  const sample = data.slice(0, 20);
  const alike = line.cells.filter((cell) => {
    const below = sample.flatMap(({ cells }) => cells.filter(({ column }) => column === cell.column));
    return below.length > 0 && below.filter((other) => resembles(cell, other)).length * 2 > below.length;
  });
  if (alike.length === 0) return null;
  return '这一行像一条记录，却当作了表头：表里可能没有表头。请先在表中补上一行表头再导入。';
}

/** A number over numbers, 大兴村 over 泊南村. */
function resembles(head: WindowCell, below: WindowCell): boolean {
  if (isFigure(head)) return isFigure(below);
  const ending = /(?:村|社区|镇|乡|街道|县|局|委员会)$/.exec(head.label)?.[0];
  return ending !== undefined && head.label !== ending && below.label.endsWith(ending);
}
