/** Accepting returns: their edit, and what the next returns of the units are compared with. */
import type { Committed } from '../../../shared/api.ts';
import { commit, type EditRequest } from './commit.ts';
import { inWriteTransaction, type StoreContext, type WritableDatabase } from './database.ts';
import { putBase } from './returns.ts';

/** By row of the return: the row of the ledger that it is from now on. */
export type AcceptedBase = { readonly returnId: string; readonly rowIds: readonly (string | null)[] };

export type AcceptRequest = {
  /** The changes of the returns themselves first, then those of the rows: by the first provenance knows the edit. */
  readonly edit: EditRequest;
  readonly bases: readonly AcceptedBase[];
};

/**
 * Applies it, all or nothing.
 * @throws HuibiaoError as `commit` does
 */
export function acceptReturns(
  db: WritableDatabase,
  { edit, bases }: AcceptRequest,
  context: StoreContext,
): Committed {
  return inWriteTransaction(db, () => {
    const committed = commit(db, edit, context);
    for (const { returnId, rowIds } of bases) putBase(db, returnId, rowIds);
    return committed;
  });
}
