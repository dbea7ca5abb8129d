import type { RowValues } from '../model/cell-value.ts';
import type { Change } from '../model/change.ts';
import { returnStatusTitles } from '../model/return.ts';
import type { TableDefinition } from '../model/table.ts';
import { describeRest, describeWent, nameRow } from './row-words.ts';

/** One change of an edit, as the history tells it. */
export type ChangeLine = {
  readonly kind: 'added' | 'removed' | 'changed' | 'moved' | 'table' | 'form' | 'round';
  /** The row as the clerk names it, by the name it had: 高都镇 · 大兴村; '' where the change is of no row. */
  readonly row: string;
  readonly detail: string;
};

/**
 * Tells of a change in the words of the table's columns.
 * @param known what the row holds now, or held last, for a change that does not carry the whole row
 */
export function describeChange(
  definition: TableDefinition,
  change: Change,
  known: RowValues | null,
): ChangeLine {
  switch (change.kind) {
    case 'rowAdded':
    case 'rowRemoved':
      return {
        kind: change.kind === 'rowAdded' ? 'added' : 'removed',
        row: nameRow(definition, change.row.values),
        detail: describeRest(definition, change.row.values),
      };
    case 'cellsSet':
      return {
        kind: 'changed',
        row: nameRow(definition, { ...known, ...change.before }),
        detail: describeWent(definition, change.before, change.after),
      };
    case 'rowMoved':
      return { kind: 'moved', row: nameRow(definition, known ?? {}), detail: '' };
    case 'tableSet':
      return { kind: 'table', row: '', detail: whatHappened(change) };
    case 'formSet':
      return { kind: 'form', row: '', detail: whatHappened(change) };
    case 'roundSet':
      return { kind: 'round', row: '', detail: whatHappened(change) };
    case 'returnSet': {
      const { file, status } = change.after;
      return { kind: 'round', row: '', detail: `“${file.name}”${returnStatusTitles[status]}` };
    }
  }
}

function whatHappened({ before, after }: { readonly before: unknown; readonly after: unknown }): string {
  if (before === null) return '新增';
  return after === null ? '删除' : '修改';
}
