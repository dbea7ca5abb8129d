/**
 * A print choice as a remembered layout. What a person chooses about a workbook is kept as layouts of its views, each a
 * list of keys that are shown or hidden: tables are just that, a setting is a key that holds its value.
 */
import type { ColumnLayout, TableLayout } from '../../shared/model/layout.ts';
import { type PrintChoice, previewViewSchema, printSettingsSchema } from './print-choice.ts';

/** The view under which the choice is kept. */
export const printViewKey = 'print';

export function rememberChoice({ tables, settings, view }: PrintChoice): TableLayout {
  return {
    columns: [
      ...tables.map(({ key, printed }) => entry(`table:${key}`, !printed)),
      ...Object.entries(settings).map(([name, value]) => entry(`print:${name}=${JSON.stringify(value)}`)),
      ...Object.entries(view).map(([name, value]) => entry(`view:${name}=${JSON.stringify(value)}`)),
    ],
  };
}

/** Null where nothing is remembered, or what is remembered is of another edition of the program. */
export function recallChoice(layout: TableLayout | null): PrintChoice | null {
  if (layout === null) return null;
  const settings = printSettingsSchema.safeParse(valuesOf(layout, 'print:'));
  const view = previewViewSchema.safeParse(valuesOf(layout, 'view:'));
  if (!settings.success || !view.success) return null;
  const tables = layout.columns.flatMap(({ key, hidden }) =>
    key.startsWith('table:') ? [{ key: key.slice('table:'.length), printed: !hidden }] : [],
  );
  return { tables, settings: settings.data, view: view.data };
}

function entry(key: string, hidden = false): ColumnLayout {
  return { key, width: null, hidden, frozen: false };
}

function valuesOf({ columns }: TableLayout, prefix: string): Record<string, unknown> {
  const entries = columns.flatMap(({ key }): [string, unknown][] => {
    const at = key.indexOf('=');
    if (!key.startsWith(prefix) || at < 0) return [];
    return [[key.slice(prefix.length, at), parseJson(key.slice(at + 1))]];
  });
  return Object.fromEntries(entries);
}

/** Undefined, which no setting accepts, where it is none. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
