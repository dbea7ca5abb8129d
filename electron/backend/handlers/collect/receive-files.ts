/** Files that arrive → returns: kept, read, matched, and told what is to be known of them. */
import { createHash } from 'node:crypto';
import type { ReceivedFile, ReceivedFiles } from '../../../../shared/collect/answers.ts';
import { describeArrival, openStatus } from '../../../../shared/collect/arrival.ts';
import { matchReturn, overallCertainty } from '../../../../shared/collect/match-return.ts';
import { namesInRows } from '../../../../shared/collect/names-in-rows.ts';
import type { ReturnEvidence } from '../../../../shared/collect/return-evidence.ts';
import { unitColumn } from '../../../../shared/edition/rows-of-units.ts';
import { HuibiaoError } from '../../../../shared/model/failure.ts';
import type { Return } from '../../../../shared/model/return.ts';
import type { CollectedFile, ReturnForm } from '../../sheets/collect/read-best.ts';
import { type PackedFile, unpackArchives } from '../../sheets/collect/unpack-archive.ts';
import type { WritableDatabase } from '../../store/database.ts';
import {
  keepReceivedFiles,
  listReturnsOfFile,
  listReturnsOfUnit,
  type NewReturn,
  packReading,
  recordReturns,
} from '../../store/returns.ts';
import type { CallContext } from '../handlers.ts';
import { type CollectContext, readCollectContext, readReturnForms } from './collect-context.ts';
import { countsOf, judgeReading, refusalOf } from './stored-reading.ts';

export type ReceiveRequest = {
  readonly files: readonly PackedFile[];
  /** The round that is being collected; null leaves it to the files. */
  readonly round: string | null;
};

/** Read together and recorded in one transaction: so many files wait for the disk once. */
const filesOfBatch = 16;

/** @throws HuibiaoError `cancelled`; what was received until then stays received */
export async function receiveFiles(
  database: WritableDatabase,
  { files: given, round }: ReceiveRequest,
  context: CallContext,
): Promise<ReceivedFiles> {
  const { files, passedOver } = unpackArchives(given);
  const collect = readCollectContext(database);
  const forms = await readReturnForms(database, collect, context);
  const wanted = collect.rounds.find(({ key }) => key === round);
  const request = {
    forms,
    wanted: wanted === undefined ? null : { form: wanted.form, edition: wanted.edition },
    workbook: collect.match.workbook,
  };
  const received: ReceivedFile[] = [];
  try {
    for await (const { at, read } of readInBatches(database, files, request, context)) {
      received.push(...recordBatch(database, read, at, { collect, forms, round, context }));
    }
  } catch (error) {
    throw error instanceof HuibiaoError ? tellReceived(error, received.length) : error;
  }
  return { files: received, passedOver };
}

type ReadingRequest = Omit<Parameters<CallContext['session']['sheets']['collect']>[0], 'bytes' | 'fileName'>;

/** Files of one batch as they were read, and the ISO instant at which they came. */
type ReadBatch = { readonly at: string; readonly read: readonly ReadFile[] };

/** While a batch is recorded the next one is read. The bytes are kept before anybody reads them. */
async function* readInBatches(
  database: WritableDatabase,
  files: readonly PackedFile[],
  request: ReadingRequest,
  context: CallContext,
): AsyncGenerator<ReadBatch, void> {
  let done = 0;
  const readBatch = async (first: number): Promise<ReadBatch> => {
    refuseOtherWorkbook(context, database);
    const batch = files.slice(first, first + filesOfBatch).map(withHash);
    const at = context.session.options.now().toISOString();
    keepReceivedFiles(database, batch, at);
    const reading = batch.map(async (file): Promise<ReadFile> => {
      if (listReturnsOfFile(database, file.id).length > 0) return { ...notRead, file };
      const outcome = await readOne(file, request, context);
      done += 1;
      context.onProgress({ message: `已读“${file.name}”`, done, total: files.length });
      return outcome;
    });
    return { at, read: await Promise.all(reading) };
  };
  const start = (first: number): Promise<ReadBatch> | null => {
    if (first >= files.length) return null;
    const batch = readBatch(first);
    // A failure of its own must wait until the batch before it is recorded; where that one fails, nobody waits for it.
    batch.catch(() => {});
    return batch;
  };
  let next = start(0);
  for (let first = filesOfBatch; next !== null; first += filesOfBatch) {
    const reading = next;
    next = start(first);
    const batch = await reading;
    refuseOtherWorkbook(context, database);
    yield batch;
  }
}

/** What was received until a failure stays received: whoever reads of the failure must know. */
function tellReceived(error: HuibiaoError, received: number): HuibiaoError {
  if (received === 0) return error;
  const message = `前面${received}个文件已经收下，其余没有收。${error.message}要接着收，把文件再拖进来就行。`;
  return new HuibiaoError(error.code, message, { ...error.details, received });
}

function withHash(file: PackedFile): HashedFile {
  return { ...file, id: createHash('sha256').update(file.bytes).digest('hex') };
}

type HashedFile = PackedFile & { readonly id: string };

type ReadFile = {
  readonly file: HashedFile;
  /** Null where it is there already, or could not be read. */
  readonly collected: CollectedFile | null;
  /** What was read, as it is kept. */
  readonly packed: Uint8Array | null;
  readonly failure: Return['failure'];
};

const notRead = { collected: null, packed: null, failure: null } as const;

type BatchContext = {
  readonly collect: CollectContext;
  readonly forms: readonly ReturnForm[];
  readonly round: string | null;
  readonly context: CallContext;
};

async function readOne(
  file: HashedFile,
  request: ReadingRequest,
  { session, signal }: CallContext,
): Promise<ReadFile> {
  try {
    const collected = await session.sheets.collect(
      { ...request, bytes: file.bytes, fileName: file.name },
      { signal, onProgress: () => {} },
    );
    const { read } = collected;
    if (read === null) return { ...notRead, file, collected };
    return { file, collected, packed: await packReading(read), failure: refusalOf(read) };
  } catch (error) {
    if (!(error instanceof HuibiaoError)) throw error;
    if (error.code === 'cancelled') throw new HuibiaoError('cancelled', '已取消。');
    return { ...notRead, file, failure: { code: error.code, message: error.message } };
  }
}

/** In the order of the files, so that versions count as they came. */
function recordBatch(
  database: WritableDatabase,
  read: readonly ReadFile[],
  at: string,
  batch: BatchContext,
): ReceivedFile[] {
  const fresh: NewReturn[] = [];
  const received = read.map((one): ReceivedFile => {
    const before =
      listReturnsOfFile(database, one.file.id)[0] ??
      fresh.find(({ received: { file } }) => file.id === one.file.id)?.received;
    if (before !== undefined) {
      const { notes } = describeArrival({ fileId: one.file.id, savedAt: null }, before, [before]);
      return {
        fileName: one.file.name,
        received: { ...before, notes: [...before.notes, ...notes] },
        duplicate: true,
        certainty: overallCertainty(before.match),
      };
    }
    const made = makeReturn(database, one, fresh, at, batch);
    fresh.push(made);
    return {
      fileName: one.file.name,
      received: made.received,
      duplicate: false,
      certainty: overallCertainty(made.received.match),
    };
  });
  if (fresh.length > 0) recordReturns(database, fresh);
  return received;
}

function makeReturn(
  database: WritableDatabase,
  { file, collected, packed, failure }: ReadFile,
  fresh: readonly NewReturn[],
  at: string,
  { collect, forms, round, context }: BatchContext,
): NewReturn {
  const read = collected?.read ?? null;
  const readBy = forms.find(
    ({ key, edition }) => key === collected?.form?.key && edition === collected.form.edition,
  );
  const evidence: ReturnEvidence = {
    fileId: file.id,
    fileName: file.name,
    savedAt: read?.savedAt ?? null,
    mark: collected?.mark ?? null,
    fits: collected?.fits ?? [],
    unitText: read?.unitText ?? null,
    periodText: read?.periodText ?? null,
    ...(read === null || readBy === undefined
      ? { unitsInRows: new Map(), villagesInRows: [] }
      : namesInRows(read.rows, readBy.table, unitColumn(readBy.table))),
  };
  const { match, notes } = matchReturn(evidence, { ...collect.match, asked: round });
  const place = { round: match.round.value, unit: match.unit.value };
  const arrival = describeArrival(evidence, place, [
    ...(place.round === null || place.unit === null
      ? []
      : listReturnsOfUnit(database, place.round, place.unit)),
    ...fresh.map((one) => one.received),
  ]);
  const form = match.form.value;
  const edition = match.edition.value;
  const isReadAsMatched = readBy !== undefined && form === readBy.key && edition === readBy.edition;
  const settled =
    read === null || readBy === undefined
      ? null
      : judgeReading(read, readBy.table, { ...place, status: 'received' }, collect);
  const counts = countsOf(settled);
  const received: Return = {
    id: context.session.options.newId(),
    file: { id: file.id, name: file.name.slice(0, 1000), size: file.bytes.byteLength },
    receivedAt: at,
    savedAt: evidence.savedAt,
    match,
    form: isReadAsMatched || failure !== null ? form : null,
    edition: isReadAsMatched || failure !== null ? edition : null,
    round: match.round.value,
    unit: match.unit.value,
    version: arrival.version,
    status: openStatus({ failure, counts, match }),
    counts,
    notes: [...notes, ...arrival.notes],
    failure,
    accepted: null,
    sentBack: null,
    explanations: [],
  };
  return {
    received: { ...received, round: roundOfForm(received, collect) },
    reading:
      packed === null || readBy === undefined ? null : { form: readBy.key, edition: readBy.edition, packed },
  };
}

/** A round that is of another form than the file cannot be its round. */
function roundOfForm({ form, round }: Return, { rounds }: CollectContext): string | null {
  const known = rounds.find(({ key }) => key === round);
  return known === undefined || (form !== null && known.form !== form) ? null : known.key;
}

/** @throws HuibiaoError `cancelled` where another workbook was opened meanwhile */
export function refuseOtherWorkbook({ session }: CallContext, database: WritableDatabase): void {
  if (session.workbook?.database === database) return;
  throw new HuibiaoError('cancelled', '读取期间换了工作簿，没有收下。请打开原来的工作簿，再收一次。');
}
