/** 催报: who has reported, who has not, and who was late. Pure; times are the office's own clock, `2025-10-15T17:00`. */
import type { Return, ReturnStatus } from '../model/return.ts';
import type { IssuedCopy, Round } from '../model/round.ts';

/** 未下发 · 未报 · 已收到 · 有问题 · 已接收 · 已退回. */
export type BoardState = 'notIssued' | 'missing' | 'received' | 'problems' | 'accepted' | 'sentBack';

export const boardStateTitles: Readonly<Record<BoardState, string>> = {
  notIssued: '未下发',
  missing: '未报',
  received: '已收到',
  problems: '有问题',
  accepted: '已接收',
  sentBack: '已退回',
};

/** One line of the board. */
export type BoardLine = {
  readonly unit: string;
  readonly state: BoardState;
  /** ISO instants; null where it did not happen. */
  readonly issuedAt: string | null;
  /** Of the first file, by which on time or late is told. */
  readonly receivedAt: string | null;
  /** Later than the due date; for one that is missing, that the due date is over. Null where there is no due date. */
  readonly late: boolean | null;
  /** Files that came, those that were not used included. */
  readonly versions: number;
  /** Of the latest file. */
  readonly rows: number;
  readonly problems: number;
  /** The latest file that counts; null where there is none. */
  readonly returnId: string | null;
  /** Why it was sent back last; null where it was not. */
  readonly sentBackReason: string | null;
};

export type Board = {
  readonly lines: readonly BoardLine[];
  /** Files of units that are not expected. */
  readonly strangers: readonly string[];
  readonly expected: number;
  readonly arrived: number;
  readonly accepted: number;
  /** 催报 text, to be copied. */
  readonly reminder: string;
};

export type BoardRequest = {
  readonly round: Round;
  readonly copies: readonly IssuedCopy[];
  /** Of this round, oldest first. */
  readonly returns: readonly Return[];
  /** An instant as the office's clock shows it. */
  readonly localTime: (instant: string) => string;
  /** ISO instant. */
  readonly now: string;
};

export function planBoard(request: BoardRequest): Board {
  const { round, returns, localTime, now } = request;
  const byUnit = Map.groupBy(
    returns.filter(({ unit }) => unit !== null),
    ({ unit }) => unit ?? '',
  );
  const issued = new Map(request.copies.map(({ unit, issuedAt }) => [unit, issuedAt]));
  const clock = localTime(now);
  const lines = round.units.map((unit) =>
    lineOf(unit, byUnit.get(unit) ?? [], issued.get(unit) ?? null, round.dueAt, localTime, clock),
  );
  const expected = new Set(round.units);
  return {
    lines,
    strangers: [...byUnit.keys()].filter((unit) => !expected.has(unit)),
    expected: lines.length,
    arrived: lines.filter(({ returnId }) => returnId !== null).length,
    accepted: lines.filter(({ state }) => state === 'accepted').length,
    reminder: writeReminder(round, lines, clock),
  };
}

/** 截至10月15日17时，以下3个乡镇尚未报送：高都镇、巴公镇、周村镇。 */
export function writeReminder(
  { unitKind }: Pick<Round, 'unitKind'>,
  lines: readonly Pick<BoardLine, 'unit' | 'state'>[],
  clock: string,
): string {
  const kind = unitKind ?? '单位';
  const missing = lines.filter(({ state }) => state === 'missing' || state === 'notIssued');
  const back = lines.filter(({ state }) => state === 'sentBack');
  const names = (some: readonly Pick<BoardLine, 'unit'>[]): string => some.map(({ unit }) => unit).join('、');
  const first =
    missing.length === 0
      ? `截至${spokenTime(clock)}，${lines.length}个${kind}均已报送。`
      : `截至${spokenTime(clock)}，以下${missing.length}个${kind}尚未报送：${names(missing)}。`;
  const second =
    back.length === 0 ? '' : `另有${back.length}个${kind}的报表已退回，请修改后重新报送：${names(back)}。`;
  return first + second;
}

/** 10月15日17时, 10月15日17时30分. */
export function spokenTime(clock: string): string {
  const [, month, day, hour, minute] = /^\d{4}-(\d{2})-(\d{2})T(\d{2}):(\d{2})/.exec(clock) ?? [];
  const spoken = `${Number(month)}月${Number(day)}日${Number(hour)}时`;
  return Number(minute) === 0 ? spoken : `${spoken}${Number(minute)}分`;
}

function lineOf(
  unit: string,
  returns: readonly Return[],
  issuedAt: string | null,
  dueAt: string | null,
  localTime: (instant: string) => string,
  clock: string,
): BoardLine {
  const counting = returns.filter(({ status }) => status !== 'setAside');
  const latest = counting.findLast(({ status }) => status !== 'superseded') ?? null;
  const receivedAt = counting[0]?.receivedAt ?? null;
  const state = latest === null ? (issuedAt === null ? 'notIssued' : 'missing') : stateOf(latest.status);
  return {
    unit,
    state,
    issuedAt,
    receivedAt,
    late: dueAt === null ? null : isLate(receivedAt === null ? clock : localTime(receivedAt), dueAt),
    versions: returns.length,
    rows: latest?.counts.rows ?? 0,
    problems: latest === null ? 0 : latest.counts.must + latest.counts.explain,
    returnId: latest?.id ?? null,
    sentBackReason: counting.findLast(({ sentBack }) => sentBack !== null)?.sentBack?.reason ?? null,
  };
}

function stateOf(status: ReturnStatus): BoardState {
  switch (status) {
    case 'accepted':
    case 'sentBack':
    case 'problems':
      return status;
    case 'received':
    case 'superseded':
    case 'setAside':
      return 'received';
  }
}

/** A day is over at its end. */
function isLate(clock: string, dueAt: string): boolean {
  return clock.slice(0, 16) > (dueAt.includes('T') ? dueAt : `${dueAt}T23:59`);
}
