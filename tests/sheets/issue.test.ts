/** 下发: what is in a copy, what is locked, what may be typed, and that it comes home. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { issueCopies } from '../../electron/backend/sheets/issue/issue-copies.ts';
import { readIssueMark, writeIssueMark } from '../../electron/backend/sheets/issue/issue-mark.ts';
import type { IssueRequest, IssueUnit } from '../../electron/backend/sheets/issue/issue-request.ts';
import { learnForm } from '../../electron/backend/sheets/learn/learn-form.ts';
import { readRows } from '../../electron/backend/sheets/read/read-rows.ts';
import { refillWorkbook } from '../../electron/backend/sheets/refill/refill.ts';
import { inflateEntry, listEntries } from '../../electron/backend/sheets/zip/zip.ts';
import { bindForm } from '../../shared/form/bind-form.ts';
import { nameCopies, usualPattern } from '../../shared/form/copy-names.ts';
import type { FormDefinition } from '../../shared/model/form.ts';
import { noReadingChoice } from '../../shared/model/reading.ts';
import type { Row } from '../../shared/model/row.ts';
import type { TableDefinition } from '../../shared/model/table.ts';
import type { FormFixture } from '../fixtures/forms.ts';
import { projectForm } from '../fixtures/forms-drawn.ts';
import {
  type BoundFixture,
  fixedFigures,
  issueRequest,
  keyOf,
  learnBound,
  manyVillages,
  rowOf,
  villageForm,
} from '../fixtures/issue.ts';

function unit(name: string, changed: Partial<IssueUnit> = {}): IssueUnit {
  return { name, fileName: `${name}.xlsx`, rows: [], villages: ['甲村', '乙村'], ...changed };
}

/** The copies by unit, in order. */
function copiesOf(request: IssueRequest): Uint8Array[] {
  return issueCopies(request, () => {}).copies.map(({ data }) => data);
}

function copyOf(bound: BoundFixture, one: IssueUnit, changed: Partial<IssueRequest> = {}): Uint8Array {
  const [copy] = copiesOf({ ...issueRequest(bound, [one]), ...changed });
  if (copy === undefined) throw new Error('no copy');
  return copy;
}

function part(bytes: Uint8Array, name: string): string {
  const entry = listEntries(bytes).find((one) => one.name === name);
  if (entry === undefined) throw new Error(`no part ${name}`);
  return new TextDecoder().decode(inflateEntry(bytes, entry));
}

const sheet1 = 'xl/worksheets/sheet1.xml';

/** Rules by the range that they hold for. */
function rulesOf(bytes: Uint8Array): Map<string, string> {
  const rules = part(bytes, sheet1).match(/<dataValidation .*?<\/dataValidation>/gs) ?? [];
  return new Map(rules.map((rule) => [/sqref="([^"]*)"/.exec(rule)?.[1] ?? '', rule]));
}

/** The cells that may be changed: A1, B4 … */
function unlockedCells(bytes: Uint8Array): string[] {
  const formats = /<cellXfs[^>]*>(.*?)<\/cellXfs>/s.exec(part(bytes, 'xl/styles.xml'))?.[1] ?? '';
  const unlocked = (formats.match(/<xf [^>]*?\/>|<xf .*?<\/xf>/gs) ?? []).map((xf) =>
    xf.includes('locked="0"'),
  );
  const cells = [...part(bytes, sheet1).matchAll(/<c r="([A-Z]+\d+)"(?: s="(\d+)")?/g)];
  return cells.filter(([, , style]) => unlocked[Number(style ?? 0)] === true).map(([, name]) => name ?? '');
}

function readBack(bytes: Uint8Array, table: TableDefinition, groups: readonly string[] = []) {
  const request = {
    bytes,
    fileName: '回收.xlsx',
    definition: table,
    groups,
    choice: noReadingChoice,
    memory: [],
    identity: null,
  };
  return readRows(request, () => {});
}

/** Nothing is said of how its cells show what is typed. */
const peopleForm: FormFixture = {
  rows: [['登记表'], ['姓名', '身份证号', '联系电话', '年龄（岁）'], [null], [null]],
  ruled: 'A2:D4',
};

const village = await learnBound(villageForm);
const figures = await learnBound(fixedFigures);
const rows = [1, 2, 3, 4].map((number) =>
  rowOf(village.table, `r${number}`, {
    乡镇: '高都镇',
    村名: `第${number}村`,
    是否完工: number % 2 === 0,
    任务数: 10 * number,
    完成数: 5 * number,
    完工日期: `2025-10-0${number}`,
    资金来源: '省级',
  }),
);

describe('a copy of a list', () => {
  it('says who, when and which rows, and leaves room for more', () => {
    const xml = part(copyOf(village, unit('高都镇', { rows })), sheet1);
    expect(xml).toContain(
      '填报单位：高都镇　　　　　　报表期：2025年10月　　　　　　填报日期：　　年　　月　　日',
    );
    expect(xml).toContain('<f>SUM(E4:E12)</f><v>100</v>');
    expect(xml).toMatch(/<c r="A7"[^>]*><v>4<\/v><\/c>/);
    expect(xml).toMatch(/<c r="A8"[^>]*\/>/);
    expect(xml).toMatch(/<c r="G12"[^>]*><f>IF\(E12="","",F12\/E12\)<\/f><\/c>/);
  });

  it('reads back as the rows that it began with', () => {
    const read = readBack(copyOf(village, unit('高都镇', { rows })), village.table);
    expect(read.refusal).toBeNull();
    const rate = keyOf(village.table, '完成率');
    const values = read.rows.map((row) =>
      Object.fromEntries(Object.entries(row.values).filter(([key]) => key !== rate)),
    );
    expect(values).toEqual(rows.map((row) => row.values));
  });

  it('has its cells to fill unlocked, and header, formulas, totals and title locked', () => {
    const copy = copyOf(village, unit('巴公镇'), { spareRows: 2 });
    expect(part(copy, sheet1)).toMatch(/<sheetProtection sheet="1"(?![^>]*password)[^>]* insertRows="0"\/>/);
    const columns = [...'ABCDEFHIJ'];
    const expected = [4, 5, 6].flatMap((row) => columns.map((column) => `${column}${row}`));
    expect(unlockedCells(copy)).toEqual(['A2', ...expected, 'A8']);
    const open = copyOf(village, unit('巴公镇'), { locks: false });
    expect(part(open, sheet1)).not.toContain('sheetProtection');
    expect(unlockedCells(open)).toEqual([]);
  });

  it('checks numbers and dates with a Chinese hint, and offers choices; the form’s own rules stay', () => {
    const rules = rulesOf(copyOf(village, unit('高都镇', { rows })));
    expect([...rules.keys()].sort()).toEqual([
      'B4:B12',
      'C4:C12',
      'D4:D12',
      'E4:E12',
      'F4:F12',
      'H4:H12',
      'I4:I12',
    ]);
    expect(rules.get('E4:E12')).toMatch(
      /type="decimal".*error="请填数字，单位：户.*prompt="请填数字，单位：户/,
    );
    expect(rules.get('H4:H12')).toMatch(/type="date".*prompt="请填日期，如 2025-10-15。"/);
    expect(rules.get('D4:D12')).toMatch(/type="list".*<formula1>"是,否"<\/formula1>/);
    expect(rules.get('C4:C12')).toMatch(/errorStyle="warning".*<formula1>"甲村,乙村"<\/formula1>/);
    expect(rules.get('B4:B12')).toContain('<formula1>"高都镇"</formula1>');
    expect(rules.get('I4:I12')).toBe(
      '<dataValidation type="list" allowBlank="1" sqref="I4:I12"><formula1>&quot;中央,省级,县级&quot;</formula1></dataValidation>',
    );
  });

  it('takes all digits of an identity number and the zero before a telephone number', async () => {
    const people = await learnBound(peopleForm);
    const copy = copyOf(people, unit('高都镇'), { locks: false, spareRows: 0 });
    const cells = [...part(copy, sheet1).matchAll(/<c r="([BCD][34])" s="(\d+)"/g)];
    const xfs = /<cellXfs[^>]*>(.*)<\/cellXfs>/s.exec(part(copy, 'xl/styles.xml'))?.[1]?.split(/(?=<xf )/);
    const texts = cells.filter(([, , style]) => xfs?.[Number(style)]?.includes('numFmtId="49"'));
    expect(texts.map(([, cell]) => cell)).toEqual(['B3', 'C3', 'B4', 'C4']);
  });

  it('goes on with the numbers that the form has printed in its blank rows', async () => {
    const project = await learnBound(projectForm);
    const copy = copyOf(project, unit('高都镇'), { spareRows: 5 });
    const numbers = [...part(copy, sheet1).matchAll(/<c r="A(\d+)"(?![^>]* t=)[^>]*><v>(\d+)<\/v>/g)];
    expect(numbers.map(([, row, number]) => [row, number])).toEqual(
      [1, 2, 3, 4, 5].map((number) => [String(number + 4), String(number)]),
    );
    expect(readBack(copy, project.table).rows).toEqual([]);
  });

  it('keeps a long list on a sheet that nobody sees, which is not read when it comes back', () => {
    const copy = copyOf(village, unit('大东沟镇', { rows, villages: manyVillages }));
    expect(rulesOf(copy).get('C4:C12')).toContain("<formula1>'汇表选项'!$A$1:$A$70</formula1>");
    expect(part(copy, 'xl/workbook.xml')).toMatch(/<sheet [^>]*name="汇表选项"[^>]*state="veryHidden"/);
    expect(part(copy, 'xl/worksheets/sheet2.xml').match(/大东沟第\d+村/g)).toEqual(manyVillages);
    expect(readBack(copy, village.table).rows).toHaveLength(4);
  });

  it('changes no part that it need not change', () => {
    const copy = copyOf(village, unit('高都镇', { rows }));
    const changed = [
      '[Content_Types].xml',
      '_rels/.rels',
      'docProps/custom.xml',
      'xl/styles.xml',
      'xl/workbook.xml',
      sheet1,
    ];
    const before = new Map(
      listEntries(village.template).map((entry) => [entry.name, inflateEntry(village.template, entry)]),
    );
    const differing = listEntries(copy).filter((entry) => {
      const old = before.get(entry.name);
      return old === undefined || !Buffer.from(inflateEntry(copy, entry)).equals(Buffer.from(old));
    });
    expect(differing.map(({ name }) => name).sort()).toEqual(changed.sort());
  });
});

describe('a copy of a fixed form', () => {
  it('unlocks the figures that no formula keeps, each with its check', () => {
    const copy = copyOf(figures, unit('高都镇'));
    const cells = ['C4', 'D4', 'C5', 'D5', 'C6', 'D6'];
    expect(unlockedCells(copy)).toEqual([...cells, 'A8']);
    expect([...rulesOf(copy).keys()]).toEqual(cells);
    expect(rulesOf(copy).get('C6')).toContain('单位：人');
  });
});

describe.each(['annex1', 'annex2'])('the sixteen copies of %s', (key) => {
  const template = readFileSync(`seeds/forms/${key}.xlsx`);
  const table: TableDefinition = JSON.parse(readFileSync(`seeds/tables/${key}.json`, 'utf8'));
  const units: { name: string; kind: string }[] = JSON.parse(
    readFileSync('seeds/zezhou-2025/units.json', 'utf8'),
  );
  const townships = units.filter(({ kind }) => kind === '乡镇').map(({ name }) => name);

  function formOf(): FormDefinition {
    const learnt = learnForm({ bytes: template, fileName: key, sheet: null, header: null, layout: null });
    return bindForm(learnt.proposals[0]?.form ?? fail(), table).form;
  }

  function rowsOf(township: string): Row[] {
    return ['精品示范村', '提档升级村', '提档升级村'].map((category, index) => ({
      id: `${township}${index}`,
      position: `${index}`,
      unit: null,
      round: null,
      values: { township, category, village: `${township.slice(0, 2)}${index}村`, note: '省级重点' },
      source: null,
    }));
  }

  function request(prefill: boolean): IssueRequest {
    return {
      ...issueRequest({ template, form: formOf(), table }, []),
      units: townships.map((name) => unit(name, { rows: prefill ? rowsOf(name) : [] })),
    };
  }

  it('each hold one line, their own, unlocked beside its name', () => {
    const copies = copiesOf(request(false));
    expect(copies).toHaveLength(16);
    for (const [index, copy] of copies.entries()) {
      expect(part(copy, sheet1)).toContain(`<t>${townships[index]}</t>`);
      expect(unlockedCells(copy)).toEqual(['B4', 'C4', 'D4', 'B5', 'C5']);
      expect(rulesOf(copy).get('B4')).toContain('顿号');
    }
  });

  it('read back as the rows that they began with, and know their way home', () => {
    for (const [index, copy] of copiesOf(request(true)).entries()) {
      const name = townships[index] ?? '';
      const read = readBack(copy, table, townships);
      expect(read.rows.map(({ values }) => values)).toEqual(rowsOf(name).map(({ values }) => values));
      expect(read.problems.filter(({ severity }) => severity !== 'note')).toEqual([]);
      expect(readIssueMark(copy)).toEqual({
        workbook: 'w1',
        round: 'r1',
        unit: name,
        form: 'form1',
        edition: 1,
      });
    }
  });

  it('say which rows have no place in the form', () => {
    const lost = rowsOf('高都镇').map((row) => ({ ...row, values: { ...row.values, category: null } }));
    const { problems } = issueCopies(
      { ...request(false), units: [unit('高都镇', { rows: lost })] },
      () => {},
    );
    expect(problems).toMatchObject([{ code: 'rows_left_out', severity: 'explain' }]);
    expect(problems[0]?.message).toContain('3 条记录');
  });
});

describe('the mark of a copy', () => {
  it('is read as it was written, whatever the unit is called', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, unit: 'binary' }),
        fc.integer({ min: 1, max: 9999 }),
        (name, edition) => {
          fc.pre(name.isWellFormed());
          const mark = { workbook: 'w', round: 'r', unit: name, form: 'f', edition };
          const { bytes } = refillWorkbook(village.template, {
            sheets: [],
            properties: writeIssueMark(mark),
          });
          expect(readIssueMark(bytes)).toEqual(mark);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('is written anew when a copy is issued again out of another', () => {
    const first = copyOf(village, unit('高都镇'));
    const { bytes } = refillWorkbook(first, {
      sheets: [],
      properties: writeIssueMark({ workbook: 'w2', round: 'r2', unit: '巴公镇', form: 'form1', edition: 2 }),
    });
    expect(readIssueMark(bytes)).toEqual({
      workbook: 'w2',
      round: 'r2',
      unit: '巴公镇',
      form: 'form1',
      edition: 2,
    });
    expect(part(bytes, 'docProps/custom.xml').match(/name="HuibiaoUnit"/g)).toHaveLength(1);
  });

  it('is none in a form that was never issued, in other files and in broken ones', () => {
    const copy = copyOf(village, unit('高都镇'));
    for (const bytes of [
      village.template,
      new Uint8Array(),
      new TextEncoder().encode('乡镇,村名'),
      copy.slice(0, 2000),
    ]) {
      expect(readIssueMark(bytes)).toBeNull();
    }
  });
});

describe('the names of copies', () => {
  const naming = { pattern: usualPattern, form: '附件1', fileName: '附件1.xlsx', period: '2025年10月' };

  it('follow the pattern, numbered as wide as there are units', () => {
    expect(nameCopies(['高都镇', '巴公镇'], naming)).toEqual([
      '01高都镇_附件1_2025年10月.xlsx',
      '02巴公镇_附件1_2025年10月.xlsx',
    ]);
    const many = Array.from({ length: 120 }, (_, index) => `单位${index}`);
    expect(nameCopies(many, naming)[6]).toBe('007单位6_附件1_2025年10月.xlsx');
  });

  it('are safe and different for any names, form and pattern', () => {
    const odd = fc.string({ unit: 'grapheme', maxLength: 200 });
    fc.assert(
      fc.property(
        fc.array(odd, { maxLength: 8 }),
        odd,
        fc.constantFrom('{单位}', usualPattern, '{表样}', '../{期}'),
        (names, form, pattern) => {
          const made = nameCopies(names, { pattern, form, fileName: '表样.xlsx', period: '2025/10' });
          expect(made).toHaveLength(names.length);
          expect(new Set(made.map((name) => name.toLowerCase())).size).toBe(names.length);
          for (const name of made) {
            expect(name).toMatch(/^[^\\/:*?"<>|\p{Cc}]+\.xlsx$/u);
          }
        },
      ),
    );
  });

  it('end as the form does where it carries macros: Excel opens no such workbook under another ending', () => {
    expect(nameCopies(['高都镇'], { ...naming, fileName: '附件1.XLSM' })).toEqual([
      '01高都镇_附件1_2025年10月.xlsm',
    ]);
    expect(nameCopies(['高都镇'], { ...naming, fileName: '旧表.xls' })[0]).toMatch(/\.xlsx$/);
  });

  it('are refused for a pattern with a word that nobody knows', () => {
    expect(() => nameCopies(['高都镇'], { ...naming, pattern: '{镇}.xlsx' })).toThrow('{镇}');
  });
});

function fail(): never {
  throw new Error('nothing was learnt');
}
