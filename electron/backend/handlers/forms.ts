import { createHash } from 'node:crypto';
import type { FormFit, FormInfo, FormLearning, Input } from '../../../shared/api.ts';
import {
  type PlannedForm,
  planBinding,
  planCorrection,
  planEdition,
  planNewTable,
} from '../../../shared/edition/plan-form-save.ts';
import { bindForm } from '../../../shared/form/bind-form.ts';
import { compareEditions } from '../../../shared/form/compare-editions.ts';
import type { Change } from '../../../shared/model/change.ts';
import { HuibiaoError } from '../../../shared/model/failure.ts';
import type { FormDefinition } from '../../../shared/model/form.ts';
import { type FormEdition, nameEdition } from '../../../shared/model/form-edition.ts';
import type { TableDefinition } from '../../../shared/model/table.ts';
import { requireDatabase, requireTable, type Session } from '../session.ts';
import { detectFormat } from '../sheets/read/detect-format.ts';
import { commit } from '../store/commit.ts';
import type { WritableDatabase } from '../store/database.ts';
import type { StoredFile } from '../store/files.ts';
import { listFormEditions, listForms, readFormEdition, withTemplate } from '../store/forms.ts';
import { listRounds } from '../store/rounds.ts';
import { listRows } from '../store/rows.ts';
import { readDefinition, readDefinitions } from '../store/tables.ts';
import type { TransferredFile } from '../transfers.ts';
import type { CallContext, HandlersOf } from './handlers.ts';

export const formHandlers: HandlersOf<'forms'> = {
  'forms.list': (_input, { session }) => {
    const database = requireDatabase(session);
    const rounds = listRounds(database);
    return listForms(database).map(
      (form): FormInfo => ({
        form,
        tableTitle: readDefinition(database, form.table)?.title ?? form.table,
        editions: listFormEditions(database, form.key).length,
        rounds: rounds.filter((round) => round.form === form.key).length,
      }),
    );
  },

  'forms.open': ({ form, edition }, { session }) => {
    const database = requireDatabase(session);
    const { fileName, bytes } = withTemplate(database, requireForm(database, form, edition));
    return { uploadId: session.transfers.receive({ name: fileName, bytes }), fileName };
  },

  'forms.learn': async ({ uploadId, ...pointed }, { session, signal, onProgress }): Promise<FormLearning> => {
    const upload = session.transfers.findUpload(uploadId);
    const { name, bytes } = upload;
    const database = requireDatabase(session);
    // An older workbook is converted; what can never be filled is refused before anybody sets it right.
    if (detectFormat(bytes).kind !== 'xls') requireTemplate(upload);
    const learnt = await session.sheets.learn({ bytes, fileName: name, ...pointed }, { signal, onProgress });
    const form = learnt.proposals[0]?.form;
    return {
      ...learnt,
      fileName: name,
      tables: form === undefined ? [] : fitTables(form, readDefinitions(database)),
      editionsOf: form === undefined ? [] : fitForms(form, listForms(database)),
    };
  },

  'forms.save': async (input, { session, signal, onProgress }) => {
    const database = requireDatabase(session);
    const upload = session.transfers.findUpload(input.uploadId);
    const file = await convertTemplate(session, upload, { signal, onProgress });
    if (session.workbook?.database !== database) {
      throw new HuibiaoError(
        'cancelled',
        '保存期间换了工作簿，表样没有保存。请打开原来的工作簿，再保存一次。',
      );
    }
    const original =
      file.original === null ? {} : { original: { fileId: file.original.id, fileName: file.original.name } };
    const definition = { ...input.definition, ...original };
    const { form, changes } = planSave(session, { ...input, definition }, file);
    if (changes.length === 0)
      throw new HuibiaoError('invalid_edit', '没有任何改动，无需保存。请先修改内容。');
    const edit = {
      label: `保存表样：${nameEdition(form)}`.slice(0, 200),
      changes,
      files: [
        { id: file.fileId, name: file.fileName, bytes: file.bytes },
        ...(file.original === null ? [] : [file.original]),
      ],
    };
    const committed = commit(database, edit, session.options);
    session.transfers.dropUpload(input.uploadId);
    return { form, committed };
  },

  'forms.remove': ({ form: key }, { session }) => {
    const database = requireDatabase(session);
    const newest = requireForm(database, key, null);
    const changes = listFormEditions(database, key)
      .toReversed()
      .map(
        (form): Change => ({
          kind: 'formSet',
          table: form.table,
          form: form.key,
          edition: form.edition,
          before: form,
          after: null,
        }),
      );
    return commit(database, { label: `删除表样：${newest.title}`.slice(0, 200), changes }, session.options);
  },
};

/** An edition of a form, the newest for null. @throws HuibiaoError `not_found` with the titles there are */
export function requireForm(database: WritableDatabase, key: string, edition: number | null): FormEdition {
  const form =
    edition === null ? listFormEditions(database, key).at(-1) : readFormEdition(database, key, edition);
  if (form !== undefined && form !== null) return form;
  const titles = listForms(database).map((known) => `${known.title}（${known.key}）`);
  throw new HuibiaoError(
    'not_found',
    titles.length === 0
      ? '工作簿里还没有表样。请先把表样文件拖进窗口。'
      : `没有“${key}”这个表样${edition === null ? '' : `的第${edition}版`}。现有：${titles.join('、')}。`,
    { form: key },
  );
}

/** What was learnt of a form, bound to its table; learnt now where an older workbook kept none. */
export async function requireFormDefinition(
  form: FormEdition,
  bytes: Uint8Array,
  table: TableDefinition,
  { session, signal, onProgress }: CallContext,
): Promise<FormDefinition> {
  if (form.definition !== null) return form.definition;
  const request = { bytes, fileName: form.fileName, sheet: null, header: null, layout: form.layout };
  const { proposals } = await session.sheets.learn(request, { signal, onProgress });
  const learnt = proposals[0]?.form;
  if (learnt === undefined) throw new Error('a learnt form has no proposal');
  return bindForm(learnt, table).form;
}

function planSave(
  session: Session,
  { title, definition, target }: Input<'forms.save'>,
  file: Pick<FormEdition, 'fileId' | 'fileName'>,
): PlannedForm {
  const database = requireDatabase(session);
  const named = { ...file, title };
  switch (target.kind) {
    case 'newTable': {
      const tables = readDefinitions(database);
      return planNewTable(definition, named, {
        form: freeFormKey(database),
        table: freeKey('table', (key) => tables.some((table) => table.key === key)),
        title: target.title,
        position: Math.max(0, ...tables.map(({ position }) => position)) + 1,
      });
    }
    case 'table': {
      const table = requireTable(session, target.table);
      return planBinding(definition, named, table, {
        form: freeFormKey(database),
        addColumns: target.addColumns,
      });
    }
    case 'edition': {
      const old = requireForm(database, target.form, null);
      const table = requireTable(session, old.table);
      return planEdition(definition, named, old, {
        table,
        rows: listRows(database, table.key),
        changes: target.changes,
      });
    }
    case 'correction': {
      const old = requireForm(database, target.form, null);
      if (old.fileId !== file.fileId) {
        throw new HuibiaoError('bad_request', '这不是原来的表样文件。换了文件请存为新版。', {
          form: old.key,
        });
      }
      const original = old.definition?.original;
      const kept = original === undefined ? definition : { ...definition, original };
      return planCorrection(kept, title, old, requireTable(session, old.table));
    }
  }
}

function freeFormKey(database: WritableDatabase): string {
  return freeKey('form', (key) => listFormEditions(database, key).length > 0);
}

function freeKey(word: string, isTaken: (key: string) => boolean): string {
  let number = 1;
  while (isTaken(`${word}${number}`)) number += 1;
  return `${word}${number}`;
}

type Template = Pick<FormEdition, 'fileId' | 'fileName'> & {
  readonly bytes: Uint8Array;
  /** The older workbook that it was converted from. */
  readonly original: StoredFile | null;
};

/** @throws HuibiaoError `form_unfillable` for what cannot be filled as it is */
async function convertTemplate(
  session: Session,
  upload: TransferredFile,
  options: Pick<CallContext, 'signal' | 'onProgress'>,
): Promise<Template> {
  const { name, bytes: given } = upload;
  const { bytes, fileName, converted } = await session.sheets.convert(
    { bytes: given, fileName: name },
    options,
  );
  requireTemplate({ name, bytes });
  return {
    fileId: idOf(bytes),
    fileName,
    bytes,
    original: !converted ? null : { id: idOf(given), name, bytes: given },
  };
}

function idOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** @throws HuibiaoError `form_unfillable` for what cannot be filled as it is */
function requireTemplate({ name, bytes }: TransferredFile): void {
  const format = detectFormat(bytes);
  if (format.kind === 'xlsx') return;
  if (format.kind === 'refused') {
    const advice = format.advice.replace(/再导入(?=[。；])/g, '再作表样');
    throw new HuibiaoError(format.code, `“${name}”${format.what}，不能作表样。${advice}`, {
      fileName: name,
    });
  }
  throw new HuibiaoError(
    'form_unfillable',
    `“${name}”不是 .xlsx 文件，不能原样填写和下发。请用 Excel 或 WPS 另存为 .xlsx，再作表样。`,
    { fileName: name },
  );
}

function fitTables(form: FormDefinition, tables: readonly TableDefinition[]): FormFit[] {
  return bestFits(
    tables.map((table) => {
      const bound = bindForm(form, table).form;
      const matched =
        form.layout === 'fixed'
          ? bound.figures.filter(({ key }) => key !== null).length
          : bound.columns.filter(({ field }) => field !== null && field.kind !== 'ignored').length;
      return { key: table.key, title: table.title, matched, of: sizeOf(form) };
    }),
  );
}

function fitForms(form: FormDefinition, forms: readonly FormEdition[]): FormFit[] {
  return bestFits(
    forms.flatMap(({ key, title, layout, definition }): FormFit[] => {
      if (definition === null || layout !== form.layout) return [];
      const kept = compareEditions(definition, form).filter(
        ({ kind }) => kind === 'same' || kind === 'moved',
      );
      const of = form.layout === 'fixed' ? form.figures.length : form.columns.length;
      return [{ key, title, matched: kept.length, of }];
    }),
  );
}

function bestFits(fits: readonly FormFit[]): FormFit[] {
  return fits
    .filter(({ matched, of }) => matched * 2 >= of && matched > 0)
    .sort((left, right) => right.matched / right.of - left.matched / left.of);
}

function sizeOf({ layout, columns, figures }: FormDefinition): number {
  if (layout === 'fixed') return figures.length;
  return columns.filter(({ serial, part }) => !serial && part !== 'count').length;
}
