import { createHash } from 'node:crypto';
import type { ImportReport } from '../../../shared/api.ts';
import { keepMixedValues } from '../../../shared/merge/keep-mixed-values.ts';
import { type ImportPlan, planImport } from '../../../shared/merge/plan-import.ts';
import { type ScopedImport, scopeImport } from '../../../shared/merge/scope-import.ts';
import { HuibiaoError } from '../../../shared/model/failure.ts';
import { describeProblem, type Problem } from '../../../shared/model/problem.ts';
import type { TableDefinition } from '../../../shared/model/table.ts';
import { listGroups, requireDatabase, requireTable } from '../session.ts';
import { commit } from '../store/commit.ts';
import { listRows } from '../store/rows.ts';
import type { TransferredFile } from '../transfers.ts';
import type { CallContext, HandlersOf } from './handlers.ts';

/** How many lines of a plan the preview shows; the counts are always of all. */
const previewLines = 200;

export const importHandlers: HandlersOf<'import'> = {
  'import.preview': async ({ table, uploadId }, context) => {
    const file = context.session.transfers.findUpload(uploadId);
    return (await planFile(table, file, context)).report;
  },

  'import.run': async ({ table, uploadId }, context) => {
    const { session } = context;
    const file = session.transfers.findUpload(uploadId);
    const { report, plan, fileId, definition } = await planFile(table, file, context);
    session.transfers.dropUpload(uploadId);
    if (plan.changes.length === 0) return { report, committed: null };
    const edit = {
      label: `导入 ${definition.title}：${file.name}`.slice(0, 200),
      changes: plan.changes,
      files: [{ id: fileId, name: file.name, bytes: file.bytes }],
    };
    return { report, committed: commit(requireDatabase(session), edit, session.options) };
  },
};

type PlannedFile = {
  readonly report: ImportReport;
  readonly plan: ImportPlan;
  readonly fileId: string;
  readonly definition: TableDefinition;
};

async function planFile(
  table: string,
  file: TransferredFile,
  { session, signal, onProgress }: CallContext,
): Promise<PlannedFile> {
  const database = requireDatabase(session);
  const definition = requireTable(session, table);
  const request = {
    bytes: file.bytes,
    fileName: file.name,
    definition,
    groups: listGroups(session, definition),
  };
  const incoming = await session.sheets.readRows(request, { signal, onProgress });
  if (session.workbook?.database !== database) {
    throw new HuibiaoError(
      'cancelled',
      `读取“${file.name}”时换了工作簿，没有导入。请打开要导入的工作簿，再导入一次。`,
      { fileName: file.name },
    );
  }
  // Read after the file, so that an edit made meanwhile is part of the plan.
  const rows = listRows(database, definition.key);
  if (incoming.rows.length === 0 && rows.length > 0) {
    throw new HuibiaoError(
      'empty',
      `“${file.name}”里没有一条记录，没有导入，“${definition.title}”保持原样。请确认选对了文件；如要清空，请在表中删除记录。`,
      { fileName: file.name },
    );
  }
  const fileId = createHash('sha256').update(file.bytes).digest('hex');
  const scoped = scopeImport(definition, rows, incoming);
  const plan = planImport({
    definition,
    rows,
    incoming: { ...incoming, rows: keepMixedValues(definition, rows, scoped.rows) },
    source: { fileId, fileName: file.name },
    newId: session.options.newId,
  });
  const { added, changed, removed, lines } = plan;
  const unchanged = plan.unchanged - scoped.untouched;
  const report: ImportReport = {
    fileName: file.name,
    sheet: incoming.sheet,
    added,
    changed,
    removed,
    unchanged,
    problems: [...describeUntouched(scoped), ...incoming.problems],
    lines: lines.slice(0, previewLines),
  };
  return { report, plan, fileId, definition };
}

function describeUntouched({ untouched, untouchedGroups }: ScopedImport): Problem[] {
  if (untouched === 0) return [];
  const shown = untouchedGroups.slice(0, 3).join('、');
  const groups = untouchedGroups.length > 3 ? `${shown}等${untouchedGroups.length}个` : shown;
  const message = `文件里没有${groups === '' ? '其余记录' : groups}，这些内容（${untouched} 条）保持不动。`;
  return [describeProblem({ code: 'other_units_kept', severity: 'note', message })];
}
