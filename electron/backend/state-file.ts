import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';

/** A small file of the program's own. Losing it loses no data of anybody, so it never stops anything. */
export type StateFile<Content> = {
  readonly read: () => Promise<Content>;
  readonly write: (content: Content) => Promise<void>;
};

/** Keeps `content` as JSON in the state folder; without a folder, or where it cannot be read, it is `empty`. */
export function openStateFile<Content>(
  stateFolder: string | null,
  name: string,
  schema: z.ZodType<Content>,
  empty: Content,
): StateFile<Content> {
  if (stateFolder === null) return { read: async () => empty, write: async () => {} };
  const path = join(stateFolder, name);
  return {
    read: async () => {
      try {
        return schema.parse(JSON.parse(await readFile(path, 'utf8')));
      } catch {
        return empty;
      }
    },
    write: async (content) => {
      try {
        await mkdir(stateFolder, { recursive: true });
        await writeFile(`${path}.new`, JSON.stringify(content, null, 1));
        await rename(`${path}.new`, path);
      } catch {
        // A full or read-only home folder must not keep anybody from her ledgers.
      }
    },
  };
}
