/** What a person drops: files, and folders with all that is in them. */
import { isLeftoverFile } from '../../shared/values/leftover-file.ts';

/** Must be called while the drop is handled: the browser forgets what was dropped right after. */
export function holdDropped(transfer: DataTransfer): () => Promise<readonly File[]> {
  const entries = [...transfer.items].flatMap((item) => {
    const entry = item.kind === 'file' ? item.webkitGetAsEntry() : null;
    return entry === null ? [] : [entry];
  });
  const plain = [...transfer.files];
  return async () => {
    // Files that were put together by a program have no entries.
    if (entries.length === 0) return plain;
    const files = await Promise.all(entries.map((entry, index) => filesOf(entry, plain[index])));
    return files.flat();
  };
}

/** A folder, or an archive, which only a return can come in. */
export function bringsFolder(transfer: DataTransfer): boolean {
  return (
    [...transfer.items].some((item) => item.webkitGetAsEntry()?.isDirectory) ||
    [...transfer.files].some(({ name }) => /\.zip$/i.test(name))
  );
}

/** Without what Office, WPS and the system leave beside the files of a person. */
export function withoutLeftovers(files: readonly File[]): readonly File[] {
  return files.filter(({ name }) => !isLeftoverFile(name));
}

async function filesOf(entry: FileSystemEntry, plain: File | undefined): Promise<readonly File[]> {
  if (isFolder(entry)) {
    const inside = await readFolder(entry.createReader());
    return (await Promise.all(inside.map((one) => filesOf(one, undefined)))).flat();
  }
  if (plain !== undefined && plain.name === entry.name) return [plain];
  return isFile(entry) ? [await readEntry(entry)] : [];
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function readEntry(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

/** The browser hands over a folder a hundred entries at a time. */
async function readFolder(reader: FileSystemDirectoryReader): Promise<readonly FileSystemEntry[]> {
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}
