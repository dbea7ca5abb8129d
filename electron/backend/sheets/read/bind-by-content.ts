/** What is left when names have told what they can: a column whose contents fit one field only, and no other fits it. */
import type { Column } from '../../../../shared/model/column.ts';
import type { RegionColumn, RegionColumnType } from '../regions/region.ts';
import type { Target } from './bind-targets.ts';
import { normalizeTitle } from './titles.ts';

export type ContentRequest = {
  readonly sample: (column: number) => readonly string[];
  readonly groups: readonly string[];
};

export type ContentGuess = { readonly column: RegionColumn; readonly target: Target; readonly why: string };

/** Always a guess: whoever takes it must say so. */
export function guessByContent(
  columns: readonly RegionColumn[],
  targets: readonly Target[],
  request: ContentRequest,
): ContentGuess[] {
  const fitting = targets.flatMap((target) =>
    columns.flatMap((column) => {
      const why = target.column === null ? null : whyItFits(column, target.column, request);
      return why === null || target.field.kind === 'choice' ? [] : [{ column, target, why }];
    }),
  );
  const only = fitting.filter(
    ({ column, target }) =>
      fitting.filter((each) => each.column === column || each.target === target).length === 1,
  );
  if (only.length > 0) return only.map((guess) => ({ ...guess, why: `${guess.why}，且只剩这一列` }));
  return guessCorner(columns, targets, request);
}

/** The first column of a cross table has no title: what its rows are about. */
function guessCorner(
  columns: readonly RegionColumn[],
  targets: readonly Target[],
  { sample }: ContentRequest,
): ContentGuess[] {
  const untitled = columns.filter(({ path, type }) => path.length === 0 && type === 'text');
  const [column] = untitled;
  const [target] = targets.filter(({ needed }) => needed);
  const nameless = targets.filter(({ needed }) => needed).length === 1 && untitled.length === 1;
  if (!nameless || column === undefined || target === undefined || sample(column.column).length === 0)
    return [];
  return [{ column, target, why: '没有栏目名称，按位置猜的' }];
}

/** Why the contents are of the column's own kind; null where any text would do. */
function whyItFits(
  { column, type }: RegionColumn,
  target: Column,
  { sample, groups }: ContentRequest,
): string | null {
  const wanted = typesOf[target.type];
  if (wanted !== undefined) {
    if (type !== wanted.type || sample(column).length === 0) return null;
    return `内容像${wanted.name}`;
  }
  const texts = sample(column).map(normalizeTitle);
  const most = (test: (text: string) => boolean): boolean =>
    texts.length > 0 && texts.filter(test).length >= 0.8 * texts.length;
  switch (target.type) {
    case 'choice':
      return target.choices.length > 0 &&
        most((text) => target.choices.some((choice) => normalizeTitle(choice) === text))
        ? '内容都是可选项'
        : null;
    case 'unit':
      return groups.length > 0 && most((text) => groups.includes(text)) ? '内容是填报单位' : null;
    case 'village':
      return most((text) => /(?:村|社区|村委会|居委会)$/.test(text)) ? '内容像村名' : null;
    default:
      return null;
  }
}

const typesOf: Partial<Record<Column['type'], { readonly type: RegionColumnType; readonly name: string }>> = {
  identity: { type: 'id', name: '身份证号' },
  phone: { type: 'phone', name: '电话号码' },
  date: { type: 'date', name: '日期' },
  percent: { type: 'percent', name: '百分比' },
  boolean: { type: 'boolean', name: '“是”“否”' },
};
