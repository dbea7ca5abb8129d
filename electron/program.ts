/** Where the program itself lies and where it keeps things, the same from source, from the bundle and when packed. */
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

export type ProgramFolders = {
  readonly root: string;
  readonly version: string;
  readonly rendererFolder: string;
  readonly seedsFolder: string;
};

/** Finds the program's root: the nearest folder upwards that holds its package.json. */
export function findProgram(): ProgramFolders {
  let root = import.meta.dirname;
  while (!existsSync(join(root, 'package.json'))) root = dirname(root);
  const { version }: { version: string } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return { root, version, rendererFolder: join(root, 'dist', 'renderer'), seedsFolder: join(root, 'seeds') };
}

/** Where a clerk looks for her own files: 汇表 in her documents folder (文档 on a Chinese Linux desktop). */
export function defaultDataFolder(): string {
  const documents = ['文档', 'Documents'].map((name) => join(homedir(), name)).find(existsSync);
  return join(documents ?? homedir(), '汇表');
}

/** Where the program keeps small files of its own, by the customs of the system. */
export function defaultStateFolder(): string {
  if (process.platform === 'win32') {
    return join(process.env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'Huibiao');
  }
  return join(process.env.XDG_STATE_HOME ?? join(homedir(), '.local', 'state'), 'huibiao');
}
