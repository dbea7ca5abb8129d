import { createHash } from 'node:crypto';
import type { ImportReport, Input } from '../../../shared/api.ts';
import { keepMixedValues } from '../../../shared/merge/keep-mixed-values.ts';
import { planImport } from '../../../shared/merge/plan-import.ts';
import { type ScopedImport, scopeImport } from '../../../shared/merge/scope-import.ts';
import type { Change } from '../../../shared/model/change.ts';
import { type Failure, HuibiaoError } from '../../../shared/model/failure.ts';
import { describeProblem, type Problem } from '../../../shared/model/problem.ts';
import type { TableDefinition } from '../../../shared/model/table.ts';
import { listGroups, requireDatabase, requireTable } from '../session.ts';
import type { ReadRows } from '../sheets/sheet-tools.ts';
import { commitImport, listRememberedReadings } from '../store/reading-memory.ts';
import { listRows } from '../store/rows.ts';
import type { CallContext, HandlersOf } from './handlers.ts';

/** How many lines of a plan the preview shows; the counts are always of all. */
const previewLines = 200;

export const importHandlers: HandlersOf<'import'> = {
  'import.preview': async (input, context) => (await planFile(input, context)).report,

  'import.run': async (input, context) => {
    const { session } = context;
    const file = session.transfers.findUpload(input.uploadId);
    const { report, changes, remember, fileId, definition } = await planFile(input, context);
    if (report.refusal !== null) throw asError(report.refusal);
    const edit = {
      label: `导入 ${definition.title}：${file.name}`.slice(0, 200),
      changes,
      files: [{ id: fileId, name: file.name, bytes: file.bytes }],
    };
    const committed = commitImport(
      requireDatabase(session),
      { edit: changes.length === 0 ? null : edit, table: definition.key, remember },
      session.options,
    );
    session.transfers.dropUpload(input.uploadId);
    return { report, committed };
  },

  'import.window': ({ uploadId, looks = false, ...part }, { session, signal, onProgress }) => {
    const { bytes, name } = session.transfers.findUpload(uploadId);
    const request = { ...part, bytes, fileName: name, identity: uploadId, looks };
    return session.sheets.showSheet(request, { signal, onProgress });
  },
};

type PlannedFile = {
  readonly report: ImportReport;
  readonly changes: readonly Change[];
  readonly remember: ReadRows['remember'];
  readonly fileId: string;
  readonly definition: TableDefinition;
};

async function planFile(
  { table, uploadId, choice }: Input<'import.run'>,
  { session, signal, onProgress }: CallContext,
): Promise<PlannedFile> {
  const file = session.transfers.findUpload(uploadId);
  const database = requireDatabase(session);
  const definition = requireTable(session, table);
  const request = {
    bytes: file.bytes,
    fileName: file.name,
    definition,
    groups: listGroups(session, definition),
    choice,
    memory: listRememberedReadings(database, definition.key),
    identity: uploadId,
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
  const { sheet, reading, remember } = incoming;
  const refusal = incoming.refusal ?? refuseEmpty(incoming, rows.length, file.name, definition);
  const fileId = createHash('sha256').update(file.bytes).digest('hex');
  if (refusal !== null) {
    const counts = { added: 0, changed: 0, removed: 0, unchanged: 0, lines: [] };
    const report = { fileName: file.name, sheet, ...counts, problems: incoming.problems, reading, refusal };
    return { report, changes: [], remember: null, fileId, definition };
  }
  const scoped = scopeImport(definition, rows, incoming);
  const plan = planImport({
    definition,
    rows,
    incoming: { ...incoming, rows: keepMixedValues(definition, rows, scoped.rows) },
    source: { fileId, fileName: file.name },
    newId: session.options.newId,
  });
  const report: ImportReport = {
    fileName: file.name,
    sheet,
    added: plan.added,
    changed: plan.changed,
    removed: plan.removed,
    unchanged: plan.unchanged - scoped.untouched,
    problems: [...describeUntouched(scoped), ...incoming.problems],
    lines: plan.lines.slice(0, previewLines),
    reading,
    refusal,
  };
  return { report, changes: plan.changes, remember, fileId, definition };
}

/** A file without a record would empty the table: nobody means that by an import. */
function refuseEmpty(
  { rows }: ReadRows,
  present: number,
  fileName: string,
  { title }: TableDefinition,
): Failure | null {
  if (rows.length > 0 || present === 0) return null;
  return new HuibiaoError(
    'empty',
    `“${fileName}”里没有一条记录，没有导入，“${title}”保持原样。请确认选对了文件，或重新指定表头和记录；如要清空，请在表中删除记录。`,
    { fileName },
  ).toFailure();
}

function asError({ code, message, details }: Failure): HuibiaoError {
  return new HuibiaoError(code, message, details);
}

function describeUntouched({ untouched, untouchedGroups }: ScopedImport): Problem[] {
  if (untouched === 0) return [];
  const shown = untouchedGroups.slice(0, 3).join('、');
  const groups = untouchedGroups.length > 3 ? `${shown}等${untouchedGroups.length}个` : shown;
  const message = `文件里没有${groups === '' ? '其余记录' : groups}，这些内容（${untouched} 条）保持不动。`;
  return [describeProblem({ code: 'other_units_kept', severity: 'note', message })];
}
