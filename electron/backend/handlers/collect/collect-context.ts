/** What is known of the workbook while returns are matched and read: rounds, forms, units, villages. */
import { indexVillages, type UnitVillages } from '../../../../shared/collect/check-villages.ts';
import type { MatchContext } from '../../../../shared/collect/return-evidence.ts';
import { indexUnits, type UnitNames, type UnitNode } from '../../../../shared/collect/unit-names.ts';
import { unitColumn } from '../../../../shared/edition/rows-of-units.ts';
import type { FormEdition } from '../../../../shared/model/form-edition.ts';
import type { Return } from '../../../../shared/model/return.ts';
import type { Round } from '../../../../shared/model/round.ts';
import type { Row } from '../../../../shared/model/row.ts';
import type { TableDefinition } from '../../../../shared/model/table.ts';
import type { ReturnForm } from '../../sheets/collect/read-best.ts';
import type { ReadableDatabase, WritableDatabase } from '../../store/database.ts';
import { lastEditOfTables } from '../../store/edit-log.ts';
import { listForms, readFormEdition, withTemplate } from '../../store/forms.ts';
import { listRounds, readWorkbookId } from '../../store/rounds.ts';
import { readDefinition } from '../../store/tables.ts';
import { listUnitRows } from '../../store/unit-rows.ts';
import { requireFormDefinition } from '../forms.ts';
import type { CallContext } from '../handlers.ts';
import { readUnitTree, villagesByTownship } from '../unit-tree.ts';

export type CollectContext = {
  readonly rounds: readonly Round[];
  readonly tree: readonly UnitNode[];
  /** The units that may report. */
  readonly names: UnitNames;
  /** Names of all villages of the registry. */
  readonly known: ReadonlySet<string>;
  /** Those of a unit; null for one of which the registry has none. */
  readonly villagesOf: (unit: string) => UnitVillages | null;
  /** What stands in a table of a unit now. */
  readonly standing: (table: TableDefinition, unit: string) => readonly Row[];
  readonly match: Omit<MatchContext, 'asked'>;
};

export function readCollectContext(database: ReadableDatabase): CollectContext {
  const rounds = listRounds(database);
  const { tree, villages, known, villagesOf } = readPlaces(database);
  const names = indexUnits(reportingUnits(tree, rounds));
  const forms = listForms(database).map(({ key, edition, title }) => ({ key, edition, title }));
  return {
    rounds,
    tree,
    names,
    known,
    villagesOf,
    standing: (table, unit) =>
      listUnitRows(database, {
        table: table.key,
        unit,
        unitColumn: unitColumn(table),
        round: null,
        alsoIds: [],
      }),
    match: { workbook: readWorkbookId(database), rounds, forms, units: names, villages },
  };
}

type Places = {
  readonly tree: readonly UnitNode[];
  readonly villages: ReadonlyMap<string, readonly string[]>;
  readonly known: ReadonlySet<string>;
  readonly villagesOf: CollectContext['villagesOf'];
};

/** Read again only after somebody has changed units or villages: hundreds of returns ask for them. */
const places = new WeakMap<ReadableDatabase, { readonly changedAt: number; readonly read: Places }>();

function readPlaces(database: ReadableDatabase): Places {
  const changedAt = lastEditOfTables(database, ['units', 'villages']);
  const kept = places.get(database);
  if (kept?.changedAt === changedAt) return kept.read;
  const villages = new Map<string, string[]>();
  const byUnit = new Map<string, UnitVillages>();
  for (const [township, names] of villagesByTownship(database)) {
    byUnit.set(township, indexVillages(names));
    for (const name of names) villages.set(name, [...(villages.get(name) ?? []), township]);
  }
  const read: Places = {
    tree: readUnitTree(database),
    villages,
    known: new Set(villages.keys()),
    villagesOf: (unit) => byUnit.get(unit) ?? null,
  };
  places.set(database, { changedAt, read });
  return read;
}

/** Those of a kind that a round expects, and those that are listed one by one. */
function reportingUnits(tree: readonly UnitNode[], rounds: readonly Round[]): UnitNode[] {
  const listed = new Set(rounds.flatMap(({ units }) => units));
  const kinds = new Set(tree.filter(({ name }) => listed.has(name)).map(({ kind }) => kind));
  const known = tree.filter(({ name, kind }) => listed.has(name) || kinds.has(kind));
  const inTree = new Set(known.map(({ name }) => name));
  const others = [...listed].filter((name) => !inTree.has(name));
  return [...known, ...others.map((name) => ({ name, kind: '', parent: null, aliases: [] }))];
}

/** Every edition that a round collects; without rounds every form's newest. Learnt now where an older workbook kept none. */
export async function readReturnForms(
  database: WritableDatabase,
  { rounds }: CollectContext,
  context: CallContext,
): Promise<ReturnForm[]> {
  const editions = new Map<string, FormEdition>();
  for (const { form, edition } of rounds) {
    const kept = readFormEdition(database, form, edition);
    if (kept !== null) editions.set(`${form} ${edition}`, kept);
  }
  if (editions.size === 0) for (const form of listForms(database)) editions.set(form.key, form);
  const units = unitsOf(rounds);
  const forms: ReturnForm[] = [];
  for (const edition of editions.values()) {
    const form = await readReturnForm(database, edition, units, context);
    if (form !== null) forms.push(form);
  }
  return forms;
}

export async function readReturnForm(
  database: WritableDatabase,
  edition: FormEdition,
  units: readonly string[],
  context: CallContext,
): Promise<ReturnForm | null> {
  const table = readDefinition(database, edition.table);
  if (table === null) return null;
  const definition =
    edition.definition ??
    (await requireFormDefinition(edition, withTemplate(database, edition).bytes, table, context));
  return { key: edition.key, edition: edition.edition, definition, table, units };
}

/** What the group column of a 名单表 may hold. */
export function unitsOf(rounds: readonly Round[]): string[] {
  return [...new Set(rounds.flatMap(({ units }) => units))];
}

/** The table of the form that a return is taken for. */
export function tableOf(
  database: ReadableDatabase,
  { form, edition }: Pick<Return, 'form' | 'edition'>,
): TableDefinition | null {
  const kept = form === null || edition === null ? null : readFormEdition(database, form, edition);
  return kept === null ? null : readDefinition(database, kept.table);
}
