import type { Input, Issued } from '../../../shared/api.ts';
import { rowsByUnit } from '../../../shared/edition/rows-of-units.ts';
import { nameArchive, nameCopies, usualPattern } from '../../../shared/form/copy-names.ts';
import { HuibiaoError } from '../../../shared/model/failure.ts';
import { type IssuedCopy, periodTitle, type Round } from '../../../shared/model/round.ts';
import type { Row } from '../../../shared/model/row.ts';
import type { TableDefinition } from '../../../shared/model/table.ts';
import { requireDatabase, requireTable } from '../session.ts';
import { issueInParts } from '../sheets/issue/issue-in-parts.ts';
import type { IssueUnit } from '../sheets/issue/issue-request.ts';
import type { ReadableDatabase } from '../store/database.ts';
import { withTemplate } from '../store/forms.ts';
import { keepIssuedRows } from '../store/returns.ts';
import { readWorkbookId, recordIssued } from '../store/rounds.ts';
import { listRows } from '../store/rows.ts';
import { requireForm, requireFormDefinition } from './forms.ts';
import type { HandlersOf } from './handlers.ts';
import { requireRound } from './rounds.ts';
import { villagesByTownship } from './unit-tree.ts';

export const issueHandlers: HandlersOf<'issue'> = {
  'issue.run': async (input, context): Promise<Issued> => {
    const { session, signal, onProgress } = context;
    const database = requireDatabase(session);
    const round = requireRound(database, input.round);
    const form = withTemplate(database, requireForm(database, round.form, round.edition));
    const table = requireTable(session, form.table);
    const period = periodTitle(round.period);
    const names = nameCopies(round.units, {
      pattern: input.pattern ?? usualPattern,
      form: form.title,
      fileName: form.fileName,
      period,
    });
    const units = gatherUnits(database, table, round, names, input);
    const definition = await requireFormDefinition(form, form.bytes, table, context);
    const request = {
      template: form.bytes,
      fileName: form.fileName,
      form: definition,
      table,
      period,
      mark: {
        workbook: readWorkbookId(database),
        round: round.key,
        form: form.key,
        edition: form.edition,
      },
      units,
      spareRows: input.spareRows,
      locks: input.locks,
    };
    const { archive, problems } = await issueInParts(session.sheets, request, { signal, onProgress });
    if (session.workbook?.database !== database) {
      throw new HuibiaoError('cancelled', '制作期间换了工作簿，没有下发。请打开原来的工作簿，再下发一次。');
    }
    const issuedAt = session.options.now().toISOString();
    const copies = units.map(
      ({ name, fileName }): IssuedCopy => ({
        round: round.key,
        unit: name,
        form: form.key,
        edition: form.edition,
        fileName,
        issuedAt,
      }),
    );
    recordIssued(database, copies);
    if (input.prefill) {
      keepIssuedRows(
        database,
        units.map(({ name, rows }) => ({ round: round.key, unit: name, issuedAt, rows })),
      );
    }
    const fileName = nameArchive(form.title, period, copies.length);
    const downloadId = session.transfers.offer({ name: fileName, bytes: archive });
    return { downloadId, fileName, problems, copies };
  },
};

/** The units that get a copy, with what goes into it. @throws HuibiaoError `bad_request` for one that is not expected */
function gatherUnits(
  database: ReadableDatabase,
  table: TableDefinition,
  round: Round,
  fileNames: readonly string[],
  { units, prefill }: Pick<Input<'issue.run'>, 'units' | 'prefill'>,
): IssueUnit[] {
  const stranger = units?.find((unit) => !round.units.includes(unit));
  if (stranger !== undefined) {
    throw new HuibiaoError('bad_request', `“${stranger}”不在这一期的填报单位里。请先把它加进报表期。`, {
      unit: stranger,
    });
  }
  const chosen = units === null ? null : new Set(units);
  const rows = prefill ? rowsByUnit(table, listRows(database, table.key)) : new Map<string, Row[]>();
  const villages = villagesByTownship(database);
  return round.units.flatMap((name, index): IssueUnit[] =>
    chosen !== null && !chosen.has(name)
      ? []
      : [
          {
            name,
            fileName: fileNames[index] ?? `${name}.xlsx`,
            rows: rows.get(name) ?? [],
            villages: villages.get(name) ?? [],
          },
        ],
  );
}
