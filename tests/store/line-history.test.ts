import { beforeEach, describe, expect, it } from 'vitest';
import { commit } from '../../electron/backend/store/commit.ts';
import { createWorkbook } from '../../electron/backend/store/create.ts';
import { describeEdit, listEdits, undo } from '../../electron/backend/store/history.ts';
import type { StoreContext, WritableDatabase } from '../../electron/backend/store/open.ts';
import type { LineCell } from '../../shared/history/line-history.ts';
import type { RowValues } from '../../shared/model/cell-value.ts';
import type { Change } from '../../shared/model/change.ts';
import { defineColumn } from '../../shared/model/column.ts';
import type { Row } from '../../shared/model/row.ts';
import type { TableDefinition } from '../../shared/model/table.ts';
import { add, codeOf, countingContext, ledgerRow, set, temporaryFolder } from './fixture.ts';

const annex: TableDefinition = {
  key: 'annex',
  title: '附件1 省级',
  documentTitle: null,
  annexLabel: '附件1',
  columns: [
    defineColumn({ key: 'township', title: '乡镇', type: 'unit' }),
    defineColumn({ key: 'category', title: '类型', type: 'choice', choices: ['精品', '提升'] }),
    defineColumn({ key: 'village', title: '村名', type: 'village' }),
    defineColumn({ key: 'note', title: '备注' }),
  ],
  keyColumns: ['township', 'category', 'village'],
  grouped: {
    groupColumn: 'township',
    choiceColumn: 'category',
    nameColumn: 'village',
    lineColumns: ['note'],
    declaredTotals: {},
  },
  position: 1,
};

const folder = temporaryFolder();
let context: StoreContext;
let db: WritableDatabase;

const row = (id: string, village: string, values: RowValues = {}): Row =>
  ledgerRow(id, { township: '高都镇', category: '提升', village, ...values });
const edit = (label: string, ...changes: Change[]) => commit(db, { label, changes }, context);
const change = (rowId: string, before: RowValues, after: RowValues) => set(rowId, before, after, 'annex');
const historyOf = (part: LineCell['part'], limit = 100, before: number | null = null) =>
  listEdits(db, {
    table: 'annex',
    rowId: null,
    column: null,
    line: { group: '高都镇', part },
    before,
    limit,
  }).map(({ id, cell }) => [id, cell?.before, cell?.after]);
const names = { kind: 'names', choice: '提升' } as const;

beforeEach(() => {
  context = countingContext();
  const content = {
    label: '新建',
    changes: [
      { kind: 'tableSet', table: 'annex', before: null, after: annex } satisfies Change,
      add(row('a', '大兴村'), 'annex'),
      add(row('b', '任庄村'), 'annex'),
      add(row('c', '东街村', { township: '大阳镇' }), 'annex'),
    ],
    forms: [],
  };
  db = folder.track(createWorkbook(folder.path('表.huibiao'), content, context));
});

describe('the history of a cell of 附件样式', () => {
  it('has the names that were taken out, in one edit or with many others', () => {
    edit('删除', { kind: 'rowRemoved', table: 'annex', row: row('b', '任庄村') });
    expect(historyOf(names)).toEqual([
      [2, '大兴村、任庄村', '大兴村'],
      [1, null, '大兴村、任庄村'],
    ]);
  });

  it('has names that went to another township or another choice, and came back by an undo', () => {
    edit('移到大阳镇', change('a', { township: '高都镇' }, { township: '大阳镇' }));
    edit('改为精品', change('b', { category: '提升' }, { category: '精品' }));
    undo(db, context);
    expect(historyOf(names)).toEqual([
      [4, null, '任庄村'],
      [3, '任庄村', null],
      [2, '大兴村、任庄村', '任庄村'],
      [1, null, '大兴村、任庄村'],
    ]);
    expect(historyOf({ kind: 'names', choice: '精品' })).toEqual([
      [4, '任庄村', null],
      [3, null, '任庄村'],
    ]);
  });

  it('of a value of the whole line tells what the line showed', () => {
    edit(
      '备注',
      change('a', { note: null }, { note: '省级' }),
      change('b', { note: null }, { note: '省级' }),
    );
    edit('别处', change('c', { note: null }, { note: '市级' }));
    expect(historyOf({ kind: 'value', column: 'note' })).toEqual([[2, null, '省级']]);
  });

  it('comes in pages', () => {
    edit('甲', change('a', { village: '大兴村' }, { village: '甲村' }));
    edit('乙', change('a', { village: '甲村' }, { village: '乙村' }));
    expect(historyOf(names, 1)).toEqual([[3, '甲村、任庄村', '乙村、任庄村']]);
    expect(historyOf(names, 1, 3)).toEqual([[2, '大兴村、任庄村', '甲村、任庄村']]);
  });

  it('is refused for a table without lines, and together with a row', () => {
    const query = { table: 'annex', rowId: 'a', column: null, before: null, limit: 1 };
    expect(codeOf(() => listEdits(db, { ...query, line: { group: '高都镇', part: names } }))).toBe(
      'bad_request',
    );
    expect(
      codeOf(() => listEdits(db, { ...query, rowId: null, table: 'x', line: { group: '', part: names } })),
    ).toBe('bad_request');
  });
});

describe('what an edit did', () => {
  it('is told row by row, by the name that a row had, also of rows that are gone', () => {
    edit(
      '粘贴 2 个单元格',
      change('a', { village: '大兴村', note: null }, { village: '大兴一村', note: '新' }),
      change('c', { note: null }, { note: '市级' }),
    );
    edit('删除', {
      kind: 'rowRemoved',
      table: 'annex',
      row: row('c', '东街村', { township: '大阳镇', note: '市级' }),
    });
    expect(describeEdit(db, { edit: 2, table: 'annex', limit: 10 })).toEqual({
      lines: [
        { kind: 'changed', row: '高都镇 · 大兴村', detail: '村名：大兴村 → 大兴一村；备注：未填 → 新' },
        { kind: 'changed', row: '大阳镇 · 东街村', detail: '备注：未填 → 市级' },
      ],
      count: 2,
    });
    expect(describeEdit(db, { edit: 3, table: 'annex', limit: 10 }).lines).toEqual([
      { kind: 'removed', row: '大阳镇 · 东街村', detail: '类型：提升；备注：市级' },
    ]);
  });

  it('says how much there is beyond the lines that were asked for', () => {
    const { lines, count } = describeEdit(db, { edit: 1, table: 'annex', limit: 2 });
    expect(lines.map(({ kind, detail }) => [kind, detail])).toEqual([
      ['table', '新增'],
      ['added', '类型：提升'],
    ]);
    expect(count).toBe(4);
  });

  it('is refused for a table that there is not', () => {
    expect(codeOf(() => describeEdit(db, { edit: 1, table: 'x', limit: 1 }))).toBe('bad_request');
  });
});
