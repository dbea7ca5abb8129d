import { describe, expect, it } from 'vitest';
import { type ImportPlan, planImport } from '../../shared/merge/plan-import.ts';
import type { RowValues } from '../../shared/model/cell-value.ts';
import { defineColumn } from '../../shared/model/column.ts';
import type { Row } from '../../shared/model/row.ts';
import type { TableDefinition } from '../../shared/model/table.ts';
import { annexRows, annexTable } from '../fixtures/annex.ts';

type Entry = readonly [string, string, string, string?];

function valuesOf([township, category, village, note]: Entry): RowValues {
  return note === undefined ? { township, category, village } : { township, category, village, note };
}

function plan(
  rows: readonly Row[],
  file: readonly RowValues[],
  definition = annexTable,
  columns: readonly string[] = definition.columns.map(({ key }) => key),
): ImportPlan {
  let count = 0;
  return planImport({
    definition,
    rows,
    incoming: {
      sheet: '附件1',
      columns,
      groups: null,
      rows: file.map((values, index) => ({ values, cells: { village: `C${index + 4}` } })),
      problems: [],
    },
    source: { fileId: 'f1', fileName: '高都镇.xlsx' },
    newId: () => {
      count += 1;
      return `n${count}`;
    },
  });
}

const entries: readonly Entry[] = [
  ['高都镇', '精品示范村', '大兴村'],
  ['高都镇', '提档升级村', '泊南村'],
  ['高都镇', '提档升级村', '任庄村', '样板'],
  ['大阳镇', '提档升级村', '金汤寨村'],
];
const rows = annexRows(entries);

/** The annex with some of its lines replaced. */
function fileWith(replaced: { readonly [index: number]: Entry }): RowValues[] {
  return entries.map((entry, index) => valuesOf(replaced[index] ?? entry));
}

describe('what an import says and does', () => {
  it('an identical file changes nothing', () => {
    expect(plan(rows, fileWith({}))).toEqual({
      changes: [],
      added: 0,
      changed: 0,
      removed: 0,
      unchanged: 4,
      moved: 0,
      lines: [],
    });
  });

  it('a village that moved to another category is the same row', () => {
    const done = plan(rows, fileWith({ 1: ['高都镇', '精品示范村', '泊南村'] }));
    expect(done.lines).toEqual([
      { kind: 'changed', row: '高都镇 · 泊南村', detail: '类别：提档升级村 → 精品示范村' },
    ]);
    expect(done.changes).toEqual([
      {
        kind: 'cellsSet',
        table: 'annex1',
        rowId: 'r2',
        before: { category: '提档升级村' },
        after: { category: '精品示范村' },
        source: {
          before: null,
          after: { fileId: 'f1', fileName: '高都镇.xlsx', sheet: '附件1', cells: { village: 'C5' } },
        },
      },
    ]);
  });

  it('a corrected village name at the same place is the same row', () => {
    const done = plan(rows, fileWith({ 2: ['高都镇', '提档升级村', '壬庄村', '样板'] }));
    expect(done.lines).toEqual([
      { kind: 'changed', row: '高都镇 · 任庄村', detail: '村名：任庄村 → 壬庄村' },
    ]);
  });

  it('a village gone here and another come elsewhere in the list are two rows', () => {
    const [first, second, third, fourth] = fileWith({});
    const done = plan(
      rows,
      [first, third, valuesOf(['高都镇', '提档升级村', '横岭村', '新增']), fourth].filter(
        (values) => values !== undefined,
      ),
    );
    expect(second).toMatchObject({ village: '泊南村' });
    expect(done.lines).toEqual([
      { kind: 'added', row: '高都镇 · 横岭村', detail: '类别：提档升级村；备注：新增' },
      { kind: 'removed', row: '高都镇 · 泊南村', detail: '文件里没有这一行（类别：提档升级村）' },
    ]);
    expect(done.unchanged).toBe(3);
  });

  it('an emptied cell becomes 未填, a column that the file lacks stays', () => {
    const emptied = fileWith({
      2: ['高都镇', '提档升级村', '任庄村'],
      3: ['大阳镇', '提档升级村', '金汤寨村', '新'],
    });
    expect(plan(rows, emptied).lines).toEqual([
      { kind: 'changed', row: '高都镇 · 任庄村', detail: '备注：样板 → 未填' },
      { kind: 'changed', row: '大阳镇 · 金汤寨村', detail: '备注：未填 → 新' },
    ]);
    const withoutNote = fileWith({ 2: ['高都镇', '提档升级村', '任庄村'] });
    expect(plan(rows, withoutNote, annexTable, ['township', 'category', 'village']).changes).toEqual([]);
  });

  it('a column that the file has and leaves blank from top to bottom is emptied', () => {
    const allBlank = fileWith({ 2: ['高都镇', '提档升级村', '任庄村'] });
    expect(plan(rows, allBlank).lines).toEqual([
      { kind: 'changed', row: '高都镇 · 任庄村', detail: '备注：样板 → 未填' },
    ]);
  });

  it('identical rows count', () => {
    const twice = annexRows([entries[0] ?? ['', '', ''], entries[0] ?? ['', '', '']]);
    const values = valuesOf(entries[0] ?? ['', '', '']);
    expect(plan(twice, [values, values]).changes).toEqual([]);
    expect(plan(twice, [values, values, values])).toMatchObject({ added: 1, unchanged: 2 });
    expect(plan(twice, [values])).toMatchObject({ removed: 1, unchanged: 1 });
  });

  it('a row put elsewhere is moved alone', () => {
    const [first, ...others] = fileWith({});
    const done = plan(rows, first === undefined ? [] : [...others, first]);
    expect(done).toMatchObject({ added: 0, changed: 0, removed: 0, unchanged: 4, moved: 1 });
    expect(done.changes).toMatchObject([{ kind: 'rowMoved', rowId: 'r1' }]);
  });

  it('computed columns and columns that the table does not have are not imported', () => {
    const [first] = fileWith({});
    const computed: TableDefinition = {
      ...annexTable,
      columns: [
        ...annexTable.columns,
        defineColumn({ key: 'rate', title: '完成率', type: 'percent', computed: 'completionRate' }),
      ],
    };
    expect(plan(rows.slice(0, 1), [{ ...first, rate: 0.5, strange: 'x' }], computed).changes).toEqual([]);
  });
});
