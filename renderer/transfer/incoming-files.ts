/** The files that a person hands over at once: chosen, dropped or pasted. */
import { isLeftoverFile } from '../../shared/values/leftover-file.ts';

export type IncomingFiles = {
  /** To be taken one after another. */
  readonly files: readonly File[];
  /** Names of lock and temporary files, which hold nothing to import. */
  readonly passedOver: readonly string[];
};

/** Takes out what Office, WPS and the system leave beside the files of a person. */
export function sortIncoming(all: readonly File[]): IncomingFiles {
  return {
    files: all.filter(({ name }) => !isLeftoverFile(name)),
    passedOver: all.filter(({ name }) => isLeftoverFile(name)).map(({ name }) => name),
  };
}

/** One calm line about them; null when there are none. */
export function describePassedOver(names: readonly string[]): string | null {
  const [first] = names;
  if (first === undefined) return null;
  return names.length === 1
    ? `已跳过临时文件 ${first}。`
    : `已跳过 ${names.length} 个临时文件（${first} 等）。`;
}

/**
 * Whether a paste brings files only. Some file managers put the files' paths beside them as text; any other text
 * belongs to the sheet.
 */
export function bringsFilesOnly(files: readonly File[], text: string): boolean {
  if (files.length === 0 || files.every(({ type }) => type.startsWith('image/'))) return false;
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  return lines.every((line) => files.some(({ name }) => lastPart(line) === name));
}

function lastPart(path: string): string {
  const last = path.trim().split(/[/\\]/).at(-1) ?? '';
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
