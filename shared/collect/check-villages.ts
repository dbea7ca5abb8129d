/** Villages of a return that the registry does not name so: told at their cells, with the one that may be meant. Pure. */
import type { IncomingRow } from '../merge/incoming.ts';
import { isNameList, type RowValues, valueAt } from '../model/cell-value.ts';
import { describeProblem, type Problem } from '../model/problem.ts';
import { findColumn, type TableDefinition } from '../model/table.ts';
import { findNearestName } from '../values/nearest-name.ts';
import type { ReadIncoming } from './settle-incoming.ts';
import { coreName } from './unit-names.ts';

/** The villages of one unit in the registry. */
export type UnitVillages = {
  readonly names: ReadonlySet<string>;
  /** 泊南 → 泊南村, 泊南社区. */
  readonly byCore: ReadonlyMap<string, readonly string[]>;
};

export function indexVillages(names: readonly string[]): UnitVillages {
  return { names: new Set(names), byCore: Map.groupBy(names, coreName) };
}

/** So few that all of them may be misspelt. */
const fewNames = 3;

/**
 * @param villagesOf those of a unit; null for a unit of which the registry has none
 * @param standing rows of the unit that were taken into the ledger before: names that stand there were looked at
 */
export function checkVillages(
  { rows, sheet }: Pick<ReadIncoming, 'rows' | 'sheet'>,
  table: TableDefinition,
  unitColumn: string | null,
  unit: string,
  villagesOf: (unit: string) => UnitVillages | null,
  standing: () => readonly { readonly values: RowValues }[],
): Problem[] {
  return table.columns
    .filter(({ type }) => type === 'village')
    .flatMap(({ key }) => {
      const named = rows.flatMap((row) => {
        const own = unitColumn === null ? null : valueAt(row.values, unitColumn);
        const owner = typeof own === 'string' && villagesOf(own) !== null ? own : unit;
        return namesAt(row, key).map((name) => ({ name, owner, cell: row.cells[key] ?? null }));
      });
      const unknown = named.filter(({ name, owner }) => villagesOf(owner)?.names.has(name) === false);
      if (unknown.length === 0) return [];
      const strange = unknown.filter(({ name, owner }) => !villagesOf(owner)?.byCore.has(coreName(name)));
      // Many names of which most are unknown are none of this registry.
      if (named.length > fewNames && strange.length * 2 > named.length) return [];
      const known = new Set(standing().flatMap((row) => namesAt(row, key)));
      const title = findColumn(table, key)?.title ?? key;
      return unknown
        .filter(({ name }) => !known.has(name))
        .map(({ name, owner, cell }) => {
          const meant = likeliest(name, villagesOf(owner));
          return describeProblem({
            code: 'unknown_village',
            severity: 'explain',
            sheet,
            cell,
            column: key,
            message: `“${title}”里的“${name}”不在${owner}的村名册里。${meant === null ? '' : `是否应为“${meant}”？`}请核对：写错的退回改正，属实的写明。`,
          });
        });
    });
}

function namesAt({ values }: { readonly values: IncomingRow['values'] }, key: string): readonly string[] {
  const value = valueAt(values, key);
  if (isNameList(value)) return value;
  return typeof value === 'string' ? [value] : [];
}

function likeliest(name: string, villages: UnitVillages | null): string | null {
  if (villages === null) return null;
  const alike = villages.byCore.get(coreName(name)) ?? [];
  if (alike.length > 0) return alike.length === 1 ? (alike[0] ?? null) : null;
  return findNearestName(name, [...villages.names]);
}
