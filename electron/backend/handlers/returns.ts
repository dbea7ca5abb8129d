import type { Input } from '../../../shared/api.ts';
import { describeArrival, overallCertainty } from '../../../shared/collect/match-return.ts';
import { settlePlan } from '../../../shared/collect/settle-plan.ts';
import type { Change } from '../../../shared/model/change.ts';
import { HuibiaoError } from '../../../shared/model/failure.ts';
import {
  countProblems,
  placeOfProblem,
  problemKey,
  type Return,
  type ReturnMatch,
  unexplained,
} from '../../../shared/model/return.ts';
import { periodTitle } from '../../../shared/model/round.ts';
import { sameContent } from '../../../shared/model/same-content.ts';
import { safeFileName } from '../../../shared/values/file-name.ts';
import { requireDatabase } from '../session.ts';
import type { ReadReturn } from '../sheets/collect/read-return.ts';
import { acceptReturn } from '../store/accept-return.ts';
import { commit } from '../store/commit.ts';
import type { ReadableDatabase, WritableDatabase } from '../store/database.ts';
import { lastEditOfTables } from '../store/edit-log.ts';
import { readStoredFile } from '../store/files.ts';
import { readFormEdition } from '../store/forms.ts';
import { keepReading, listReturns, listReturnsOfUnit, readReturn } from '../store/returns.ts';
import { lastPositionOf, positionBehind } from '../store/unit-rows.ts';
import {
  type CollectContext,
  readCollectContext,
  readReturnForm,
  tableOf,
  unitsOf,
} from './collect/collect-context.ts';
import { type PlannedReturn, planReturn } from './collect/plan-return.ts';
import { receiveFiles, refuseOtherWorkbook, statusOf } from './collect/receive-files.ts';
import { blockedBy, reviewReturn } from './collect/review-return.ts';
import { readStoredReading, settleReading } from './collect/stored-reading.ts';
import { requireForm } from './forms.ts';
import type { CallContext, HandlersOf } from './handlers.ts';
import { requireRound } from './rounds.ts';

export const returnHandlers: HandlersOf<'returns'> = {
  'returns.receive': async ({ uploadIds, round }, context) => {
    const { session } = context;
    const database = requireDatabase(session);
    if (round !== null) requireRound(database, round);
    const files = uploadIds.map((id) => session.transfers.findUpload(id));
    const received = await receiveFiles(database, { files, round }, context);
    for (const id of uploadIds) session.transfers.dropUpload(id);
    return received;
  },

  'returns.list': ({ round }, { session }) => listReturns(requireDatabase(session), round),

  'returns.review': ({ id, rows }, { session }) => {
    const database = requireDatabase(session);
    return reviewReturn(database, requireReturn(database, id), readCollectContext(database), rows);
  },

  'returns.assign': async (input, context) => {
    const { session } = context;
    const database = requireDatabase(session);
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
    if (sameContent(before, after)) return { received: before, committed: null };
    const table = place.form === null ? '' : (tableOf(database, place.form, place.edition ?? 1)?.key ?? '');
    const change: Change = { kind: 'returnSet', table, return: before.id, before, after };
    const label = `指定“${before.file.name}”：${after.unit ?? '单位未定'}`;
    const committed = commit(database, { label: label.slice(0, 200), changes: [change] }, session.options);
    return { received: after, committed };
  },

  'returns.setAside': ({ id, aside }, { session }) => {
    const database = requireDatabase(session);
    const before = requireReturn(database, id);
    if (before.status === 'accepted') {
      throw new HuibiaoError('invalid_edit', '这份表已经接收，不能标为不采用。请先撤销接收。', {
        return: id,
      });
    }
    if ((before.status === 'setAside') === aside) return { received: before, committed: null };
    const status = aside ? 'setAside' : statusOf({ ...before, certainty: overallCertainty(before.match) });
    const after: Return = { ...before, status };
    const label = `${aside ? '不采用' : '恢复'}“${before.file.name}”`.slice(0, 200);
    const changes = [returnChange(database, before, after)];
    return { received: after, committed: commit(database, { label, changes }, session.options) };
  },

  'returns.accept': ({ id, revision, decisions, explanations }, { session }) => {
    const database = requireDatabase(session);
    const before = requireReturn(database, id);
    const outcome = planReturn(database, before, readCollectContext(database));
    if (outcome.kind === 'impossible') throw new HuibiaoError('invalid_edit', outcome.why, { return: id });
    const { planned } = outcome;
    const blocked = blockedBy(before, planned.incoming.problems);
    if (blocked !== null) throw new HuibiaoError('invalid_edit', blocked, { return: id });
    const told = mergeExplanations(before.explanations, explanations);
    refuseUnexplained(planned, told);
    const { table, unit, form, round, reading, rowRound } = planned;
    if (revision !== undefined && lastEditOfTables(database, [table.key]) !== revision) {
      throw new HuibiaoError(
        'stale_edit',
        `核对之后，“${table.title}”又有改动，没有接收。请再看一遍，然后接收。`,
        { return: id },
      );
    }
    const settled = settlePlan(planned.plan, decisions, {
      source: { fileId: before.file.id, fileName: before.file.name, sheet: reading.sheet },
      unit,
      round: rowRound,
      newId: session.options.newId,
      nextPosition: (previous) => positionBehind(database, table.key, previous),
      lastPosition: lastPositionOf(database, table.key),
    });
    const { added, changed, removed, unchanged } = settled;
    const after: Return = {
      ...before,
      status: 'accepted',
      accepted: { at: session.options.now().toISOString(), added, changed, removed, unchanged },
      explanations: told,
    };
    const superseded = listReturnsOfUnit(database, round.key, unit)
      .filter((other) => other.id !== id && other.status === 'accepted')
      .map((other) => returnChange(database, other, { ...other, status: 'superseded' }));
    const label = `接收 ${unit} ${form.title} ${periodTitle(round.period)}${before.version > 1 ? `（第${before.version}版）` : ''}`;
    const edit = {
      label: label.slice(0, 200),
      changes: [returnChange(database, before, after), ...superseded, ...settled.changes],
    };
    const committed = acceptReturn(database, { edit, returnId: id, rowIds: settled.rowIds }, session.options);
    return { received: after, committed };
  },

  'returns.sendBack': async ({ id, reason, problems }, context) => {
    const { session, signal, onProgress } = context;
    const database = requireDatabase(session);
    const before = requireReturn(database, id);
    const file = readStoredFile(database, before.file.id);
    if (file === null) throw new Error('the bytes of a return are not in the workbook');
    const found = problemsOf(database, before, readCollectContext(database));
    const wanted = problems === null ? null : new Set(problems.map(problemKey));
    const marked = found.filter((problem) =>
      wanted === null ? problem.severity !== 'note' : wanted.has(problemKey(placeOfProblem(problem))),
    );
    const copy = await session.sheets.mark(
      {
        bytes: file.bytes,
        fileName: before.file.name,
        unit: before.unit ?? '',
        reason,
        problems: marked,
      },
      { signal, onProgress },
    );
    refuseOtherWorkbook(context, database);
    const after: Return = {
      ...before,
      status: 'sentBack',
      sentBack: {
        at: session.options.now().toISOString(),
        reason,
        problems: marked.map((problem) => ({
          ...placeOfProblem(problem),
          message: problem.message.slice(0, 2000),
        })),
      },
    };
    const label = `退回 ${before.unit ?? ''} “${before.file.name}”`.slice(0, 200);
    const changes = [returnChange(database, before, after)];
    const committed = commit(database, { label, changes }, session.options);
    const stem = safeFileName(before.file.name.replace(/\.[^.]*$/, ''));
    const fileName = `${stem}（退回）.xlsx`;
    const downloadId = session.transfers.offer({ name: fileName, bytes: copy.bytes });
    return {
      downloadId,
      fileName,
      problems: copy.problems,
      received: after,
      committed,
      converted: copy.converted,
    };
  },

  'returns.original': ({ id }, { session }) => {
    const database = requireDatabase(session);
    const { file } = requireReturn(database, id);
    const stored = readStoredFile(database, file.id);
    if (stored === null) throw new Error('the bytes of a return are not in the workbook');
    const offered = { name: file.name, bytes: stored.bytes };
    return {
      downloadId: session.transfers.offer(offered),
      uploadId: session.transfers.receive(offered),
      fileName: file.name,
    };
  },
};

/** @throws HuibiaoError `not_found` */
function requireReturn(database: ReadableDatabase, id: string): Return {
  const received = readReturn(database, id);
  if (received !== null) return received;
  throw new HuibiaoError('not_found', '这份回收表不在工作簿里。请刷新后再试。', { return: id });
}

function returnChange(database: ReadableDatabase, before: Return, after: Return): Change {
  const form =
    after.form === null || after.edition === null
      ? null
      : readFormEdition(database, after.form, after.edition);
  return { kind: 'returnSet', table: form?.table ?? '', return: before.id, before, after };
}

function problemsOf(database: ReadableDatabase, received: Return, { names }: CollectContext) {
  const reading = readStoredReading(database, received);
  if (reading === null) return [];
  const table = tableOf(database, received.form ?? '', received.edition ?? 1);
  return table === null ? reading.problems : settleReading(reading, table, received.unit, names).problems;
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
  const file = readStoredFile(database, before.file.id);
  const kept = requireForm(database, form, edition);
  const returnForm = await readReturnForm(database, kept, unitsOf(collect.rounds), context);
  if (file === null || returnForm === null) return;
  const { session, signal, onProgress } = context;
  const { read } = await session.sheets.collect(
    {
      bytes: file.bytes,
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

function assigned(
  database: WritableDatabase,
  before: Return,
  place: Place,
  { names }: CollectContext,
): Return {
  const reading: ReadReturn | null = readStoredReading(database, { file: before.file, ...place });
  const table =
    place.form === null || place.edition === null ? null : tableOf(database, place.form, place.edition);
  const settled =
    reading === null || table === null ? null : settleReading(reading, table, place.unit, names);
  const by = 'certain' as const;
  const told = '由您指定。';
  const match: ReturnMatch = {
    form:
      place.form === before.form && before.match.form.value === place.form
        ? before.match.form
        : { value: place.form, certainty: by, why: told },
    edition: { value: place.edition, certainty: by, why: told },
    round:
      place.round === before.match.round.value
        ? { ...before.match.round, certainty: by }
        : { value: place.round, certainty: by, why: told },
    unit:
      place.unit === before.match.unit.value
        ? { ...before.match.unit, certainty: by }
        : { value: place.unit, certainty: by, why: told },
  };
  const counts = {
    rows: settled?.rows.length ?? 0,
    ...countProblems(settled?.problems ?? []),
  };
  const failure =
    reading === null
      ? before.failure
      : reading.refusal === null
        ? null
        : { code: reading.refusal.code, message: reading.refusal.message };
  const samePlace = place.round === before.round && place.unit === before.unit;
  const earlier =
    place.round === null || place.unit === null
      ? []
      : listReturnsOfUnit(database, place.round, place.unit).filter(({ id }) => id !== before.id);
  const arrival = samePlace
    ? null
    : describeArrival({ fileId: before.file.id, savedAt: before.savedAt }, place, earlier);
  const status =
    before.status === 'sentBack' || before.status === 'setAside'
      ? before.status
      : statusOf({ failure, counts, certainty: overallCertainty(match) });
  return {
    ...before,
    ...place,
    match,
    counts,
    failure,
    status,
    version: arrival?.version ?? before.version,
    notes: arrival === null ? before.notes : arrival.notes.slice(),
  };
}
