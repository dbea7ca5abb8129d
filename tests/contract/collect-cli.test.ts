/** `huibiao collect` as a person runs it: issue annex 1 to sixteen townships, and take back what they send. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSheets } from '../../electron/backend/sheets/read/load-file.ts';
import { cellName, textAt } from '../../electron/backend/sheets/sheet.ts';
import { fillCells } from '../fixtures/collect.ts';

const folder = mkdtempSync(join(tmpdir(), 'huibiao-collect-'));
const program = resolve('electron/cli.ts');

type Ended = { readonly code: number | null; readonly out: string; readonly said: string };

function huibiao(...parameters: readonly string[]): Ended {
  const ended = spawnSync(process.execPath, [program, ...parameters], { cwd: folder, encoding: 'utf8' });
  return { code: ended.status, out: ended.stdout, said: ended.stderr };
}

type Line = { file: string; unit: string; accepted: boolean; plan: Record<string, number>; message: string };

function collect(
  ...parameters: readonly string[]
): Ended & { files: Line[]; answer: Record<string, unknown> } {
  const ended = huibiao('collect', '台账.huibiao', '--round', '2025年10月', ...parameters, '--json');
  const answer = JSON.parse(ended.out);
  return { ...ended, files: answer.files ?? [], answer };
}

/** The copy of a township with the names under 提档升级村 as `change` gives them. */
function returned(unit: string, change: (names: string) => string): Uint8Array {
  const file = readdirSync(join(folder, '下发')).find((name) => name.includes(unit)) ?? '';
  const bytes = readFileSync(join(folder, '下发', file));
  const [sheet] = loadSheets(bytes, file);
  if (sheet === undefined) throw new Error('no sheet');
  const row = sheet.rows.findIndex((_, at) => textAt(sheet, at, 0).replace(/\s/gu, '') === unit);
  return fillCells(bytes, sheet.name, { [cellName(row, 2)]: change(textAt(sheet, row, 2)) });
}

beforeAll(() => {
  expect(huibiao('new', '台账', '--seed', 'zezhou-2025').code).toBe(0);
  const issued = huibiao(
    ...['issue', '台账.huibiao', '--form', '附件1 省级', '--period', '2025-10', '--out', '下发', '--prefill'],
  );
  expect(issued.code).toBe(0);
  mkdirSync(join(folder, '收'));
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe('huibiao collect', { timeout: 120_000 }, () => {
  it('names everybody while nobody has reported', () => {
    const { answer, code } = collect();
    expect(code).toBe(0);
    expect(answer.reminder).toMatch(/以下16个乡镇尚未报送：/);
    expect(answer.board).toHaveLength(16);
  });

  it('takes a folder: nothing is merged before somebody says so, then what leaves nothing open is', () => {
    writeFileSync(
      join(folder, '收', '新文件.xlsx'),
      returned('高都镇', (text) => `${text}、新添村`),
    );
    writeFileSync(
      join(folder, '收', '新文件(1).xlsx'),
      returned('周村镇', (text) => text.split('、').slice(1).join('、')),
    );
    const [same = ''] = readdirSync(join(folder, '下发')).filter((name) => name.includes('大东沟镇'));
    writeFileSync(join(folder, '收', '照旧.xlsx'), readFileSync(join(folder, '下发', same)));
    const seen = collect('收');
    expect(seen.files.map(({ accepted }) => accepted)).toEqual([false, false, false]);
    expect(seen.code).toBe(1);

    const { files, code, answer } = collect('收', '--accept', '--explain', '已核实');
    expect(files.map(({ message }) => message)).toEqual(files.map(() => expect.stringContaining('已接收')));
    expect(code).toBe(0);
    const byUnit = new Map(files.map((line) => [line.unit, line.plan]));
    expect(byUnit.get('高都镇')).toMatchObject({ added: 1, changed: 0, removed: 0, conflicts: 0 });
    expect(byUnit.get('周村镇')).toMatchObject({ added: 0, changed: 0, removed: 1, conflicts: 0 });
    expect(byUnit.get('大东沟镇')).toMatchObject({ added: 0, changed: 0, removed: 0, conflicts: 0 });
    expect(answer.reminder).toMatch(/以下13个乡镇尚未报送：/);
    const rows = huibiao('rows', '台账.huibiao', '--table', 'annex1', '--json');
    expect(rows.out).toContain('新添村');
  });

  it('says which rounds there are, and what is no file', () => {
    const unknown = huibiao('collect', '台账.huibiao', '--round', '2024-01');
    expect(unknown.code).toBe(2);
    expect(unknown.said).toContain('附件1 省级 2025年10月');
    expect(huibiao('collect', '台账.huibiao').code).toBe(64);
    const { answer, code } = collect('不存在.xlsx');
    expect(code).toBe(1);
    expect(answer.passedOver).toMatchObject([{ fileName: '不存在.xlsx' }]);
  });
});
