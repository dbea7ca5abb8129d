import { describe, expect, it } from 'vitest';
import { type FillMode, fillModeWithCtrl, fillSeries } from '../../shared/grid/fill-series.ts';

const fill = (source: readonly string[], count: number, mode: FillMode = 'auto'): string =>
  fillSeries({ source, count, direction: 'forward', mode }).join(' ');
const fillBack = (source: readonly string[], count: number): string =>
  fillSeries({ source, count, direction: 'backward', mode: 'auto' }).join(' ');

describe('dragging the fill handle', () => {
  it.each([
    [['1'], '1 1 1'],
    [['1', '2'], '3 4 5'],
    [['10', '7'], '4 1 -2'],
    [['0.1', '0.2'], '0.3 0.4 0.5'],
    [['0.10', '0.15'], '0.20 0.25 0.30'],
    [['80%', '85%'], '90% 95% 100%'],
    [['1', '2', '4'], '1 2 4'],
    [['001'], '002 003 004'],
    [['098', '099'], '100 101 102'],
    [['附件1'], '附件2 附件3 附件4'],
    [['第1组'], '第2组 第3组 第4组'],
    [['3号楼', '5号楼'], '7号楼 9号楼 11号楼'],
    [['一'], '二 三 四'],
    [['十九'], '二十 二十一 二十二'],
    [['九十八'], '九十九  '],
    [['（二）'], '（三） （四） （五）'],
    [['第一'], '第二 第三 第四'],
    [['第九批次'], '第十批次 第十一批次 第十二批次'],
    [['2025-02-27'], '2025-02-28 2025-03-01 2025-03-02'],
    [['2025-01-31', '2025-02-07'], '2025-02-14 2025-02-21 2025-02-28'],
    [['2025-01-15', '2025-03-15'], '2025-05-15 2025-07-15 2025-09-15'],
    [['2025-01-31', '2025-03-31'], '2025-05-31 2025-07-31 2025-09-30'],
    [['2025-01-31', '2025-02-28'], '2025-03-31 2025-04-30 2025-05-31'],
    [['2025-02-28', '2025-03-31'], '2025-04-30 2025-05-31 2025-06-30'],
    [['2023年2月28日', '2024年2月29日'], '2025年2月28日 2026年2月28日 2027年2月28日'],
    [['2025-01-30', '2025-02-28'], '2025-03-29 2025-04-27 2025-05-26'],
    [['2024-03-26', '2025-03-26'], '2026-03-26 2027-03-26 2028-03-26'],
    [['2025/3/9', '2025/3/10'], '2025/3/11 2025/3/12 2025/3/13'],
    [['2025年9月30日'], '2025年10月1日 2025年10月2日 2025年10月3日'],
    [['12月30日'], '12月31日 1月1日 1月2日'],
    [['2025-11'], '2025-12 2026-01 2026-02'],
    [['2025年9月', '2025年10月'], '2025年11月 2025年12月 2026年1月'],
    [['2024', '2025'], '2026 2027 2028'],
    [['星期六'], '星期日 星期一 星期二'],
    [['周五', '周三'], '周一 周六 周四'],
    [['十一月'], '十二月 一月 二月'],
    [['11月'], '12月 1月 2月'],
    [['壬'], '癸 甲 乙'],
    [['第三季度'], '第四季度 第一季度 第二季度'],
    [['2025年三季度'], '2025年四季度 2026年一季度 2026年二季度'],
    [['高都镇', '大阳镇'], '高都镇 大阳镇 高都镇'],
    [['1', '高都镇'], '1 高都镇 1'],
    [['大兴村'], '大兴村 大兴村 大兴村'],
  ])('goes on from %j with %s', (source, expected) => {
    expect(fill(source, 3)).toBe(expected);
  });

  it('copies names that begin with a numeral, long numbers and dates that cannot be', () => {
    expect(fill(['三甲村'], 1)).toBe('三甲村');
    expect(fill(['140525199001011234'], 1, 'series')).toBe('140525199001011234');
    expect(fill(['证号140525199001011234'], 1)).toBe('证号140525199001011234');
    expect(fill(['2025-02-30'], 1)).toBe('2025-02-30');
  });

  it('counts a single number on only with Ctrl, and copies a series with Ctrl', () => {
    expect(fill(['7'], 2, 'series')).toBe('8 9');
    expect(fillModeWithCtrl(['7'])).toBe('series');
    expect(fillModeWithCtrl(['7', '8'])).toBe('copy');
    expect(fillModeWithCtrl(['附件1'])).toBe('copy');
  });

  it('goes back from the first cell when dragged up or to the left, and no number gets below 0', () => {
    expect(fillBack(['5', '7'], 2)).toBe('3 1');
    expect(fillBack(['附件2'], 3)).toBe('附件1 附件0 ');
    expect(fillBack(['2025-03-01'], 1)).toBe('2025-02-28');
    expect(fillBack(['2025-02-28', '2025-03-31'], 2)).toBe('2025-01-31 2024-12-31');
    expect(fillBack(['一', '二'], 1)).toBe('');
    expect(fillBack(['甲', '乙'], 1)).toBe('癸');
    expect(fillBack(['a', 'b', 'c'], 4)).toBe('c b a c');
  });

  it('fills blank cells from a blank source', () => {
    expect(fillSeries({ source: [''], count: 2, direction: 'forward', mode: 'auto' })).toEqual(['', '']);
    expect(fillSeries({ source: [], count: 2, direction: 'forward', mode: 'auto' })).toEqual(['', '']);
  });
});
