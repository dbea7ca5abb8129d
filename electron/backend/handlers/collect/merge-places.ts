/** The units and villages that a 快速合并 knows names by. */
import { readRegistry, readSeedJson, unitsFileSchema } from '../../seeds/seed-files.ts';
import type { Session } from '../../session.ts';
import type { MergePlaces } from '../../sheets/collect/merge-match.ts';
import { readUnitTree, villagesByTownship } from '../unit-tree.ts';

/** Those of the open workbook; without one those that come with the program. */
export async function readMergePlaces({ workbook, options }: Session): Promise<MergePlaces> {
  const tree = workbook === null ? [] : readUnitTree(workbook.database);
  if (workbook === null || tree.length === 0) return readSeedPlaces(options.seedsFolder);
  const villages = [...villagesByTownship(workbook.database)].flatMap(([unit, names]) =>
    names.map((village) => ({ unit, village })),
  );
  return { tree, villages };
}

/** The units and villages that come with the program; another county's are simply not among them. */
export async function readSeedPlaces(seedsFolder: string): Promise<MergePlaces> {
  const [tree, villages] = await Promise.all([
    readSeedJson(seedsFolder, 'zezhou-2025/units.json', unitsFileSchema),
    readRegistry(seedsFolder, 'zezhou-2025/villages.csv'),
  ]);
  return { tree, villages: villages.map(({ township, village }) => ({ unit: township, village })) };
}
