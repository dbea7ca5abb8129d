import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { RecentWorkbook } from '../../shared/api.ts';

const recentSchema = z.array(z.object({ file: z.string(), name: z.string(), openedAt: z.string() }));
const longest = 20;

/** 打开最近: the workbooks last opened, newest first. Losing the list loses no data, so it never stops anything. */
export type RecentList = {
  readonly list: () => Promise<readonly RecentWorkbook[]>;
  readonly remember: (file: string, openedAt: Date) => Promise<void>;
  readonly forget: (file: string) => Promise<void>;
};

/** Keeps the list in a small file of the state folder; without a folder nothing is kept. */
export function openRecentList(stateFolder: string | null): RecentList {
  if (stateFolder === null) {
    return { list: async () => [], remember: async () => {}, forget: async () => {} };
  }
  const path = join(stateFolder, 'recent.json');

  const list = async (): Promise<readonly RecentWorkbook[]> => {
    try {
      return recentSchema.parse(JSON.parse(await readFile(path, 'utf8')));
    } catch {
      return [];
    }
  };
  const write = async (recent: readonly RecentWorkbook[]): Promise<void> => {
    try {
      await mkdir(stateFolder, { recursive: true });
      await writeFile(`${path}.new`, JSON.stringify(recent, null, 1));
      await rename(`${path}.new`, path);
    } catch {
      // A full or read-only home folder must not keep anybody from her ledgers.
    }
  };
  return {
    list,
    remember: async (file, openedAt) => {
      const others = (await list()).filter((recent) => recent.file !== file);
      const entry = { file, name: workbookName(file), openedAt: openedAt.toISOString() };
      await write([entry, ...others].slice(0, longest));
    },
    forget: async (file) => write((await list()).filter((recent) => recent.file !== file)),
  };
}

/** The name that the screens show: the file's name without its ending. */
export function workbookName(file: string): string {
  return basename(file).replace(/\.huibiao$/i, '');
}
