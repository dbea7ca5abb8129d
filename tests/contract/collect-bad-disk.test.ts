/** `huibiao collect` from a stick that is failing and into a workbook that cannot be written. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'huibiao-bad-disk-'));
const sent = join(folder, '收');
const program = resolve('electron/cli.ts');

function huibiao(...parameters: readonly string[]) {
  return spawnSync(process.execPath, [program, ...parameters], { cwd: folder, encoding: 'utf8' });
}

function collect(...parameters: readonly string[]) {
  const ended = huibiao('collect', '台账.huibiao', '--round', '2025-10', ...parameters, '--json');
  return { code: ended.status, said: ended.stderr, answer: JSON.parse(ended.stdout) };
}

function copyOf(unit: string): Buffer {
  const name = readdirSync(join(folder, '下发')).find((file) => file.includes(unit)) ?? '';
  return readFileSync(join(folder, '下发', name));
}

beforeAll(() => {
  expect(huibiao('new', '台账', '--seed', 'zezhou-2025').status).toBe(0);
  const form = ['--form', '附件1 省级', '--period', '2025-10', '--prefill'];
  expect(huibiao('issue', '台账.huibiao', ...form, '--out', '下发').status).toBe(0);
  mkdirSync(sent);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe('huibiao collect', { timeout: 120_000 }, () => {
  it('receives the files that can be read, and says of the others what is wrong with each', () => {
    writeFileSync(join(sent, '高都.xlsx'), copyOf('高都镇'));
    writeFileSync(join(sent, '传了一半.xlsx'), copyOf('周村镇').subarray(0, 3000));
    symlinkSync('/nowhere', join(sent, '没了.xlsx'));
    // Of this file the system gives a size and then fails to read: what a stick does that is pulled out.
    symlinkSync('/proc/self/mem', join(sent, '坏盘.xlsx'));
    const { code, answer } = collect('收', '没有.xlsx');
    expect(code).toBe(1);
    const byFile = new Map<string, { status: string; message: string }>(
      answer.files.map((line: { file: string }) => [line.file, line]),
    );
    expect(byFile.get('高都.xlsx')).toMatchObject({ unit: '高都镇', certainty: 'certain' });
    expect(byFile.get('传了一半.xlsx')?.message).toMatch(/损坏/);
    const why = new Map<string, string>(
      answer.passedOver.map((one: { fileName: string; message: string }) => [one.fileName, one.message]),
    );
    expect([...why.keys()].sort()).toEqual(['坏盘.xlsx', '没了.xlsx', '没有.xlsx'].sort());
    expect(why.get('没有.xlsx')).toMatch(/没有这个文件/);
    expect(why.get('没了.xlsx')).toMatch(/没有这个文件/);
    if (process.platform === 'linux') expect(why.get('坏盘.xlsx')).toMatch(/读到一半断了.*U盘/);
  });

  it('leaves a workbook alone that another program holds, and one that is read-only', async () => {
    const before = readFileSync(join(folder, '台账.huibiao'));
    const holder = spawn(process.execPath, [
      resolve('tests/store/children/hold.ts'),
      join(folder, '台账.huibiao'),
    ]);
    await once(holder.stdout, 'data');
    expect(refusal()).toMatchObject({
      code: 'workbook_in_use',
      message: expect.stringMatching(/另一个程序/),
    });
    await end(holder);
    chmodSync(join(folder, '台账.huibiao'), 0o444);
    expect(refusal()).toMatchObject({ code: 'workbook_unwritable', message: expect.stringMatching(/只读/) });
    chmodSync(join(folder, '台账.huibiao'), 0o644);
    expect(readFileSync(join(folder, '台账.huibiao')).equals(before)).toBe(true);
    expect(collect('收').answer.files).toHaveLength(2);
  });
});

function refusal(): { code: string; message: string } {
  const { code, answer } = collect('收');
  expect(code).toBe(2);
  return answer.error;
}

async function end(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}
