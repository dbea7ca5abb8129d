import { choicesOf, groupRows } from '../../shared/annex/lines.ts';
import { joinNames } from '../../shared/annex/names.ts';
import { countTotals, differingTotals, findShifts, type TotalShift } from '../../shared/annex/totals.ts';
import type { Row } from '../../shared/model/row.ts';
import type { GroupedLayout, TableDefinition } from '../../shared/model/table.ts';
import { differenceText } from './find-problems.ts';
import type { PlannedEdit } from './row-actions.ts';

/** What the banner above an annex says: which totals differ, and each shift of names that would mend them. */
export type TotalsAdvice = { readonly summary: string; readonly shifts: readonly TotalShift[] };

/** Null when every declared total is what is counted. */
export function adviseTotals(
  table: TableDefinition,
  layout: GroupedLayout,
  rows: readonly Row[],
  groups: readonly string[],
): TotalsAdvice | null {
  const { lines } = groupRows(table, layout, rows, groups);
  const totals = countTotals(table, layout, lines);
  const differing = differingTotals(totals);
  if (differing.length === 0) return null;
  const summary = differing
    .map(
      ({ choice, counted, declared }) =>
        `${choice} 实数 ${counted}、文件 ${declared}（${differenceText(counted, declared)}）`,
    )
    .join('；');
  return { summary, shifts: choicesOf(table, layout).length === 2 ? findShifts(totals, lines) : [] };
}

/** 把大阳镇「东山村、西山村、…、香峪村」7个村移到「提档升级村」: all of them, for it is pressed on this word. */
export function describeShift({ group, names, to }: TotalShift): string {
  return `把${group}「${joinNames(names)}」${names.length}个村移到「${to}」`;
}

/** The shift as one edit: the names' rows change their choice. */
export function planShift(table: TableDefinition, layout: GroupedLayout, shift: TotalShift): PlannedEdit {
  return {
    label: `${shift.group}：${shift.names.length}个村由${shift.from}移到${shift.to}（${joinNames(shift.names)}）`,
    changes: shift.rowIds.map((rowId) => ({
      kind: 'cellsSet',
      table: table.key,
      rowId,
      before: { [layout.choiceColumn]: shift.from },
      after: { [layout.choiceColumn]: shift.to },
    })),
  };
}
