/** The laws of accepting, through the workbook: what two units send does not depend on whose is accepted first. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listRows } from '../../electron/backend/store/rows.ts';
import type { Row } from '../../shared/model/row.ts';
import { callOk } from '../contract/hosts.ts';
import { acceptExplained, type CollectDesk, openCollectDesk, type ReturnRow } from '../store/collect-desk.ts';

const folder = mkdtempSync(join(tmpdir(), 'huibiao-accept-'));
let desk: CollectDesk;
beforeAll(async () => {
  desk = await openCollectDesk(folder);
}, 60_000);
afterAll(async () => {
  await desk.host.close();
  rmSync(folder, { recursive: true });
});

const units = ['高都镇', '巴公镇'] as const;
type Unit = (typeof units)[number];

const figure = fc.integer({ min: 1, max: 4 });
const village = fc.constantFrom('东村', '西村', '南庄', '北庄', '上河', '下河', '前山');
const rows = fc.uniqueArray(fc.tuple(village, figure, figure), {
  minLength: 1,
  maxLength: 6,
  selector: ([name]) => name,
});
/** What a unit sent first, what the clerk changes in it, and what the unit sends then. */
const story = fc.record({ first: rows, edited: fc.option(fc.tuple(fc.nat(), figure)), second: rows });
type Story = typeof story extends fc.Arbitrary<infer Value> ? Value : never;

let files = 0;
async function receive(unit: Unit, sent: readonly ReturnRow[]): Promise<string> {
  files += 1;
  const uploadIds = [desk.uploadReturn(unit, sent, `第${files}份`)];
  const { files: received } = await callOk(desk.host, 'returns.receive', { uploadIds, round: desk.round });
  return received[0]?.received.id ?? '';
}

async function undo(times: number): Promise<void> {
  for (let count = 0; count < times; count += 1) await callOk(desk.host, 'edits.undo', {});
}

const rowsNow = (): Row[] => listRows(desk.database, desk.table);

async function editRow(unit: Unit, { edited }: Story): Promise<number> {
  const own = rowsNow().filter((row) => row.unit === unit);
  const row = edited === null ? undefined : own[edited[0] % own.length];
  if (row === undefined || edited === null || row.values.columnE === edited[1]) return 0;
  const change = { before: { columnE: row.values.columnE ?? null }, after: { columnE: edited[1] } };
  const changes = [{ kind: 'cellsSet' as const, table: desk.table, rowId: row.id, ...change }];
  await callOk(desk.host, 'edits.commit', { label: '改', changes });
  return 1;
}

/** Of each unit, in order: what its rows hold and where that comes from. */
function told(): unknown {
  return units.map((unit) =>
    rowsNow()
      .filter((row) => row.unit === unit)
      .map(({ values, source }) => ({ values, source })),
  );
}

describe('accepting what two units sent, each for the second time', { timeout: 120_000 }, () => {
  it('comes to the same in either order, and taken back is as if it had never been', async () => {
    await fc.assert(
      fc.asyncProperty(story, story, async (one, other) => {
        const empty = rowsNow();
        let steps = 0;
        for (const [unit, { first }] of [['高都镇', one] as const, ['巴公镇', other] as const]) {
          await acceptExplained(desk, await receive(unit, first));
          steps += 1;
        }
        steps += await editRow('高都镇', one);
        steps += await editRow('巴公镇', other);
        const [left, right] = [await receive('高都镇', one.second), await receive('巴公镇', other.second)];
        const before = rowsNow().map(({ id, values, source, position }) => ({
          id,
          values,
          source,
          position,
        }));
        const returnsBefore = await callOk(desk.host, 'returns.list', { round: desk.round });
        const results: unknown[] = [];
        for (const order of [
          [left, right],
          [right, left],
        ]) {
          for (const id of order) await acceptExplained(desk, id);
          results.push(told());
          await undo(2);
          expect(rowsNow()).toMatchObject(before);
          expect(rowsNow()).toHaveLength(before.length);
          expect(await callOk(desk.host, 'returns.list', { round: desk.round })).toEqual(returnsBefore);
        }
        expect(results[1]).toEqual(results[0]);
        await undo(steps);
        expect(rowsNow()).toEqual(empty);
      }),
      { numRuns: 12 },
    );
  });
});
