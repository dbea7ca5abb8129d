import { describe, expect, it } from 'vitest';
import { whyNotYet } from '../../renderer/transfer/import-block.ts';
import { sortIncoming } from '../../renderer/transfer/incoming-files.ts';
import type { Reading } from '../../shared/model/reading.ts';
import { annexTable } from '../fixtures/annex.ts';

const required = annexTable.columns.find((column) => column.required);
if (required === undefined) throw new Error('no required column');
const [optional] = annexTable.columns.filter((column) => !column.required);
if (optional === undefined) throw new Error('no optional column');

function reportOf(missing: readonly string[], added: number, removed: number, refused = false) {
  const reading = { missing: missing.map((key) => ({ kind: 'column', key })) } as unknown as Reading;
  const refusal = refused ? { code: 'other_table' as const, message: '不是这张表', details: {} } : null;
  return { refusal, reading, added, removed };
}

describe('an import has to wait', () => {
  it('when nothing was read', () => {
    expect(whyNotYet(annexTable, reportOf([], 0, 0, true))).toMatch(/指出表头/);
  });

  it.each([
    [3, 0],
    [0, 69],
  ])('when a required column is missing and it would add %i records and remove %i', (added, removed) => {
    const why = whyNotYet(annexTable, reportOf([required.key], added, removed));
    expect(why).toContain(`没有必填的“${required.title}”`);
    expect(why).toMatch(/请/);
  });
});

describe('an import need not wait', () => {
  it('when a required column is missing and only records change that are there', () => {
    expect(whyNotYet(annexTable, reportOf([required.key], 0, 0))).toBeNull();
  });

  it('when other columns are missing', () => {
    expect(whyNotYet(annexTable, reportOf([optional.key], 3, 2))).toBeNull();
  });
});

describe('files that come in', () => {
  it('keep their order without what programs leave beside them', () => {
    const names = ['一.xlsx', '~$一.xlsx', '二.csv', '~WRL0001.tmp', '.huibiao-1', 'desktop.ini'];
    const { files, passedOver } = sortIncoming(names.map((name) => new File([], name)));
    expect(files.map(({ name }) => name)).toEqual(['一.xlsx', '二.csv']);
    expect(passedOver).toEqual(['~$一.xlsx', '~WRL0001.tmp', '.huibiao-1', 'desktop.ini']);
  });
});
