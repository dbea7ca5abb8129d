/** What a round brought, added up by unit or by level of the tree, and compared with another period. */
import type { Input } from '../../../../shared/api.ts';
import type { Summary } from '../../../../shared/collect/answers.ts';
import {
  compareSums,
  type SummaryLine,
  stackRows,
  sumByLevel,
  summableColumns,
  sumRows,
  type UnitRow,
} from '../../../../shared/collect/summarise.ts';
import type { UnitNode } from '../../../../shared/collect/unit-names.ts';
import { unitColumn } from '../../../../shared/edition/rows-of-units.ts';
import type { Column } from '../../../../shared/model/column.ts';
import { HuibiaoError } from '../../../../shared/model/failure.ts';
import type { FormEdition } from '../../../../shared/model/form-edition.ts';
import { periodTitle, type Round } from '../../../../shared/model/round.ts';
import type { Row } from '../../../../shared/model/row.ts';
import type { TableDefinition } from '../../../../shared/model/table.ts';
import { requireDatabase, requireTable, type Session } from '../../session.ts';
import type { ReadableDatabase } from '../../store/database.ts';
import { listReturnsOfUnit, readAcceptedRows, readLastAccepted } from '../../store/returns.ts';
import { listUnitRows } from '../../store/unit-rows.ts';
import { requireForm } from '../forms.ts';
import { requireRound } from '../rounds.ts';
import { type CollectContext, readCollectContext } from './collect-context.ts';
import { readStoredReading, settleReading } from './stored-reading.ts';

export type Summarised = {
  readonly form: FormEdition;
  readonly table: TableDefinition;
  readonly round: Round;
  readonly rows: readonly FullRow[];
  readonly summary: Summary;
  /** The unit above all: 泽州县. */
  readonly root: string | null;
};

type FullRow = UnitRow & { readonly row: Row };

/** Parts that a sum shows; it is made of all of them. */
const shownParts = 1000;

/** @throws HuibiaoError `not_found`; `bad_request` for a period of another form to compare with */
export function summarise(session: Session, input: Input<'summary.read'>): Summarised {
  const database = requireDatabase(session);
  const round = requireRound(database, input.round);
  const form = requireForm(database, round.form, round.edition);
  const table = requireTable(session, form.table);
  const collect = readCollectContext(database);
  const { tree } = collect;
  const columns = summableColumns(table.columns);
  const rows = rowsOfRound(database, round, form, table, input.units, collect);
  const { lines, unplaced } = linesOf(rows, input.level, round, tree, columns);
  const total = sumRows('合计', rows, columns);
  const compared = input.against === null ? [] : compareWith(input.against);
  return {
    form,
    table,
    round,
    rows,
    root: tree.find(({ parent, kind }) => parent === null && kind === '县')?.name ?? null,
    summary: {
      title: `${form.title} ${periodTitle(round.period)}`,
      columns: columns.map(({ key, title }) => ({ key, title })),
      lines: lines.map(withFewParts),
      total: withFewParts(total),
      unplaced,
      compared,
    },
  };

  function compareWith(key: string): Summary['compared'] {
    const other = requireRound(database, key);
    if (other.form !== round.form) {
      throw new HuibiaoError('bad_request', '只能同一表样的两期相比。请另选一期。', { round: key });
    }
    const before = rowsOfRound(
      database,
      other,
      requireForm(database, other.form, other.edition),
      table,
      input.units,
      collect,
    );
    const old = linesOf(before, input.level, other, tree, columns).lines;
    const order = [...round.units, ...tree.map(({ name }) => name)];
    return compareSums([...old, sumRows('合计', before, columns)], [...lines, total], order);
  }
}

/**
 * What the round brought: of a fixed form the rows of the round; of other forms the ledger's rows of the units whose
 * last accepted return is of this round, and what was accepted then where they have reported again since.
 */
function rowsOfRound(
  database: ReadableDatabase,
  round: Round,
  form: FormEdition,
  table: TableDefinition,
  chosen: readonly string[] | null,
  { tree, names }: CollectContext,
): FullRow[] {
  const isFixed = form.layout === 'fixed';
  const column = isFixed ? null : unitColumn(table);
  const within = chosen === null ? null : withBelow(chosen, tree);
  const rows = round.units
    .filter((unit) => within === null || within.has(unit))
    .flatMap((unit): FullRow[] => {
      const last = readLastAccepted(database, {
        form: form.key,
        unit,
        round: isFixed ? round.key : null,
      });
      if (last === null) return [];
      if (last.accepted.round === round.key) {
        return listUnitRows(database, {
          table: table.key,
          unit,
          unitColumn: column,
          round: isFixed ? round.key : null,
          alsoIds: [],
        }).map((row) => ({ unit, row }));
      }
      const accepted = listReturnsOfUnit(database, round.key, unit).findLast(
        (received) => received.accepted !== null,
      );
      const then = accepted === undefined ? null : readAcceptedRows(database, accepted.id);
      const reading = accepted === undefined ? null : readStoredReading(database, accepted);
      if (then === null || reading === null) return [];
      return settleReading(reading, table, unit, names).rows.map(({ values }, index) => ({
        unit,
        row: {
          id: then.rowIds[index] ?? `${then.accepted.id}:${index}`,
          position: '',
          unit,
          round: round.key,
          values,
          source: null,
        },
      }));
    });
  return stackRows(round.units, rows);
}

function withBelow(chosen: readonly string[], tree: readonly UnitNode[]): ReadonlySet<string> {
  const within = new Set(chosen);
  for (let size = 0; size !== within.size; ) {
    size = within.size;
    for (const { name, parent } of tree) if (parent !== null && within.has(parent)) within.add(name);
  }
  return within;
}

function linesOf(
  rows: readonly UnitRow[],
  level: string | null,
  round: Round,
  tree: readonly UnitNode[],
  columns: readonly Column[],
): { readonly lines: readonly SummaryLine[]; readonly unplaced: readonly string[] } {
  if (level === null) {
    const byUnit = Map.groupBy(rows, ({ unit }) => unit);
    const lines = round.units.flatMap((unit) => {
      const own = byUnit.get(unit);
      return own === undefined ? [] : [sumRows(unit, own, columns)];
    });
    return { lines, unplaced: [] };
  }
  const { lines, rest } = sumByLevel(tree, level, rows, columns);
  return { lines, unplaced: [...new Set(rest.map(({ unit }) => unit))] };
}

function withFewParts(line: SummaryLine): SummaryLine {
  return { ...line, cells: line.cells.map((cell) => ({ ...cell, parts: cell.parts.slice(0, shownParts) })) };
}
