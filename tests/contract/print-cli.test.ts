/** `huibiao print` as a person runs it. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readPrintOptions } from '../../electron/commands/print-options.ts';
import { UsageError } from '../../electron/parameters.ts';
import { usualPrintOptions } from '../../shared/print/options.ts';
import { annexTable } from '../fixtures/annex.ts';

const folder = mkdtempSync(join(tmpdir(), 'huibiao-print-cli-'));

function huibiao(...parameters: readonly string[]): { code: number | null; out: string; said: string } {
  const program = resolve('electron/cli.ts');
  const ended = spawnSync(process.execPath, [program, ...parameters], { cwd: folder, encoding: 'utf8' });
  return { code: ended.status, out: ended.stdout, said: ended.stderr };
}

beforeAll(() => {
  expect(huibiao('new', '样本', '--seed', 'zezhou-2025').code).toBe(0);
  return () => rmSync(folder, { recursive: true });
}, 60_000);

describe('huibiao print', () => {
  it('writes the annexes as one Word document and says what does not add up', () => {
    const { code, out, said } = huibiao(
      'print',
      '样本.huibiao',
      '--annex',
      '1,2',
      '--word',
      '附件.docx',
      '--start-page',
      '3',
      '--json',
    );
    expect(code).toBe(1);
    expect(readFileSync(join(folder, '附件.docx')).toString('latin1', 0, 2)).toBe('PK');
    const printed = JSON.parse(out);
    expect(printed.tables.map(({ table }: { table: string }) => table)).toEqual(['annex1', 'annex2']);
    expect(printed.written).toEqual([join(folder, '附件.docx')]);
    expect(said).toContain('合计与文件所列不符');
  });

  it('0: a table by its title, across, with everything that a ledger has', () => {
    const { code } = huibiao(
      'print',
      '样本.huibiao',
      '--table',
      '重点任务',
      '--look',
      '台账',
      '--landscape',
      '--signature',
      '--word',
      '任务.docx',
    );
    expect(code).toBe(0);
    expect(existsSync(join(folder, '任务.docx'))).toBe(true);
  });

  it('2: an annex that is not there, with those that are', () => {
    const { code, said } = huibiao('print', '样本.huibiao', '--annex', '7', '--pdf', '附件.pdf');
    expect(code).toBe(2);
    expect(said).toMatch(/没有名为“附件7”的表。现有：附件1 省级（annex1）、附件2 市级（annex2）。/);
  });

  it.each([
    ['nowhere to put it', ['--annex', '1']],
    ['nothing to print', ['--pdf', 'a.pdf']],
    ['a PDF by another name', ['--annex', '1', '--pdf', 'a.docx']],
    ['a page that is none', ['--annex', '1', '--pdf', 'a.pdf', '--start-page', '0']],
  ])('64: %s', (_what, parameters) => {
    const { code, said } = huibiao('print', '样本.huibiao', ...parameters);
    expect(code).toBe(64);
    expect(said).toContain('用法：huibiao print');
  });
});

describe('the options of a command line', () => {
  const definition = { ...annexTable, key: 'annex1' };
  const tables = [{ definition, rowCount: 0 }];

  it('are those of the look, but for what is said', () => {
    const said = { annex: '附件 1', look: '台账', landscape: true, duplex: true, margins: '20,20,20,20' };
    expect(readPrintOptions(said, tables)).toEqual({
      ...usualPrintOptions(['annex1'], 'ledger'),
      direction: 'landscape',
      duplex: true,
      margins: { top: 20, binding: 20, bottom: 20, outer: 20 },
    });
  });

  it.each([
    { look: '海报' },
    { margins: '1,2' },
    { margins: '1,2,3,4' },
    { landscape: true, upright: true },
    { duplex: true, 'single-sided': true },
    { paper: 'B5' },
    { 'font-size': '大' },
  ])('are refused where they say nothing that can be done: %o', (said) => {
    expect(() => readPrintOptions({ annex: '1', ...said }, tables)).toThrow(UsageError);
  });
});
