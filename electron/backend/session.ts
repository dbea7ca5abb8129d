import { isAbsolute, join, resolve } from 'node:path';
import type { AppState, WorkbookInfo } from '../../shared/api.ts';
import { type Failure, HuibiaoError } from '../../shared/model/failure.ts';
import type { TableDefinition } from '../../shared/model/table.ts';
import { type PrintChoice, printChoiceSchema } from '../../shared/print/print-choice.ts';
import { safeFileName } from '../security.ts';
import { type LayoutList, openLayoutList } from './layouts.ts';
import type { BackendOptions } from './options.ts';
import { openRecentList, type RecentList, workbookName } from './recent.ts';
import { openRemembered, type Remembered } from './remembered.ts';
import type { SheetTools } from './sheets/sheet-tools.ts';
import { closeWorkbook, type WritableDatabase } from './store/open.ts';
import { listRows } from './store/rows.ts';
import { findTableByName, listTables } from './store/tables.ts';
import { createTransfers, type Transfers } from './transfers.ts';

/** Everything that lives as long as the backend: the open workbook, files on their way in or out, the tools. */
export type Session = {
  readonly options: BackendOptions;
  readonly recent: RecentList;
  readonly layouts: LayoutList;
  /** What was printed last, by the workbook's file. */
  readonly printChoices: Remembered<PrintChoice>;
  readonly sheets: SheetTools;
  readonly transfers: Transfers;
  workbook: OpenWorkbook | null;
  openFailure: Failure | null;
};

export type OpenWorkbook = WorkbookInfo & { readonly database: WritableDatabase };

export function createSession(options: BackendOptions, sheets: SheetTools): Session {
  return {
    options,
    recent: openRecentList(options.stateFolder),
    layouts: openLayoutList(options.stateFolder),
    printChoices: openRemembered(options.stateFolder, 'prints.json', printChoiceSchema, 100),
    sheets,
    transfers: createTransfers(options.newId),
    workbook: null,
    openFailure: null,
  };
}

/** @throws HuibiaoError `no_workbook` */
export function requireWorkbook(session: Session): OpenWorkbook {
  if (session.workbook === null) {
    throw new HuibiaoError('no_workbook', '还没有打开工作簿。请先打开或新建一个工作簿。');
  }
  return session.workbook;
}

/** @throws HuibiaoError `no_workbook` */
export function requireDatabase(session: Session): WritableDatabase {
  return requireWorkbook(session).database;
}

/** Puts a workbook on the desk and closes the one that lay there. */
export async function placeWorkbook(
  session: Session,
  file: string,
  database: WritableDatabase,
): Promise<WorkbookInfo> {
  const before = session.workbook;
  session.openFailure = null;
  session.workbook = { file, name: workbookName(file), database };
  session.options.onWorkbookChange(file);
  if (before !== null) closeQuietly(before.database);
  await session.recent.remember(file, session.options.now());
  return { file, name: session.workbook.name };
}

export function clearDesk(session: Session): void {
  const { workbook } = session;
  if (workbook === null) return;
  session.workbook = null;
  session.options.onWorkbookChange(null);
  closeQuietly(workbook.database);
}

function closeQuietly(database: WritableDatabase): void {
  try {
    closeWorkbook(database);
  } catch {
    // Only tidying up failed (a full disk, a stick pulled out): every confirmed edit is in the journal beside the file.
  }
}

export async function describeState(session: Session): Promise<AppState> {
  const { version, host, dataFolder } = session.options;
  const { workbook } = session;
  return {
    version,
    host,
    dataFolder,
    workbook: workbook === null ? null : { file: workbook.file, name: workbook.name },
    recent: await session.recent.list(),
    openFailure: session.openFailure,
  };
}

/** A bare name lies in the data folder, an absolute path where it says; both end in .huibiao. */
export function resolveWorkbookFile(dataFolder: string, file: string): string {
  const named = /\.huibiao$/i.test(file) ? file : `${file}.huibiao`;
  if (isAbsolute(named)) return resolve(named);
  if (named !== safeFileName(named)) {
    throw new HuibiaoError(
      'bad_request',
      `“${file}”不能用作工作簿名：请去掉 \\ / : * ? " < > | 等符号，或填写完整路径。`,
      { file },
    );
  }
  return join(dataFolder, named);
}

/** Finds a table by its key or Chinese title. @throws HuibiaoError `not_found` with the titles there are */
export function requireTable(session: Session, name: string): TableDefinition {
  const database = requireDatabase(session);
  const definition = findTableByName(database, name);
  if (definition !== null) return definition;
  const titles = listTables(database).map(({ definition }) => `${definition.title}（${definition.key}）`);
  throw new HuibiaoError('not_found', `没有名为“${name}”的表。现有：${titles.join('、')}。`, { table: name });
}

/** The groups that a 名单表 has a line for: the townships of the unit tree, in its order. */
export function listGroups(session: Session, definition: TableDefinition): string[] {
  if (definition.grouped === null) return [];
  return listRows(requireDatabase(session), 'units')
    .filter(({ values }) => values.kind === '乡镇')
    .map(({ values }) => values.name)
    .filter((name) => typeof name === 'string');
}
