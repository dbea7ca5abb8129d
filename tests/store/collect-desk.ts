/** A backend whose database is at hand, with a form and a round that collects it from every township. */
import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { answerCall } from '../../electron/backend/dispatch.ts';
import { clearDesk, createSession, requireDatabase } from '../../electron/backend/session.ts';
import { openSheetTools } from '../../electron/backend/sheets/open-sheet-tools.ts';
import type { WritableDatabase } from '../../electron/backend/store/database.ts';
import type { Input, MethodName } from '../../shared/api.ts';
import type { Failure } from '../../shared/model/failure.ts';
import { ask, callOk, type TestHost } from '../contract/hosts.ts';
import { formBytes } from '../fixtures/forms.ts';
import { villageForm } from '../fixtures/issue.ts';

export type CollectDesk = {
  readonly host: TestHost;
  readonly database: WritableDatabase;
  readonly table: string;
  readonly round: string;
  readonly units: readonly string[];
  /** @returns the id of the upload */
  readonly upload: (name: string, bytes: Uint8Array) => string;
  /** A return of a unit: 村名, 任务数, 完成数; `note` stands in every row and tells one file from another. */
  readonly uploadReturn: (unit: string, rows: readonly ReturnRow[], note: string) => string;
};

export type ReturnRow = readonly [village: string, task: number, done: number];

/** @param folder where the workbook is made */
export async function openCollectDesk(folder: string): Promise<CollectDesk> {
  const options = {
    host: 'direct',
    version: '0.0.0',
    dataFolder: folder,
    stateFolder: null,
    rendererFolder: null,
    seedsFolder: resolve('seeds'),
    now: () => new Date(),
    newId: randomUUID,
    onWorkbookChange: () => {},
  } as const;
  const sheets = openSheetTools();
  const session = createSession(options, sheets);
  const host: TestHost = {
    folder,
    send: (path, init) =>
      answerCall(session, path.replace('/rpc/', ''), new Request(`http://backend${path}`, init)),
    close: async () => {
      clearDesk(session);
      await sheets.close();
    },
  };
  const upload: CollectDesk['upload'] = (name, bytes) => session.transfers.receive({ name, bytes });
  await callOk(host, 'workbook.create', { file: '台账', seed: 'zezhou-2025' });
  const uploadId = upload('改厕.xlsx', await formBytes([villageForm]));
  const learnt = await callOk(host, 'forms.learn', { uploadId, sheet: null, header: null, layout: null });
  const definition = learnt.proposals[0]?.form;
  if (definition === undefined) throw new Error('nothing learnt');
  const target = { kind: 'newTable', title: '改厕' } as const;
  const { form } = await callOk(host, 'forms.save', { uploadId, title: '改厕', definition, target });
  const { round } = await callOk(host, 'rounds.save', {
    round: null,
    form: form.key,
    edition: null,
    period: '2025-10',
    dueAt: null,
    units: { kind: 'kind', unitKind: '乡镇' },
    note: '',
  });
  return {
    host,
    database: requireDatabase(session),
    table: form.table,
    round: round.round.key,
    units: round.round.units,
    upload,
    uploadReturn: (unit, rows, note) => {
      const lines = rows.map(([village, task, done], index) => [
        ...[index + 1, unit, village, '是', task, done, '', '', '县级', note],
      ]);
      const text = [villageForm.rows[2] ?? [], ...lines].map((cells) => cells.join(',')).join('\r\n');
      return upload(`${unit}.csv`, new TextEncoder().encode(text));
    },
  };
}

/** Accepts a return with a word about everything that wants one; conflicts go to the return. */
export async function acceptExplained({ host }: CollectDesk, id: string): Promise<void> {
  const { problems } = await callOk(host, 'returns.review', { id, rows: 0 });
  const explanations = problems
    .filter(({ severity }) => severity === 'explain')
    .map(({ code, sheet, cell, column }) => ({ problem: { code, sheet, cell, column }, text: '属实' }));
  await callOk(host, 'returns.accept', { id, decisions: { rule: 'theirs', single: {} }, explanations });
}

/** Calls a method that is meant to be refused. */
export async function refusedBy<Name extends MethodName>(
  { host }: CollectDesk,
  name: Name,
  input: Input<Name>,
): Promise<Failure> {
  const reply = await ask(host, name, input);
  if (reply.ok) throw new Error(`${name} was not refused`);
  return reply.error;
}
