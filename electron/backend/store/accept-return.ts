/** Accepting a return: its edit, and what the next return of the unit is compared with. */
import type { Committed } from '../../../shared/api.ts';
import { commit, type EditRequest } from './commit.ts';
import { inWriteTransaction, type StoreContext, type WritableDatabase } from './database.ts';
import { putBase } from './returns.ts';

export type AcceptRequest = {
  /** The row changes, and first of all the change of the return itself: by it provenance knows the edit. */
  readonly edit: EditRequest;
  readonly returnId: string;
  /** By row of the return: the row of the ledger that it is from now on. */
  readonly rowIds: readonly (string | null)[];
};

/**
 * Applies it, all or nothing.
 * @throws HuibiaoError as `commit` does
 */
export function acceptReturn(
  db: WritableDatabase,
  { edit, returnId, rowIds }: AcceptRequest,
  context: StoreContext,
): Committed {
  return inWriteTransaction(db, () => {
    const committed = commit(db, edit, context);
    putBase(db, returnId, rowIds);
    return committed;
  });
}
