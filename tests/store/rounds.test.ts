import { describe, expect, it } from 'vitest';
import { commit } from '../../electron/backend/store/commit.ts';
import { createWorkbook } from '../../electron/backend/store/create.ts';
import { redo, undo } from '../../electron/backend/store/history.ts';
import { closeWorkbook, openWorkbook, type WritableDatabase } from '../../electron/backend/store/open.ts';
import {
  findRound,
  listIssuedCopies,
  listRounds,
  readRound,
  recordIssued,
} from '../../electron/backend/store/rounds.ts';
import type { IssuedCopy } from '../../shared/model/round.ts';
import { codeOf, countingContext, defineLedger, failureOf, temporaryFolder } from './fixture.ts';
import { edition, round, setForm, setRound, storedFile } from './forms-fixture.ts';

const folder = temporaryFolder();
const context = countingContext();

function makeWorkbook(): WritableDatabase {
  const content = { label: '新建', changes: [defineLedger], forms: [] };
  const db = folder.track(createWorkbook(folder.path('台账.huibiao'), content, context));
  const files = [storedFile('第1版')];
  commit(db, { label: '表样', changes: [setForm(null, edition(1))], files }, context);
  return db;
}

function copy(unit: string, changed: Partial<IssuedCopy> = {}): IssuedCopy {
  return {
    round: 'r1',
    unit,
    form: 'form1',
    edition: 1,
    fileName: `${unit}.xlsx`,
    issuedAt: '2025-10-01T02:00:00.000Z',
    ...changed,
  };
}

describe('rounds', () => {
  it('are kept, changed, removed, taken back and done again', () => {
    const db = makeWorkbook();
    const later = round('r1', { dueAt: '2025-10-20', note: '延期' });
    commit(db, { label: '新建', changes: [setRound(null, round('r1'))] }, context);
    commit(db, { label: '延期', changes: [setRound(round('r1'), later)] }, context);
    commit(db, { label: '删除', changes: [setRound(later, null)] }, context);
    expect(listRounds(db)).toEqual([]);
    undo(db, context);
    expect(readRound(db, 'r1')).toEqual(later);
    undo(db, context);
    expect(findRound(db, 'form1', '2025-10')).toEqual(round('r1'));
    redo(db, context);
    expect(listRounds(db)).toEqual([later]);
  });

  it('come newest first', () => {
    const db = makeWorkbook();
    const changes = ['2025-08', '2025-10', '2025-09'].map((period) =>
      setRound(null, round(period, { period, createdAt: `${period}-01T00:00:00.000Z` })),
    );
    commit(db, { label: '三期', changes }, context);
    expect(listRounds(db).map(({ period }) => period)).toEqual(['2025-10', '2025-09', '2025-08']);
  });

  it.each([
    ['a form that is not there', { form: 'form9' }, '表样'],
    ['an edition that is not there', { edition: 2 }, '表样'],
    ['a period in another spelling', { period: '2025年10月' }, '2025-10'],
    ['a unit that stands there twice', { units: ['高都镇', '高都镇'] }, '高都镇'],
    ['a due date that is none', { dueAt: '15日' }, 'dueAt'],
  ])('are refused with %s', (_what, changed, words) => {
    const db = makeWorkbook();
    const failure = failureOf(() =>
      commit(db, { label: '新建', changes: [setRound(null, round('r1', changed))] }, context),
    );
    expect(failure.code).toBe('invalid_edit');
    expect(failure.message).toContain(words);
    expect(listRounds(db)).toEqual([]);
  });

  it('are one for a form and a period', () => {
    const db = makeWorkbook();
    commit(db, { label: '新建', changes: [setRound(null, round('r1'))] }, context);
    const second = { label: '再建', changes: [setRound(null, round('r2'))] };
    expect(failureOf(() => commit(db, second, context)).message).toContain('已经有这一期');
  });

  it('are checked against what is there', () => {
    const db = makeWorkbook();
    commit(db, { label: '新建', changes: [setRound(null, round('r1'))] }, context);
    const stale = {
      label: '改',
      changes: [setRound(round('r1', { note: '旧' }), round('r1', { note: '新' }))],
    };
    expect(codeOf(() => commit(db, stale, context))).toBe('stale_edit');
  });
});

describe('copies that went out', () => {
  it('are remembered each time, oldest first, and survive undo and reopening', () => {
    const db = makeWorkbook();
    commit(db, { label: '新建', changes: [setRound(null, round('r1'))] }, context);
    const again = copy('高都镇', { fileName: '再发.xlsx', issuedAt: '2025-10-03T02:00:00.000Z' });
    recordIssued(db, [copy('高都镇'), copy('巴公镇')]);
    recordIssued(db, [again, copy('高都镇', { round: 'other' })]);
    undo(db, context);
    closeWorkbook(db);
    const reopened = folder.track(openWorkbook(folder.path('台账.huibiao'), context));
    expect(listIssuedCopies(reopened, 'r1')).toEqual([copy('高都镇'), copy('巴公镇'), again]);
  });
});
