/** The units and the village registry of the open workbook, as they stand in its tables. */
import { splitNames } from '../../../shared/annex/names.ts';
import { HuibiaoError } from '../../../shared/model/failure.ts';
import type { Row } from '../../../shared/model/row.ts';
import type { ReadableDatabase } from '../store/database.ts';
import { listRows } from '../store/rows.ts';

/** All units of a kind, in the order of the tree. @throws HuibiaoError `bad_request` where there is none */
export function unitsOfKind(database: ReadableDatabase, kind: string): string[] {
  const rows = listRows(database, 'units');
  const names = rows.flatMap(({ values }) =>
    values.kind === kind && typeof values.name === 'string' ? [values.name] : [],
  );
  if (names.length > 0) return names;
  const kinds = [
    ...new Set(rows.flatMap(({ values }) => (typeof values.kind === 'string' ? [values.kind] : []))),
  ];
  throw new HuibiaoError(
    'bad_request',
    kinds.length === 0
      ? '“单位”表还是空的，不知道发给谁。请先在“单位”表中填写各单位。'
      : `“单位”表里没有“${kind}”这类单位。现有：${kinds.join('、')}。`,
    { kind },
  );
}

/** The units of these names or aliases. @throws HuibiaoError `bad_request` naming those that the tree does not have */
export function unitsNamed(database: ReadableDatabase, names: readonly string[]): string[] {
  const known = new Map<string, string>();
  const rows = listRows(database, 'units');
  for (const { values } of rows) for (const alias of aliasesOf(values)) known.set(alias, textOf(values.name));
  for (const { values } of rows) known.set(textOf(values.name), textOf(values.name));
  const unknown = names.filter((name) => name === '' || !known.has(name));
  if (unknown.length > 0) {
    throw new HuibiaoError(
      'bad_request',
      `“单位”表里没有：${unknown.slice(0, 10).join('、')}${unknown.length > 10 ? `等${unknown.length}个` : ''}。请核对名称，或先加到“单位”表中。`,
      { units: unknown.join('、') },
    );
  }
  return [...new Set(names.map((name) => known.get(name) ?? name))];
}

/** The villages of each township, in the order of the registry. */
export function villagesByTownship(database: ReadableDatabase): Map<string, string[]> {
  const villages = new Map<string, string[]>();
  for (const { values } of listRows(database, 'villages')) {
    const township = textOf(values.township);
    const village = textOf(values.village);
    if (village === '') continue;
    const known = villages.get(township);
    if (known === undefined) villages.set(township, [village]);
    else if (!known.includes(village)) known.push(village);
  }
  return villages;
}

function aliasesOf(values: Row['values']): string[] {
  return splitNames(textOf(values.aliases));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
