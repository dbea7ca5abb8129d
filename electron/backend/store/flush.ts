import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Waits until a file, or (not on Windows) the names in a folder, are on the disk. */
export function flushToDisk(path: string, flags: 'r' | 'r+'): void {
  const descriptor = openSync(path, flags);
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
