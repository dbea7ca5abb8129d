/** Any sequence of edits of forms and rounds: what is allowed can be taken back to the start and done again to the end. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commit } from '../../electron/backend/store/commit.ts';
import { createWorkbook } from '../../electron/backend/store/create.ts';
import { listFormEditions } from '../../electron/backend/store/forms.ts';
import { readUndoState, redo, undo } from '../../electron/backend/store/history.ts';
import type { ReadableDatabase } from '../../electron/backend/store/open.ts';
import { listRounds } from '../../electron/backend/store/rounds.ts';
import { type Change, invertChange } from '../../shared/model/change.ts';
import { HuibiaoError } from '../../shared/model/failure.ts';
import type { FormEdition } from '../../shared/model/form-edition.ts';
import type { Round } from '../../shared/model/round.ts';
import { countingContext, defineLedger, temporaryFolder } from './fixture.ts';
import { edition, round, setForm, setRound, storedFile } from './forms-fixture.ts';

const folder = temporaryFolder();

type Kept = { readonly forms: readonly FormEdition[]; readonly rounds: readonly Round[] };

function kept(db: ReadableDatabase): Kept {
  return { forms: listFormEditions(db, 'form1'), rounds: listRounds(db) };
}

/** A wish for a change, whether or not it is allowed there. */
const wish = fc.oneof(
  fc.record({ kind: fc.constant('nextEdition' as const) }),
  fc.record({ kind: fc.constant('retitle' as const), title: fc.string({ minLength: 1, maxLength: 8 }) }),
  fc.record({ kind: fc.constant('removeEdition' as const), at: fc.nat({ max: 3 }) }),
  fc.record({ kind: fc.constant('addRound' as const), period: fc.constantFrom('2025-10', '2025Q3', '2025') }),
  fc.record({
    kind: fc.constant('noteRound' as const),
    at: fc.nat({ max: 3 }),
    note: fc.string({ maxLength: 8 }),
  }),
  fc.record({ kind: fc.constant('removeRound' as const), at: fc.nat({ max: 3 }) }),
);

function changeFor(
  wished: typeof wish extends fc.Arbitrary<infer Wish> ? Wish : never,
  { forms, rounds }: Kept,
  id: string,
): Change | null {
  const newest = forms.at(-1);
  switch (wished.kind) {
    case 'nextEdition':
      return setForm(null, edition((newest?.edition ?? 0) + 1));
    case 'retitle':
      return newest === undefined ? null : setForm(newest, { ...newest, title: wished.title });
    case 'removeEdition': {
      const form = forms[wished.at];
      return form === undefined ? null : setForm(form, null);
    }
    case 'addRound':
      return setRound(null, round(id, { period: wished.period, edition: newest?.edition ?? 1 }));
    case 'noteRound': {
      const one = rounds[wished.at];
      return one === undefined ? null : setRound(one, { ...one, note: wished.note });
    }
    case 'removeRound': {
      const one = rounds[wished.at];
      return one === undefined ? null : setRound(one, null);
    }
  }
}

describe('edits of forms and rounds', () => {
  it('go back to the start and forth to the end, and what is refused changes nothing', () => {
    let runs = 0;
    fc.assert(
      fc.property(fc.array(wish, { minLength: 1, maxLength: 12 }), (wishes) => {
        const context = countingContext();
        runs += 1;
        const content = { label: '新建', changes: [defineLedger], forms: [] };
        const db = folder.track(createWorkbook(folder.path(`${runs}.huibiao`), content, context));
        const files = Array.from({ length: 13 }, (_, index) => storedFile(`第${index}版`));
        const states = [kept(db)];
        for (const [index, wished] of wishes.entries()) {
          const before = kept(db);
          const change = changeFor(wished, before, `r${index}`);
          if (change === null) continue;
          expect(invertChange(invertChange(change))).toEqual(change);
          try {
            commit(db, { label: `第${index}步`, changes: [change], files }, context);
            states.push(kept(db));
          } catch (error) {
            if (!(error instanceof HuibiaoError) || error.code !== 'invalid_edit') throw error;
            expect(kept(db)).toEqual(before);
          }
        }
        for (const state of states.slice(0, -1).toReversed()) {
          undo(db, context);
          expect(kept(db)).toEqual(state);
        }
        expect(readUndoState(db).undo).toBeNull();
        for (const state of states.slice(1)) {
          redo(db, context);
          expect(kept(db)).toEqual(state);
        }
      }),
      { numRuns: 25 },
    );
  });
});
