/** The board, 催报, and sums with their parts. */
import { describe, expect, it } from 'vitest';
import { type BoardRequest, planBoard, spokenTime } from '../../shared/collect/completeness.ts';
import { compareSums, stackRows, sumByLevel, sumRows, type UnitRow } from '../../shared/collect/summarise.ts';
import type { UnitNode } from '../../shared/collect/unit-names.ts';
import { defineColumn } from '../../shared/model/column.ts';
import type { Return } from '../../shared/model/return.ts';
import type { Round } from '../../shared/model/round.ts';

const round: Round = {
  key: 'r1',
  form: 'form1',
  edition: 1,
  period: '2025-10',
  dueAt: '2025-10-15T17:00',
  unitKind: '乡镇',
  units: ['高都镇', '巴公镇', '周村镇', '南村镇'],
  note: '',
  createdAt: '2025-10-01T00:00:00.000Z',
};

function received(unit: string, changed: Partial<Return> = {}): Return {
  const nobody = { value: null, certainty: 'doubtful' as const, why: '' };
  return {
    id: `${unit}${changed.version ?? 1}`,
    file: { id: '0'.repeat(64), name: `${unit}.xlsx`, size: 1 },
    receivedAt: '2025-10-15T16:00:00.000Z',
    savedAt: null,
    match: { form: nobody, edition: nobody, round: nobody, unit: nobody },
    form: 'form1',
    edition: 1,
    round: 'r1',
    unit,
    version: 1,
    status: 'received',
    counts: { rows: 12, must: 0, explain: 2, note: 3 },
    notes: [],
    failure: null,
    accepted: null,
    sentBack: null,
    explanations: [],
    ...changed,
  };
}

function board(changed: Partial<BoardRequest> = {}) {
  return planBoard({
    round,
    copies: [
      {
        round: 'r1',
        unit: '周村镇',
        form: 'form1',
        edition: 1,
        fileName: 'x',
        issuedAt: '2025-10-02T00:00:00.000Z',
      },
    ],
    returns: [],
    localTime: (instant) => instant.slice(0, 16),
    now: '2025-10-15T17:00:00.000Z',
    ...changed,
  });
}

describe('the board', () => {
  it('says of each unit how far it is', () => {
    const sentBack = { at: '2025-10-12T00:00:00.000Z', reason: '合计不对', problems: [] };
    const { lines, arrived } = board({
      returns: [
        received('高都镇', { version: 1, status: 'superseded', receivedAt: '2025-10-10T00:00:00.000Z' }),
        received('高都镇', { version: 2, status: 'accepted', receivedAt: '2025-10-16T00:00:00.000Z' }),
        received('巴公镇', { status: 'sentBack', sentBack, receivedAt: '2025-10-15T17:01:00.000Z' }),
        received('南村镇', { status: 'setAside' }),
      ],
    });
    expect(lines.map(({ unit, state, late, versions }) => [unit, state, late, versions])).toEqual([
      ['高都镇', 'accepted', false, 2],
      ['巴公镇', 'sentBack', true, 1],
      ['周村镇', 'missing', false, 0],
      ['南村镇', 'notIssued', false, 1],
    ]);
    expect(arrived).toBe(2);
    expect(lines[1]?.sentBackReason).toBe('合计不对');
    expect(lines[0]).toMatchObject({ rows: 12, problems: 2 });
  });

  it('reminds in the words of an office', () => {
    const some = [received('高都镇', { status: 'accepted' })];
    expect(board({ returns: some }).reminder).toBe(
      '截至10月15日17时，以下3个乡镇尚未报送：巴公镇、周村镇、南村镇。',
    );
    const all = round.units.map((unit) =>
      received(unit, { status: unit === '巴公镇' ? 'sentBack' : 'accepted' }),
    );
    expect(board({ returns: all, now: '2025-10-16T08:30:00.000Z' }).reminder).toBe(
      '截至10月16日8时30分，4个乡镇均已报送。另有1个乡镇的报表已退回，请修改后重新报送：巴公镇。',
    );
    expect(spokenTime('2025-01-05T09:00')).toBe('1月5日9时');
  });

  it('takes a day without an hour to its end', () => {
    const day = { ...round, dueAt: '2025-10-15' };
    const at = (receivedAt: string) =>
      board({ round: day, returns: [received('高都镇', { receivedAt })] }).lines[0]?.late;
    expect(at('2025-10-15T23:30:00.000Z')).toBe(false);
    expect(at('2025-10-16T00:00:00.000Z')).toBe(true);
  });

  it('names who is not expected', () => {
    expect(board({ returns: [received('晋庙铺镇')] }).strangers).toEqual(['晋庙铺镇']);
  });
});

describe('sums', () => {
  const columns = [defineColumn({ key: 'count', title: '户数', type: 'number' })];
  const rows: UnitRow[] = [
    { unit: '大兴村', row: { id: '1', values: { count: 0.1 } } },
    { unit: '泊南村', row: { id: '2', values: { count: 0.2 } } },
    { unit: '西四义村', row: { id: '3', values: { count: { kind: 'unread', text: '约5', reason: '' } } } },
    { unit: '别处', row: { id: '4', values: {} } },
  ];
  const tree: UnitNode[] = [
    { name: '泽州县', kind: '县', parent: null, aliases: [] },
    { name: '巴公镇', kind: '乡镇', parent: '泽州县', aliases: [] },
    { name: '高都镇', kind: '乡镇', parent: '泽州县', aliases: [] },
    { name: '大兴村', kind: '村', parent: '高都镇', aliases: [] },
    { name: '泊南村', kind: '村', parent: '高都镇', aliases: [] },
    { name: '西四义村', kind: '村', parent: '巴公镇', aliases: [] },
  ];

  it('are exact and keep their parts; what is no number is counted and not added', () => {
    const [cell] = sumRows('合计', rows, columns).cells;
    expect(cell).toMatchObject({ sum: '0.3', unread: 1, blank: 1 });
    expect(cell?.parts.map(({ unit, value }) => [unit, value])).toEqual([
      ['大兴村', 0.1],
      ['泊南村', 0.2],
      ['西四义村', null],
      ['别处', null],
    ]);
  });

  it('go up the tree of units, and what is in no line is said', () => {
    const { lines, rest } = sumByLevel(tree, '乡镇', rows, columns);
    expect(lines.map(({ unit, cells }) => [unit, cells[0]?.sum])).toEqual([
      ['巴公镇', null],
      ['高都镇', '0.3'],
    ]);
    expect(rest.map(({ unit }) => unit)).toEqual(['别处']);
    expect(sumByLevel(tree, '县', rows, columns).lines[0]?.cells[0]?.sum).toBe('0.3');
  });

  it('are compared with those of another period', () => {
    const before = [sumRows('高都镇', rows.slice(0, 1), columns)];
    const after = [sumRows('高都镇', rows.slice(0, 2), columns), sumRows('巴公镇', [], columns)];
    expect(compareSums(before, after, [])).toEqual([
      { unit: '高都镇', cells: [{ column: 'count', before: '0.1', after: '0.3', difference: '0.2' }] },
      { unit: '巴公镇', cells: [{ column: 'count', before: null, after: null, difference: null }] },
    ]);
  });

  it('are compared in the order of the units, also those that reported only once', () => {
    const lines = (...units: readonly string[]) => units.map((unit) => sumRows(unit, [], columns));
    const compared = compareSums(lines('巴公镇', '合计'), lines('周村镇', '高都镇', '合计'), [
      '高都镇',
      '巴公镇',
      '周村镇',
    ]);
    expect(compared.map(({ unit }) => unit)).toEqual(['高都镇', '巴公镇', '周村镇', '合计']);
  });

  it('stack rows in the order of the units, each in its own order', () => {
    expect(stackRows(['泊南村', '大兴村'], rows).map(({ row }) => row.id)).toEqual(['2', '1', '3', '4']);
  });
});
