import { groupRows } from '../../shared/annex/lines.ts';
import { repeatedNames } from '../../shared/annex/names.ts';
import { countTotals, differingTotals } from '../../shared/annex/totals.ts';
import { isUnread, valueAt } from '../../shared/model/cell-value.ts';
import type { Row } from '../../shared/model/row.ts';
import type { GroupedLayout, TableDefinition } from '../../shared/model/table.ts';
import type { Registry } from './registry.ts';

/** A finding of the 问题 panel and where it stands; a total stands in no row. */
export type TableProblem = {
  readonly severity: 'must' | 'note';
  readonly message: string;
  readonly rowId: string | null;
  readonly column: string;
  /** The township and the choice, by which 附件样式 finds the cell; null outside annexes. */
  readonly line: { readonly group: string; readonly choice: string } | null;
};

/** Everything in a table that the clerk should look at, in table order, totals first. */
export function findTableProblems(
  table: TableDefinition,
  rows: readonly Row[],
  registry: Registry,
): TableProblem[] {
  const unread = findUnread(table, rows);
  return table.grouped === null
    ? unread
    : [...findAnnexProblems(table, table.grouped, rows, registry), ...unread];
}

type UnreadRows = {
  readonly rows: readonly Row[];
  /** In table order. */
  readonly found: readonly { readonly at: number; readonly problems: readonly TableProblem[] }[];
};

/** An edit makes new objects of the rows it changes only; what was found in the others is kept. */
const unreadByTable = new WeakMap<TableDefinition, UnreadRows>();

function findUnread(table: TableDefinition, rows: readonly Row[]): TableProblem[] {
  const before = unreadByTable.get(table) ?? { rows: [], found: [] };
  const found: UnreadRows['found'][number][] = [];
  let next = 0;
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at];
    const known = before.found[next]?.at === at ? before.found[next] : undefined;
    if (known !== undefined) next += 1;
    if (row === undefined) continue;
    if (before.rows[at] === row) {
      if (known !== undefined) found.push(known);
    } else if (holdsUnread(row)) found.push({ at, problems: findUnreadInRow(table, row) });
  }
  unreadByTable.set(table, { rows, found });
  return found.flatMap(({ problems }) => problems);
}

function holdsUnread({ values }: Row): boolean {
  for (const key in values) if (isUnread(values[key] ?? null)) return true;
  return false;
}

function findUnreadInRow(table: TableDefinition, row: Row): readonly TableProblem[] {
  const problems: TableProblem[] = [];
  for (const column of table.columns) {
    const value = valueAt(row.values, column.key);
    if (!isUnread(value)) continue;
    const message = `${column.title}「${value.text}」没有读懂：${value.reason}`;
    problems.push({
      severity: 'must',
      message,
      rowId: row.id,
      column: column.key,
      line: lineOf(table, row),
    });
  }
  return problems;
}

function findAnnexProblems(
  table: TableDefinition,
  layout: GroupedLayout,
  rows: readonly Row[],
  registry: Registry,
): TableProblem[] {
  const { lines, unplaced } = groupRows(table, layout, rows, registry.townships);
  const problems: TableProblem[] = differingTotals(countTotals(table, layout, lines)).map(
    ({ choice, counted, declared }) => ({
      severity: 'must',
      message: `合计不符：${choice}实数 ${counted}，文件所列 ${declared}，${differenceText(counted, declared)}。`,
      rowId: null,
      column: layout.choiceColumn,
      line: { group: '', choice },
    }),
  );
  for (const row of unplaced) {
    problems.push({
      severity: 'must',
      message: '这条记录没有填乡镇或类别，附件样式里没有它的位置。请在逐村台账中补全。',
      rowId: row.id,
      column: layout.groupColumn,
      line: null,
    });
  }
  for (const line of lines) {
    const all = Object.values(line.names).flat();
    const repeated = new Set(repeatedNames(all.map(({ name }) => name)));
    const known = registry.villages.get(line.group);
    for (const [choice, names] of Object.entries(line.names)) {
      for (const { name, rowId } of names) {
        const here = { rowId, column: layout.nameColumn, line: { group: line.group, choice } };
        if (name === '') {
          problems.push({ severity: 'must', message: `${line.group}有一条记录没有填村名。`, ...here });
        } else if (repeated.has(name)) {
          problems.push({ severity: 'must', message: `${line.group}「${name}」重复出现。`, ...here });
        }
        if (name !== '' && known !== undefined && !known.includes(name)) {
          problems.push({ severity: 'note', message: `「${name}」不在${line.group}的村名册中。`, ...here });
        }
      }
    }
  }
  return problems;
}

/** 多 7 or 少 7, seen from what is counted. */
export function differenceText(counted: number, declared: number | null): string {
  const difference = counted - (declared ?? counted);
  return difference > 0 ? `多 ${difference}` : `少 ${-difference}`;
}

function lineOf(table: TableDefinition, row: Row): TableProblem['line'] {
  if (table.grouped === null) return null;
  const group = valueAt(row.values, table.grouped.groupColumn);
  const choice = valueAt(row.values, table.grouped.choiceColumn);
  return typeof group === 'string' && typeof choice === 'string' ? { group, choice } : null;
}
