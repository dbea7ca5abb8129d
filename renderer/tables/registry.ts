import { valueAt } from '../../shared/model/cell-value.ts';
import type { Row } from '../../shared/model/row.ts';

/** What the workbook knows about names: the unit tree and the villages of each township. */
export type Registry = {
  readonly units: readonly { readonly name: string; readonly kind: string }[];
  /** Township names in the order of the unit tree; an annex has a line for each. */
  readonly townships: readonly string[];
  readonly villages: ReadonlyMap<string, readonly string[]>;
};

/** Reads the tables `units` (name, kind) and `villages` (township, village). */
export function readRegistry(unitRows: readonly Row[], villageRows: readonly Row[]): Registry {
  const units = unitRows.flatMap(({ values }) => {
    const name = valueAt(values, 'name');
    const kind = valueAt(values, 'kind');
    return typeof name === 'string' ? [{ name, kind: typeof kind === 'string' ? kind : '' }] : [];
  });
  const villages = new Map<string, string[]>();
  for (const { values } of villageRows) {
    const township = valueAt(values, 'township');
    const village = valueAt(values, 'village');
    if (typeof township !== 'string' || typeof village !== 'string') continue;
    const known = villages.get(township);
    if (known === undefined) villages.set(township, [village]);
    else known.push(village);
  }
  return { units, townships: units.filter(({ kind }) => kind === '乡镇').map(({ name }) => name), villages };
}
