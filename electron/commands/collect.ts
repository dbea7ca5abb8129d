import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Output, RoundInfo } from '../../shared/api.ts';
import type { ReceivedFile } from '../../shared/collect/answers.ts';
import { boardStateTitles } from '../../shared/collect/completeness.ts';
import { HuibiaoError } from '../../shared/model/failure.ts';
import { returnStatusTitles } from '../../shared/model/return.ts';
import { periodTitle, readPeriod } from '../../shared/model/round.ts';
import { isLeftoverFile } from '../../shared/values/leftover-file.ts';
import type { Backend } from '../backend/backend.ts';
import { UsageError } from '../parameters.ts';
import {
  type Command,
  type CommandCall,
  callMethod,
  exitCodes,
  openNamedWorkbook,
  readReply,
} from './command.ts';
import { readInput } from './read-input.ts';
import { printLine } from './write-output.ts';

export const collectCommand: Command = {
  name: 'collect',
  summary: '收表：收下各单位报回的文件，汇总进台账，列出谁还没报',
  usage: `用法：huibiao collect WORKBOOK.huibiao --round 期 [--form 表样] [FILES…] [--accept] [--json]

  --round    报表期：2025-10、2025Q3、2025、一段文字，或报表期的代号
  --form     表样的代号或名称；同一期有几个表样在收时要写
  FILES      报回的文件、文件夹或 ZIP 压缩包；不写就只看报送情况
  --accept   没有疑点的就接收进台账；有冲突的、必须改正的、单位或期别不确定的都留着
  --rule     冲突怎么定：上报（以上报为准）或 台账（以台账为准）；不写就留着等人定
  --explain  给要核实的问题统一写一句说明，写了才能接收
  --json     {"round","files":[{"file","return","unit","status","certainty","duplicate","rows","plan","problems","notes","accepted","message"}],
              "passedOver","board":[{"unit","state","late","versions","rows","problems"}],"reminder"}`,
  options: {
    round: { type: 'string' },
    form: { type: 'string' },
    accept: { type: 'boolean' },
    rule: { type: 'string' },
    explain: { type: 'string' },
  },
  run: async (call) => {
    const { backend, values } = call;
    const [workbook, ...paths] = call.positionals;
    if (workbook === undefined) throw new UsageError('缺少参数 WORKBOOK。');
    const rule = takeRule(call);
    await openNamedWorkbook(backend, workbook);
    const round = await findRound(call);
    const { files, passedOver } = await receiveAll(backend, round.round.key, await listFiles(paths));
    const told: CollectedLine[] = [];
    for (const file of files) {
      told.push(
        await settleFile(backend, file, {
          accepts: values.accept === true,
          rule,
          explain: typeof values.explain === 'string' ? values.explain : null,
        }),
      );
    }
    const board = await callMethod(backend, 'board.read', { round: round.round.key });
    if (call.json) {
      const { key, form, period } = round.round;
      const lines = board.lines.map(({ unit, state, late, versions, rows, problems }) => ({
        unit,
        state: boardStateTitles[state],
        late,
        versions,
        rows,
        problems,
      }));
      const answer = {
        round: { key, form, period },
        files: told,
        passedOver,
        board: lines,
        reminder: board.reminder,
      };
      await printLine(JSON.stringify(answer));
    }
    for (const { file, message } of told) console.error(`· ${file}：${message}`);
    for (const { message } of passedOver) console.error(`· ${message}`);
    console.error(board.reminder);
    const settled = told.every(
      ({ duplicate, status }) => duplicate || status === returnStatusTitles.accepted,
    );
    return settled && passedOver.length === 0 ? exitCodes.done : exitCodes.doneWithProblems;
  },
};

type CollectedLine = {
  readonly file: string;
  readonly return: string;
  readonly unit: string | null;
  readonly status: string;
  readonly certainty: ReceivedFile['certainty'];
  readonly duplicate: boolean;
  readonly rows: number;
  /** What accepting it does, or would do. */
  readonly plan: Output<'returns.review'>['counts'];
  readonly problems: Output<'returns.review'>['problems'];
  readonly notes: readonly string[];
  readonly accepted: boolean;
  readonly message: string;
};

type Settling = {
  readonly accepts: boolean;
  readonly rule: 'theirs' | 'ours' | null;
  readonly explain: string | null;
};

async function settleFile(
  backend: Backend,
  { fileName, received, duplicate, certainty }: ReceivedFile,
  { accepts, rule, explain }: Settling,
): Promise<CollectedLine> {
  const review = await callMethod(backend, 'returns.review', { id: received.id, rows: 0 });
  const line = {
    file: fileName,
    return: received.id,
    unit: received.unit,
    certainty,
    duplicate,
    rows: review.rowCount,
    plan: review.counts,
    problems: review.problems,
    notes: received.notes,
  };
  const status = returnStatusTitles[received.status];
  const kept = (why: string): CollectedLine => ({ ...line, status, accepted: false, message: why });
  // What was received before and left open may be accepted now.
  const isOpen = received.status === 'received' || received.status === 'problems';
  if (duplicate && !(accepts && isOpen))
    return kept(received.notes.at(-1) ?? '内容与以前收到的一样，没有重复收。');
  const { counts, blocked, problems, unexplained } = review;
  const who = received.unit ?? '单位未定';
  if (received.failure !== null) return kept(received.failure.message);
  if (certainty === 'doubtful') return kept(`${who}，拿不准：${doubtOf(received)}`);
  if (blocked !== null) return kept(`${who}，${blocked}`);
  if (counts.conflicts > 0 && rule === null) return kept(`${who}，有${counts.conflicts}处冲突要定。`);
  if (unexplained > 0 && explain === null) {
    return kept(`${who}，有${unexplained}处要核实，写了说明（--explain）才能接收。`);
  }
  if (!accepts) return kept(`${who}，可以接收：${tellCounts(counts)}。`);
  const { received: after } = await callMethod(backend, 'returns.accept', {
    id: received.id,
    decisions: { rule, single: {} },
    explanations: problems.flatMap(({ severity, code, sheet, cell, column }) =>
      severity === 'explain' && explain !== null
        ? [{ problem: { code, sheet, cell, column }, text: explain }]
        : [],
    ),
  });
  return {
    ...line,
    status: returnStatusTitles[after.status],
    accepted: true,
    message: `${who}，已接收：${tellCounts({ ...counts, ...after.accepted })}。`,
  };
}

function doubtOf({ match }: ReceivedFile['received']): string {
  return [match.unit, match.round, match.form]
    .filter(({ value, certainty }) => value === null || certainty === 'doubtful')
    .map(({ why }) => why)
    .join('');
}

function tellCounts({
  added,
  changed,
  removed,
  unchanged,
}: Pick<CollectedLine['plan'], 'added' | 'changed' | 'removed' | 'unchanged'>): string {
  return `新增 ${added}，修改 ${changed}，删除 ${removed}，不变 ${unchanged}`;
}

function takeRule({ values }: CommandCall): Settling['rule'] {
  switch (values.rule) {
    case undefined:
      return null;
    case '上报':
    case 'theirs':
      return 'theirs';
    case '台账':
    case 'ours':
      return 'ours';
    default:
      throw new UsageError('--rule 要写成 上报 或 台账。');
  }
}

/** By its key, or by period, with the form where several collect in it. @throws HuibiaoError `not_found` */
async function findRound({ backend, values }: CommandCall): Promise<RoundInfo> {
  const given = values.round;
  if (typeof given !== 'string' || given === '') throw new UsageError('缺少选项 --round。');
  const rounds = await callMethod(backend, 'rounds.list', {});
  const byKey = rounds.find(({ round }) => round.key === given);
  if (byKey !== undefined) return byKey;
  const period = readPeriod(given);
  const form = typeof values.form === 'string' ? values.form : null;
  const found = rounds.filter(
    ({ round, formTitle, table }) =>
      round.period === period &&
      (form === null || round.form === form || formTitle === form || table === form),
  );
  const [only, another] = found;
  if (only !== undefined && another === undefined) return only;
  const named = (some: readonly RoundInfo[]): string =>
    some.map(({ round, formTitle }) => `${formTitle} ${periodTitle(round.period)}`).join('、');
  throw new HuibiaoError(
    'not_found',
    only === undefined
      ? `没有“${given}”这个报表期。${rounds.length === 0 ? '请先下发，或在窗口中新建报表期。' : `现有：${named(rounds)}。`}`
      : `“${given}”有几个表样在收：${named(found)}。请用 --form 写明是哪一个。`,
    { round: given },
  );
}

/** Folders give their files, those below them too, by name; what programs leave beside them is passed over. */
async function listFiles(paths: readonly string[]): Promise<FoundFiles> {
  const files: string[] = [];
  const passedOver: FoundFiles['passedOver'][number][] = [];
  for (const path of paths) {
    const found = await stat(path).catch(() => null);
    if (found?.isDirectory() === true) await listFolder(path);
    else files.push(path);
  }
  return { files, passedOver };

  /** A folder that cannot be looked into is told; the others are received all the same. */
  async function listFolder(folder: string): Promise<void> {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => null);
    if (entries === null) {
      const message = `文件夹“${folder}”打不开，可能U盘已拔出或没有权限。请检查后再收一次。`;
      passedOver.push({ fileName: folder, message });
      return;
    }
    for (const entry of entries.toSorted((left, right) => (left.name < right.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) await listFolder(path);
      else if (!entry.name.startsWith('.') && !isLeftoverFile(entry.name)) files.push(path);
    }
  }
}

type FoundFiles = {
  readonly files: readonly string[];
  readonly passedOver: Output<'returns.receive'>['passedOver'];
};

/** The backend keeps few uploads at once. */
const filesOfBatch = 8;
const bytesOfBatch = 60 * 1024 * 1024;

async function receiveAll(
  backend: Backend,
  round: string,
  found: FoundFiles,
): Promise<Output<'returns.receive'>> {
  const files: ReceivedFile[] = [];
  const passedOver = [...found.passedOver];
  let uploadIds: string[] = [];
  let size = 0;
  const receive = async (): Promise<void> => {
    if (uploadIds.length === 0) return;
    const received = await callMethod(backend, 'returns.receive', { uploadIds, round });
    files.push(...received.files);
    passedOver.push(...received.passedOver);
    uploadIds = [];
    size = 0;
  };
  for (const path of found.files) {
    const bytes = await readReadable(path, passedOver);
    if (bytes === null) continue;
    uploadIds.push(await upload(backend, path, bytes));
    size += bytes.byteLength;
    if (uploadIds.length >= filesOfBatch || size >= bytesOfBatch) await receive();
  }
  await receive();
  return { files, passedOver };
}

/** A file that vanished or cannot be read is told; the others are received all the same. */
async function readReadable(
  path: string,
  passedOver: { readonly fileName: string; readonly message: string }[],
): Promise<Uint8Array | null> {
  try {
    return await readInput(path);
  } catch (error) {
    if (!(error instanceof HuibiaoError)) throw error;
    passedOver.push({ fileName: basename(path), message: error.message });
    return null;
  }
}

async function upload(backend: Backend, path: string, bytes: Uint8Array): Promise<string> {
  const response = await backend.handle(
    new Request(`http://backend/upload?name=${encodeURIComponent(basename(path))}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: new Uint8Array(bytes),
    }),
  );
  return (await readReply<{ uploadId: string }>(response)).uploadId;
}
