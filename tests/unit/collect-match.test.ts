/** Whose file is it? Every piece of evidence, and pieces that contradict each other. */
import { describe, expect, it } from 'vitest';
import { describeArrival } from '../../shared/collect/arrival.ts';
import { matchReturn, overallCertainty } from '../../shared/collect/match-return.ts';
import { findPeriods, judgePeriod } from '../../shared/collect/periods.ts';
import type { MatchContext, ReturnEvidence } from '../../shared/collect/return-evidence.ts';
import { indexUnits, type UnitNode } from '../../shared/collect/unit-names.ts';
import type { Return } from '../../shared/model/return.ts';
import type { IssueMark, Round } from '../../shared/model/round.ts';

const tree: UnitNode[] = ['高都镇', '巴公镇', '周村镇', '北义城镇'].map((name) => ({
  name,
  kind: '乡镇',
  parent: '泽州县',
  aliases: name === '北义城镇' ? ['北义城'] : [],
}));

function round(key: string, period: string, form = 'form1'): Round {
  return {
    key,
    form,
    edition: 1,
    period,
    dueAt: null,
    unitKind: '乡镇',
    units: ['高都镇', '巴公镇', '周村镇'],
    note: '',
    createdAt: '2025-10-01T00:00:00.000Z',
  };
}

const context: MatchContext = {
  workbook: 'w1',
  rounds: [round('r10', '2025-10'), round('r11', '2025-11')],
  forms: [
    { key: 'form1', edition: 1, title: '改厕进度表' },
    { key: 'form2', edition: 1, title: '厕所问题表' },
  ],
  units: indexUnits(tree),
  villages: new Map([
    ['大兴村', ['高都镇']],
    ['泊南村', ['高都镇']],
    ['南村', ['高都镇', '巴公镇']],
    ['西四义村', ['巴公镇']],
  ]),
  asked: 'r10',
};

const mark: IssueMark = { workbook: 'w1', round: 'r10', unit: '高都镇', form: 'form1', edition: 1 };

function evidence(changed: Partial<ReturnEvidence> = {}): ReturnEvidence {
  return {
    fileId: 'f'.repeat(64),
    fileName: '回收.xlsx',
    savedAt: null,
    mark: null,
    fits: [{ form: 'form1', edition: 1, score: 1, titled: true }],
    unitText: null,
    periodText: null,
    unitsInRows: new Map(),
    villagesInRows: [],
    ...changed,
  };
}

function unitOf(changed: Partial<ReturnEvidence>) {
  return matchReturn(evidence(changed), context).match.unit;
}

describe('the unit', () => {
  it.each([
    ['what the copy was issued with', { mark }, 'certain', '下发时写入'],
    ['the info line', { unitText: '高都镇' }, 'certain', '填报单位写着'],
    [
      'the info line with what is written around it',
      { unitText: '泽州县高都镇人民政府' },
      'likely',
      '填报单位',
    ],
    ['the name of the file', { fileName: '10月高都镇改厕(1).xlsx' }, 'likely', '文件名'],
    ['the unit column of all rows', { unitsInRows: new Map([['高都镇', 12]]) }, 'likely', '12行写的都是'],
    ['the villages in the rows', { villagesInRows: ['大兴村', '泊南村', '南村'] }, 'likely', '3个村'],
  ] as const)('is told by %s', (_what, changed, certainty, words) => {
    const unit = unitOf(changed);
    expect(unit).toMatchObject({ value: '高都镇', certainty });
    expect(unit.why).toContain(words);
  });

  it('is certain where two weak pieces agree', () => {
    expect(unitOf({ fileName: '高都镇.xlsx', villagesInRows: ['大兴村', '泊南村'] }).certainty).toBe(
      'certain',
    );
  });

  it.each([
    ['the mark and the info line', { mark, unitText: '巴公镇' }],
    ['the mark and every row', { mark, unitsInRows: new Map([['巴公镇', 5]]) }],
    ['the file name and the rows', { fileName: '高都镇.xlsx', unitsInRows: new Map([['巴公镇', 5]]) }],
  ] as const)('is doubtful where %s contradict each other, and both are told', (_what, changed) => {
    const unit = unitOf(changed);
    expect(unit).toMatchObject({ value: '高都镇', certainty: 'doubtful' });
    expect(unit.why).toContain('但');
    expect(unit.why).toContain('巴公镇');
  });

  it('asks where nothing tells, where a name stands for several, and where it is not expected', () => {
    expect(unitOf({})).toMatchObject({ value: null, certainty: 'doubtful' });
    expect(unitOf({ fileName: '高都镇巴公镇.xlsx' }).value).toBeNull();
    const stranger = unitOf({ unitText: '北义城' });
    expect(stranger).toMatchObject({ value: '北义城镇', certainty: 'doubtful' });
    expect(stranger.why).toContain('不在这一期的填报单位里');
  });
});

describe('the round', () => {
  const roundOf = (changed: Partial<ReturnEvidence>, asked: string | null = 'r10') =>
    matchReturn(evidence(changed), { ...context, asked });

  it('is that of the mark, though the period that stands there is another', () => {
    const { match } = roundOf({ mark, periodText: '2025年11月' });
    expect(match.round).toMatchObject({ value: 'r10', certainty: 'likely' });
    expect(match.round.why).toContain('2025年11月');
  });

  it('is the one that is being collected, where the file agrees or says nothing', () => {
    expect(roundOf({ periodText: '2025年10月' }).match.round.certainty).toBe('certain');
    expect(roundOf({}).match.round).toMatchObject({ value: 'r10', certainty: 'likely' });
    expect(roundOf({ periodText: '9月' }).match.round.value).toBeNull();
  });

  it('is another one where the file says so, which is told', () => {
    const { match, notes } = roundOf({ periodText: '报表期：2025年11月' });
    expect(match.round).toMatchObject({ value: 'r11', certainty: 'likely' });
    expect(notes.join()).toContain('不是正在收的');
  });

  it('asks where several could be meant', () => {
    expect(roundOf({}, null).match.round).toMatchObject({ value: null, certainty: 'doubtful' });
  });
});

describe('the form', () => {
  it('is doubtful where the header is rather that of another', () => {
    const fits = [
      { form: 'form2', edition: 1, score: 0.95, titled: true },
      { form: 'form1', edition: 1, score: 0.3, titled: false },
    ];
    const { form } = matchReturn(evidence({ mark, fits }), context).match;
    expect(form.certainty).toBe('doubtful');
    expect(form.why).toContain('厕所问题表');
  });

  it('is unknown where no header fits', () => {
    const { match } = matchReturn(evidence({ fits: [] }), { ...context, asked: null });
    expect(match.form.value).toBeNull();
    expect(overallCertainty(match)).toBe('doubtful');
  });
});

it('marks of another workbook say nothing', () => {
  const { match, notes } = matchReturn(evidence({ mark: { ...mark, workbook: 'w2' } }), context);
  expect(match.unit.value).toBeNull();
  expect(notes.join()).toContain('别的工作簿');
});

describe('a file that is not the first', () => {
  const earlier = (id: string, savedAt: string): Return => ({
    id,
    file: { id: id.repeat(64).slice(0, 64), name: `${id}.xlsx`, size: 1 },
    receivedAt: '2025-10-10T01:00:00.000Z',
    savedAt,
    match: matchReturn(evidence({ mark }), context).match,
    form: 'form1',
    edition: 1,
    round: 'r10',
    unit: '高都镇',
    version: 1,
    status: 'received',
    counts: { rows: 0, must: 0, explain: 0, note: 0 },
    notes: [],
    failure: null,
    accepted: null,
    sentBack: null,
    explanations: [],
  });
  const place = { round: 'r10', unit: '高都镇' };

  it('is a next version, or the very same, or an older one that came late', () => {
    const first = earlier('a', '2025-10-09T00:00:00.000Z');
    const next = describeArrival({ fileId: 'x', savedAt: '2025-10-10T00:00:00.000Z' }, place, [first]);
    expect(next).toMatchObject({ same: null, version: 2 });
    expect(next.notes.join()).toContain('第2版');
    expect(describeArrival({ fileId: first.file.id, savedAt: null }, place, [first]).notes.join()).toContain(
      '完全一样',
    );
    const old = describeArrival({ fileId: 'x', savedAt: '2025-10-08T00:00:00.000Z' }, place, [first]);
    expect(old.notes.join()).toContain('可能是旧版');
  });
});

describe('periods in texts', () => {
  it.each([
    ['2025年10月农村改厕进度表', ['2025-10'], []],
    ['高都镇2025.10.xlsx', ['2025-10'], []],
    ['改厕202510(2)', ['2025-10'], []],
    ['2025年第三季度', ['2025Q3'], []],
    ['十月报表 10月份', [], ['-10']],
    ['填报日期：2025年11月5日', [], []],
    ['2025年度统计表', ['2025'], []],
  ])('%s', (text, whole, partial) => {
    expect(findPeriods(text)).toEqual({ whole, partial });
  });

  it('speak for a period, against it, or not at all', () => {
    expect(judgePeriod('10月报表', '2025-10')).toBe('named');
    expect(judgePeriod('2024年10月', '2025-10')).toBe('other');
    expect(judgePeriod('9月', '2025-10')).toBe('other');
    expect(judgePeriod('2025年统计表', '2025-10')).toBe('silent');
    expect(judgePeriod('秋收摸底表', '秋收摸底')).toBe('named');
  });
});
