/**
 * Zip archives, read with bounds: nothing is inflated before the directory has been checked, and nothing is
 * inflated beyond what the directory declares.
 */
import { crc32, inflateRawSync } from 'node:zlib';

export type ZipEntry = {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly crc: number;
  readonly compressedSize: number;
  /** As declared; `inflateEntry` holds the archive to it. */
  readonly size: number;
  readonly headerOffset: number;
};

/** The archive is cut off or contradicts itself. */
export class ZipDamage extends Error {}

/** The archive is, or would become, larger than the bounds; the message names the bound in Chinese. */
export class ZipTooLarge extends Error {}

export type ZipBounds = {
  readonly entries: number;
  /** Bytes of all entries together once inflated. */
  readonly totalSize: number;
  /** Inflated ÷ compressed, looked at only beyond `ratioFrom` bytes, as small repetitive parts are normal. */
  readonly ratio: number;
  readonly ratioFrom: number;
};

const megabyte = 1024 * 1024;

export const workbookBounds: ZipBounds = {
  entries: 5000,
  totalSize: 300 * megabyte,
  ratio: 250,
  ratioFrom: 40 * megabyte,
};

/** Reads the central directory. @throws ZipDamage when there is none or it points outside the bytes. */
export function listEntries(bytes: Uint8Array): ZipEntry[] {
  const view = viewOf(bytes);
  const end = findDirectoryEnd(bytes, view);
  const count = view.getUint16(end + 10, true);
  const entries: ZipEntry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) throw new ZipDamage('directory');
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const flags = view.getUint16(at + 8, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    entries.push({
      name: name.replaceAll('\\', '/'),
      method: view.getUint16(at + 10, true),
      encrypted: (flags & 0x41) !== 0,
      crc: view.getUint32(at + 16, true),
      compressedSize: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      headerOffset: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + extraLength + view.getUint16(at + 32, true);
  }
  return entries;
}

/** Checks what the directory declares before anything is inflated. @throws ZipTooLarge */
export function checkBounds(entries: readonly ZipEntry[], bounds: ZipBounds): void {
  if (entries.length > bounds.entries) {
    throw new ZipTooLarge(`里面有 ${entries.length} 个部件，超过 ${bounds.entries} 个`);
  }
  const size = entries.reduce((sum, entry) => sum + entry.size, 0);
  const compressed = entries.reduce((sum, entry) => sum + entry.compressedSize, 0);
  if (size > bounds.totalSize) {
    throw new ZipTooLarge(`展开后有 ${inMegabytes(size)} MB，超过 ${inMegabytes(bounds.totalSize)} MB`);
  }
  if (size > bounds.ratioFrom && size > compressed * bounds.ratio) {
    throw new ZipTooLarge(`展开后有 ${inMegabytes(size)} MB，是文件本身的 ${bounds.ratio} 倍以上`);
  }
}

/**
 * Inflates one entry and checks its size and checksum.
 * @throws ZipDamage when it is not what the directory declares, larger included
 */
export function inflateEntry(bytes: Uint8Array, entry: ZipEntry): Uint8Array {
  const view = viewOf(bytes);
  const at = entry.headerOffset;
  if (at + 30 > bytes.length || view.getUint32(at, true) !== 0x04034b50) throw new ZipDamage(entry.name);
  const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  const data = bytes.subarray(start, start + entry.compressedSize);
  if (data.length !== entry.compressedSize) throw new ZipDamage(entry.name);
  const inflated = entry.method === 0 ? data : inflate(data, entry);
  if (inflated.length !== entry.size || crc32(inflated) !== entry.crc) throw new ZipDamage(entry.name);
  return inflated;
}

/** An archive whose entries are stored as they are, for readers that would inflate without bounds. */
export function storeEntries(
  entries: readonly { readonly name: string; readonly data: Uint8Array }[],
): Uint8Array {
  const encoder = new TextEncoder();
  const named = entries.map(({ name, data }) => ({ name: encoder.encode(name), data, crc: crc32(data) }));
  const length = named.reduce((sum, { name, data }) => sum + 30 + 46 + 2 * name.length + data.length, 22);
  const bytes = new Uint8Array(length);
  const view = viewOf(bytes);
  const offsets: number[] = [];
  let at = 0;
  for (const { name, data, crc } of named) {
    offsets.push(at);
    view.setUint32(at, 0x04034b50, true);
    writeCommonFields(view, at + 4, { crc, size: data.length, nameLength: name.length });
    bytes.set(name, at + 30);
    bytes.set(data, at + 30 + name.length);
    at += 30 + name.length + data.length;
  }
  const directory = at;
  for (const [index, { name, data, crc }] of named.entries()) {
    view.setUint32(at, 0x02014b50, true);
    view.setUint16(at + 4, 20, true);
    writeCommonFields(view, at + 6, { crc, size: data.length, nameLength: name.length });
    view.setUint32(at + 42, offsets[index] ?? 0, true);
    bytes.set(name, at + 46);
    at += 46 + name.length;
  }
  view.setUint32(at, 0x06054b50, true);
  view.setUint16(at + 8, named.length, true);
  view.setUint16(at + 10, named.length, true);
  view.setUint32(at + 12, at - directory, true);
  view.setUint32(at + 16, directory, true);
  return bytes;
}

/** The same archive with every entry's time stamp at the zip epoch, so that equal contents are equal bytes. */
export function withoutTimes(archive: Uint8Array): Uint8Array {
  const bytes = archive.slice();
  const view = viewOf(bytes);
  let at = view.getUint32(findDirectoryEnd(bytes, view) + 16, true);
  for (const entry of listEntries(bytes)) {
    setEpoch(view, entry.headerOffset + 10);
    setEpoch(view, at + 12);
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return bytes;
}

function setEpoch(view: DataView, at: number): void {
  view.setUint16(at, 0, true);
  view.setUint16(at + 2, 0x21, true);
}

function writeCommonFields(
  view: DataView,
  at: number,
  { crc, size, nameLength }: { readonly crc: number; readonly size: number; readonly nameLength: number },
): void {
  view.setUint16(at, 20, true);
  view.setUint16(at + 2, 0x0800, true);
  setEpoch(view, at + 6);
  view.setUint32(at + 10, crc, true);
  view.setUint32(at + 14, size, true);
  view.setUint32(at + 18, size, true);
  view.setUint16(at + 22, nameLength, true);
}

function inflate(data: Uint8Array, entry: ZipEntry): Uint8Array {
  if (entry.method !== 8) throw new ZipDamage(entry.name);
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(entry.size, 1) });
  } catch {
    throw new ZipDamage(entry.name);
  }
}

/** The end record is the last one, at most a comment of 65,535 bytes before the end. */
function findDirectoryEnd(bytes: Uint8Array, view: DataView): number {
  for (let at = bytes.length - 22; at >= 0 && at >= bytes.length - 22 - 0xffff; at -= 1) {
    if (view.getUint32(at, true) === 0x06054b50) return at;
  }
  throw new ZipDamage('end of directory');
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function inMegabytes(size: number): number {
  return Math.round(size / megabyte);
}
