/** When a file says that it was saved last. */
import { detectFormat } from '../read/detect-format.ts';
import { inflateEntry, ZipDamage } from '../zip/zip.ts';

const largestPart = 256 * 1024;

/** An ISO instant; null where the file does not say, or says nonsense. */
export function readSavedAt(bytes: Uint8Array): string | null {
  const format = detectFormat(bytes);
  if (format.kind !== 'xlsx') return null;
  const entry = format.entries.find(({ name }) => /^\/?docProps\/core\.xml$/i.test(name));
  if (entry === undefined || entry.size > largestPart) return null;
  try {
    const text = new TextDecoder().decode(inflateEntry(bytes, entry));
    const said = /<(?:\w+:)?modified[^>]*>\s*(\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2}))\s*</.exec(
      text,
    )?.[1];
    const time = said === undefined ? Number.NaN : Date.parse(said);
    return Number.isNaN(time) ? null : new Date(time).toISOString();
  } catch (error) {
    if (error instanceof ZipDamage) return null;
    throw error;
  }
}
