/** 指定: a person says which form, period and unit a return is; it is read again where that makes a difference. */
import type { Input } from '../../../../shared/api.ts';
import type { ReturnSaved } from '../../../../shared/collect/answers.ts';
import { describeArrival, openStatus } from '../../../../shared/collect/arrival.ts';
import { HuibiaoError } from '../../../../shared/model/failure.ts';
import type { MatchPart, Return, ReturnMatch } from '../../../../shared/model/return.ts';
import { sameContent } from '../../../../shared/model/same-content.ts';
import { commit } from '../../store/commit.ts';
import type { WritableDatabase } from '../../store/database.ts';
import { keepReading, listReturnsOfUnit } from '../../store/returns.ts';
import { requireForm } from '../forms.ts';
import type { CallContext } from '../handlers.ts';
import { requireRound } from '../rounds.ts';
import {
  type CollectContext,
  readCollectContext,
  readReturnForm,
  tableOf,
  unitsOf,
} from './collect-context.ts';
import { bytesOfReturn, requireReturn, returnChange } from './known-return.ts';
import { refuseOtherWorkbook } from './receive-files.ts';
import { countsOf, judgeReading, readStoredReading, refusalOf } from './stored-reading.ts';
import { planAlias } from './unit-alias.ts';

/** @throws HuibiaoError `invalid_edit` for one that is accepted, `not_found`, `bad_request` */
export async function assignReturn(
  database: WritableDatabase,
  input: Input<'returns.assign'>,
  context: CallContext,
): Promise<ReturnSaved> {
  const before = requireReturn(database, input.id);
  if (before.status === 'accepted') {
    throw new HuibiaoError('invalid_edit', '这份表已经接收，不能改指定。请先撤销接收，再指定。', {
      return: before.id,
    });
  }
  const collect = readCollectContext(database);
  const place = resolvePlace(database, before, input, collect);
  await readByForm(database, before, place, collect, context);
  const after = assigned(database, before, place, collect);
  const alias = input.unit === undefined ? null : planAlias(database, after, collect);
  if (sameContent(before, after) && alias === null) return { received: before, committed: null, alias: null };
  const told = alias === null ? '' : `，记住别名“${alias.text}”`;
  const label = `指定“${before.file.name}”：${after.unit ?? '单位未定'}${told}`.slice(0, 200);
  const changes = [returnChange(database, before, after), ...(alias === null ? [] : [alias.change])];
  const committed = commit(database, { label, changes }, context.session.options);
  return { received: after, committed, alias: alias?.text ?? null };
}

type Place = Pick<Return, 'form' | 'edition' | 'round' | 'unit'>;

/** @throws HuibiaoError `not_found`, `bad_request` */
function resolvePlace(
  database: WritableDatabase,
  before: Return,
  input: Input<'returns.assign'>,
  { names }: CollectContext,
): Place {
  const round = input.round === undefined ? before.round : requireRound(database, input.round).key;
  const known = round === null ? null : requireRound(database, round);
  if (input.form !== undefined && input.round !== undefined && known?.form !== input.form) {
    throw new HuibiaoError('bad_request', '这一期不是这个表样的。请重新选定报表期或表样。', {
      form: input.form,
    });
  }
  const formKey = input.form ?? known?.form ?? before.form;
  const form =
    formKey === null
      ? null
      : requireForm(
          database,
          formKey,
          known?.form === formKey ? known.edition : before.form === formKey ? before.edition : null,
        );
  const unit = input.unit === undefined ? before.unit : (names.find(input.unit)?.name ?? null);
  if (input.unit !== undefined && unit === null) {
    throw new HuibiaoError('bad_request', `没有“${input.unit}”这个填报单位。请核对名称，或先加进报表期。`, {
      unit: input.unit,
    });
  }
  return {
    form: form?.key ?? null,
    edition: form?.edition ?? null,
    // A round of another form is not its round any more.
    round: known !== null && form !== null && known.form !== form.key ? null : round,
    unit,
  };
}

/** Reads the file by the form that it is now taken for, unless that was done before. */
async function readByForm(
  database: WritableDatabase,
  before: Return,
  { form, edition }: Place,
  collect: CollectContext,
  context: CallContext,
): Promise<void> {
  if (form === null || edition === null) return;
  if (readStoredReading(database, { file: before.file, form, edition }) !== null) return;
  const kept = requireForm(database, form, edition);
  const returnForm = await readReturnForm(database, kept, unitsOf(collect.rounds), context);
  if (returnForm === null) return;
  const { session, signal, onProgress } = context;
  const { read } = await session.sheets.collect(
    {
      bytes: bytesOfReturn(database, before),
      fileName: before.file.name,
      forms: [returnForm],
      wanted: { form, edition },
      workbook: '',
    },
    { signal, onProgress },
  );
  refuseOtherWorkbook(context, database);
  if (read !== null) keepReading(database, before.file.id, { form, edition, content: read });
}

function assigned(database: WritableDatabase, before: Return, place: Place, collect: CollectContext): Return {
  const reading = readStoredReading(database, { file: before.file, ...place });
  const table = tableOf(database, place);
  const settled =
    reading === null || table === null
      ? null
      : judgeReading(reading, table, { ...place, status: before.status }, collect);
  const match = assignedMatch(before, place);
  const counts = countsOf(settled);
  const failure = reading === null ? before.failure : refusalOf(reading);
  const status =
    before.status === 'sentBack' || before.status === 'setAside'
      ? before.status
      : openStatus({ failure, counts, match });
  return {
    ...before,
    ...place,
    match,
    counts,
    failure,
    status,
    ...arrivalAt(database, before, place),
  };
}

function assignedMatch({ form, match }: Return, place: Place): ReturnMatch {
  const told = <Value>(value: Value | null): MatchPart<Value> => ({
    value,
    certainty: 'certain',
    why: '由您指定。',
  });
  const confirmed = <Value>(part: MatchPart<Value>, value: Value | null): MatchPart<Value> =>
    value === part.value ? { ...part, certainty: 'certain' } : told(value);
  return {
    form: place.form === form && match.form.value === place.form ? match.form : told(place.form),
    edition: told(place.edition),
    round: confirmed(match.round, place.round),
    unit: confirmed(match.unit, place.unit),
  };
}

/** Which version it is where it is now; as before where it stays. */
function arrivalAt(
  database: WritableDatabase,
  before: Return,
  place: Place,
): Partial<Pick<Return, 'version' | 'notes'>> {
  const { round, unit } = place;
  if (round === before.round && unit === before.unit) return {};
  const earlier = round === null || unit === null ? [] : listReturnsOfUnit(database, round, unit);
  const { version, notes } = describeArrival(
    { fileId: before.file.id, savedAt: before.savedAt },
    place,
    earlier.filter(({ id }) => id !== before.id),
  );
  return { version, notes: [...notes] };
}
