/** 不采用: a return that does not count, or counts again. */
import type { Input } from '../../../../shared/api.ts';
import type { ReturnSaved } from '../../../../shared/collect/answers.ts';
import { openStatus } from '../../../../shared/collect/arrival.ts';
import { HuibiaoError } from '../../../../shared/model/failure.ts';
import type { Return } from '../../../../shared/model/return.ts';
import { commit } from '../../store/commit.ts';
import type { StoreContext, WritableDatabase } from '../../store/database.ts';
import { requireReturn, returnChange } from './known-return.ts';

/** @throws HuibiaoError `invalid_edit` for one that is accepted */
export function setReturnAside(
  database: WritableDatabase,
  { id, aside }: Input<'returns.setAside'>,
  store: StoreContext,
): ReturnSaved {
  const before = requireReturn(database, id);
  if (before.status === 'accepted') {
    throw new HuibiaoError('invalid_edit', '这份表已经接收，不能标为不采用。请先撤销接收。', {
      return: id,
    });
  }
  if ((before.status === 'setAside') === aside) return { received: before, committed: null, alias: null };
  const after: Return = { ...before, status: aside ? 'setAside' : openStatus(before) };
  const label = `${aside ? '不采用' : '恢复'}“${before.file.name}”`.slice(0, 200);
  const changes = [returnChange(database, before, after)];
  return { received: after, committed: commit(database, { label, changes }, store), alias: null };
}
