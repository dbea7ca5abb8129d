import { groupRows } from '../../shared/annex/lines.ts';
import { repeatedNames } from '../../shared/annex/names.ts';
import { countTotals, differingTotals } from '../../shared/annex/totals.ts';
import { isUnread, valueAt } from '../../shared/model/cell-value.ts';
import type { Column } from '../../shared/model/column.ts';
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
  const inRows = findInRows(table, rows);
  return table.grouped === null
    ? inRows
    : [...findAnnexProblems(table, table.grouped, rows, registry), ...inRows];
}

type CheckedRows = {
  readonly rows: readonly Row[];
  /** In table order. */
  readonly found: readonly { readonly at: number; readonly problems: readonly TableProblem[] }[];
};

/** An edit makes new objects of the rows it changes only; what was found in the others is kept. */
const checkedByTable = new WeakMap<TableDefinition, CheckedRows>();

function findInRows(table: TableDefinition, rows: readonly Row[]): TableProblem[] {
  const before = checkedByTable.get(table) ?? { rows: [], found: [] };
  const required = table.columns.filter((column) => column.required && column.computed === null);
  const found: CheckedRows['found'][number][] = [];
  let next = 0;
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at];
    const known = before.found[next]?.at === at ? before.found[next] : undefined;
    if (known !== undefined) next += 1;
    if (row === undefined) continue;
    if (before.rows[at] === row) {
      if (known !== undefined) found.push(known);
    } else if (isToCheck(row, required)) {
      const problems = findInRow(table, row);
      if (problems.length > 0) found.push({ at, problems });
    }
  }
  checkedByTable.set(table, { rows, found });
  return found.flatMap(({ problems }) => problems);
}

/** A row without a value is one that was just inserted: it lacks nothing yet. */
function isToCheck({ values }: Row, required: readonly Column[]): boolean {
  let isFilled = false;
  for (const key in values) {
    const value = values[key] ?? null;
    if (isUnread(value)) return true;
    if (value !== null) isFilled = true;
  }
  return isFilled && required.some(({ key }) => (values[key] ?? null) === null);
}

function findInRow(table: TableDefinition, row: Row): readonly TableProblem[] {
  const problems: TableProblem[] = [];
  const line = lineOf(table, row);
  for (const column of table.columns) {
    const value = valueAt(row.values, column.key);
    const here = { rowId: row.id, column: column.key, line };
    if (isUnread(value)) {
      const message = `${column.title}「${value.text}」没有读懂：${value.reason}`;
      problems.push({ severity: 'must', message, ...here });
    } else if (value === null && column.required && !isAnnexPlace(table, column.key)) {
      // A hint and not a fault: whoever types a row has not come to its other cells yet.
      const message = `${column.title}没有填。这一栏必须填，请补上；整行多余的话请删除这一行。`;
      problems.push({ severity: 'note', message, ...here });
    }
  }
  return problems;
}

/** A blank there is a finding of the annex itself: the row has no line, or its line has no name. */
function isAnnexPlace({ grouped }: TableDefinition, column: string): boolean {
  return grouped !== null && [grouped.groupColumn, grouped.choiceColumn, grouped.nameColumn].includes(column);
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
          problems.push({ severity: 'note', message: notInRegistry(name, line.group), ...here });
        }
      }
    }
  }
  return problems;
}

function notInRegistry(name: string, township: string): string {
  return `「${name}」不在${township}的村名册中。请核对写法；没有写错的话，请在「村名册」里补上这个村。`;
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
