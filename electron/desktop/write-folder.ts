/** Many files as one folder: all of them, or nothing. */
import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export type FolderFile = { readonly name: string; readonly data: Uint8Array };

/**
 * Makes a new folder with these files; names are plain names, without folders.
 * @returns its path; null where something of that name is there already
 * @throws the file system's own errors; nothing is left behind then
 */
export async function writeFolder(
  parent: string,
  name: string,
  files: readonly FolderFile[],
): Promise<string | null> {
  const folder = join(parent, name);
  if (await isThere(folder)) return null;
  const part = `${folder}.part`;
  await rm(part, { recursive: true, force: true });
  try {
    await mkdir(part);
    for (const file of files) await writeFile(join(part, file.name), file.data, { flag: 'wx' });
    await rename(part, folder);
    return folder;
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    throw error;
  }
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
