/** How near two names or two rows are: what makes a corrected name a change and not another row. Pure. */
import { type CellValue, cellValuesEqual, isNameList, type RowValues, valueAt } from '../model/cell-value.ts';
import { coreName, plainName } from './unit-names.ts';

/** From 0 (nothing in common) to 1 (the same but for 村, 村委会 and white space); by code point. */
export function nameLikeness(left: string, right: string): number {
  if (coreName(left) === coreName(right)) return 1;
  const [letters, others] = [[...plainName(left)], [...plainName(right)]];
  const longest = Math.max(letters.length, others.length);
  return longest === 0 ? 0 : 1 - editDistance(letters, others) / longest;
}

/** What part of the filled columns holds the same; `filled` counts those that either has something in. */
export function sharedValues(
  left: RowValues,
  right: RowValues,
  columns: readonly string[],
): { readonly share: number; readonly filled: number } {
  let filled = 0;
  let same = 0;
  for (const column of columns) {
    const [one, other] = [valueAt(left, column), valueAt(right, column)];
    if (one === null && other === null) continue;
    filled += 1;
    if (cellValuesEqual(one, other)) same += 1;
  }
  return { share: filled === 0 ? 0 : same / filled, filled };
}

/** A value as a name that can be compared; null for what is none. */
export function nameOf(value: CellValue): string | null {
  if (value === null || typeof value === 'boolean') return null;
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  return isNameList(value) ? value.join('、') : value.text;
}

function editDistance(left: readonly string[], right: readonly string[]): number {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [row, letter] of left.entries()) {
    const line = [row + 1];
    for (const [column, other] of right.entries()) {
      line.push(
        Math.min(
          (previous[column + 1] ?? 0) + 1,
          (line[column] ?? 0) + 1,
          (previous[column] ?? 0) + (letter === other ? 0 : 1),
        ),
      );
    }
    previous = line;
  }
  return previous.at(-1) ?? left.length;
}
