/** The headless host as a person runs it: a process, its exit code, what it prints and what it leaves behind. */
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
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
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readParameters } from '../../electron/parameters.ts';

const program = resolve('electron/cli.ts');
const sample = mkdtempSync(join(tmpdir(), 'huibiao-cli-sample-'));
let folder: string;

type Ended = { readonly code: number | null; readonly out: string; readonly said: string };

function huibiao(...parameters: readonly string[]): Ended {
  const ended = spawnSync(process.execPath, [program, ...parameters], { cwd: folder, encoding: 'utf8' });
  return { code: ended.status, out: ended.stdout, said: ended.stderr };
}

/** The same through a shell, where the result goes somewhere else. */
function shell(command: string): Ended {
  const ended = spawnSync('bash', ['-c', command], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, HUIBIAO: `${process.execPath} ${program}` },
  });
  return { code: ended.status, out: ended.stdout, said: ended.stderr };
}

beforeAll(() => {
  folder = sample;
  expect(huibiao('new', '样本', '--seed', 'zezhou-2025').code).toBe(0);
  return () => rmSync(sample, { recursive: true });
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'huibiao-cli-'));
  copyFileSync(join(sample, '样本.huibiao'), join(folder, '台账.huibiao'));
});

afterEach(() => rmSync(folder, { recursive: true }));

describe('the exit code tells how it ended', () => {
  it('0: done', () => {
    const { code, out } = huibiao('rows', '台账.huibiao', '--table', '附件2 市级', '--json');
    const listed = JSON.parse(out);
    expect(code).toBe(0);
    expect(listed.table).toBe('annex2');
    expect(listed.columns[0]).toEqual({ key: 'township', title: '乡镇', type: 'unit' });
    expect(listed.rows).toHaveLength(95);
    expect(listed.rows[0].values).toEqual({
      township: '下村镇',
      category: '提档升级村',
      village: '大南庄村',
      note: null,
    });
  });

  it('1: done, with problems to look at', () => {
    const { code, out, said } = huibiao(
      'export',
      '台账.huibiao',
      '--table',
      'annex2',
      '--out',
      "附 件'2.xlsx",
      '--json',
    );
    expect(code).toBe(1);
    expect(JSON.parse(out).problems).toHaveLength(2);
    expect(said).toContain('实数 22，文件所列 15');
    expect(huibiao('import', '台账.huibiao', '--table', 'annex2', "附 件'2.xlsx").code).toBe(0);
  });

  it.each([
    ['no such workbook', ['rows', '没有.huibiao', '--table', 'annex1'], '找不到这个工作簿'],
    ['a folder', ['rows', '.', '--table', 'annex1'], '文件夹'],
    ['no such table', ['rows', '台账.huibiao', '--table', '附件9'], '附件9'],
    ['no such file', ['import', '台账.huibiao', '--table', 'annex1', '没有.xlsx'], '没有这个文件'],
    [
      'the workbook as the file',
      ['import', '台账.huibiao', '--table', 'annex1', '台账.huibiao'],
      '不是表格文件',
    ],
    ['a workbook that is there', ['new', '台账'], '没有覆盖'],
    [
      'a folder that is not there',
      ['export', '台账.huibiao', '--table', 'annex1', '--out', '无/1.xlsx'],
      '文件夹不存在',
    ],
  ])('2: the input could not be used: %s', (_what, parameters, words) => {
    const { code, out, said } = huibiao(...parameters, '--json');
    expect(code).toBe(2);
    expect(said).toContain(words);
    expect(JSON.parse(out).error.message).toContain(words);
  });

  it.each([
    ['no command', []],
    ['an unknown command', ['删除']],
    ['an unknown option', ['rows', '台账.huibiao', '--tabel', 'annex1']],
    ['an option without its value', ['rows', '台账.huibiao', '--table']],
    ['a parameter too many', ['new', '甲', '乙']],
    ['a parameter too few', ['import', '台账.huibiao', '--table', 'annex1']],
    ['an unknown seed', ['new', '甲', '--seed', '别的县']],
  ])('64: wrong usage: %s', (_what, parameters) => {
    const { code, out, said } = huibiao(...parameters);
    expect(code).toBe(64);
    expect(out + said).toContain('用法');
    expect(readdirSync(folder)).toEqual(['台账.huibiao']);
  });
});

describe('how a sheet is to be read can be said', () => {
  const odd = [
    '某镇村情,,',
    '哪个镇,哪个村,几号',
    '高都镇,泊南村,140525100001',
    '说明：略,,',
    '大阳镇,大兴村,140525100002',
  ];
  const say = [
    '--header',
    '2',
    '--column',
    'A=乡镇',
    '--column',
    'B=村名',
    '--column',
    'c=不读',
    '--skip',
    '5',
  ];
  const importOdd = (...more: string[]): Ended =>
    huibiao('import', '台账.huibiao', '--table', 'villages', '村情.csv', '--dry-run', '--json', ...more);

  it('by sheet, header, columns and rows; the answer says how it was read', () => {
    writeFileSync(join(folder, '村情.csv'), odd.join('\n'));
    const refused = importOdd();
    expect([refused.code, JSON.parse(refused.out).refusal.code]).toEqual([2, 'other_table']);
    const { out } = importOdd(...say);
    const { added, changed, unchanged, refusal, reading } = JSON.parse(out);
    expect([added + changed + unchanged, refusal]).toEqual([1, null]);
    expect(reading.columns.map(({ field }: { field: unknown }) => field)).toEqual([
      { kind: 'column', key: 'township' },
      { kind: 'column', key: 'village' },
      { kind: 'ignored' },
    ]);
    expect(reading.choice).toMatchObject({
      sheet: '村情',
      header: { firstRow: 1, lastRow: 1 },
      rows: [{ firstRow: 4, lastRow: 4, role: 'skipped' }],
    });
  });

  it.each([
    ['--header', '三'],
    ['--header', '4-3'],
    ['--column', 'C'],
    ['--column', 'C=没有这一栏'],
    ['--skip', '0'],
  ])('64: %s %s is wrong usage', (option, value) => {
    writeFileSync(join(folder, '村情.csv'), odd.join('\n'));
    const { code, said } = importOdd(option, value);
    expect([code, said]).toEqual([64, expect.stringContaining(value)]);
  });
});

describe('what is wrong with the parameters is said in Chinese', () => {
  const options = { table: { type: 'string' }, json: { type: 'boolean' } } as const;
  it.each([
    [['--bogus'], '没有 --bogus 这个选项。'],
    [['-t'], '没有 -t 这个选项。'],
    [['--table'], '选项 --table 后面要写值'],
    [['--table', '--json'], '选项 --table 后面要写值'],
    [['--json=1'], '选项 --json 后面不带值。'],
    [['--constructor'], '没有 --constructor 这个选项。'],
  ])('%j', (parameters, words) => {
    expect(() => readParameters(parameters, options)).toThrow(words);
  });

  it('a value may begin with a dash when it is written behind =', () => {
    expect(readParameters(['--table=-1', '--', '--x'], options)).toEqual({
      values: { table: '-1' },
      positionals: ['--x'],
    });
  });
});

describe('an export replaces what was meant and nothing else', () => {
  const exportTo = (out: string): Ended =>
    huibiao('export', '台账.huibiao', '--table', 'annex1', '--out', out);

  it('never a workbook', () => {
    const before = readFileSync(join(folder, '台账.huibiao'));
    symlinkSync('台账.huibiao', join(folder, '链接.xlsx'));
    copyFileSync(join(folder, '台账.huibiao'), join(folder, '另一本.huibiao'));
    for (const out of ['台账.huibiao', '链接.xlsx', '另一本.huibiao', '新的.huibiao']) {
      const { code, said } = exportTo(out);
      expect(code).toBe(2);
      expect(said).toContain('会覆盖工作簿');
    }
    expect(readFileSync(join(folder, '台账.huibiao'))).toEqual(before);
    expect(readFileSync(join(folder, '另一本.huibiao'))).toEqual(before);
  });

  it('an earlier export, also through a link; nothing half made is left', () => {
    expect(exportTo('附件1.xlsx').code).toBe(0);
    const bytes = readFileSync(join(folder, '附件1.xlsx'));
    symlinkSync('附件1.xlsx', join(folder, '链接.xlsx'));
    expect(exportTo('链接.xlsx').code).toBe(0);
    expect(readFileSync(join(folder, '附件1.xlsx'))).toEqual(bytes);
    mkdirSync(join(folder, '夹'));
    expect(exportTo('夹')).toMatchObject({ code: 2, said: expect.stringContaining('这是一个文件夹') });
    expect(readdirSync(folder).sort()).toEqual(['台账.huibiao', '夹', '附件1.xlsx', '链接.xlsx'].sort());
  });
});

describe.runIf(existsSync('/dev/full'))('a place that takes nothing', () => {
  it('is told, and the exit code is not 0', () => {
    for (const command of [
      '$HUIBIAO rows 台账.huibiao --table villages --json >/dev/full',
      '$HUIBIAO rows 台账.huibiao --table villages >/dev/full',
      '$HUIBIAO export 台账.huibiao --table annex1 --out /dev/full',
    ]) {
      const { code, said } = shell(command);
      expect(said).toContain('磁盘空间已满');
      expect(code).toBe(2);
    }
  });

  it('a reader that has seen enough is no error', () => {
    const { code, out, said } = shell(
      'set -o pipefail; $HUIBIAO rows 台账.huibiao --table villages | head -n 1',
    );
    expect(out).toContain('行政区划代码');
    expect(said).toBe('');
    expect(code).toBe(0);
  });
});

it('a workbook is one file again when the command has ended', () => {
  huibiao('rows', '台账.huibiao', '--table', 'annex1');
  expect(readdirSync(folder)).toEqual(['台账.huibiao']);
});
