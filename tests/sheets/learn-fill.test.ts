/** Learnt, filled, read again: real workbooks, written by the byte-faithful writer and read by the program's own reader. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillForm } from '../../electron/backend/sheets/learn/fill-form.ts';
import { learnForm } from '../../electron/backend/sheets/learn/learn-form.ts';
import { readCellValue } from '../../electron/backend/sheets/read/cell-value.ts';
import { loadSheets } from '../../electron/backend/sheets/read/load-file.ts';
import { cellAt, type Sheet, textAt } from '../../electron/backend/sheets/sheet.ts';
import { bindForm } from '../../shared/form/bind-form.ts';
import { planFill } from '../../shared/form/plan-fill.ts';
import { tableFromForm } from '../../shared/form/table-from-form.ts';
import { type CellValue, valueAt } from '../../shared/model/cell-value.ts';
import type { FormDefinition } from '../../shared/model/form.ts';
import type { Row } from '../../shared/model/row.ts';
import type { TableDefinition } from '../../shared/model/table.ts';
import { arbitraryValue } from '../fixtures/form-values.ts';
import { type FormFixture, formBytes } from '../fixtures/forms.ts';
import { dropDownBytes, fixedForm, groupedForm, householdForm } from '../fixtures/forms-drawn.ts';

type Learnt = { readonly bytes: Uint8Array; readonly form: FormDefinition; readonly table: TableDefinition };

function learn(bytes: Uint8Array): Learnt {
  const { proposals } = learnForm({ bytes, fileName: '表样.xlsx', sheet: null, header: null, layout: null });
  const form = proposals[0]?.form;
  if (form === undefined) throw new Error('nothing proposed');
  const table = tableFromForm(form, { key: 'learnt', position: 1 });
  return { bytes, table, form: bindForm(form, table).form };
}

async function learnDrawn(fixture: FormFixture): Promise<Learnt> {
  return learn(await formBytes([fixture]));
}

function asRow(values: Record<string, CellValue>, index: number): Row {
  return { id: `r${index}`, position: `${index}`, unit: null, round: null, values, source: null };
}

function fillAndLoad(
  learnt: Learnt,
  rows: readonly Record<string, CellValue>[],
  groups: readonly string[] = [],
): Sheet {
  const { leftOut, ...plan } = planFill(learnt.form, learnt.table, rows.map(asRow), {
    unit: '高都镇',
    groups,
  });
  expect(leftOut).toEqual([]);
  const filled = fillForm({ bytes: learnt.bytes, fileName: '表样.xlsx', fill: { sheets: [plan] } });
  const sheet = loadSheets(filled.bytes, '填好.xlsx').find(({ name }) => name === learnt.form.sheet);
  if (sheet === undefined) throw new Error('the sheet is gone');
  return sheet;
}

function readLines({ form, table }: Learnt, sheet: Sheet, count: number): CellValue[][] {
  return Array.from({ length: count }, (_, line) =>
    table.columns.map((column) => {
      const place = form.columns.find(({ field }) => field?.kind === 'column' && field.key === column.key);
      return readCellValue(column, cellAt(sheet, form.body.firstRow + line, place?.column ?? -1));
    }),
  );
}

function rowsOf({ form, table }: Learnt): fc.Arbitrary<Record<string, CellValue>[]> {
  const written = table.columns.filter(
    ({ key }) =>
      !form.columns.some(({ field, formula }) => formula && field?.kind === 'column' && field.key === key),
  );
  return fc.array(
    fc.record(Object.fromEntries(written.map((column) => [column.key, arbitraryValue(column)]))),
    {
      maxLength: 9,
    },
  );
}

describe('rows → filled form → read', () => {
  it.each([
    ['with a header of three rows and totals', () => learnDrawn(householdForm)],
    ['with drop-downs, dates and formats', async () => learn(await dropDownBytes())],
  ])('gives the rows, fewer or more than the form has lines, in a form %s', async (_, open) => {
    const learnt = await open();
    fc.assert(
      fc.property(rowsOf(learnt), (rows) => {
        const sheet = fillAndLoad(learnt, rows);
        expect(readLines(learnt, sheet, rows.length)).toEqual(
          rows.map((values) => learnt.table.columns.map(({ key }) => valueAt(values, key))),
        );
      }),
      { numRuns: 25 },
    );
  });

  it('leaves the form the same form: learnt again it has the same columns, its total below the new rows', async () => {
    const learnt = await learnDrawn(householdForm);
    const rows = Array.from({ length: 7 }, (_, index) => ({
      columnC: `第${index}村`,
      columnD: 1,
      columnE: 0.1,
    }));
    const { leftOut: _, ...plan } = planFill(learnt.form, learnt.table, rows.map(asRow), {});
    const { bytes } = fillForm({ bytes: learnt.bytes, fileName: '表样.xlsx', fill: { sheets: [plan] } });
    const again = learn(bytes).form;
    expect(again.columns.map(({ path }) => path)).toEqual(learnt.form.columns.map(({ path }) => path));
    expect(again.body).toEqual({ firstRow: 7, lastRow: 13 });
    expect(again.totals[0]).toMatchObject({ row: 14, formulas: [3], sums: [3] });
    const [sheet] = loadSheets(bytes, '填好.xlsx');
    if (sheet === undefined) throw new Error('no sheet');
    expect([textAt(sheet, 14, 3), textAt(sheet, 14, 4)]).toEqual(['7', '0.7']);
  });

  it('writes names joined and counted into a grouped form', async () => {
    const learnt = await learnDrawn(groupedForm);
    const rows = [
      { columnA: '高都镇', choice: '精品示范村', name: '大兴村' },
      { columnA: '高都镇', choice: '精品示范村', name: '泊南村' },
      { columnA: '大阳镇', choice: '提档升级村', name: '香峪村' },
    ];
    const sheet = fillAndLoad(learnt, rows, ['高都镇', '大阳镇', '金村镇', '山河镇']);
    expect(sheet.rows.slice(3, 8).map((row) => row?.map((cell) => cell?.text ?? null))).toEqual([
      ['高都镇', '2', '大兴村、泊南村', '0'],
      ['大阳镇', '0', null, '1', '香峪村'],
      ['金村镇', '0', null, '0'],
      ['山河镇', '0', null, '0'],
      ['合计', '2', null, '1'],
    ]);
  });

  it('writes figures into a fixed form and the unit beside its label', async () => {
    const learnt = await learnDrawn(fixedForm);
    const sheet = fillAndLoad(learnt, [{ cellD7: 120, cellD13: 0.895 }]);
    expect(textAt(sheet, 1, 0)).toBe('填报单位（盖章）：高都镇');
    expect(textAt(sheet, 6, 3)).toBe('120');
    expect(textAt(sheet, 12, 3)).toBe('89.5%');
    expect(cellAt(sheet, 9, 3)?.formula).toBe(true);
  });

  it('keeps every part byte for byte but the sheet, and the workbook where formulas want calculating', async () => {
    const learnt = await learnDrawn(householdForm);
    const { leftOut: _, ...plan } = planFill(
      learnt.form,
      learnt.table,
      [asRow({ columnC: '大兴村' }, 0)],
      {},
    );
    const { keptParts, report } = fillForm({
      bytes: learnt.bytes,
      fileName: '表样.xlsx',
      fill: { sheets: [plan] },
    });
    expect(report.changedParts).toEqual(['xl/worksheets/sheet1.xml', 'xl/workbook.xml']);
    expect(keptParts).toContain('xl/styles.xml');
    expect(keptParts).toContain('xl/sharedStrings.xml');
  });
});

describe('a form that merges a township over its villages', () => {
  const mergedForm: FormFixture = {
    rows: [
      ['改厕任务表'],
      ['乡镇', '村名', '任务（户）'],
      ['高都镇', '大兴村', 1],
      [null, '泊南村', 2],
      [null, '善获村', 3],
      ['大阳镇', '一分街', 4],
      [null, '二分街', 5],
      ['合计', null, 15],
    ],
    merges: ['A1:C1', 'A3:A5', 'A6:A7', 'A8:B8'],
    ruled: 'A2:C8',
  };
  const fillMerged = async (lines: readonly (readonly [string, string])[]) => {
    const learnt = await learnDrawn(mergedForm);
    const [township, village] = learnt.table.columns;
    if (township === undefined || village === undefined) throw new Error('two columns');
    const rows = lines.map(([town, name]) => ({ [township.key]: town, [village.key]: name }));
    const sheet = fillAndLoad(learnt, rows);
    const merges = sheet.merges
      .filter(({ firstColumn, lastColumn }) => firstColumn === 0 && lastColumn === 0)
      .map(({ firstRow, lastRow }) => [firstRow, lastRow])
      .toSorted(([left = 0], [right = 0]) => left - right);
    return { merges, towns: lines.map((_, index) => textAt(sheet, 2 + index, 0)) };
  };

  it('is merged anew over the villages of each township, more or fewer than it had', async () => {
    expect(
      await fillMerged([
        ['山河镇', '甲村'],
        ['高都镇', '乙村'],
        ['高都镇', '丙村'],
        ['大阳镇', '丁村'],
        ['大阳镇', '戊村'],
        ['大阳镇', '己村'],
      ]),
    ).toEqual({
      merges: [
        [3, 4],
        [5, 7],
      ],
      towns: ['山河镇', '高都镇', '', '大阳镇', '', ''],
    });
  });

  it('keeps its own merges where the records fit them', async () => {
    const { merges } = await fillMerged([
      ['高都镇', '甲村'],
      ['高都镇', '乙村'],
      ['高都镇', '丙村'],
    ]);
    expect(merges[0]).toEqual([2, 4]);
  });
});
