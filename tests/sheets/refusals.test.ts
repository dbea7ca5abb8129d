import { afterAll, describe, expect, it } from 'vitest';
import { openSheetTools } from '../../electron/backend/sheets/open-sheet-tools.ts';
import { HuibiaoError } from '../../shared/model/failure.ts';
import { annexTable } from '../fixtures/annex.ts';
import { importRows, readRequest } from '../fixtures/reading.ts';
import { annexSheetRows, workbookBytes } from '../fixtures/sheets.ts';
import { refusedFiles } from '../fixtures/sheets-refused.ts';

const files = refusedFiles();
const tools = openSheetTools();
afterAll(() => tools.close());

function refusalOf(bytes: Uint8Array, definition = annexTable): HuibiaoError {
  try {
    importRows({ bytes, fileName: '回收.xlsx', definition, groups: [] });
  } catch (error) {
    if (error instanceof HuibiaoError) return error;
    throw error;
  }
  throw new Error('the file was read');
}

describe('a file that cannot be used is refused by its content, whatever its name', () => {
  it.each(files.map((file) => [file.name, file] as const))('%s', (_name, { bytes, code, says }) => {
    const refusal = refusalOf(bytes);
    expect([refusal.code, refusal.message]).toEqual([code, expect.stringMatching(says)]);
    expect(refusal.message).toMatch(/请/);
  });

  it('with the same code and message from the worker thread', async () => {
    for (const { bytes } of files) {
      const expected = refusalOf(bytes);
      const request = readRequest({ bytes, fileName: '回收.xlsx', definition: annexTable, groups: [] });
      const options = { signal: new AbortController().signal, onProgress: () => {} };
      await expect(tools.readRows(request, options)).rejects.toMatchObject({
        code: expected.code,
        message: expected.message,
        details: expected.details,
      });
    }
  });
});

describe('a workbook that belongs to another table is refused as a whole', () => {
  it('by its annex label', () => {
    const rows = annexSheetRows([['高都镇', '泊南村']], null);
    rows[0] = ['附件 2'];
    const refusal = refusalOf(workbookBytes([{ rows }]));
    expect(refusal.code).toBe('other_table');
    expect(refusal.message).toMatch(/附件 2.*不是“附件1 .*省级/);
  });

  it('by the level in its title', () => {
    const rows = annexSheetRows([['高都镇', '泊南村']], null);
    rows[0] = [];
    rows[1] = ['2025 年泽州县“千万工程”精品示范村、提档升级村名单（市级）'];
    expect(refusalOf(workbookBytes([{ rows }])).message).toMatch(/（市级）”，不是“附件1/);
  });

  it('by its columns, naming what was looked for and what was found', () => {
    const refusal = refusalOf(
      workbookBytes([
        {
          name: '任务',
          rows: [
            ['任务', '指标', '备注'],
            ['甲', '乙', ''],
          ],
        },
      ]),
    );
    expect(refusal.code).toBe('other_table');
    expect(refusal.message).toContain('乡镇、精品示范村、提档升级村、备注；或者：乡镇、类别、村名、备注');
    expect(refusal.message).toContain('最像表头的是工作表“任务”中的：任务、指标、备注');
  });

  it('and says so where no column fits at all', () => {
    const refusal = refusalOf(new TextEncoder().encode('姓名,电话\n张三,1380\n'));
    expect(refusal.message).toContain('没有一个栏目对得上，看到的是：姓名、电话');
  });
});
