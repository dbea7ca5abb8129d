/** What accepting a return would do to the ledger as it stands now. */
import type { ReturnReview } from '../../../../shared/collect/answers.ts';
import { type BaseRow, type MergePlan, planMerge } from '../../../../shared/collect/plan-merge.ts';
import type { ReadIncoming } from '../../../../shared/collect/settle-incoming.ts';
import type { UnitNames } from '../../../../shared/collect/unit-names.ts';
import { unitColumn } from '../../../../shared/edition/rows-of-units.ts';
import { keepMixedValues } from '../../../../shared/merge/keep-mixed-values.ts';
import type { FormEdition } from '../../../../shared/model/form-edition.ts';
import type { Return } from '../../../../shared/model/return.ts';
import type { Round } from '../../../../shared/model/round.ts';
import type { TableDefinition } from '../../../../shared/model/table.ts';
import type { ReadReturn } from '../../sheets/collect/read-return.ts';
import type { ReadableDatabase } from '../../store/database.ts';
import { readFormEdition } from '../../store/forms.ts';
import { readIssuedRows, readLastAccepted } from '../../store/returns.ts';
import { readDefinition } from '../../store/tables.ts';
import { listUnitRows } from '../../store/unit-rows.ts';
import type { CollectContext } from './collect-context.ts';
import { judgeReading, readStoredReading, settleReading } from './stored-reading.ts';

export type PlannedReturn = {
  readonly form: FormEdition;
  readonly table: TableDefinition;
  readonly round: Round;
  readonly unit: string;
  readonly reading: ReadReturn;
  readonly incoming: ReadIncoming;
  readonly plan: MergePlan;
  readonly base: ReturnReview['base'];
  /** Rows of this form belong to their round; null where they are the unit's rows whatever the round. */
  readonly rowRound: string | null;
};

/** A Chinese sentence that says why it cannot be planned, where it cannot. */
export type PlanOutcome =
  | { readonly kind: 'planned'; readonly planned: PlannedReturn }
  | { readonly kind: 'impossible'; readonly why: string };

export function planReturn(
  database: ReadableDatabase,
  received: Return,
  collect: CollectContext,
): PlanOutcome {
  const { names, known, rounds } = collect;
  const impossible = (why: string): PlanOutcome => ({ kind: 'impossible', why });
  const { form: formKey, edition, round: roundKey, unit } = received;
  if (received.failure !== null) return impossible(received.failure.message);
  if (formKey === null || edition === null) return impossible('还不知道是哪个表样。请先指定。');
  if (roundKey === null) return impossible('还不知道是哪一期。请先指定报表期。');
  if (unit === null) return impossible('还不知道是哪个单位报的。请先指定单位。');
  const form = readFormEdition(database, formKey, edition);
  const table = form === null ? null : readDefinition(database, form.table);
  const round = rounds.find(({ key }) => key === roundKey);
  if (form === null || table === null) return impossible('它的表样已不在工作簿里。请重新指定表样。');
  if (round === undefined) return impossible('它的报表期已不在工作簿里。请重新指定报表期。');
  const reading = readStoredReading(database, received);
  if (reading === null) return impossible('还没有按这个表样读过。请重新指定表样。');

  const single = form.layout === 'fixed';
  const rowRound = single ? round.key : null;
  const column = single ? null : unitColumn(table);
  const incoming = judgeReading(reading, table, received, collect);
  const base = readBase(database, { received, reading, table, unit, round: round.key, rowRound, names });
  const ours = listUnitRows(database, {
    table: table.key,
    unit,
    unitColumn: column,
    round: rowRound,
    alsoIds: base?.rows.flatMap(({ rowId }) => (rowId === null ? [] : [rowId])) ?? [],
  });
  const plan = planMerge({
    definition: table,
    base:
      base === null
        ? null
        : {
            columns: base.columns ?? incoming.columns,
            rows: keepMixedValues(
              table,
              ours,
              base.rows.map(({ values }) => ({ values, cells: {} })),
            ).map(({ values }, index) => ({ rowId: base.rows[index]?.rowId ?? null, values })),
          },
    ours,
    theirs: keepMixedValues(table, ours, incoming.rows),
    columns: incoming.columns,
    unitColumn: column,
    single,
    known,
  });
  return {
    kind: 'planned',
    planned: {
      form,
      table,
      round,
      unit,
      reading,
      incoming,
      plan,
      base: base === null ? null : { name: base.name, at: base.at },
      rowRound,
    },
  };
}

type Base = NonNullable<ReturnReview['base']> & {
  readonly rows: readonly BaseRow[];
  /** Null where it is what the copy carried: all that the return carries. */
  readonly columns: readonly string[] | null;
};

type BaseQuery = {
  readonly received: Return;
  readonly reading: ReadReturn;
  readonly table: TableDefinition;
  readonly unit: string;
  readonly round: string;
  readonly rowRound: string | null;
  readonly names: UnitNames;
};

/**
 * What was accepted last from the unit, or, where the file is a copy that went out prefilled after that, what stood in
 * the copy: a unit that leaves what it got as it is has changed nothing.
 */
function readBase(
  database: ReadableDatabase,
  { received, reading, table, unit, round, rowRound, names }: BaseQuery,
): Base | null {
  const last = readLastAccepted(database, { form: received.form ?? '', unit, round: rowRound });
  const lastReading = last === null ? null : readStoredReading(database, last.accepted);
  const acceptedAt = last?.accepted.accepted?.at ?? null;
  const isCopy = reading.mark?.round === round && reading.mark.unit === unit;
  const issued = isCopy ? readIssuedRows(database, round, unit) : null;
  if (issued !== null && (acceptedAt === null || issued.issuedAt > acceptedAt)) {
    const rows = issued.rows.map(({ id, values }) => ({ rowId: id, values }));
    return { name: '下发时填好的内容', at: issued.issuedAt, rows, columns: null };
  }
  if (last === null || lastReading === null || acceptedAt === null) return null;
  const before = settleReading(lastReading, table, unit, names);
  return {
    name: last.accepted.file.name,
    at: acceptedAt,
    columns: before.columns,
    rows: before.rows.map(({ values }, index) => ({ rowId: last.rowIds[index] ?? null, values })),
  };
}
