import { requireDatabase } from '../session.ts';
import { listReturns } from '../store/returns.ts';
import { acceptAll } from './collect/accept-all.ts';
import { acceptReviewed } from './collect/accept-reviewed.ts';
import { assignReturn } from './collect/assign-return.ts';
import { readCollectContext } from './collect/collect-context.ts';
import { bytesOfReturn, requireReturn } from './collect/known-return.ts';
import { receiveFiles } from './collect/receive-files.ts';
import { reviewReturn } from './collect/review-return.ts';
import { sendBack } from './collect/send-back.ts';
import { setReturnAside } from './collect/set-aside.ts';
import type { HandlersOf } from './handlers.ts';
import { requireRound } from './rounds.ts';

export const returnHandlers: HandlersOf<'returns'> = {
  'returns.receive': async ({ uploadIds, round }, context) => {
    const { transfers } = context.session;
    const database = requireDatabase(context.session);
    if (round !== null) requireRound(database, round);
    const files = uploadIds.map((id) => transfers.findUpload(id));
    const received = await receiveFiles(database, { files, round }, context);
    for (const id of uploadIds) transfers.dropUpload(id);
    return received;
  },

  'returns.list': ({ round }, { session }) => listReturns(requireDatabase(session), round),

  'returns.review': ({ id, rows }, { session }) => {
    const database = requireDatabase(session);
    return reviewReturn(database, requireReturn(database, id), readCollectContext(database), rows);
  },

  'returns.assign': (input, context) => assignReturn(requireDatabase(context.session), input, context),
  'returns.setAside': (input, { session }) =>
    setReturnAside(requireDatabase(session), input, session.options),
  'returns.acceptAll': ({ ids }, { session }) => acceptAll(requireDatabase(session), ids, session.options),

  'returns.accept': (input, { session }) => acceptReviewed(requireDatabase(session), input, session.options),
  'returns.sendBack': (input, context) => sendBack(requireDatabase(context.session), input, context),

  'returns.original': ({ id }, { session }) => {
    const database = requireDatabase(session);
    const received = requireReturn(database, id);
    const { name } = received.file;
    const original = { name, bytes: bytesOfReturn(database, received) };
    const { transfers } = session;
    return { downloadId: transfers.offer(original), uploadId: transfers.receive(original), fileName: name };
  },
};
