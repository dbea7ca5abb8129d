import { z } from 'zod';
import { type Column, columnSchema } from './column.ts';

/**
 * 名单表: how rows of one name each are shown as one line a group, names joined in a cell per choice.
 * Annex 1 and 2 group by township, with a column each for 精品示范村 and 提档升级村.
 */
export const groupedLayoutSchema = z.strictObject({
  groupColumn: z.string(),
  choiceColumn: z.string(),
  nameColumn: z.string(),
  /** Columns whose value belongs to the whole line, such as 备注. */
  lineColumns: z.array(z.string()),
  /** The counts that the document itself prints in its 合计 line, by choice; null where it prints none. */
  declaredTotals: z.record(z.string(), z.number().int().nonnegative().nullable()),
});
export type GroupedLayout = z.infer<typeof groupedLayoutSchema>;

/** 台账: a table's definition; its rows are kept beside it. */
export const tableDefinitionSchema = z.strictObject({
  key: z.string().regex(/^[a-z][A-Za-z0-9]*$/),
  /** Short title, as on the tab: 附件1 省级. */
  title: z.string().min(1),
  /** The title that the document prints above the table; null where it is the short title. */
  documentTitle: z.string().nullable(),
  /** 附件1, printed above the document title; null for tables that are not annexes. */
  annexLabel: z.string().nullable(),
  columns: z.array(columnSchema).min(1),
  /** The columns by which a person tells rows apart, and by which an import matches them. */
  keyColumns: z.array(z.string()),
  grouped: groupedLayoutSchema.nullable(),
  /** Order of the tabs. */
  position: z.number().int(),
});
export type TableDefinition = z.infer<typeof tableDefinitionSchema>;

/** The column of that key; null when the table has none. */
export function findColumn(table: TableDefinition, columnKey: string): Column | null {
  return table.columns.find(({ key }) => key === columnKey) ?? null;
}

/** Finds a table by its key, its short title or its document title. */
export function findTable(tables: readonly TableDefinition[], name: string): TableDefinition | null {
  return (
    tables.find(({ key }) => key === name) ??
    tables.find(({ title, documentTitle }) => title === name || documentTitle === name) ??
    null
  );
}
