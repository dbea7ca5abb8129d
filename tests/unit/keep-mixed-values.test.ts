import { describe, expect, it } from 'vitest';
import { keepMixedValues } from '../../shared/merge/keep-mixed-values.ts';
import { annexRows, annexTable } from '../fixtures/annex.ts';

const rows = annexRows([
  ['高都镇', '精品示范村', '泊南村', '甲'],
  ['高都镇', '提档升级村', '大兴村', '乙'],
  ['大阳镇', '提档升级村', '香峪村', '丙'],
]);

function notesOf(note: string, villages: readonly [string, string, string][]) {
  const incoming = villages.map(([township, category, village]) => ({
    values: { township, category, village, note },
    cells: {},
  }));
  return keepMixedValues(annexTable, rows, incoming).map(({ values }) => values.note);
}

const line: [string, string, string][] = [
  ['高都镇', '精品示范村', '泊南村'],
  ['高都镇', '提档升级村', '大兴村'],
];

describe('a line that prints several notes joined', () => {
  it('gives each row its own note back when the file says what was printed', () => {
    expect(notesOf('甲；乙', line)).toEqual(['甲', '乙']);
  });

  it('takes what the file says when somebody changed it', () => {
    expect(notesOf('甲；丁', line)).toEqual(['甲；丁', '甲；丁']);
  });

  it('leaves lines with one note and rows that are new alone', () => {
    expect(notesOf('丙', [['大阳镇', '提档升级村', '香峪村']])).toEqual(['丙']);
    expect(notesOf('甲；乙', [['高都镇', '提档升级村', '新村']])).toEqual(['甲；乙']);
  });
});
