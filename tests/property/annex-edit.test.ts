import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planLineValueEdit, planNamesEdit } from '../../shared/annex/edit-line.ts';
import { groupRows } from '../../shared/annex/lines.ts';
import { type Change, invertChanges } from '../../shared/model/change.ts';
import { applyChanges, orderedRows, type RowsState } from '../../shared/model/rows-state.ts';
import { annexLayout, annexRows, annexTable } from '../fixtures/annex.ts';

const townships = ['高都镇', '大阳镇', '山河镇'];
const choices = ['精品示范村', '提档升级村'];
const villages = ['甲村', '乙村', '丙村', '丁村', '戊村', '己村'];

const entries = fc.array(
  fc.tuple(fc.constantFrom(...townships), fc.constantFrom(...choices), fc.constantFrom(...villages)),
  { maxLength: 20 },
);
const lists = fc.array(fc.constantFrom(...villages, '新村'), { maxLength: 8 });
const edits = fc.array(
  fc.record({ township: fc.constantFrom(...townships), choice: fc.constantFrom(...choices), names: lists }),
  { minLength: 1, maxLength: 6 },
);

function stateOf(rows: ReturnType<typeof annexRows>): RowsState {
  return {
    tables: new Map([[annexTable.key, annexTable]]),
    rows: new Map([[annexTable.key, new Map(rows.map((row) => [row.id, row]))]]),
  };
}

function linesOf(state: RowsState) {
  return groupRows(annexTable, annexLayout, orderedRows(state, annexTable.key), townships).lines;
}

function namesOf(state: RowsState): unknown {
  return linesOf(state).map(({ group, names }) => [
    group,
    choices.map((choice) => names[choice]?.map(({ name }) => name)),
  ]);
}

function editNames(
  state: RowsState,
  edit: { township: string; choice: string; names: readonly string[] },
  newId: () => string,
): Change[] {
  const line = linesOf(state).find(({ group }) => group === edit.township);
  if (line === undefined) throw new Error('every township has a line');
  const context = {
    table: annexTable.key,
    layout: annexLayout,
    rows: orderedRows(state, annexTable.key),
    newId,
  };
  return planNamesEdit(context, line, edit.choice, edit.names);
}

describe('editing the names of a line', () => {
  it('makes the line read exactly as written, changes no other cell, and is taken back whole', () => {
    fc.assert(
      fc.property(entries, edits, (initial, steps) => {
        let count = 0;
        const newId = () => {
          count += 1;
          return `n${count}`;
        };
        let state = stateOf(annexRows(initial));
        for (const step of steps) {
          const changes = editNames(state, step, newId);
          const next = applyChanges(state, changes);
          const expected = (namesOf(state) as [string, string[][]][]).map(([group, lists]) => [
            group,
            lists.map((list, at) =>
              group === step.township && choices[at] === step.choice ? step.names : list,
            ),
          ]);
          expect(namesOf(next)).toEqual(expected);
          expect(applyChanges(next, invertChanges(changes))).toEqual(state);
          const positions = orderedRows(next, annexTable.key).map(({ position }) => position);
          expect(new Set(positions).size).toBe(positions.length);
          state = next;
        }
      }),
    );
  });

  it('writes nothing when the names are what they were', () => {
    fc.assert(
      fc.property(
        entries,
        fc.constantFrom(...townships),
        fc.constantFrom(...choices),
        (initial, township, choice) => {
          const state = stateOf(annexRows(initial));
          const names = linesOf(state).find(({ group }) => group === township)?.names[choice] ?? [];
          const changes = editNames(
            state,
            { township, choice, names: names.map(({ name }) => name) },
            () => 'x',
          );
          expect(changes).toEqual([]);
        },
      ),
    );
  });
});

describe('what an edit of names keeps', () => {
  const rows = annexRows([
    ['高都镇', '提档升级村', '大兴村', '样板'],
    ['高都镇', '提档升级村', '任庄村', '样板'],
  ]);

  it('a corrected name is the same row', () => {
    const changes = editNames(
      stateOf(rows),
      { township: '高都镇', choice: '提档升级村', names: ['大兴村', '壬庄村'] },
      () => 'x',
    );
    expect(changes).toEqual([
      {
        kind: 'cellsSet',
        table: 'annex1',
        rowId: 'r2',
        before: { village: '任庄村' },
        after: { village: '壬庄村' },
      },
    ]);
  });

  it('a new name takes over the line note', () => {
    const changes = editNames(
      stateOf(rows),
      { township: '高都镇', choice: '提档升级村', names: ['大兴村', '任庄村', '横岭村'] },
      () => 'x',
    );
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({
      kind: 'rowAdded',
      row: { values: { village: '横岭村', note: '样板' } },
    });
  });

  it('无 is no village: it is refused with what to do', () => {
    const edit = { township: '高都镇', choice: '提档升级村', names: ['无'] };
    expect(() => editNames(stateOf(rows), edit, () => 'x')).toThrow(/留空/);
  });

  it('a line note without names is refused with what to do', () => {
    const state = stateOf(rows);
    const line = linesOf(state).find(({ group }) => group === '山河镇');
    if (line === undefined) throw new Error('every township has a line');
    const context = { table: 'annex1', layout: annexLayout, rows, newId: () => 'x' };
    expect(() => planLineValueEdit(context, line, 'note', '备注')).toThrow(/先填村名/);
  });
});
