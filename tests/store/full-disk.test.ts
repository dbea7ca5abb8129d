/** A disk that is full while returns are received, accepted and taken back, as the screens meet it. */
import { randomBytes, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listRows } from '../../electron/backend/store/rows.ts';
import { noDecisions } from '../../shared/collect/settle-plan.ts';
import { callOk, type TestHost } from '../contract/hosts.ts';
import { type CollectDesk, openCollectDesk, type ReturnRow, refusedBy } from './collect-desk.ts';
import { temporaryFolder } from './fixture.ts';

const folder = temporaryFolder();
let desk: CollectDesk;
let host: TestHost;

beforeEach(async () => {
  desk = await openCollectDesk(folder.path(''));
  host = desk.host;
}, 60_000);
afterEach(() => host.close());

/** A return of a unit with so many rows that do not shrink. */
function returnOf(unit: string, rows: number): string {
  const lines = Array.from({ length: rows }, (_, index): ReturnRow => [`${randomUUID()}村`, index, index]);
  return desk.uploadReturn(unit, lines, '');
}

/** Room for so many pages more than the workbook has; null for as many as it likes. */
function leaveRoom(pages: number | null): void {
  const count = Number(desk.database.pragma('page_count', { simple: true }));
  desk.database.pragma(`max_page_count = ${pages === null ? 1_000_000 : count + pages}`);
}

function expectIntact(): void {
  expect(desk.database.pragma('integrity_check', { simple: true })).toBe('ok');
}

/** All that a clerk could see of the workbook. */
async function whatIsThere() {
  const everything = { table: null, rowId: null, column: null, before: null, limit: 100 };
  return {
    returns: await callOk(host, 'returns.list', { round: desk.round }),
    rows: listRows(desk.database, desk.table),
    edits: await callOk(host, 'edits.list', everything),
    state: await callOk(host, 'edits.state', {}),
  };
}

describe('a disk that is full', () => {
  it('while files are received: those before stay, the rest can be dropped once more', async () => {
    const drop = (): string[] => [
      ...desk.units.map((unit) => returnOf(unit, 2)),
      desk.upload('照片.bin', randomBytes(3_000_000)),
    ];
    const first = drop();
    leaveRoom(250);
    const failure = await refusedBy(desk, 'returns.receive', { uploadIds: first, round: desk.round });
    expect(failure.code).toBe('workbook_unwritable');
    expect(failure.message).toMatch(/^前面16个文件已经收下.*磁盘空间已满.*再拖进来/);
    const before = await whatIsThere();
    expect(before.returns).toHaveLength(16);
    leaveRoom(null);
    const again = await callOk(host, 'returns.receive', { uploadIds: first, round: desk.round });
    expect(again.files.map(({ duplicate }) => duplicate)).toEqual([...desk.units.map(() => true), false]);
    expectIntact();
  });

  it('before the first file: nothing is received, and it is not said that anything was', async () => {
    const uploadIds = [returnOf('高都镇', 300)];
    const before = await whatIsThere();
    leaveRoom(0);
    const { message } = await refusedBy(desk, 'returns.receive', { uploadIds, round: desk.round });
    expect(message).toMatch(/^磁盘空间已满/);
    expect(await whatIsThere()).toEqual(before);
    leaveRoom(null);
    const { files } = await callOk(host, 'returns.receive', { uploadIds, round: desk.round });
    expect(files.map(({ received }) => received.counts.rows)).toEqual([300]);
  });

  it('while a return is accepted or taken back: all stays as before, and both work once there is room', async () => {
    const uploadIds = [returnOf('高都镇', 300)];
    const { files } = await callOk(host, 'returns.receive', { uploadIds, round: desk.round });
    const input = { id: files[0]?.received.id ?? '', decisions: noDecisions, explanations: [] };
    const received = await whatIsThere();
    leaveRoom(3);
    expect(await refusedBy(desk, 'returns.accept', input)).toMatchObject({ code: 'workbook_unwritable' });
    expect(await whatIsThere()).toEqual(received);
    leaveRoom(null);
    await callOk(host, 'returns.accept', input);
    const accepted = await whatIsThere();
    leaveRoom(3);
    expect(await refusedBy(desk, 'edits.undo', {})).toMatchObject({ code: 'workbook_unwritable' });
    expect(await whatIsThere()).toEqual(accepted);
    leaveRoom(null);
    await callOk(host, 'edits.undo', {});
    const { returns, rows } = await whatIsThere();
    expect({ returns, rows }).toEqual({ returns: received.returns, rows: received.rows });
    expectIntact();
  });
});
