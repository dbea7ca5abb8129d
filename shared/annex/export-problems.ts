import { describeProblem, type Problem } from '../model/problem.ts';
import type { Row } from '../model/row.ts';
import type { TableDefinition } from '../model/table.ts';
import { groupRows } from './lines.ts';
import { countTotals, differingTotals } from './totals.ts';

/** What a reader of an exported annex would stumble over: declared totals that differ, rows without a line. */
export function findExportProblems(
  table: TableDefinition,
  rows: readonly Row[],
  groups: readonly string[],
): Problem[] {
  const layout = table.grouped;
  if (layout === null) return [];
  const { lines, unplaced } = groupRows(table, layout, rows, groups);
  const totals = differingTotals(countTotals(table, layout, lines)).map(({ choice, counted, declared }) =>
    describeProblem({
      code: 'total_differs',
      severity: 'explain',
      message: `${table.title} 合计与文件所列不符：${choice} 实数 ${counted}，文件所列 ${declared}。合计按实数，请核对。`,
    }),
  );
  const left = unplaced.map(({ id }) =>
    describeProblem({
      code: 'row_without_line',
      severity: 'must',
      rowId: id,
      message: '有一条记录没有填乡镇或类别，附件中没有它的位置，没有列入。请在逐村台账中补全。',
    }),
  );
  return [...totals, ...left];
}
