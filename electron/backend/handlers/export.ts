import { findExportProblems } from '../../../shared/annex/export-problems.ts';
import { workbookEnding } from '../../../shared/form/copy-names.ts';
import { safeFileName } from '../../security.ts';
import { listGroups, requireDatabase, requireTable, requireWorkbook, type Session } from '../session.ts';
import type { SheetPrint } from '../sheets/write/sheet-page.ts';
import { findForm } from '../store/forms.ts';
import { listRows } from '../store/rows.ts';
import { listTables } from '../store/tables.ts';
import type { HandlersOf } from './handlers.ts';
import { readPrint } from './print.ts';

export const exportHandlers: HandlersOf<'export'> = {
  'export.run': async ({ table }, { session, signal, onProgress }) => {
    const database = requireDatabase(session);
    const definition = requireTable(session, table);
    const rows = listRows(database, definition.key);
    const groups = listGroups(session, definition);
    const form = findForm(database, definition.key);
    const print = form === null ? await chosenPrint(session, definition.key) : null;
    const written = await session.sheets.writeTable(
      { definition, rows, groups, form, ...(print === null ? {} : { print }) },
      { signal, onProgress },
    );
    const title = [definition.annexLabel, definition.documentTitle ?? definition.title]
      .filter(Boolean)
      .join(' ');
    const ending = form === null ? '.xlsx' : workbookEnding(form.fileName);
    const fileName = `${safeFileName(title)}${ending}`;
    const downloadId = session.transfers.offer({ name: fileName, bytes: written.bytes });
    const problems = [...written.problems, ...findExportProblems(definition, rows, groups)];
    return { downloadId, fileName, problems };
  },
};

/** As the table was chosen to be printed last, with the number of its first page; null where it was not. */
async function chosenPrint(session: Session, table: string): Promise<SheetPrint | null> {
  const choice = await session.printChoices.read(requireWorkbook(session).file);
  const known = new Set(listTables(requireDatabase(session)).map(({ definition }) => definition.key));
  const tables = choice?.tables.flatMap(({ key, printed }) => (printed && known.has(key) ? [key] : [])) ?? [];
  const index = tables.indexOf(table);
  if (choice === null || index < 0 || choice.settings.look === 'report') return null;
  const { settings } = choice;
  if (index === 0) return { settings, firstPage: settings.startPage };
  const { sheets } = readPrint(session, { ...settings, tables: tables.slice(0, index) }).print;
  return {
    settings,
    firstPage: settings.startPage + sheets.reduce((sum, sheet) => sum + sheet.pageCount, 0),
  };
}
