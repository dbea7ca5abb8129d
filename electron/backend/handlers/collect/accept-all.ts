/** 全部接收: what needs nobody's decision is accepted in one edit, to be undone by one step; the rest is left and told. */
import type { AcceptedAll } from '../../../../shared/collect/answers.ts';
import { overallCertainty } from '../../../../shared/collect/match-return.ts';
import { noDecisions, undecided } from '../../../../shared/collect/settle-plan.ts';
import { unitColumn } from '../../../../shared/edition/rows-of-units.ts';
import type { Change } from '../../../../shared/model/change.ts';
import { type Return, unexplained } from '../../../../shared/model/return.ts';
import { periodTitle } from '../../../../shared/model/round.ts';
import { acceptReturns } from '../../store/accept-return.ts';
import type { ReadableDatabase, StoreContext, WritableDatabase } from '../../store/database.ts';
import { lastPositionOf, positionBehind } from '../../store/unit-rows.ts';
import { type CollectContext, readCollectContext } from './collect-context.ts';
import { requireReturn } from './known-return.ts';
import { type PlannedReturn, planReturn } from './plan-return.ts';
import { blockedBy } from './review-return.ts';
import { type SettledReturn, settleReturn } from './settle-return.ts';

/** @throws HuibiaoError `not_found` */
export function acceptAll(
  database: WritableDatabase,
  ids: readonly string[],
  store: StoreContext,
): AcceptedAll {
  const collect = readCollectContext(database);
  const returns = [...new Set(ids)].map((id) => requireReturn(database, id));
  const rivals = countBy(returns, placeOf);
  const left: AcceptedAll['left'][number][] = [];
  const settled: SettledReturn[] = [];
  const places = new Map<string, GivenPlaces>();
  let common: PlannedReturn | null = null;
  for (const before of returns) {
    const outcome = planAlone(database, before, collect, rivals);
    if (outcome.kind === 'left') {
      left.push({ received: before, why: outcome.why });
      continue;
    }
    const { planned } = outcome;
    const table = planned.table.key;
    const given = places.get(table) ?? new GivenPlaces(database, table);
    places.set(table, given);
    const decided = { decisions: noDecisions, explanations: before.explanations };
    const one = settleReturn(database, before, planned, decided, { store, places: given });
    given.take(one.rowChanges);
    settled.push(one);
    common ??= planned;
  }
  const [first, ...others] = settled;
  if (first === undefined || common === null) return { accepted: [], left, committed: null };
  const rounds = new Set(settled.map(({ after }) => after.round));
  const of = rounds.size === 1 ? ` ${common.form.title} ${periodTitle(common.round.period)}` : '的回收表';
  const label = others.length === 0 ? first.label : `接收 ${settled.length}个单位${of}`.slice(0, 200);
  const changes = [
    ...settled.flatMap(({ returnChanges }) => returnChanges),
    ...settled.flatMap(({ rowChanges }) => rowChanges),
  ];
  const committed = acceptReturns(
    database,
    { edit: { label, changes }, bases: settled.map(({ base }) => base) },
    store,
  );
  return { accepted: settled.map(({ after }) => after), left, committed };
}

type Alone =
  | { readonly kind: 'planned'; readonly planned: PlannedReturn }
  | { readonly kind: 'left'; readonly why: string };

/** Whether it can be accepted without anybody's looking. */
function planAlone(
  database: ReadableDatabase,
  before: Return,
  collect: CollectContext,
  rivals: ReadonlyMap<string, number>,
): Alone {
  const left = (why: string): Alone => ({ kind: 'left', why });
  if (before.status === 'sentBack') return left('已经退回，等单位改好后再报。');
  if (before.status === 'superseded') return left('已有新版接收，不再接收这一份。');
  if (overallCertainty(before.match) === 'doubtful') return left('是谁报的、哪一期的还拿不准。请打开核对。');
  const outcome = planReturn(database, before, collect);
  if (outcome.kind === 'impossible') return left(outcome.why);
  const { planned } = outcome;
  const blocked = blockedBy(before, planned.incoming.problems);
  if (blocked !== null) return left(blocked);
  const rival = rivals.get(placeOf(before)) ?? 0;
  if (rival > 1) return left(`${planned.unit}这一期有${rival}份要接收。请打开核对用哪一份。`);
  const open = unexplained(planned.incoming.problems, before.explanations).length;
  if (open > 0) return left(`有${open}处要写说明。请打开核对。`);
  const conflicts = undecided(planned.plan, noDecisions).length;
  if (conflicts > 0) return left(`有${conflicts}处上报和台账都改过。请打开选定。`);
  const { removed } = planned.plan.counts;
  if (removed > 0) return left(`会删去台账里的${removed}行。请打开核对。`);
  const strangers = countStrangers(planned);
  if (strangers > 0) return left(`有${strangers}行写的是别的单位。请打开核对。`);
  return { kind: 'planned', planned };
}

/** Rows that go to another unit may meet that unit's own return. */
function countStrangers({ table, unit, rowRound, plan }: PlannedReturn): number {
  const column = rowRound === null ? unitColumn(table) : null;
  if (column === null) return 0;
  return plan.theirs.filter(({ values }) => typeof values[column] === 'string' && values[column] !== unit)
    .length;
}

/** Where rows of several returns come to stand before any of them is written. */
class GivenPlaces {
  readonly #database: ReadableDatabase;
  readonly #table: string;
  readonly #given: string[] = [];
  #last: string | null;

  constructor(database: ReadableDatabase, table: string) {
    this.#database = database;
    this.#table = table;
    this.#last = lastPositionOf(database, table);
  }

  get last(): string | null {
    return this.#last;
  }

  nextBehind(position: string | null): string | null {
    let next = positionBehind(this.#database, this.#table, position);
    for (const given of this.#given) {
      if ((position === null || given > position) && (next === null || given < next)) next = given;
    }
    return next;
  }

  take(changes: readonly Change[]): void {
    for (const change of changes) {
      if (change.kind !== 'rowAdded') continue;
      const { position } = change.row;
      this.#given.push(position);
      if (this.#last === null || position > this.#last) this.#last = position;
    }
  }
}

function placeOf({ form, round, unit }: Return): string {
  return JSON.stringify([form, round, unit]);
}

function countBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}
