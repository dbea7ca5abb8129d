/** What accepting a return writes: the changes of returns and of rows, and the base of the next comparison. */
import { type MergeDecisions, settlePlan } from '../../../../shared/collect/settle-plan.ts';
import type { Change } from '../../../../shared/model/change.ts';
import type { Return } from '../../../../shared/model/return.ts';
import { periodTitle } from '../../../../shared/model/round.ts';
import type { AcceptedBase } from '../../store/accept-return.ts';
import type { ReadableDatabase, StoreContext } from '../../store/database.ts';
import { listReturnsOfUnit } from '../../store/returns.ts';
import { returnChange } from './known-return.ts';
import type { PlannedReturn } from './plan-return.ts';

export type SettledReturn = {
  readonly label: string;
  readonly after: Return;
  /** Its own change first; then those of the returns that it takes the place of. */
  readonly returnChanges: readonly Change[];
  readonly rowChanges: readonly Change[];
  readonly base: AcceptedBase;
};

/** Where rows stand in the form's table; positions that are given to others count as taken. */
export type RowPlaces = {
  /** Behind it a unit's first rows come; null for an empty table. */
  readonly last: string | null;
  /** The first position behind another (null: of all); null where there is none. */
  readonly nextBehind: (position: string | null) => string | null;
};

/** What a person has decided about a return. */
export type ReturnDecisions = {
  readonly decisions: MergeDecisions;
  /** All of them, those of earlier looks too. */
  readonly explanations: Return['explanations'];
};

/** @throws HuibiaoError `bad_request` where a conflict is not decided */
export function settleReturn(
  database: ReadableDatabase,
  before: Return,
  planned: PlannedReturn,
  { decisions, explanations }: ReturnDecisions,
  { store, places }: { readonly store: StoreContext; readonly places: RowPlaces },
): SettledReturn {
  const { unit, form, round, reading, rowRound } = planned;
  const settled = settlePlan(planned.plan, decisions, {
    source: { fileId: before.file.id, fileName: before.file.name, sheet: reading.sheet },
    unit,
    round: rowRound,
    newId: store.newId,
    nextPosition: (previous) => places.nextBehind(previous),
    lastPosition: places.last,
  });
  const { added, changed, removed, unchanged } = settled;
  const after: Return = {
    ...before,
    status: 'accepted',
    accepted: { at: store.now().toISOString(), added, changed, removed, unchanged },
    explanations,
  };
  const superseded = listReturnsOfUnit(database, round.key, unit)
    .filter((other) => other.id !== before.id && other.status === 'accepted')
    .map((other) => returnChange(database, other, { ...other, status: 'superseded' }));
  const version = before.version > 1 ? `（第${before.version}版）` : '';
  return {
    label: `接收 ${unit} ${form.title} ${periodTitle(round.period)}${version}`.slice(0, 200),
    after,
    returnChanges: [returnChange(database, before, after), ...superseded],
    rowChanges: settled.changes,
    base: { returnId: before.id, rowIds: settled.rowIds },
  };
}
