/** 退回: the unit's own file with what is wrong marked in it. */
import type { Input } from '../../../../shared/api.ts';
import type { SentBackCopy } from '../../../../shared/collect/answers.ts';
import type { Problem } from '../../../../shared/model/problem.ts';
import { placeOfProblem, problemKey, type Return } from '../../../../shared/model/return.ts';
import { safeFileName } from '../../../../shared/values/file-name.ts';
import { commit } from '../../store/commit.ts';
import type { ReadableDatabase, WritableDatabase } from '../../store/database.ts';
import type { CallContext } from '../handlers.ts';
import { type CollectContext, readCollectContext, tableOf } from './collect-context.ts';
import { bytesOfReturn, requireReturn, returnChange } from './known-return.ts';
import { refuseOtherWorkbook } from './receive-files.ts';
import { judgeReading, readStoredReading } from './stored-reading.ts';

/** @throws HuibiaoError with a spreadsheet code, or `cancelled` */
export async function sendBack(
  database: WritableDatabase,
  { id, reason, problems }: Input<'returns.sendBack'>,
  context: CallContext,
): Promise<SentBackCopy> {
  const { session, signal, onProgress } = context;
  const before = requireReturn(database, id);
  const bytes = bytesOfReturn(database, before);
  const found = problemsOf(database, before, readCollectContext(database));
  const wanted = problems === null ? null : new Set(problems.map(problemKey));
  const marked = found.filter((problem) =>
    wanted === null ? problem.severity !== 'note' : wanted.has(problemKey(placeOfProblem(problem))),
  );
  const { name } = before.file;
  const copy = await session.sheets.mark(
    { bytes, fileName: name, unit: before.unit ?? '', reason, problems: marked },
    { signal, onProgress },
  );
  refuseOtherWorkbook(context, database);
  const after: Return = {
    ...before,
    status: 'sentBack',
    sentBack: {
      at: session.options.now().toISOString(),
      reason,
      problems: marked.map((problem) => ({
        ...placeOfProblem(problem),
        message: problem.message.slice(0, 2000),
      })),
    },
  };
  const label = `退回 ${before.unit ?? ''} “${name}”`.slice(0, 200);
  const changes = [returnChange(database, before, after)];
  const committed = commit(database, { label, changes }, session.options);
  const fileName = `${safeFileName(name.replace(/\.[^.]*$/, ''))}（退回）.xlsx`;
  return {
    downloadId: session.transfers.offer({ name: fileName, bytes: copy.bytes }),
    fileName,
    problems: copy.problems,
    received: after,
    committed,
    converted: copy.converted,
  };
}

function problemsOf(
  database: ReadableDatabase,
  received: Return,
  collect: CollectContext,
): readonly Problem[] {
  const reading = readStoredReading(database, received);
  if (reading === null) return [];
  const table = tableOf(database, received);
  return table === null ? reading.problems : judgeReading(reading, table, received, collect).problems;
}
