/** Laws of filling, over any form and any fill: what need not change is the same, what moves arrives where it should. */
import { readFileSync } from 'node:fs';
import { read, type WorkSheet } from '@e965/xlsx';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CellWrite, NewValue } from '../../electron/backend/sheets/refill/fill.ts';
import { refillTemplate } from '../../electron/backend/sheets/refill/refill.ts';
import { openTemplate } from '../../electron/backend/sheets/refill/template.ts';
import { inflateEntry, listEntries } from '../../electron/backend/sheets/zip/zip.ts';
import { richTemplate } from '../fixtures/refill-templates.ts';
import { scanned } from './ooxml-archive.ts';

type Form = { readonly name: string; readonly bytes: Uint8Array; readonly sheet: string };
const forms: Form[] = [
  { name: 'annex 1', bytes: readFileSync('seeds/forms/annex1.xlsx'), sheet: '附件1' },
  { name: 'annex 2', bytes: readFileSync('seeds/forms/annex2.xlsx'), sheet: '附件2' },
  { name: 'by hand', bytes: richTemplate(), sheet: '附件1' },
];

beforeAll(async () => {
  forms.push({ name: 'by exceljs', bytes: await exceljsForm(), sheet: '表 1' });
});

async function exceljsForm(): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('表 1', { views: [{ state: 'frozen', ySplit: 2 }] });
  sheet.mergeCells('A1:D1');
  sheet.getCell('A1').value = '登记表';
  sheet.addRow(['村', '户数', '亩数', '小计']);
  for (let row = 3; row < 12; row += 1) {
    sheet.addRow([`第${row}村`, row, row / 3, { formula: `B${row}+SUM($C$3:C${row})`, result: row }]);
    sheet.getRow(row).height = 15 + row;
  }
  sheet.addRow([
    '合计',
    { formula: 'SUM(B3:B11)', result: 63 },
    { formula: "SUM('表 1'!C3:C11)", result: 21 },
  ]);
  sheet.mergeCells('A5:A6');
  sheet.getCell('B4').dataValidation = { type: 'whole', operator: 'between', formulae: [0, 99] };
  sheet.getCell('C4').note = '亩';
  workbook.addWorksheet('汇总').getCell('A1').value = { formula: "'表 1'!B12*2", result: 126 };
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

const anyForm = fc.nat(3).map((index) => forms[index] ?? forms[0]) as fc.Arbitrary<Form>;

const values: fc.Arbitrary<NewValue> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), text: fc.string({ unit: 'binary', maxLength: 12 }) }),
  fc.record({
    kind: fc.constant('text' as const),
    text: fc.constantFrom('=A1', '001', '村\r\n', '_x0041_', ' '),
  }),
  fc.record({
    kind: fc.constant('number' as const),
    value: fc.double({ noNaN: true, noDefaultInfinity: true }),
  }),
  fc.record({ kind: fc.constant('boolean' as const), value: fc.boolean() }),
  fc.constant({ kind: 'blank' as const }),
);

/** Cells outside merges and formulas, each once. */
function writesFor({ bytes, sheet }: Form): fc.Arbitrary<CellWrite[]> {
  const found = sheetOf(bytes, sheet);
  const isFree = ({ row, column }: CellWrite): boolean =>
    found.data[row]?.[column]?.f === undefined &&
    !(found.merges ?? []).some(
      ({ s, e }) => row >= s.r && row <= e.r && column >= s.c && column <= e.c && (row > s.r || column > s.c),
    );
  const write = fc.record({ row: fc.nat(20), column: fc.nat(9), value: values });
  return fc
    .uniqueArray(write, { maxLength: 12, selector: ({ row, column }) => row * 100 + column })
    .map((writes) => writes.filter(isFree));
}

type JsCell = { readonly t: string; readonly v?: unknown; readonly f?: string; readonly w?: string };
type JsSheet = {
  readonly data: readonly (readonly (JsCell | undefined)[] | undefined)[];
  readonly merges: WorkSheet['!merges'];
};

/** As another reader sees it, shared formulas spelt out. */
function sheetOf(bytes: Uint8Array, name: string): JsSheet {
  const sheet = read(bytes, { type: 'array', dense: true, cellFormula: true }).Sheets[name];
  return { data: sheet?.['!data'] ?? [], merges: sheet?.['!merges'] };
}

function partsOf(bytes: Uint8Array): Map<string, string> {
  return new Map(
    listEntries(bytes).map((entry) => [entry.name, Buffer.from(inflateEntry(bytes, entry)).toString('utf8')]),
  );
}

const cellXfs = /<cellXfs count="\d+">/;

describe('a fill of nothing', () => {
  it('is the same file, byte for byte', () => {
    fc.assert(
      fc.property(
        anyForm,
        fc.array(fc.tuple(fc.nat(30), fc.nat(9)), { maxLength: 5 }),
        ({ bytes, sheet }, places) => {
          const { data, merges } = sheetOf(bytes, sheet);
          const blank = new Map(
            places
              .filter(
                ([row, column]) =>
                  data[row]?.[column]?.v === undefined && data[row]?.[column]?.f === undefined,
              )
              .map(([row, column]) => [
                `${row} ${column}`,
                { row, column, value: { kind: 'blank' as const } },
              ]),
          );
          expect(merges).toBeDefined();
          const insertions = [{ after: 3, repeat: { first: 3, last: 3 }, times: 0 }];
          const filled = refillTemplate(openTemplate(bytes), {
            sheets: [{ sheet, insertions, cells: [...blank.values()] }],
          });
          expect(Buffer.from(filled.bytes).equals(Buffer.from(bytes))).toBe(true);
          expect(filled.report).toMatchObject({ changedParts: [], recalculates: false });
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('a fill of cells', () => {
  const filledForms = anyForm.chain((form) => writesFor(form).map((cells) => ({ form, cells })));

  it('is read back as it was written, beside what stood there before', () => {
    fc.assert(
      fc.property(filledForms, ({ form, cells }) => {
        const { bytes } = refillTemplate(openTemplate(form.bytes), {
          sheets: [{ sheet: form.sheet, cells }],
        });
        const before = scanned(form.bytes);
        const after = scanned(bytes);
        const written = new Map(cells.map(({ row, column, value }) => [`${row} ${column}`, value]));
        expect(after.map(({ name, merges, comments }) => ({ name, merges, comments }))).toEqual(
          before.map(({ name, merges, comments }) => ({ name, merges, comments })),
        );
        for (const [index, sheet] of after.entries()) {
          for (let row = 0; row < 25; row += 1) {
            for (let column = 0; column < 12; column += 1) {
              const value = sheet.name === form.sheet ? written.get(`${row} ${column}`) : undefined;
              const cell = sheet.rows[row]?.[column];
              if (value === undefined) expect(cell).toEqual(before[index]?.rows[row]?.[column]);
              else if (value.kind === 'blank') expect(cell).toBeUndefined();
              else if (value.kind === 'text') {
                expect(cell?.text ?? '').toBe(value.text.replaceAll('\r\n', '\n'));
              } else if (value.kind === 'number') {
                expect(cell?.kind === 'number' ? cell.value : cell?.kind).toBe(
                  cell?.kind === 'date' ? 'date' : value.value + 0,
                );
              } else expect(cell).toMatchObject({ kind: 'boolean' });
            }
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('changes the sheet, the workbook where it has to be calculated, and nothing in them but cells; styles come to those there are', () => {
    fc.assert(
      fc.property(filledForms, ({ form, cells }) => {
        const { bytes, report } = refillTemplate(openTemplate(form.bytes), {
          sheets: [{ sheet: form.sheet, cells }],
        });
        const before = partsOf(form.bytes);
        const after = partsOf(bytes);
        expect([...after.keys()]).toEqual([...before.keys()]);
        const changed = [...after].filter(([name, text]) => before.get(name) !== text).map(([name]) => name);
        expect([...report.changedParts].sort()).toEqual(changed.sort());
        for (const name of changed) {
          expect(name).toMatch(/^xl\/(?:worksheets\/sheet1|workbook|styles)\.xml$/);
          if (name.endsWith('workbook.xml')) continue;
          if (name.endsWith('styles.xml')) {
            const kept = (text = '') =>
              text.replaceAll(/<xf\b[^>]* quotePrefix=.*?(?=<xf\b|<\/cellXfs>)/gs, '');
            expect(kept(after.get(name)).replace(cellXfs, '')).toBe(before.get(name)?.replace(cellXfs, ''));
            continue;
          }
          const frame = (text = '') =>
            text
              .replaceAll(/<c\b[^>]*?(?:\/>|>.*?<\/c>)/gs, '')
              .replaceAll(/<row r="\d+"><\/row>| spans="[\d:]+"|<dimension[^>]*>/g, '');
          expect(frame(after.get(name))).toBe(frame(before.get(name)));
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('rows that come in', () => {
  const places = fc.record({
    after: fc.integer({ min: -1, max: 14 }),
    repeat: fc.nat(14),
    times: fc.integer({ min: 1, max: 4 }),
  });

  it('leave every other cell as it was, where it comes to stand', () => {
    fc.assert(
      fc.property(anyForm, places, ({ bytes, sheet }, { after, repeat, times }) => {
        const insertions = [{ after, repeat: { first: repeat, last: repeat }, times }];
        const filled = refillTemplate(openTemplate(bytes), { sheets: [{ sheet, insertions }] }).bytes;
        const before = scanned(bytes);
        scanned(filled).forEach((found, index) => {
          const moved =
            found.name === sheet
              ? found.rows.filter((_, row) => row <= after || row > after + times)
              : found.rows;
          const kept = Array.from(moved, (row) => row);
          const old = before[index]?.rows ?? [];
          const placeOf = (row: number) => (found.name === sheet && row > after ? row + times : row);
          old.forEach((row, number) => {
            expect(found.rows[placeOf(number)]).toEqual(row);
          });
          expect(kept.flatMap((row) => row ?? []).filter((cell) => cell !== undefined)).toHaveLength(
            old.flatMap((row) => row ?? []).filter((cell) => cell !== undefined).length,
          );
        });
      }),
      { numRuns: 60 },
    );
  });

  it('a and then b are a + b', () => {
    fc.assert(
      fc.property(
        anyForm,
        fc.integer({ min: 3, max: 12 }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 3 }),
        fc.boolean(),
        ({ bytes, sheet }, after, a, b, inBlock) => {
          const insert = (from: Uint8Array, times: number, last: number) =>
            refillTemplate(openTemplate(from), {
              sheets: [
                {
                  sheet,
                  insertions: [
                    {
                      after,
                      repeat: { first: after, last: after },
                      times,
                      ...(inBlock ? { block: { first: after - 1, last } } : {}),
                    },
                  ],
                },
              ],
            }).bytes;
          const twice = insert(insert(bytes, a, after + 2), b, after + 2 + a);
          const once = insert(bytes, a + b, after + 2);
          for (const { name } of scanned(bytes)) {
            const [one, other] = [sheetOf(once, name), sheetOf(twice, name)];
            expect(other.data).toEqual(one.data);
            const ranges = (of: JsSheet) => (of.merges ?? []).map((merge) => JSON.stringify(merge)).sort();
            expect(ranges(other)).toEqual(ranges(one));
          }
          const others = (of: Uint8Array) =>
            [...partsOf(of)].filter(([name]) => !name.includes('worksheets/'));
          expect(others(twice)).toEqual(others(once));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('and are taken out again leave the form as it was', () => {
    fc.assert(
      fc.property(anyForm, places, ({ bytes, sheet }, { after, repeat, times }) => {
        const insertions = [{ after, repeat: { first: repeat, last: repeat }, times }];
        const filled = refillTemplate(openTemplate(bytes), { sheets: [{ sheet, insertions }] }).bytes;
        const deletions = [{ first: after + 1, last: after + times }];
        const back = refillTemplate(openTemplate(filled), { sheets: [{ sheet, deletions }] }).bytes;
        for (const { name } of scanned(bytes)) {
          expect(sheetOf(back, name).data.map((row) => row?.filter((cell) => cell?.t !== 'z'))).toEqual(
            sheetOf(bytes, name).data.map((row) => row?.filter((cell) => cell?.t !== 'z')),
          );
        }
        const untouched = (of: Uint8Array) =>
          [...partsOf(of)].filter(([name]) =>
            /(?:charts|comments|drawings|tables|styles|sharedStrings)/.test(name),
          );
        expect(untouched(back)).toEqual(untouched(bytes));
      }),
      { numRuns: 40 },
    );
  });
});
