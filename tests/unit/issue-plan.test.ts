import { describe, expect, it } from 'vitest';
import {
  countKinds,
  draftOfRound,
  exampleNames,
  issueInput,
  issuesByUnit,
  lacksOfRound,
  type RoundDraft,
  roundInput,
  startRound,
  unitsOf,
  usualOptions,
} from '../../renderer/issue/issue-plan.ts';
import type { RoundInfo } from '../../shared/api.ts';
import type { Round } from '../../shared/model/round.ts';
import type { Row } from '../../shared/model/row.ts';

function unit(name: string, kind: string): Row {
  return { id: name, position: name, unit: null, round: null, values: { name, kind }, source: null };
}

const rows = [
  unit('泽州县', '县'),
  unit('高都镇', '乡镇'),
  unit('巴公镇', '乡镇'),
  unit('农业农村局', '部门'),
];
const today = new Date(2025, 9, 8);
const start = startRound('form1', today, countKinds(rows));

const round: Round = {
  key: 'r1',
  form: 'form1',
  edition: 2,
  period: '2025Q3',
  dueAt: '2025-10-15T17:00',
  unitKind: null,
  units: ['巴公镇', '高都镇'],
  note: '急',
  createdAt: '2025-10-01T00:00:00.000Z',
};

describe('a new round', () => {
  it('is of this month and goes to the townships', () => {
    expect(roundInput(start)).toEqual({
      round: null,
      form: 'form1',
      edition: null,
      period: '2025-10',
      dueAt: null,
      units: { kind: 'kind', unitKind: '乡镇' },
      note: '',
    });
    expect(unitsOf(start.units, rows)).toEqual(['高都镇', '巴公镇']);
  });

  it.each<[string, Partial<RoundDraft>, string | null]>([
    ['nothing', {}, null],
    ['a form', { form: '' }, '请选择表样。'],
    ['words for the period', { period: { ...start.period, kind: 'free' } }, '请写上期别。'],
    ['a day for the time', { dueTime: '17:00' }, '写了截止时刻，还要选截止日期。'],
  ])('lacks %s', (_what, changed, expected) => {
    expect(lacksOfRound({ ...start, ...changed }, ['高都镇'])).toBe(expected);
  });

  it('lacks units', () => {
    expect(lacksOfRound(start, [])).toMatch(/这一类还没有单位/);
    expect(lacksOfRound({ ...start, units: { ...start.units, by: 'list' } }, [])).toBe('请选择填报单位。');
  });
});

describe('a round that is there', () => {
  it('is the same again when nothing was changed', () => {
    expect(roundInput(draftOfRound(round, today))).toEqual({
      round: 'r1',
      form: 'form1',
      edition: 2,
      period: '2025Q3',
      dueAt: '2025-10-15T17:00',
      units: { kind: 'listed', names: ['巴公镇', '高都镇'] },
      note: '急',
    });
    for (const period of ['2025-01', '2025', '2025年上半年']) {
      expect(roundInput(draftOfRound({ ...round, period, dueAt: null }, today))).toMatchObject({
        period,
        dueAt: null,
      });
    }
  });

  it('tells for each unit what went out, those that report no more last', () => {
    const copy = (name: string, at: string) => ({
      round: 'r1',
      unit: name,
      form: 'form1',
      edition: 2,
      fileName: `${name}${at}.xlsx`,
      issuedAt: at,
    });
    const info: RoundInfo = {
      round,
      formTitle: '改厕',
      table: 'table1',
      copies: [copy('高都镇', '1'), copy('大阳镇', '1'), copy('高都镇', '2')],
    };
    expect(issuesByUnit(info).map(({ unit: name, count, lastFile }) => [name, count, lastFile])).toEqual([
      ['巴公镇', 0, null],
      ['高都镇', 2, '高都镇2.xlsx'],
      ['大阳镇', 1, '大阳镇1.xlsx'],
    ]);
  });
});

describe('the names of the copies', () => {
  it('are shown as they will be, or why they cannot', () => {
    const form = { title: '改厕', fileName: '改厕.xlsx' };
    expect(exampleNames('', ['高都镇'], form, '2025-10')).toEqual({
      kind: 'names',
      names: ['01高都镇_改厕_2025年10月.xlsx'],
    });
    expect(exampleNames('{村}', ['高都镇'], form, '2025-10')).toMatchObject({ kind: 'wrong' });
  });

  it('are left to the program where the usual pattern stands', () => {
    expect(issueInput('r1', usualOptions, null)).toMatchObject({ pattern: null, units: null });
    expect(issueInput('r1', { ...usualOptions, pattern: ' {单位} ' }, ['高都镇'])).toMatchObject({
      pattern: '{单位}',
      units: ['高都镇'],
    });
  });
});
