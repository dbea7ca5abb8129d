import { basename } from 'node:path';
import { z } from 'zod';
import type { RecentWorkbook } from '../../shared/api.ts';
import { openStateFile } from './state-file.ts';

const recentSchema = z.array(z.object({ file: z.string(), name: z.string(), openedAt: z.string() }));
const longest = 20;

/** 打开最近: the workbooks last opened, newest first. */
export type RecentList = {
  readonly list: () => Promise<readonly RecentWorkbook[]>;
  readonly remember: (file: string, openedAt: Date) => Promise<void>;
  readonly forget: (file: string) => Promise<void>;
};

export function openRecentList(stateFolder: string | null): RecentList {
  const state = openStateFile(stateFolder, 'recent.json', recentSchema, []);
  const listOthers = async (file: string) => (await state.read()).filter((recent) => recent.file !== file);
  return {
    list: state.read,
    remember: async (file, openedAt) => {
      const entry = { file, name: workbookName(file), openedAt: openedAt.toISOString() };
      await state.write([entry, ...(await listOthers(file))].slice(0, longest));
    },
    forget: async (file) => state.write(await listOthers(file)),
  };
}

/** The name that the screens show: the file's name without its ending. */
export function workbookName(file: string): string {
  return basename(file).replace(/\.huibiao$/i, '');
}
