import type { ImportLine } from '../api.ts';
import { describeRest, describeWent, nameRow } from '../history/row-words.ts';
import type { RowValues } from '../model/cell-value.ts';
import type { TableDefinition } from '../model/table.ts';

/** Tells of a row that a file brings. */
export function describeAddedRow(definition: TableDefinition, values: RowValues): ImportLine {
  return { kind: 'added', row: nameRow(definition, values), detail: describeRest(definition, values) };
}

/** Tells of a row that the file no longer has. */
export function describeRemovedRow(definition: TableDefinition, values: RowValues): ImportLine {
  const rest = describeRest(definition, values);
  return {
    kind: 'removed',
    row: nameRow(definition, values),
    detail: rest === '' ? '文件里没有这一行' : `文件里没有这一行（${rest}）`,
  };
}

/** Tells of a row's changed cells, old → new; the row goes by the name it had. */
export function describeChangedRow(
  definition: TableDefinition,
  values: RowValues,
  before: RowValues,
  after: RowValues,
): ImportLine {
  return {
    kind: 'changed',
    row: nameRow(definition, values),
    detail: describeWent(definition, before, after),
  };
}
