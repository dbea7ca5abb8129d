/** The sentences of the view bar: what is filtered, sorted and hidden, always said. */
import { type ColumnFilter, conditionNames, type FilterCondition } from '../../shared/grid/filter.ts';
import type { SortKey } from '../../shared/grid/sort.ts';

/** 类别 = 精品示范村 · 当前值 大于 3 且 小于 9 */
export function describeFilter(filter: ColumnFilter, title: string): string {
  const parts = [
    ...(filter.values === null ? [] : [describeValues(filter.values)]),
    ...(filter.conditions.length === 0
      ? []
      : [filter.conditions.map(describeCondition).join(filter.join === 'and' ? ' 且 ' : ' 或 ')]),
  ];
  return `${title} ${parts.join('，')}`;
}

/** 类别 升序、当前值 降序 */
export function describeSort(sort: readonly SortKey[], titleOf: (column: string) => string): string {
  return sort
    .map(({ column, descending }) => `${titleOf(column)} ${descending ? '降序' : '升序'}`)
    .join('、');
}

function describeValues(values: readonly string[]): string {
  const shown = values.slice(0, 2).map((text) => (text === '' ? '（空白）' : shorten(text)));
  if (values.length === 0) return '= 无';
  return values.length > 2 ? `= ${shown.join('、')} 等${values.length}项` : `= ${shown.join('、')}`;
}

function describeCondition(condition: FilterCondition): string {
  const name = conditionNames[condition.kind];
  switch (condition.kind) {
    case 'blank':
    case 'notBlank':
      return name;
    case 'between':
      return `${name} ${condition.from} 和 ${condition.to}`;
    default:
      return `${name} ${shorten(condition.text)}`;
  }
}

function shorten(text: string): string {
  const line = text.replaceAll('\n', ' ');
  return line.length > 14 ? `${line.slice(0, 13)}…` : line;
}
