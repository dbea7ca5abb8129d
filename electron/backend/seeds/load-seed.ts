/**
 * What a new workbook begins with: five tables, and for the sample their rows, read from the files in seeds/.
 * Whatever the files refer to is checked here, so that a broken one is named instead of half loaded.
 */
import { splitNames } from '../../../shared/annex/names.ts';
import type { SeedName } from '../../../shared/api.ts';
import type { CellValue, RowValues } from '../../../shared/model/cell-value.ts';
import type { Change } from '../../../shared/model/change.ts';
import { type TableDefinition, tableDefinitionSchema } from '../../../shared/model/table.ts';
import { orderKeysBetween } from '../../../shared/values/order-key.ts';
import type { WorkbookContent } from '../store/create.ts';
import type { StoredForm } from '../store/forms.ts';
import {
  type AnnexFile,
  annexFileSchema,
  brokenSeed,
  type RegistryRow,
  readRegistry,
  readSeedBytes,
  readSeedJson,
  type TaskItem,
  tasksFileSchema,
  type UnitEntry,
  unitsFileSchema,
} from './seed-files.ts';

/** The tables of every new workbook, in the order of their tabs. */
const tableKeys = ['annex1', 'annex2', 'tasks', 'units', 'villages'] as const;
type TableKey = (typeof tableKeys)[number];

const labels = {
  'zezhou-2025': '新建工作簿：泽州县2025年行动计划（示例）',
  blank: '新建工作簿',
} satisfies Record<SeedName, string>;

/** A table with the values of its rows in table order. */
type FilledTable = { readonly definition: TableDefinition; readonly rows: readonly RowValues[] };

/**
 * Reads what a new workbook of that name begins with: the definitions and rows of its tables as the changes of
 * one edit, and the forms of the two annexes.
 * @throws HuibiaoError `unexpected` naming the file of the seed that is missing or broken
 */
export async function loadSeed(
  name: SeedName,
  seedsFolder: string,
  newId: () => string,
): Promise<WorkbookContent> {
  const definitions = await readDefinitions(seedsFolder);
  const tables =
    name === 'blank'
      ? tableKeys.map((key) => ({ definition: definitions[key], rows: [] }))
      : await fillTables(definitions, seedsFolder, name);
  return {
    label: labels[name],
    changes: tables.flatMap((table) => changesOf(table, newId)),
    forms: await readForms(definitions, seedsFolder),
  };
}

async function readDefinitions(seedsFolder: string): Promise<Record<TableKey, TableDefinition>> {
  const read = async (key: TableKey): Promise<TableDefinition> => {
    const file = `tables/${key}.json`;
    const definition = await readSeedJson(seedsFolder, file, tableDefinitionSchema);
    if (definition.key !== key) throw brokenSeed(file, `the key is ${definition.key}`);
    return definition;
  };
  const [annex1, annex2, tasks, units, villages] = await Promise.all([
    read('annex1'),
    read('annex2'),
    read('tasks'),
    read('units'),
    read('villages'),
  ]);
  return { annex1, annex2, tasks, units, villages };
}

async function fillTables(
  definitions: Record<TableKey, TableDefinition>,
  seedsFolder: string,
  folder: string,
): Promise<FilledTable[]> {
  const file = {
    annex1: `${folder}/annex1.json`,
    annex2: `${folder}/annex2.json`,
    tasks: `${folder}/tasks.json`,
    units: `${folder}/units.json`,
    villages: `${folder}/villages.csv`,
  } satisfies Record<TableKey, string>;
  const [annex1, annex2, { items }, units, villages] = await Promise.all([
    readSeedJson(seedsFolder, file.annex1, annexFileSchema),
    readSeedJson(seedsFolder, file.annex2, annexFileSchema),
    readSeedJson(seedsFolder, file.tasks, tasksFileSchema),
    readSeedJson(seedsFolder, file.units, unitsFileSchema),
    readRegistry(seedsFolder, file.villages),
  ]);

  const unitNames = units.map(({ name }) => name);
  const townships = units.filter(({ kind }) => kind === '乡镇').map(({ name }) => name);
  const kinds = definitions.units.columns.find(({ key }) => key === 'kind')?.choices ?? [];
  requireDistinct(file.units, unitNames);
  requireKnown(
    file.units,
    kinds,
    units.map(({ kind }) => kind),
  );
  units.forEach(({ parent }, index) => {
    if (parent !== null) requireKnown(file.units, unitNames.slice(0, index), [parent]);
  });
  requireKnown(
    file.villages,
    townships,
    villages.map(({ township }) => township),
  );
  requireDistinct(
    file.villages,
    villages.map(({ code }) => code),
  );
  requireKnown(
    file.tasks,
    unitNames,
    items.flatMap((item) => item.units),
  );
  requireDistinct(
    file.tasks,
    items.flatMap(({ indicators }) => indicators.map(({ task, indicator }) => `${task} · ${indicator}`)),
  );
  for (const [place, annex] of [
    [file.annex1, annex1],
    [file.annex2, annex2],
  ] as const) {
    const lineTownships = annex.lines.map(({ township }) => township);
    requireKnown(place, townships, lineTownships);
    requireDistinct(place, lineTownships);
  }

  return [
    fillAnnex(definitions.annex1, file.annex1, annex1),
    fillAnnex(definitions.annex2, file.annex2, annex2),
    { definition: definitions.tasks, rows: items.flatMap(taskRows) },
    { definition: definitions.units, rows: units.map(unitRow) },
    { definition: definitions.villages, rows: villages.map((row: RegistryRow) => row) },
  ];
}

/** A row a name; the document's own title and totals take the place of the definition's general ones. */
function fillAnnex(definition: TableDefinition, file: string, annex: AnnexFile): FilledTable {
  const { grouped } = definition;
  if (grouped === null) throw brokenSeed(`tables/${definition.key}.json`, 'an annex needs a grouped layout');
  const choices = Object.keys(grouped.declaredTotals);
  requireKnown(file, choices, Object.keys(annex.declaredTotals));
  const rows = annex.lines.flatMap(({ township, names, note }) => {
    requireKnown(file, choices, Object.keys(names));
    return choices.flatMap((category) =>
      splitNames(names[category] ?? '').map((village) => filled({ township, category, village, note })),
    );
  });
  return {
    definition: {
      ...definition,
      documentTitle: annex.documentTitle,
      grouped: { ...grouped, declaredTotals: { ...grouped.declaredTotals, ...annex.declaredTotals } },
    },
    rows,
  };
}

/** What has been reached is 未填 for all of them: the plan only says what shall be reached. */
function taskRows({ source, section, units, indicators }: TaskItem): RowValues[] {
  return indicators.map((indicator) => filled({ section, ...indicator, units, source }));
}

function unitRow({ name, kind, parent, aliases, note }: UnitEntry): RowValues {
  return filled({ name, kind, parent, aliases: aliases.length === 0 ? null : aliases.join('、'), note });
}

function changesOf({ definition, rows }: FilledTable, newId: () => string): Change[] {
  const table = definition.key;
  const positions = orderKeysBetween(null, null, rows.length);
  const added = rows.map((values, index): Change => {
    const position = positions[index] ?? '';
    return {
      kind: 'rowAdded',
      table,
      row: { id: newId(), position, unit: null, round: null, values, source: null },
    };
  });
  return [{ kind: 'tableSet', table, before: null, after: definition }, ...added];
}

async function readForms(
  definitions: Record<TableKey, TableDefinition>,
  seedsFolder: string,
): Promise<StoredForm[]> {
  const read = async (key: 'annex1' | 'annex2'): Promise<StoredForm> => {
    const fileName = `${key}.xlsx`;
    return {
      key,
      table: key,
      title: definitions[key].title,
      layout: 'grouped',
      fileName,
      bytes: await readSeedBytes(seedsFolder, `forms/${fileName}`),
    };
  };
  return Promise.all([read('annex1'), read('annex2')]);
}

/** The values without those that are 未填; a row does not store them. */
function filled(values: { readonly [columnKey: string]: CellValue }): RowValues {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}

function requireKnown(file: string, known: readonly string[], named: readonly string[]): void {
  const unknown = named.find((name) => !known.includes(name));
  if (unknown !== undefined) throw brokenSeed(file, `${unknown} is named but not known`);
}

function requireDistinct(file: string, named: readonly string[]): void {
  const repeated = named.find((name, index) => named.indexOf(name) !== index);
  if (repeated !== undefined) throw brokenSeed(file, `${repeated} stands there twice`);
}
