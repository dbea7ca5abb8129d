import { choicesOf, lineColumnsOf } from '../../../../shared/annex/lines.ts';
import type { Column } from '../../../../shared/model/column.ts';
import type { GroupedLayout, TableDefinition } from '../../../../shared/model/table.ts';
import { findColumn } from '../../../../shared/model/table.ts';
import type { Sheet } from '../sheet.ts';
import {
  headerColumns,
  headerText,
  isSerialTitle,
  isTitleOf,
  normalizeTitle,
  rowBelowHeader,
} from './titles.ts';

/** What a column of a grouped sheet (附件样式) holds. */
export type GroupedField =
  | { readonly kind: 'group' }
  | { readonly kind: 'choice'; readonly choice: string }
  | { readonly kind: 'line'; readonly column: Column }
  | { readonly kind: 'serial' }
  | { readonly kind: 'unknown'; readonly title: string };

type Header<Field> = {
  readonly headerRow: number;
  /** The first row below the header. */
  readonly dataRow: number;
  /** By column of the sheet. */
  readonly fields: ReadonlyMap<number, Field>;
};

export type GroupedHeader = Header<GroupedField> & {
  readonly kind: 'grouped';
  readonly layout: GroupedLayout;
};

/** A header stands near the top of a sheet; what is searched is bounded by this. */
const searchedRows = 200;

/** Finds the row that names the group and at least one choice; null when the sheet has none. */
export function findGroupedHeader(sheet: Sheet, definition: TableDefinition): GroupedHeader | null {
  const layout = definition.grouped;
  if (layout === null) return null;
  for (let row = 0; row < Math.min(sheet.rows.length, searchedRows); row += 1) {
    const fields = new Map(
      headerColumns(sheet, row).map((column) => [
        column,
        groupedField(definition, layout, headerText(sheet, row, column)),
      ]),
    );
    const kinds = [...fields.values()].map(({ kind }) => kind);
    if (kinds.includes('group') && kinds.includes('choice')) {
      return { kind: 'grouped', layout, headerRow: row, dataRow: rowBelowHeader(sheet, row), fields };
    }
  }
  return null;
}

function groupedField(definition: TableDefinition, layout: GroupedLayout, text: string): GroupedField {
  const group = findColumn(definition, layout.groupColumn);
  if (group !== null && isTitleOf(group, text)) return { kind: 'group' };
  const title = normalizeTitle(text);
  const choice = choicesOf(definition, layout).find((name) => normalizeTitle(name) === title);
  if (choice !== undefined) return { kind: 'choice', choice };
  const line = lineColumnsOf(definition, layout).find((column) => isTitleOf(column, text));
  if (line !== undefined) return { kind: 'line', column: line };
  return isSerialTitle(text) ? { kind: 'serial' } : { kind: 'unknown', title };
}
