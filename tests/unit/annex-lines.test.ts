import { describe, expect, it } from 'vitest';
import { groupRows } from '../../shared/annex/lines.ts';
import { joinNames, repeatedNames, splitNames } from '../../shared/annex/names.ts';
import { countTotals, differingTotals, findShifts } from '../../shared/annex/totals.ts';
import { annexLayout, annexRows, annexTable } from '../fixtures/annex.ts';

const townships = ['高都镇', '大阳镇', '山河镇'];

function totalsOf(entries: Parameters<typeof annexRows>[0], declaredTotals: Record<string, number | null>) {
  const layout = { ...annexLayout, declaredTotals };
  const { lines } = groupRows(annexTable, layout, annexRows(entries), townships);
  return { lines, totals: countTotals(annexTable, layout, lines) };
}

describe('an annex line joins the names of a township', () => {
  it('keeps the order of rows under each choice, and gives a line to a township without rows', () => {
    const rows = annexRows([
      ['高都镇', '精品示范村', '泊南村'],
      ['高都镇', '提档升级村', '大兴村'],
      ['高都镇', '提档升级村', '任庄村'],
    ]);
    const { lines } = groupRows(annexTable, annexLayout, rows, townships);
    expect(lines.map(({ group }) => group)).toEqual(townships);
    expect(lines[0]?.names.提档升级村?.map(({ name }) => name)).toEqual(['大兴村', '任庄村']);
    expect(lines[1]?.names).toEqual({ 精品示范村: [], 提档升级村: [] });
  });

  it('puts a township that only the rows name after the known ones', () => {
    const { lines } = groupRows(
      annexTable,
      annexLayout,
      annexRows([['新设镇', '精品示范村', '甲村']]),
      townships,
    );
    expect(lines.map(({ group }) => group)).toEqual([...townships, '新设镇']);
  });

  it('sets rows aside that no line can show', () => {
    const rows = annexRows([
      ['高都镇', '待定', '甲村'],
      ['', '精品示范村', '乙村'],
    ]);
    const blank = rows.map((row, index) =>
      index === 1 ? { ...row, values: { category: '精品示范村', village: '乙村' } } : row,
    );
    const { unplaced } = groupRows(annexTable, annexLayout, blank, townships);
    expect(unplaced.map(({ id }) => id)).toEqual(['r1', 'r2']);
  });

  it('shows one note once, and several joined and named as mixed', () => {
    const rows = annexRows([
      ['高都镇', '精品示范村', '泊南村', '省级重点'],
      ['高都镇', '提档升级村', '大兴村', '省级重点'],
      ['大阳镇', '提档升级村', '香峪村', '甲'],
      ['大阳镇', '提档升级村', '河底村', '乙'],
    ]);
    const { lines } = groupRows(annexTable, annexLayout, rows, townships);
    expect(lines[0]?.values.note).toBe('省级重点');
    expect(lines[0]?.mixed).toEqual([]);
    expect(lines[1]?.values.note).toBe('甲；乙');
    expect(lines[1]?.mixed).toEqual(['note']);
  });
});

describe('names in a cell', () => {
  it('are read with every separator that offices use', () => {
    expect(splitNames('大兴村、泊南村，任庄村,横岭村；东顿村\n善 获村\r\n')).toEqual([
      '大兴村',
      '泊南村',
      '任庄村',
      '横岭村',
      '东顿村',
      '善获村',
    ]);
  });

  it('are told apart by white space after a whole name, not inside one', () => {
    expect(splitNames('窑头村 董山村\t善 获村')).toEqual(['窑头村', '董山村', '善获村']);
    expect(splitNames('大 兴 村')).toEqual(['大兴村']);
    expect(splitNames('和村 村、和村村')).toEqual(['和村村', '和村村']);
    expect(splitNames('县水务局　县农业农村局')).toEqual(['县水务局', '县农业农村局']);
    expect(splitNames(' \n ')).toEqual([]);
  });

  it('are written with 、', () => {
    expect(joinNames(['大兴村', '泊南村'])).toBe('大兴村、泊南村');
  });

  it('that stand twice are found', () => {
    expect(repeatedNames(['甲村', '乙村', '甲村', '甲村'])).toEqual(['甲村']);
  });
});

describe('totals', () => {
  it('count the names and differ where the document declares another number', () => {
    const { totals } = totalsOf(
      [
        ['高都镇', '精品示范村', '泊南村'],
        ['高都镇', '提档升级村', '大兴村'],
      ],
      { 精品示范村: 1, 提档升级村: 2 },
    );
    expect(totals.map(({ counted }) => counted)).toEqual([1, 1]);
    expect(differingTotals(totals)).toEqual([{ choice: '提档升级村', counted: 1, declared: 2 }]);
  });

  it('never differ where the document declares nothing', () => {
    const { totals } = totalsOf([['高都镇', '精品示范村', '泊南村']], { 精品示范村: null, 提档升级村: null });
    expect(differingTotals(totals)).toEqual([]);
  });

  it('that miss each other by the same number are explained by the line whose names slipped', () => {
    const { lines, totals } = totalsOf(
      [
        ['高都镇', '精品示范村', '泊南村'],
        ['高都镇', '提档升级村', '大兴村'],
        ['大阳镇', '精品示范村', '三分街村'],
        ['大阳镇', '精品示范村', '河底村'],
        ['大阳镇', '精品示范村', '香峪村'],
      ],
      { 精品示范村: 2, 提档升级村: 3 },
    );
    expect(findShifts(totals, lines)).toEqual([
      {
        group: '大阳镇',
        from: '精品示范村',
        to: '提档升级村',
        names: ['河底村', '香峪村'],
        rowIds: ['r4', 'r5'],
      },
    ]);
  });

  it('are not explained by a shift when the numbers do not mirror each other', () => {
    const { lines, totals } = totalsOf([['大阳镇', '精品示范村', '三分街村']], {
      精品示范村: 3,
      提档升级村: 9,
    });
    expect(findShifts(totals, lines)).toEqual([]);
  });
});
