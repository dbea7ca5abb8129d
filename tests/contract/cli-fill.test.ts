/** `huibiao learn` and `huibiao fill` as a person runs them. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSheets } from '../../electron/backend/sheets/read/load-file.ts';
import { textAt } from '../../electron/backend/sheets/sheet.ts';
import { formBytes, withParts } from '../fixtures/forms.ts';
import { fixedForm, householdForm } from '../fixtures/forms-drawn.ts';

const program = resolve('electron/cli.ts');
let folder: string;

type Ended = { readonly code: number | null; readonly out: string; readonly said: string };

function huibiao(...parameters: readonly string[]): Ended {
  const ended = spawnSync(process.execPath, [program, ...parameters], { cwd: folder, encoding: 'utf8' });
  return { code: ended.status, out: ended.stdout, said: ended.stderr };
}

function giveRows(rows: unknown): string {
  writeFileSync(join(folder, '行.json'), JSON.stringify(rows));
  return '行.json';
}

function fill(rows: unknown, ...options: readonly string[]): Ended {
  return huibiao('fill', '--form', '表样.xlsx', '--rows', giveRows(rows), '--out', '填好.xlsx', ...options);
}

function filledSheet() {
  const [sheet] = loadSheets(new Uint8Array(readFileSync(join(folder, '填好.xlsx'))), '填好.xlsx');
  if (sheet === undefined) throw new Error('no sheet');
  return sheet;
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'huibiao-fill-'));
  writeFileSync(join(folder, '表样.xlsx'), await formBytes([householdForm]));
});

afterEach(() => rmSync(folder, { recursive: true }));

describe('learn', () => {
  it('draws the form for a person', () => {
    const { code, out } = huibiao('learn', '表样.xlsx');
    expect(code).toBe(0);
    expect(out).toContain('2025年脱贫户增收情况统计表  〔逐行表〕');
    expect(out).toContain('填写 第8–11行（4 行）');
    expect(out).toContain('脱贫户 / 其中 / 低保户（户）  〔数，户〕');
  });

  it('prints the definition with --json, under the header and layout that are pointed out', () => {
    const { code, out } = huibiao('learn', '表样.xlsx', '--header', '4-6', '--layout', 'list', '--json');
    expect(code).toBe(0);
    const learnt = JSON.parse(out);
    expect(learnt.form).toMatchObject({ layout: 'list', header: { firstRow: 3 } });
    expect(learnt.why).toBe('人工指定');
  });

  it.each([
    ['a header that is no rows', ['--header', '甲'], '--header'],
    ['a layout that there is not', ['--layout', 'card'], '--layout'],
  ])('%s is wrong usage', (_, options, word) => {
    const { code, said } = huibiao('learn', '表样.xlsx', ...options);
    expect([code, said.includes(word)]).toEqual([64, true]);
  });
});

describe('fill', () => {
  it('fills by path and by letter, makes room, totals, and says who and when', () => {
    const rows = ['甲', '乙', '丙', '丁', '戊'].map((name) => ({
      村名: `${name}村`,
      '脱贫户 / 户数（户）': 2,
      E: 0.1,
      备注: '=HYPERLINK("x")',
    }));
    const { code, said } = fill(rows, '--unit', '高都镇', '--date', '2025-10-15');
    expect([code, said]).toEqual([0, expect.stringContaining('5 条')]);
    const sheet = filledSheet();
    expect(textAt(sheet, 2, 0)).toBe(
      '填报单位：高都镇　　　　　　填报日期：2025年10月15日　　单位：户、万元',
    );
    expect([0, 2, 3, 4, 8].map((column) => textAt(sheet, 11, column))).toEqual([
      '5',
      '戊村',
      '2',
      '0.1',
      '=HYPERLINK("x")',
    ]);
    expect(sheet.rows[11]?.[8]?.formula).toBe(false);
    expect([textAt(sheet, 12, 0), textAt(sheet, 12, 3), textAt(sheet, 12, 4)]).toEqual(['合计', '10', '0.5']);
  });

  it('tells with --json and --explain what was touched and what was left as it is', () => {
    const rows = Array.from({ length: 6 }, () => ({ 村名: '甲村' }));
    const told = JSON.parse(fill(rows, '--json').out);
    expect(told).toMatchObject({
      sheet: '脱贫户',
      layout: 'list',
      rows: 6,
      inserted: [{ afterRow: 11, rows: 2 }],
    });
    expect(told.cells).toContain('C8');
    expect(told.changedParts).toContain('xl/worksheets/sheet1.xml');
    expect(told.keptParts).toContain('xl/styles.xml');
  });

  it('explains the same to a person', () => {
    const { out } = fill(
      Array.from({ length: 6 }, () => ({ 村名: '甲村' })),
      '--explain',
    );
    expect(out).toContain('在第11行之后插入 2 行');
    expect(out).toContain('一字节未动的部件');
  });

  it('fills a fixed form from one object, by path or by cell', async () => {
    writeFileSync(join(folder, '表样.xlsx'), await formBytes([fixedForm]));
    expect(fill({ '一、农户 / 总户数 / 2025年 / 本期': 120, E7: 130 }).code).toBe(0);
    expect([textAt(filledSheet(), 6, 3), textAt(filledSheet(), 6, 4)]).toEqual(['120', '130']);
  });

  it('refuses more than one record for a fixed form', async () => {
    writeFileSync(join(folder, '表样.xlsx'), await formBytes([fixedForm]));
    const { code, said } = fill([{ D7: 1 }, { D7: 2 }]);
    expect([code, said.includes('固定表')]).toEqual([2, true]);
  });

  it('ends with 1 when something was written as it was or is missing', () => {
    const { code, said } = fill([{ D: '约5' }]);
    expect(code).toBe(1);
    expect(said).toContain('已按原文“约5”写入');
    expect(said).toContain('必填');
  });

  it.each([
    ['a column that the form does not have', [{ 电话: '1' }], '表样里没有这一栏'],
    ['rows that are no rows', [{ 村名: { 名: '甲' } }], '行.json'],
  ])('%s is refused, and nothing is written', (_, rows, word) => {
    const { code, said } = fill(rows);
    expect([code, said.includes(word)]).toEqual([2, true]);
    expect(existsSync(join(folder, '填好.xlsx'))).toBe(false);
  });

  it.each([
    ['in a file that is named so', '填好.xlsm', 0],
    ['and in no other', '填好.xlsx', 64],
  ])('a form with macros keeps them, %s', async (_, out, expected) => {
    const bytes = withParts(await formBytes([householdForm]), (_part, xml) => xml, {
      'xl/vbaProject.bin': 'macros',
    });
    writeFileSync(join(folder, '表样.xlsx'), bytes);
    const { code, said } = huibiao(
      'fill',
      '--form',
      '表样.xlsx',
      '--rows',
      giveRows([{ 村名: '甲村' }]),
      '--out',
      out,
    );
    expect([code, said.includes('宏')]).toEqual([expected, true]);
    expect(existsSync(join(folder, out))).toBe(expected === 0);
  });

  it('never replaces the form', () => {
    const { code, said } = huibiao(
      'fill',
      '--form',
      '表样.xlsx',
      '--rows',
      giveRows([]),
      '--out',
      './表样.xlsx',
    );
    expect([code, said.includes('表样自己')]).toEqual([64, true]);
  });
});
