/** The units and the village registry of the open workbook, as they stand in its tables. */
import { splitNames } from '../../../shared/annex/names.ts';
import type { UnitNode } from '../../../shared/collect/unit-names.ts';
import { HuibiaoError } from '../../../shared/model/failure.ts';
import type { ReadableDatabase } from '../store/database.ts';
import { listRows } from '../store/rows.ts';

/** The units of the workbook's tree, in its order. */
export function readUnitTree(database: ReadableDatabase): UnitNode[] {
  return listRows(database, 'units').flatMap(({ values }): UnitNode[] => {
    const { name, kind, parent, aliases } = values;
    if (typeof name !== 'string' || name === '') return [];
    return [
      {
        name,
        kind: textOf(kind),
        parent: typeof parent === 'string' ? parent : null,
        aliases: splitNames(textOf(aliases)),
      },
    ];
  });
}

/** All units of a kind, in the order of the tree. @throws HuibiaoError `bad_request` where there is none */
export function unitsOfKind(database: ReadableDatabase, kind: string): string[] {
  const tree = readUnitTree(database);
  const names = tree.filter((unit) => unit.kind === kind).map(({ name }) => name);
  if (names.length > 0) return names;
  const kinds = [...new Set(tree.map((unit) => unit.kind).filter((known) => known !== ''))];
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
  const tree = readUnitTree(database);
  for (const { name, aliases } of tree) for (const alias of aliases) known.set(alias, name);
  for (const { name } of tree) known.set(name, name);
  const unknown = names.filter((name) => !known.has(name));
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

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
