/** `huibiao issue` as a person runs it. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readIssueMark } from '../../electron/backend/sheets/issue/issue-mark.ts';
import { listEntries } from '../../electron/backend/sheets/zip/zip.ts';

const folder = mkdtempSync(join(tmpdir(), 'huibiao-issue-'));
const program = resolve('electron/cli.ts');

type Ended = { readonly code: number | null; readonly out: string; readonly said: string };

function huibiao(...parameters: readonly string[]): Ended {
  const ended = spawnSync(process.execPath, [program, ...parameters], { cwd: folder, encoding: 'utf8' });
  return { code: ended.status, out: ended.stdout, said: ended.stderr };
}

function issue(...parameters: readonly string[]): Ended {
  return huibiao('issue', '台账.huibiao', '--form', '附件1 省级', '--period', '2025年10月', ...parameters);
}

beforeAll(() => {
  expect(huibiao('new', '台账', '--seed', 'zezhou-2025').code).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('huibiao issue', () => {
  it('writes a copy for each township, marked, and the second time uses the same round and overwrites nothing', () => {
    const first = issue('--due', '2025-10-15', '--out', '下发', '--prefill', '--json');
    expect(first.said).toContain('16 份');
    expect(first.code).toBe(0);
    const listed = JSON.parse(first.out);
    expect(listed).toMatchObject({
      isNew: true,
      round: { period: '2025-10', dueAt: '2025-10-15', unitKind: '乡镇' },
    });
    const names = readdirSync(join(folder, '下发')).sort();
    expect(names).toEqual(listed.copies.map(({ fileName }: { fileName: string }) => fileName));
    const copy = join(folder, '下发', '13高都镇_附件1 省级_2025年10月.xlsx');
    expect(readIssueMark(readFileSync(copy))).toMatchObject({
      round: listed.round.key,
      unit: '高都镇',
      form: 'annex1',
    });

    writeFileSync(copy, '已改');
    const again = issue('--out', '下发');
    expect(again.code).toBe(2);
    expect(again.said).toContain('16 个同名文件');
    expect(readFileSync(copy, 'utf8')).toBe('已改');

    const zipped = issue('--out', '压缩', '--zip', '--json');
    expect(zipped.code).toBe(0);
    expect(JSON.parse(zipped.out)).toMatchObject({ isNew: false, round: { key: listed.round.key } });
    const [zip = ''] = readdirSync(join(folder, '压缩'));
    expect(listEntries(readFileSync(join(folder, '压缩', zip)))).toHaveLength(16);
  });

  it('takes units by name, and says which it does not know', () => {
    const some = issue(
      '--period',
      '2025Q3',
      '--units',
      '高都镇、巴公镇',
      '--out',
      '两镇',
      '--unlocked',
      '--pattern',
      '{单位}',
    );
    expect(some.code).toBe(0);
    expect(readdirSync(join(folder, '两镇')).sort()).toEqual(['巴公镇.xlsx', '高都镇.xlsx']);
    const unknown = issue('--period', '2026', '--units', '高都镇、某某镇', '--out', '没有');
    expect(unknown.code).toBe(2);
    expect(unknown.said).toContain('某某镇');
    expect(existsSync(join(folder, '没有'))).toBe(false);
  });

  it.each([
    [['--period', '2025-13', '--out', 'x'], 64, '2025-13'],
    [['--due', '15日', '--out', 'x'], 64, '--due'],
    [['--out', '没有/这里'], 2, '不存在'],
  ] as const)('refuses %j', (parameters, code, words) => {
    const ended = issue(...parameters);
    expect(ended.code).toBe(code);
    expect(ended.said).toContain(words);
  });

  it('names the forms that there are where the one that is asked for is not there', () => {
    const ended = huibiao(
      'issue',
      '台账.huibiao',
      '--form',
      '不存在',
      '--period',
      '2025',
      '--out',
      'x',
      '--json',
    );
    expect(ended.code).toBe(2);
    expect(ended.said).toContain('附件2 市级（annex2）');
    expect(JSON.parse(ended.out).error.code).toBe('not_found');
  });
});
