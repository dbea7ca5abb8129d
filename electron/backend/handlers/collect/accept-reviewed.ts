/** 接收: what was planned and decided becomes one edit, and what the unit's next return is compared with. */
import type { Input } from '../../../../shared/api.ts';
import type { ReturnAccepted } from '../../../../shared/collect/answers.ts';
import { HuibiaoError } from '../../../../shared/model/failure.ts';
import { problemKey, type Return, unexplained } from '../../../../shared/model/return.ts';
import { acceptReturns } from '../../store/accept-return.ts';
import type { ReadableDatabase, StoreContext, WritableDatabase } from '../../store/database.ts';
import { lastEditOfTables } from '../../store/edit-log.ts';
import { lastPositionOf, positionBehind } from '../../store/unit-rows.ts';
import { readCollectContext } from './collect-context.ts';
import { requireReturn } from './known-return.ts';
import { type PlannedReturn, planReturn } from './plan-return.ts';
import { blockedBy } from './review-return.ts';
import { type RowPlaces, settleReturn } from './settle-return.ts';

/** @throws HuibiaoError `invalid_edit`, `bad_request`, `stale_edit` */
export function acceptReviewed(
  database: WritableDatabase,
  { id, revision, decisions, explanations }: Input<'returns.accept'>,
  store: StoreContext,
): ReturnAccepted {
  const before = requireReturn(database, id);
  const outcome = planReturn(database, before, readCollectContext(database));
  if (outcome.kind === 'impossible') throw new HuibiaoError('invalid_edit', outcome.why, { return: id });
  const { planned } = outcome;
  const blocked = blockedBy(before, planned.incoming.problems);
  if (blocked !== null) throw new HuibiaoError('invalid_edit', blocked, { return: id });
  const told = mergeExplanations(before.explanations, explanations);
  refuseUnexplained(planned, told);
  const { table } = planned;
  if (revision !== undefined && lastEditOfTables(database, [table.key]) !== revision) {
    throw new HuibiaoError(
      'stale_edit',
      `核对之后，“${table.title}”又有改动，没有接收。请再看一遍，然后接收。`,
      { return: id },
    );
  }
  const settled = settleReturn(
    database,
    before,
    planned,
    { decisions, explanations: told },
    { store, places: rowPlaces(database, table.key) },
  );
  const changes = [...settled.returnChanges, ...settled.rowChanges];
  const committed = acceptReturns(
    database,
    { edit: { label: settled.label, changes }, bases: [settled.base] },
    store,
  );
  return { received: settled.after, committed };
}

function rowPlaces(database: ReadableDatabase, table: string): RowPlaces {
  return {
    last: lastPositionOf(database, table),
    nextBehind: (position) => positionBehind(database, table, position),
  };
}

function mergeExplanations(
  old: Return['explanations'],
  added: Return['explanations'],
): Return['explanations'] {
  const byKey = new Map([...old, ...added].map((one) => [problemKey(one.problem), one]));
  return [...byKey.values()];
}

/** @throws HuibiaoError `bad_request` */
function refuseUnexplained({ incoming }: PlannedReturn, told: Return['explanations']): void {
  const open = unexplained(incoming.problems, told);
  const [first] = open;
  if (first === undefined) return;
  throw new HuibiaoError(
    'bad_request',
    `还有${open.length}处要核实的问题没有写说明（${first.cell ?? '整张表'}：${first.message}）请逐处写明原因，或退回。`,
    { unexplained: open.length },
  );
}
