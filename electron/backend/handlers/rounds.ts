import type { Input, RoundInfo } from '../../../shared/api.ts';
import type { Change } from '../../../shared/model/change.ts';
import { HuibiaoError } from '../../../shared/model/failure.ts';
import { periodTitle, type Round, readPeriod } from '../../../shared/model/round.ts';
import { sameContent } from '../../../shared/model/same-content.ts';
import { requireDatabase } from '../session.ts';
import { commit } from '../store/commit.ts';
import type { ReadableDatabase, WritableDatabase } from '../store/database.ts';
import { readFormEdition } from '../store/forms.ts';
import { listIssuedCopies, listRounds, readRound } from '../store/rounds.ts';
import { requireForm } from './forms.ts';
import type { HandlersOf } from './handlers.ts';
import { unitsNamed, unitsOfKind } from './unit-tree.ts';

export const roundHandlers: HandlersOf<'rounds'> = {
  'rounds.list': (_input, { session }) => {
    const database = requireDatabase(session);
    return listRounds(database).map((round) => describeRound(database, round));
  },

  'rounds.save': (input, { session }) => {
    const database = requireDatabase(session);
    const { newId, now } = session.options;
    const before = input.round === null ? null : requireRound(database, input.round);
    const form = requireForm(database, input.form, input.edition);
    const after: Round = {
      key: before?.key ?? newId(),
      form: form.key,
      edition: form.edition,
      period: requirePeriod(input.period),
      dueAt: input.dueAt,
      unitKind: input.units.kind === 'kind' ? input.units.unitKind : null,
      units: resolveUnits(database, input.units),
      note: input.note,
      createdAt: before?.createdAt ?? now().toISOString(),
    };
    if (sameContent(before, after)) return { round: describeRound(database, after), committed: null };
    const change: Change = { kind: 'roundSet', table: form.table, round: after.key, before, after };
    const label = `${before === null ? '新建' : '修改'}报表期：${form.title} ${periodTitle(after.period)}`;
    const committed = commit(database, { label: label.slice(0, 200), changes: [change] }, session.options);
    return { round: describeRound(database, after), committed };
  },

  'rounds.remove': ({ round: key }, { session }) => {
    const database = requireDatabase(session);
    const round = requireRound(database, key);
    const { table, formTitle } = describeRound(database, round);
    const change: Change = { kind: 'roundSet', table, round: key, before: round, after: null };
    const label = `删除报表期：${formTitle} ${periodTitle(round.period)}`;
    return commit(database, { label: label.slice(0, 200), changes: [change] }, session.options);
  },
};

/** @throws HuibiaoError `not_found` */
export function requireRound(database: ReadableDatabase, key: string): Round {
  const round = readRound(database, key);
  if (round !== null) return round;
  throw new HuibiaoError('not_found', '这个报表期已不在工作簿里，可能刚被删除。请刷新后再试。', {
    round: key,
  });
}

function describeRound(database: ReadableDatabase, round: Round): RoundInfo {
  const form = readFormEdition(database, round.form, round.edition);
  return {
    round,
    formTitle: form?.title ?? round.form,
    table: form?.table ?? '',
    copies: listIssuedCopies(database, round.key),
  };
}

function requirePeriod(text: string): string {
  const period = readPeriod(text);
  if (period !== null) return period;
  throw new HuibiaoError(
    'bad_request',
    `期别“${text}”看不懂。请写成 2025-10（月）、2025Q3（季）、2025（年），或一段文字。`,
    { period: text },
  );
}

function resolveUnits(database: WritableDatabase, units: Input<'rounds.save'>['units']): string[] {
  return units.kind === 'kind' ? unitsOfKind(database, units.unitKind) : unitsNamed(database, units.names);
}
