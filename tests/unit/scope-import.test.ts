import { describe, expect, it } from 'vitest';
import { planImport } from '../../shared/merge/plan-import.ts';
import { scopeImport } from '../../shared/merge/scope-import.ts';
import { annexRows, annexTable } from '../fixtures/annex.ts';

const rows = annexRows([
  ['下村镇', '提档升级村', '下庄村'],
  ['山河镇', '提档升级村', '石河村'],
  ['高都镇', '精品示范村', '泊南村'],
  ['高都镇', '提档升级村', '大兴村'],
]);

function planReturn(groups: readonly string[], lines: readonly [string, string, string][]) {
  const arriving = lines.map(([township, category, village]) => ({
    values: { township, category, village },
    cells: {},
  }));
  const scoped = scopeImport(annexTable, rows, { rows: arriving, groups });
  let count = 0;
  const plan = planImport({
    definition: annexTable,
    rows,
    incoming: {
      sheet: '附件1',
      columns: ['township', 'category', 'village'],
      groups,
      rows: scoped.rows,
      problems: [],
    },
    source: { fileId: 'f', fileName: '山河镇.xlsx' },
    newId: () => {
      count += 1;
      return `n${count}`;
    },
  });
  return { scoped, plan };
}

describe('a township’s own return of an annex', () => {
  it('changes that township and leaves the others as they are', () => {
    const { scoped, plan } = planReturn(
      ['山河镇'],
      [
        ['山河镇', '提档升级村', '石河村'],
        ['山河镇', '提档升级村', '土河村'],
      ],
    );
    expect(plan).toMatchObject({ added: 1, changed: 0, removed: 0, moved: 0 });
    expect(plan.changes).toMatchObject([{ kind: 'rowAdded', row: { values: { village: '土河村' } } }]);
    expect(scoped).toMatchObject({ untouched: 3, untouchedGroups: ['下村镇', '高都镇'] });
  });

  it('that has a line without names empties that township only', () => {
    const { plan } = planReturn(['山河镇'], []);
    expect(plan).toMatchObject({ added: 0, changed: 0, removed: 1 });
    expect(plan.changes).toMatchObject([{ kind: 'rowRemoved', row: { id: 'r2' } }]);
  });

  it('of a township that had no rows is added behind the others', () => {
    const { plan } = planReturn(['大阳镇'], [['大阳镇', '提档升级村', '香峪村']]);
    expect(plan).toMatchObject({ added: 1, removed: 0, moved: 0 });
  });

  it('with a line for everybody is the whole table', () => {
    const { scoped, plan } = planReturn(['下村镇', '山河镇', '高都镇'], [['高都镇', '提档升级村', '大兴村']]);
    expect(scoped.untouched).toBe(0);
    expect(plan).toMatchObject({ added: 0, changed: 0, removed: 3 });
  });
});
