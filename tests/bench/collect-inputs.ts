/** The returns that the collecting bench reads: copies of one form, each filled by its unit; kept in `.cache/bench`. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { learnForm } from '../../electron/backend/sheets/learn/learn-form.ts';
import { refillTemplate } from '../../electron/backend/sheets/refill/refill.ts';
import { openTemplate } from '../../electron/backend/sheets/refill/template.ts';
import { bindForm } from '../../shared/form/bind-form.ts';
import { planFill } from '../../shared/form/plan-fill.ts';
import { tableFromForm } from '../../shared/form/table-from-form.ts';
import type { Row } from '../../shared/model/row.ts';
import { type FormFixture, formBytes } from '../fixtures/forms.ts';
import { openRandom } from '../fixtures/returns/random.ts';

export type CollectSet = { readonly name: string; readonly files: number; readonly rows: number };

export const collectForm: FormFixture = {
  name: '进度',
  rows: [
    ['农村人居环境整治进度表'],
    ['填报单位：　　　　　　报表期：　　　　　　'],
    [
      '序号',
      '乡镇',
      '户主姓名',
      '户数（户）',
      '投入（万元）',
      '完成比例',
      '是否完工',
      '完工日期',
      '联系电话',
      '备注',
    ],
    ...Array.from({ length: 4 }, () => Array.from({ length: 10 }, () => null)),
    [
      '合计',
      null,
      null,
      { formula: 'SUM(D4:D7)', result: 0 },
      { formula: 'SUM(E4:E7)', result: 0 },
      null,
      null,
      null,
      null,
      null,
    ],
  ],
  merges: ['A1:J1', 'A2:J2', 'A8:C8'],
  ruled: 'A3:J8',
  formats: { 'D4:D8': '0', 'E4:E8': '0.00', 'F4:F7': '0.0%', 'H4:H7': 'yyyy-mm-dd', 'I4:I7': '@' },
  validations: { 'G4:G7': { type: 'list', formulae: ['"是,否"'], allowBlank: true } },
};

/** The name of a unit by its number. */
export function benchUnit(index: number): string {
  return `第${String(index + 1).padStart(4, '0')}单位`;
}

/** @returns the folder: `表样.xlsx` and, under `returns`, one file a unit */
export async function collectInputs(
  { files, rows }: CollectSet,
  folder = '.cache/bench/collect',
): Promise<string> {
  const place = join(folder, `${files}x${rows}`);
  const returns = join(place, 'returns');
  mkdirSync(returns, { recursive: true });
  const formFile = join(place, '表样.xlsx');
  if (!existsSync(formFile)) writeFileSync(formFile, await formBytes([collectForm]));
  if (readdirSync(returns).length >= files) return place;
  const bytes = new Uint8Array(readFileSync(formFile));
  const { proposals } = learnForm({ bytes, fileName: '表样.xlsx', sheet: null, header: null, layout: null });
  const learnt = proposals[0]?.form;
  if (learnt === undefined) throw new Error('nothing was learnt');
  const table = tableFromForm(learnt, { key: 'bench', position: 1 });
  const { form } = bindForm(learnt, table);
  const template = openTemplate(bytes);
  for (let index = 0; index < files; index += 1) {
    const unit = benchUnit(index);
    const { leftOut: _, ...plan } = planFill(form, table, rowsOf(unit, rows, index), {
      unit,
      period: '2025年10月',
    });
    writeFileSync(join(returns, `${unit}.xlsx`), refillTemplate(template, { sheets: [plan] }).bytes);
  }
  return place;
}

function rowsOf(unit: string, count: number, seed: number): Row[] {
  const random = openRandom(seed);
  return Array.from({ length: count }, (_, row): Row => {
    const finished = random.next() < 0.5;
    return {
      id: String(row),
      position: '',
      unit,
      round: null,
      source: null,
      values: {
        columnB: unit,
        columnC: `户主${seed * count + row}`,
        columnD: random.whole(1, 900),
        columnE: random.whole(1, 900_000) / 100,
        columnF: random.whole(0, 1000) / 1000,
        columnG: finished,
        ...(finished ? { columnH: `2025-0${random.whole(1, 9)}-${random.whole(10, 28)}` } : {}),
        columnI: `138${random.whole(10_000_000, 99_999_999)}`,
        columnJ: row % 5 === 0 ? '已入户核实' : null,
      },
    };
  });
}
