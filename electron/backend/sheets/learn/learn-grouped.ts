/** What each column of a 名单表 holds: the group of the line, the names of a choice, their count, or a value. */
import type { FormColumn, FormReason } from '../../../../shared/model/form.ts';
import type { Region } from '../regions/region.ts';
import type { Sheet } from '../sheet.ts';
import type { FormBody } from './find-body.ts';
import { isCountTitle, namesColumns } from './judge-layout.ts';

export function learnGrouped(
  columns: readonly FormColumn[],
  { sheet, region, body }: { readonly sheet: Sheet; readonly region: Region; readonly body: FormBody },
  reasons: FormReason[],
): FormColumn[] {
  const group = columns.find(({ serial, hidden }) => !serial && !hidden);
  const names = new Set(namesColumns({ sheet, region, columns, body }).map(({ column }) => column));
  return columns.map((column): FormColumn => {
    const explain = (why: string): void => void reasons.push({ rows: [], columns: [column.column], why });
    if (column === group) {
      explain('每行一个，是分组的栏');
      return { ...column, part: 'group', type: column.type === 'text' ? 'unit' : column.type };
    }
    if (names.has(column.column)) {
      explain('一格写几个名称，用“、”隔开');
      return { ...column, part: 'names', type: 'units' };
    }
    if (column.type === 'number' && !column.serial && !column.formula && isCountTitle(column.path)) {
      const counts = countedBy(column, columns, names);
      explain(counts === null ? '是这一行名称的个数' : '是旁边名称的个数');
      return { ...column, part: 'count', counts };
    }
    return column;
  });
}

/** The names under the same head; of names without one, the only ones, or all of the line. */
function countedBy(
  count: FormColumn,
  columns: readonly FormColumn[],
  names: ReadonlySet<number>,
): number | null {
  const [only, ...more] = [...names];
  if (only !== undefined && more.length === 0) return only;
  const head = count.path.slice(0, -1).join('\n');
  const siblings = columns.filter(
    ({ column, path }) => names.has(column) && head !== '' && path.slice(0, -1).join('\n') === head,
  );
  return siblings.length === 1 ? (siblings[0]?.column ?? null) : null;
}
