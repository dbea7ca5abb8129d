import { choicesOf, lineColumnsOf } from '../../../../shared/annex/lines.ts';
import type { Column } from '../../../../shared/model/column.ts';
import type { GroupedLayout, TableDefinition } from '../../../../shared/model/table.ts';
import { findColumn } from '../../../../shared/model/table.ts';
import { filledColumns, type Sheet, textAt } from '../sheet.ts';
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

/** What a column of a list sheet (逐行表) holds. */
export type ListField =
  | { readonly kind: 'column'; readonly column: Column }
  | { readonly kind: 'computed' }
  | { readonly kind: 'serial' }
  | { readonly kind: 'repeated'; readonly title: string }
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
export type ListHeader = Header<ListField> & { readonly kind: 'list' };

/** A header stands near the top of a sheet; what is searched is bounded by this. */
const searchedRows = 200;

/** The titles that head a grouped sheet: 乡镇, each choice, 备注. */
export function groupedTitles(definition: TableDefinition, layout: GroupedLayout): string[] {
  const group = findColumn(definition, layout.groupColumn)?.title ?? layout.groupColumn;
  const lines = lineColumnsOf(definition, layout).map(({ title }) => title);
  return [group, ...choicesOf(definition, layout), ...lines];
}

/** The titles that head a list sheet; computed columns need not be there. */
export function listTitles(definition: TableDefinition): string[] {
  return definition.columns.filter(({ computed }) => computed === null).map(({ title }) => title);
}

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

/** Finds the row that names every key column and the most others; null when there is none. */
export function findListHeader(sheet: Sheet, definition: TableDefinition): ListHeader | null {
  let best: ListHeader | null = null;
  let most = 0;
  for (let row = 0; row < Math.min(sheet.rows.length, searchedRows); row += 1) {
    const fields = listFields(sheet, row, definition);
    const found = [...fields.values()].flatMap((field) =>
      field.kind === 'column' ? [field.column.key] : [],
    );
    const needed =
      definition.keyColumns.length > 0 ? definition.keyColumns : [definition.columns[0]?.key ?? ''];
    if (found.length <= most || !needed.every((key) => found.includes(key))) continue;
    most = found.length;
    best = { kind: 'list', headerRow: row, dataRow: rowBelowHeader(sheet, row), fields };
  }
  return best;
}

/** The texts of the row that looks most like a header of the table, for telling what was found instead. */
export function nearestHeader(sheet: Sheet, titles: readonly string[]): { texts: string[]; matches: number } {
  const wanted = new Set(titles.map(normalizeTitle));
  let best = { texts: [] as string[], matches: 0 };
  for (let row = 0; row < Math.min(sheet.rows.length, 50); row += 1) {
    const texts = filledColumns(sheet, row).map((column) => normalizeTitle(textAt(sheet, row, column)));
    const matches = texts.filter((text) => wanted.has(text)).length;
    const better =
      matches > best.matches ||
      (matches === best.matches && best.texts.length < 2 && texts.length > best.texts.length);
    if (better) best = { texts, matches };
  }
  return best;
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

function listFields(sheet: Sheet, row: number, definition: TableDefinition): Map<number, ListField> {
  const fields = new Map<number, ListField>();
  const taken = new Set<string>();
  for (const at of headerColumns(sheet, row)) {
    const text = headerText(sheet, row, at);
    const column = definition.columns.find((candidate) => isTitleOf(candidate, text));
    if (column === undefined) {
      fields.set(
        at,
        isSerialTitle(text) ? { kind: 'serial' } : { kind: 'unknown', title: normalizeTitle(text) },
      );
    } else if (column.computed !== null) fields.set(at, { kind: 'computed' });
    else if (taken.has(column.key)) fields.set(at, { kind: 'repeated', title: column.title });
    else {
      taken.add(column.key);
      fields.set(at, { kind: 'column', column });
    }
  }
  return fields;
}
