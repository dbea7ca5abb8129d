/** `huibiao merge` as a person runs it. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readIssueMark } from '../../electron/backend/sheets/issue/issue-mark.ts';
import { loadSheets } from '../../electron/backend/sheets/read/load-file.ts';
import { textAt } from '../../electron/backend/sheets/sheet.ts';
import { type GeneratedReturn, generateForm, generateReturns } from '../fixtures/returns/returns.ts';

const folder = mkdtempSync(join(tmpdir(), 'huibiao-merge-'));
const program = resolve('electron/cli.ts');

type Ended = { readonly code: number | null; readonly out: string; readonly said: string };

function huibiao(...parameters: readonly string[]): Ended {
  const ended = spawnSync(process.execPath, [program, ...parameters], { cwd: folder, encoding: 'utf8' });
  return { code: ended.status, out: ended.stdout, said: ended.stderr };
}

function write(files: readonly { readonly fileName: string; readonly bytes: Uint8Array }[]): string[] {
  return files.map(({ fileName, bytes }) => {
    writeFileSync(join(folder, fileName), bytes);
    return fileName;
  });
}

let plain: GeneratedReturn[];
let mixed: GeneratedReturn[];

beforeAll(async () => {
  write([{ ...(await generateForm('list')), fileName: '表样.xlsx' }]);
  plain = await generateReturns('list', [null, null, 'savedAsXls', 'savedAsGbkCsv'], 31);
  mixed = await generateReturns('list', [null, 'approximateNumbers', 'otherForm', 'twoVersions'], 32);
}, 30_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe('huibiao merge', () => {
  it('merges clean returns of any kind of file, and ends with 0', () => {
    const files = write(plain);
    const { code, out, said } = huibiao(
      'merge',
      '--form',
      '表样.xlsx',
      '--out',
      '汇总.xlsx',
      ...files,
      '--json',
    );
    expect(said).toContain('已写出');
    expect(code).toBe(0);
    const told = JSON.parse(out);
    expect(Object.keys(told)).toEqual(['files', 'rows', 'totals', 'conflicts', 'out']);
    expect(told.files.map(({ status, unit }: Record<string, string>) => [status, unit])).toEqual(
      plain.map(({ unit }) => ['merged', unit]),
    );
    const rows = plain.reduce((sum, file) => sum + file.rows.length, 0);
    expect(told.rows).toBe(rows);
    const [sheet] = loadSheets(new Uint8Array(readFileSync(join(folder, '汇总.xlsx'))), '汇总.xlsx');
    expect(sheet === undefined ? '' : textAt(sheet, 4 + rows, 1)).toBe('合计');
  });

  it('says everything that wants a look with its file and cell, and ends with 1', () => {
    const files = write(mixed);
    const { code, out } = huibiao('merge', '--form', '表样.xlsx', '--out', '二.xlsx', ...files, '--json');
    expect(code).toBe(1);
    const { files: told, conflicts, out: written } = JSON.parse(out);
    expect(written).toBe(join(folder, '二.xlsx'));
    expect(told.map(({ status }: { status: string }) => status)).toEqual([
      'merged',
      'merged',
      'refused',
      'doubtful',
      'doubtful',
    ]);
    expect(told[1].problems[0]).toEqual({
      code: 'unread_value',
      severity: 'explain',
      sheet: '村庄建设',
      cell: expect.stringMatching(/^E\d+$/),
      message: expect.stringContaining('约50'),
    });
    expect(conflicts).toHaveLength(1);
    expect(conflicts[0].values).toHaveLength(2);
  });

  it('takes the first return as the form where none is given', () => {
    const files = write(plain);
    const { code, said } = huibiao('merge', '--out', '三.xlsx', ...files);
    expect(said).toContain('已写出');
    expect(code).toBe(0);
    const [first = ''] = files;
    expect(readIssueMark(new Uint8Array(readFileSync(join(folder, first))))).not.toBeNull();
    expect(readIssueMark(new Uint8Array(readFileSync(join(folder, '三.xlsx'))))).toBeNull();
  });

  it('writes nothing and ends with 2 where no file can be used', () => {
    writeFileSync(join(folder, '坏.xlsx'), 'nothing');
    const { code, out } = huibiao(
      'merge',
      '--form',
      '表样.xlsx',
      '--out',
      '四.xlsx',
      '坏.xlsx',
      '没有.xlsx',
      '--json',
    );
    expect(code).toBe(2);
    expect(existsSync(join(folder, '四.xlsx'))).toBe(false);
    const { files, out: written } = JSON.parse(out);
    expect(files.map(({ status }: { status: string }) => status)).toEqual(['refused', 'refused']);
    expect(written).toBeNull();
  });

  it.each([
    ['without a file', ['merge', '--out', '五.xlsx']],
    ['without --out', ['merge', '表样.xlsx']],
    ['with an --out that is one of the returns', ['merge', '--out', '表样.xlsx', '表样.xlsx']],
    ['with an --out that is no workbook', ['merge', '--out', '五.csv', '表样.xlsx']],
  ])('ends with 64 %s', (_, parameters) => {
    expect(huibiao(...parameters).code).toBe(64);
  });

  it('ends with 2 for a key that the form does not have', () => {
    const files = write(plain);
    const { code, said } = huibiao(
      'merge',
      '--form',
      '表样.xlsx',
      '--out',
      '六.xlsx',
      '--key',
      '户主',
      ...files,
    );
    expect(said).toContain('没有“户主”这一栏');
    expect(code).toBe(2);
  });
});
