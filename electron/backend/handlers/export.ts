import { findExportProblems } from '../../../shared/annex/export-problems.ts';
import { safeFileName } from '../../security.ts';
import { listGroups, requireDatabase, requireTable } from '../session.ts';
import { findForm } from '../store/forms.ts';
import { listRows } from '../store/rows.ts';
import type { HandlersOf } from './handlers.ts';

export const exportHandlers: HandlersOf<'export'> = {
  'export.run': async ({ table }, { session, signal, onProgress }) => {
    const database = requireDatabase(session);
    const definition = requireTable(session, table);
    const rows = listRows(database, definition.key);
    const groups = listGroups(session, definition);
    const written = await session.sheets.writeTable(
      { definition, rows, groups, form: findForm(database, definition.key) },
      { signal, onProgress },
    );
    const fileName = `${safeFileName([definition.annexLabel, definition.documentTitle ?? definition.title].filter(Boolean).join(' '))}.xlsx`;
    const downloadId = session.transfers.offer({ name: fileName, bytes: written.bytes });
    const problems = [...written.problems, ...findExportProblems(definition, rows, groups)];
    return { downloadId, fileName, problems };
  },
};
