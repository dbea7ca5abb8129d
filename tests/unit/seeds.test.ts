import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadSeed } from '../../electron/backend/seeds/load-seed.ts';
import type { WorkbookContent } from '../../electron/backend/store/create.ts';
import { type AnnexLine, groupRows } from '../../shared/annex/lines.ts';
import { countTotals, findShifts } from '../../shared/annex/totals.ts';
import type { SeedName } from '../../shared/api.ts';
import { type CellValue, isNameList, type RowValues, valueAt } from '../../shared/model/cell-value.ts';
import { changeSchema } from '../../shared/model/change.ts';
import type { Column } from '../../shared/model/column.ts';
import { applyChanges, emptyRowsState, orderedRows, type RowsState } from '../../shared/model/rows-state.ts';
import type { GroupedLayout, TableDefinition } from '../../shared/model/table.ts';
import { comparators } from '../../shared/values/completion.ts';

/** Facts of the plan and the registry, typed and counted from them, not from the files under test. */
const townships = [
  '下村镇',
  '大东沟镇',
  '川底镇',
  '周村镇',
  '南岭镇',
  '犁川镇',
  '山河镇',
  '晋庙铺镇',
  '大箕镇',
  '金村镇',
  '柳树口镇',
  '南村镇',
  '高都镇',
  '北义城镇',
  '巴公镇',
  '大阳镇',
];

/** SHA-256 of the sixteen lines as the document's text has them: four fields a line, parted by tabs. */
const annexDigests = {
  annex1: '73cdbfb8645ec77bb379d19eb71e1bffc4045cc593dd8b916c6df119033926ff',
  annex2: 'b7a5b680000fb2a9a3322397f47650a5de8f6caab533e2ff5815fbe1b28cdd15',
};
const registryDigest = '6dcfc7eda4b35743b07bf33ccae13685d7cecf4e97d23bd06935dc634104af09';

const registryCounts = {
  金村镇: 61,
  巴公镇: 39,
  南村镇: 36,
  高都镇: 34,
  山河镇: 34,
  南岭镇: 32,
  北义城镇: 28,
  下村镇: 27,
  大箕镇: 25,
  大东沟镇: 24,
  大阳镇: 21,
  晋庙铺镇: 20,
  柳树口镇: 20,
  周村镇: 18,
  川底镇: 17,
  犁川镇: 14,
};

/** Each item of 二、重点任务 with its bracket （责任单位：…） as printed and the number of its milestones. */
const planItems: readonly (readonly [place: string, bracket: string, milestones: number])[] = [
  ['二、（一）一是', '县水务局、县农业农村局', 1],
  ['二、（一）二是', '县农业农村局、县林业局、县畜牧兽医中心、县乡村振兴投资开发有限公司', 5],
  ['二、（一）三是', '县工信局、县农业农村局、县文化和旅游局、县市场监督管理局', 1],
  ['二、（一）四是', '县农业农村局、县文化和旅游局、文旅集团、山里泉旅游开发有限公司，高都镇、大阳镇', 2],
  ['二、（二）一是', '县住建局、市生态环境局泽州分局、县农业农村局', 0],
  ['二、（二）二是', '县住建局、县交通运输局、县水务局、县能源局、县市政公司、天煜热力有限公司', 6],
  ['二、（二）三是', '县教育局、县民政局、县卫体局', 8],
  ['二、（三）一是', '县委组织部', 2],
  ['二、（三）二是', '县委政法委、县委编办、县民政局、县住建局、县行政审批服务管理局', 2],
  ['二、（三）三是', '县委宣传部、县委社工部、县委农办、县民政局、县住建局、县文化和旅游局', 0],
  ['二、（四）一是', '县自然资源局、县农业农村局，各乡镇', 1],
  ['二、（四）二是', '县太行一号领导组办公室，各成员单位', 5],
  [
    '二、（四）三是',
    '县政府办、县发展改革和科技局、县公安局、县人社局、县自然资源局、县农业农村局、县供销联社、县乡村振兴投资开发有限公司',
    3,
  ],
  ['二、（四）四是', '县委组织部、县发展改革和科技局、县农业农村局', 1],
];

/** Every number of 二、重点任务 that is to be reached, in the order of the text. */
const planNumbers: readonly (readonly [place: string, comparator: string, number: number, word: string])[] = [
  ['二、（一）一是', '=', 6.5, '万亩'],
  ['二、（一）一是', '=', 10, '万亩'],
  ['二、（一）一是', '=', 10, '万亩'],
  ['二、（一）一是', '≥', 75, '万亩'],
  ['二、（一）一是', '=', 4.5, '亿斤'],
  ['二、（一）二是', '=', 3000, '亩'],
  ['二、（一）二是', '=', 1000, '亩'],
  ['二、（一）二是', '=', 50, '万只'],
  ['二、（一）二是', '=', 1, '个'],
  ['二、（一）二是', '=', 4, '个'],
  ['二、（二）一是', '=', 300, '户'],
  ['二、（二）一是', '≥', 89, '%'],
  ['二、（二）一是', '=', 60, '个'],
  ['二、（二）一是', '=', 110, '个'],
  ['二、（二）一是', '=', 10, '个'],
  ['二、（二）一是', '=', 2, '个'],
  ['二、（二）一是', '=', 5, '个'],
  ['二、（二）一是', '≥', 90, '%'],
  ['二、（二）一是', '≥', 85, '%'],
  ['二、（二）二是', '=', 50, '公里'],
  ['二、（二）二是', '=', 27, '处'],
  ['二、（二）二是', '=', 2, '处'],
  ['二、（二）二是', '=', 3.8752, '万人'],
  ['二、（三）三是', '=', 4, '个'],
  ['二、（三）三是', '=', 3, '个'],
  ['二、（三）三是', '=', 3, '个'],
  ['二、（四）一是', '=', 15, '个'],
  ['二、（四）一是', '=', 80, '个'],
  ['二、（四）一是', '=', 10, '个'],
  ['二、（四）二是', '=', 43, '个'],
  ['二、（四）二是', '=', 50, '万羽'],
  ['二、（四）二是', '=', 6, '个'],
];

const sections: Readonly<Record<string, string>> = {
  一: '（一）提升乡村产业质效',
  二: '（二）推进乡村建设提标',
  三: '（三）提升乡村治理效能',
  四: '（四）深化农村改革，全力推进城乡融合示范廊带建设',
};

let sampleContent: WorkbookContent;
let sample: RowsState;

beforeAll(async () => {
  sampleContent = await load('zezhou-2025');
  sample = applyChanges(emptyRowsState, sampleContent.changes);
});

describe('a new workbook', () => {
  it.each(['zezhou-2025', 'blank'] as const)(
    'of the seed %s has the five tables in tab order',
    async (name) => {
      const { changes } = await load(name);
      const { tables } = applyChanges(emptyRowsState, changes);
      const inOrder = [...tables.values()].sort((left, right) => left.position - right.position);
      expect(inOrder.map(({ key, title }) => [key, title])).toEqual([
        ['annex1', '附件1 省级'],
        ['annex2', '附件2 市级'],
        ['tasks', '重点任务'],
        ['units', '单位'],
        ['villages', '村名册'],
      ]);
    },
  );

  it('made blank has no row, no county, no year and no declared total', async () => {
    const { changes } = await load('blank');
    expect(changes.map(({ kind }) => kind)).toEqual(Array(5).fill('tableSet'));
    expect(JSON.stringify(changes)).not.toMatch(/泽州|2025/);
    const { tables } = applyChanges(emptyRowsState, changes);
    expect(tables.get('annex1')?.documentTitle).toBe('“千万工程”精品示范村、提档升级村名单（省级）');
    expect(tables.get('annex2')?.documentTitle).toBe('“千万工程”精品示范村、提档升级村名单（市级）');
    for (const key of ['annex1', 'annex2']) {
      expect(tables.get(key)?.grouped?.declaredTotals).toEqual({ 精品示范村: null, 提档升级村: null });
    }
  });

  it('says what the contract allows, and gives every row an id of its own and a place in the order', () => {
    for (const change of sampleContent.changes) expect(changeSchema.safeParse(change).error).toBeUndefined();
    const ids = sampleContent.changes.flatMap((change) =>
      change.kind === 'rowAdded' ? [change.row.id] : [],
    );
    expect(new Set(ids).size).toBe(ids.length);
    for (const key of sample.tables.keys()) {
      const added = sampleContent.changes.flatMap((change) =>
        change.kind === 'rowAdded' && change.table === key ? [change.row.id] : [],
      );
      expect(orderedRows(sample, key).map(({ id }) => id)).toEqual(added);
    }
  });
});

describe('the rows of the sample', () => {
  it('hold only values that their columns take, and every required one', () => {
    const misfits = [...sample.tables.values()].flatMap((table) =>
      valuesOf(table.key).flatMap((values) => findMisfits(table, values)),
    );
    expect(misfits).toEqual([]);
  });

  it('are told apart by the key columns of their table', () => {
    for (const table of sample.tables.values()) {
      const keys = valuesOf(table.key).map((values) =>
        JSON.stringify(table.keyColumns.map((key) => valueAt(values, key))),
      );
      expect([table.key, new Set(keys).size]).toEqual([table.key, keys.length]);
    }
  });
});

describe('the units', () => {
  it('begin with the county and its sixteen townships in the order of the annexes', () => {
    const units = valuesOf('units');
    expect(units[0]).toEqual({ name: '泽州县', kind: '县' });
    expect(units.filter(({ kind }) => kind === '乡镇')).toEqual(
      townships.map((name) => ({ name, kind: '乡镇', parent: '泽州县' })),
    );
  });

  it('are otherwise exactly the offices that the plan names as 责任单位', () => {
    const named = new Set(planItems.flatMap(([, bracket]) => bracket.split(/[、，]/)));
    const others = [...named].filter((name) => !townships.includes(name));
    expect(
      valuesOf('units')
        .slice(1 + townships.length)
        .map(({ name }) => name),
    ).toEqual(others);
    expect(others).toHaveLength(35);
  });

  it('keep collective wordings as units of their own kind', () => {
    const collective = valuesOf('units').filter(({ kind }) => kind === '集合');
    expect(collective.map(({ name }) => name)).toEqual(['各乡镇', '各成员单位']);
  });
});

describe('the village registry', () => {
  it('is the registry, every row in its order', async () => {
    const text = await readFile('seeds/zezhou-2025/villages.csv', 'utf8');
    expect(digest(text.replaceAll('\r\n', '\n'))).toBe(registryDigest);
    const rows = valuesOf('villages').map(
      ({ township, village, code, kind }) => `${township},${village},${code},${kind}`,
    );
    expect(digest(`township,village,code,kind\n${rows.join('\n')}\n`)).toBe(registryDigest);
  });

  it('has 450 rows, counted by township and kind', () => {
    const villages = valuesOf('villages');
    expect(villages).toHaveLength(450);
    expect(countBy(villages, 'township')).toEqual(registryCounts);
    expect(countBy(villages, 'kind')).toEqual({ 村: 428, 社区: 22 });
  });

  it('keeps codes as text of twelve digits', () => {
    for (const { code } of valuesOf('villages')) expect(code).toMatch(/^140525\d{6}$/);
  });
});

describe('the annexes', () => {
  it.each([
    ['annex1', '附件1', '2025年泽州县“千万工程”精品示范村、提档升级村名单（省级）'],
    ['annex2', '附件2', '2025 年泽州县“千万工程”精品示范村、提档升级村名单（市级）'],
  ] as const)('%s is named as the document names it', (key, label, title) => {
    const { annexLabel, documentTitle } = annex(key).table;
    expect([annexLabel, documentTitle]).toEqual([label, title]);
  });

  it.each(['annex1', 'annex2'] as const)('%s has the sixteen lines of the document to the letter', (key) => {
    const { lines } = annex(key);
    expect(lines.map(({ group }) => group)).toEqual(townships);
    const printed = lines.map((line) =>
      [line.group, namesIn(line, '精品示范村'), namesIn(line, '提档升级村'), ''].join('\t'),
    );
    expect(digest(printed.join('\n'))).toBe(annexDigests[key]);
  });

  it('annex 1 counts what it declares: 5 and 60', () => {
    const { table, layout, lines } = annex('annex1');
    expect(countTotals(table, layout, lines)).toEqual([
      { choice: '精品示范村', counted: 5, declared: 5 },
      { choice: '提档升级村', counted: 60, declared: 60 },
    ]);
  });

  it('annex 2 declares 15 and 80 and counts 22 and 73: seven names of 大阳镇 stand in the wrong column', () => {
    const { table, layout, lines } = annex('annex2');
    const totals = countTotals(table, layout, lines);
    expect(totals).toEqual([
      { choice: '精品示范村', counted: 22, declared: 15 },
      { choice: '提档升级村', counted: 73, declared: 80 },
    ]);
    expect(findShifts(totals, lines).map(({ group, names }) => [group, names.length])).toEqual([
      ['大阳镇', 7],
    ]);
  });

  it.each([
    ['annex1', '犁川镇', '提档升级村', '铁南上村'],
    ['annex2', '犁川镇', '提档升级村', '铁甫上村'],
    ['annex1', '南村镇', '提档升级村', '瞿河底村'],
    ['annex2', '南村镇', '提档升级村', '翟河底村'],
    ['annex1', '川底镇', '提档升级村', '涨泗沟村'],
    ['annex2', '川底镇', '提档升级村', '张泗沟村'],
    ['annex2', '南岭镇', '提档升级村', '閼庄村'],
    ['annex2', '大阳镇', '精品示范村', '香峪村'],
  ] as const)('%s keeps the spelling and the place of %s %s %s', (key, township, category, village) => {
    expect(valuesOf(key)).toContainEqual({ township, category, village });
  });
});

describe('the tasks', () => {
  it('hold the thirty-two numbers of the plan, in the order of its text', () => {
    const numbers = valuesOf('tasks').filter(({ comparator }) => comparator !== '定性');
    expect(
      numbers.map(({ source, comparator, target, measureWord }) => [source, comparator, target, measureWord]),
    ).toEqual(planNumbers);
    expect(planNumbers).toHaveLength(32);
  });

  it('hold thirty-seven milestones, which have no number', () => {
    const milestones = valuesOf('tasks').filter(({ comparator }) => comparator === '定性');
    expect(milestones).toHaveLength(37);
    expect(countBy(milestones, 'source')).toEqual(
      Object.fromEntries(
        planItems.filter(([, , count]) => count > 0).map(([place, , count]) => [place, count]),
      ),
    );
    for (const values of milestones) expect(Object.keys(values)).not.toContain('target');
  });

  it('cover every item of 重点任务, each with the units of its bracket and under its heading', () => {
    const tasks = valuesOf('tasks');
    expect([...new Set(tasks.map(({ source }) => source))]).toEqual(planItems.map(([place]) => place));
    const brackets = new Map(planItems.map(([place, bracket]) => [place, bracket.split(/[、，]/)]));
    for (const { source, section, units } of tasks) {
      expect([source, units]).toEqual([source, brackets.get(String(source))]);
      expect([source, section]).toEqual([source, sections[String(source).charAt(3)]]);
    }
  });

  it('are due at the end of the plan’s year or leave the day open, and report nothing yet', () => {
    expect(countBy(valuesOf('tasks'), 'deadline')).toEqual({ '2025-12-31': 49, 未填: 20 });
    for (const values of valuesOf('tasks')) {
      expect(values).not.toHaveProperty('current');
      expect(values).not.toHaveProperty('state');
    }
  });

  it('offer the comparators that a completion rate knows', () => {
    const column = sample.tables.get('tasks')?.columns.find(({ key }) => key === 'comparator');
    expect(column?.choices).toEqual([...comparators]);
  });
});

function load(name: SeedName): Promise<WorkbookContent> {
  let count = 0;
  return loadSeed(name, 'seeds', () => {
    count += 1;
    return `r${count}`;
  });
}

function valuesOf(table: string): RowValues[] {
  return orderedRows(sample, table).map(({ values }) => values);
}

function annex(key: 'annex1' | 'annex2'): {
  readonly table: TableDefinition;
  readonly layout: GroupedLayout;
  readonly lines: readonly AnnexLine[];
} {
  const table = sample.tables.get(key);
  const layout = table?.grouped ?? null;
  if (table === undefined || layout === null) throw new Error(`${key} is no annex`);
  const { lines, unplaced } = groupRows(table, layout, orderedRows(sample, key), []);
  expect(unplaced).toEqual([]);
  return { table, layout, lines };
}

function namesIn(line: AnnexLine, choice: string): string {
  return (line.names[choice] ?? []).map(({ name }) => name).join('、');
}

function countBy(rows: readonly RowValues[], column: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const values of rows) {
    const value = String(valueAt(values, column) ?? '未填');
    counts[value] = (counts[value] ?? 0) + 1;
  }
  return counts;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** What is wrong with a row against its table: unknown keys, missing required values, values of another type. */
function findMisfits(table: TableDefinition, values: RowValues): string[] {
  const unknown = Object.keys(values).filter((key) => !table.columns.some((column) => column.key === key));
  const wrong = table.columns.filter((column) => !takes(column, valueAt(values, column.key)));
  return [...unknown, ...wrong.map(({ key }) => key)].map((key) => `${table.key}.${key}`);
}

function takes(column: Column, value: CellValue): boolean {
  if (value === null) return !column.required;
  if (column.computed !== null) return false;
  switch (column.type) {
    case 'number':
    case 'percent':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    case 'units':
      return isNameList(value) && value.length > 0;
    case 'choice':
      return typeof value === 'string' && column.choices.includes(value);
    case 'date':
      return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);
    case 'text':
    case 'unit':
    case 'village':
    case 'identity':
    case 'phone':
      return typeof value === 'string' && value !== '';
  }
}
