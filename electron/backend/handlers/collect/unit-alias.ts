/** A unit that is written otherwise than the tree has it is asked for once: what a person says is kept as its 别名. */
import { splitNames } from '../../../../shared/annex/names.ts';
import { plainName } from '../../../../shared/collect/unit-names.ts';
import { unitColumn } from '../../../../shared/edition/rows-of-units.ts';
import { type RowValues, valueAt } from '../../../../shared/model/cell-value.ts';
import type { Change } from '../../../../shared/model/change.ts';
import type { Return } from '../../../../shared/model/return.ts';
import { findColumn } from '../../../../shared/model/table.ts';
import type { ReadableDatabase } from '../../store/database.ts';
import { listRows } from '../../store/rows.ts';
import { readDefinition } from '../../store/tables.ts';
import { type CollectContext, tableOf } from './collect-context.ts';
import { readStoredReading } from './stored-reading.ts';

const units = 'units';

/** Null where the file names nobody, or somebody who is known. */
export function planAlias(
  database: ReadableDatabase,
  received: Return,
  { names }: CollectContext,
): { readonly text: string; readonly change: Change } | null {
  const text = spokenUnit(database, received);
  const table = readDefinition(database, units);
  if (text === null || names.find(text) !== null) return null;
  if (table === null || findColumn(table, 'aliases') === null) return null;
  const row = listRows(database, units).find(({ values }) => values.name === received.unit);
  if (row === undefined) return null;
  const before = row.values.aliases ?? null;
  const known = typeof before === 'string' ? splitNames(before) : [];
  const after = { aliases: [...known, text].join('、') };
  return {
    text,
    change: { kind: 'cellsSet', table: units, rowId: row.id, before: { aliases: before }, after },
  };
}

/** Letters alone: what else stands there is no name. */
const namePattern = /^[\p{L}\p{N}()]{2,40}$/u;

/** How the file names its unit: in the info line, or else in every row. */
function spokenUnit(database: ReadableDatabase, received: Return): string | null {
  const reading = readStoredReading(database, received);
  const table = tableOf(database, received);
  if (reading === null || table === null) return null;
  const written = plainName(reading.unitText ?? '').replace(/_/g, '');
  if (written !== '') return namePattern.test(written) ? written : null;
  const column = unitColumn(table);
  const texts = new Set(column === null ? [] : reading.rows.flatMap(({ values }) => textAt(values, column)));
  const [only, another] = texts;
  return only !== undefined && another === undefined && namePattern.test(only) ? only : null;
}

function textAt(values: RowValues, column: string): readonly string[] {
  const value = valueAt(values, column);
  return typeof value === 'string' ? [plainName(value)] : [];
}
