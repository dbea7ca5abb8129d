/** How a choice of what to print begins and changes. */
import type { TableDefinition } from '../../shared/model/table.ts';
import { type PrintLook, type PrintOptions, usualPrintOptions } from '../../shared/print/options.ts';
import type {
  ListedTable,
  PreviewView,
  PrintChoice,
  PrintSettings,
} from '../../shared/print/print-choice.ts';

const usualView: PreviewView = { zoom: 'page', spread: true, thumbnails: true };

/** What is printed when nothing was chosen before: all annexes together, any other table alone. */
export function firstChoice(tables: readonly TableDefinition[], current: string | null): PrintChoice {
  const shown = tables.find(({ key }) => key === current) ?? tables.find(isAnnex) ?? tables[0];
  return {
    tables: tables.map((table) => ({
      key: table.key,
      printed: shown !== undefined && (isAnnex(shown) ? isAnnex(table) : table.key === shown.key),
    })),
    settings: usualSettings(shown === undefined || isAnnex(shown) ? 'document' : 'ledger'),
    view: usualView,
  };
}

/**
 * What was remembered, with the tables that the workbook has now. A table from which printing was asked for is
 * printed: where it was not among those remembered, it is chosen anew.
 */
export function choiceFor(
  remembered: PrintChoice | null,
  tables: readonly TableDefinition[],
  current: string | null,
): PrintChoice {
  const first = firstChoice(tables, current);
  if (remembered === null) return first;
  const settled = settleTables(remembered, tables);
  const isPrinted = (key: string): boolean => settled.some((table) => table.key === key && table.printed);
  if (current !== null && !isPrinted(current)) return { ...first, view: remembered.view };
  return { ...remembered, tables: settled };
}

/** Tables that are gone fall out, new ones follow unprinted. */
export function settleTables(choice: PrintChoice, tables: readonly TableDefinition[]): ListedTable[] {
  const kept = choice.tables.filter(({ key }) => tables.some((table) => table.key === key));
  const added = tables.filter(({ key }) => !kept.some((table) => table.key === key));
  return [...kept, ...added.map(({ key }) => ({ key, printed: false }))];
}

/** Null where nothing is chosen; `reasonNot` says why. */
export function optionsOf({ tables, settings }: PrintChoice): PrintOptions | null {
  const printed = tables.flatMap(({ key, printed }) => (printed ? [key] : []));
  return printed.length === 0 || printed.length > mostTables ? null : { ...settings, tables: printed };
}

/** Why nothing can be laid out, and what to do. */
export function reasonNot({ tables }: PrintChoice): string | null {
  const count = tables.filter(({ printed }) => printed).length;
  if (count === 0) return '还没有选要打印的表。请在左边勾选一张或几张。';
  return count > mostTables ? `一次最多打印 ${mostTables} 张表，现在勾了 ${count} 张，请少勾几张。` : null;
}

/** The contract's own limit. */
const mostTables = 50;

/** Another look brings its own double side, numbers and signature, but for what a person changed. */
export function withLook(settings: PrintSettings, look: PrintLook): PrintSettings {
  const before = usualSettings(settings.look);
  const after = usualSettings(look);
  const follow = (key: 'duplex' | 'serials' | 'signature'): boolean =>
    settings[key] === before[key] ? after[key] : settings[key];
  return {
    ...settings,
    look,
    duplex: follow('duplex'),
    serials: follow('serials'),
    signature: follow('signature'),
  };
}

export function usualSettings(look: PrintLook): PrintSettings {
  const { tables: _none, ...settings } = usualPrintOptions([], look);
  return settings;
}

/** Puts the table at `from` before the one at `to`; `to` may be the end. */
export function moveTable(tables: readonly ListedTable[], from: number, to: number): ListedTable[] {
  const moved = tables[from];
  if (moved === undefined) return [...tables];
  const before = tables.slice(0, to).filter((table) => table !== moved);
  const after = tables.slice(to).filter((table) => table !== moved);
  return [...before, moved, ...after];
}

function isAnnex({ annexLabel }: TableDefinition): boolean {
  return annexLabel !== null;
}
