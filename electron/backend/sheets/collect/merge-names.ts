/** 快速合并: units and villages in the rows that are not those that are known. They stay as they were written. Pure. */
import { coreName } from '../../../../shared/collect/unit-names.ts';
import { valueAt } from '../../../../shared/model/cell-value.ts';
import { describeProblem, type Problem } from '../../../../shared/model/problem.ts';
import { findNearestName } from '../../../../shared/values/nearest-name.ts';
import { cellOfValue, type MergeFile } from './merge-file.ts';
import type { MergeForm } from './merge-form.ts';
import type { PlaceIndex } from './merge-match.ts';
import type { ReadReturn } from './read-return.ts';

/** So few that all of them may be misspelt. */
const fewNames = 3;

/** @param unit whose file it is; a county that the places do not know says nothing */
export function checkNames(
  { unitKey, table }: MergeForm,
  read: ReadReturn,
  unit: string | null,
  places: PlaceIndex,
): Problem[] {
  const problems: Problem[] = [];
  const told = (code: string, cell: string | undefined, column: string, message: string): void => {
    problems.push(
      describeProblem({ code, severity: 'explain', sheet: read.sheet, cell: cell ?? null, column, message }),
    );
  };
  const isKnown = unit !== null && places.order.includes(unit);
  if (unitKey !== null && isKnown) {
    const seen = new Set<string>();
    for (const { values, cells } of read.rows) {
      const value = valueAt(values, unitKey);
      const cell = cells[unitKey];
      if (typeof value !== 'string' || places.order.includes(value) || seen.has(cell ?? '')) continue;
      seen.add(cell ?? '');
      const meant = places.names.find(value)?.name ?? findNearestName(value, places.order);
      told(
        'unknown_unit',
        cell,
        unitKey,
        `“${value}”不在填报单位中，已按原样并入。${meant === null ? '' : `是否应为“${meant}”？`}请核对。`,
      );
    }
  }
  const villageKeys = table.columns.filter(({ type }) => type === 'village').map(({ key }) => key);
  for (const key of villageKeys) {
    const named = read.rows.flatMap(({ values, cells }) => {
      const value = valueAt(values, key);
      const own = unitKey === null ? null : valueAt(values, unitKey);
      const owner = typeof own === 'string' ? (places.names.find(own)?.name ?? null) : unit;
      return typeof value === 'string' ? [{ name: value, owner: owner ?? unit, cell: cells[key] }] : [];
    });
    const registered = named.map(({ owner }) => (owner === null ? [] : places.villagesOf(owner)));
    const fitting = named.filter(({ name }, index) => {
      const core = coreName(name);
      return registered[index]?.some((village) => coreName(village) === core) === true;
    });
    // Many names of which most are unknown are no villages of this county.
    if (named.length > fewNames && fitting.length * 2 < named.length) continue;
    for (const [index, { name, owner, cell }] of named.entries()) {
      const known = registered[index] ?? [];
      if (known.length === 0 || known.includes(name)) continue;
      const core = coreName(name);
      const alike = known.filter((village) => coreName(village) === core);
      const meant = alike.length === 1 ? (alike[0] ?? null) : findNearestName(name, known);
      told(
        'unknown_village',
        cell,
        key,
        `${owner ?? ''}的村名册里没有“${name}”，已按原样并入。${meant === null ? '' : `是否应为“${meant}”？`}请核对。`,
      );
    }
  }
  return problems;
}

/** Rows that do not say whose or what they are: they stay, and nobody can tell which they were. */
export function checkKeys(
  form: MergeForm,
  file: MergeFile,
  read: ReadReturn,
  unit: string | null,
): Problem[] {
  const named = [...new Set([...(form.unitKey === null ? [] : [form.unitKey]), ...form.keys])];
  return named
    .filter((key) => read.columns.includes(key))
    .flatMap((key) => {
      const title = form.table.columns.find((column) => column.key === key)?.title ?? key;
      const whose = unit === null || key !== form.unitKey ? '' : `这份表是${unit}的，`;
      return read.rows
        .filter(({ values }) => valueAt(values, key) === null)
        .map((row) =>
          describeProblem({
            code: 'key_empty',
            severity: 'explain',
            sheet: read.sheet,
            cell: cellOfValue(file, row, key),
            column: key,
            message: `这一行没有写“${title}”。${whose}请补上。`,
          }),
        );
    });
}

/** Rows that name another unit than the file's own, told once a file. */
export function checkOtherUnits(
  { unitKey }: MergeForm,
  read: ReadReturn,
  unit: string | null,
  places: PlaceIndex,
  isCounted: (row: number) => boolean,
): Problem[] {
  if (unitKey === null || unit === null) return [];
  const others = read.rows.flatMap(({ values, cells }, row) => {
    const value = valueAt(values, unitKey);
    if (typeof value !== 'string' || !isCounted(row)) return [];
    const name = places.names.find(value)?.name ?? value;
    return name === unit || !places.order.includes(name) ? [] : [{ name, cell: cells[unitKey] }];
  });
  const [first] = others;
  if (first === undefined) return [];
  const names = [...new Set(others.map(({ name }) => name))];
  return [
    describeProblem({
      code: 'other_unit_rows',
      severity: 'explain',
      sheet: read.sheet,
      cell: first.cell ?? null,
      column: unitKey,
      message: `这是${unit}的表，有${others.length}行写的是${names.slice(0, 5).join('、')}${names.length > 5 ? '等' : ''}，已按行上写的并入。请核对。`,
    }),
  ];
}
