/**
 * Zip archives, read with bounds: nothing is inflated before the directory has been checked, and nothing is
 * inflated beyond what the directory declares.
 */
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

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

/**
 * Reads the central directory. Names are not under any checksum, but every one stands in the archive twice.
 * @throws ZipDamage when there is no directory, it points outside the bytes, or an entry goes by another name itself
 */
export function listEntries(bytes: Uint8Array): ZipEntry[] {
  const view = viewOf(bytes);
  const { count, offset } = readDirectoryEnd(bytes, view);
  const decoder = new TextDecoder();
  const entries: ZipEntry[] = [];
  let at = offset;
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) throw new ZipDamage('directory');
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const flags = view.getUint16(at + 8, true);
    const name = decoder.decode(bytes.subarray(at + 46, at + 46 + nameLength));
    const extra = at + 46 + nameLength;
    const [size, compressedSize, headerOffset] = widened(
      view,
      [view.getUint32(at + 24, true), view.getUint32(at + 20, true), view.getUint32(at + 42, true)],
      extra,
      Math.min(extra + extraLength, bytes.length),
    );
    if (!hasNameAt(bytes, view, headerOffset, bytes.subarray(at + 46, extra))) throw new ZipDamage(name);
    entries.push({
      name: name.replaceAll('\\', '/'),
      method: view.getUint16(at + 10, true),
      encrypted: (flags & 0x41) !== 0,
      crc: view.getUint32(at + 16, true),
      compressedSize,
      size,
      headerOffset,
    });
    at += 46 + nameLength + extraLength + view.getUint16(at + 32, true);
  }
  return entries;
}

/** Whether the entry whose header begins there has this name. */
function hasNameAt(bytes: Uint8Array, view: DataView, header: number, name: Uint8Array): boolean {
  const start = header + 30;
  if (start + name.length > bytes.length || view.getUint32(header, true) !== 0x04034b50) return false;
  if (view.getUint16(header + 26, true) !== name.length) return false;
  return name.every((byte, index) => bytes[start + index] === byte);
}

type Sizes = readonly [size: number, compressedSize: number, headerOffset: number];

/** Streaming writers put the numbers of an entry into a Zip64 field, however small the entry is. */
function widened(view: DataView, numbers: Sizes, from: number, to: number): Sizes {
  if (!numbers.includes(0xffffffff)) return numbers;
  for (let at = from; at + 4 <= to; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    let next = at + 4;
    const wide = (number: number): number => {
      if (number !== 0xffffffff) return number;
      if (next + 8 > to) throw new ZipDamage('directory');
      next += 8;
      return Number(view.getBigUint64(next - 8, true));
    };
    return [wide(numbers[0]), wide(numbers[1]), wide(numbers[2])];
  }
  return numbers;
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

export type NewEntry = { readonly name: string; readonly data: Uint8Array };

/** An archive whose entries are stored as they are, for readers that would inflate without bounds. */
export function storeEntries(entries: readonly NewEntry[]): Uint8Array {
  return writeArchive(
    entries.map(({ name, data }) => ({ name, data, method: 0, size: data.length, crc: crc32(data) })),
  );
}

/** An archive whose entries are compressed. */
export function deflateEntries(entries: readonly NewEntry[]): Uint8Array {
  return writeArchive(
    entries.map(({ name, data }) => ({
      name,
      data: deflateRawSync(data),
      method: 8,
      size: data.length,
      crc: crc32(data),
    })),
  );
}

/** An entry whose data is compressed already, or stored. */
export type PackedEntry = NewEntry & {
  readonly method: number;
  /** Of what `data` inflates to. */
  readonly size: number;
  readonly crc: number;
};

/** An archive of entries as they are given. */
export function writeArchive(entries: readonly PackedEntry[]): Uint8Array {
  const encoder = new TextEncoder();
  const named = entries.map((entry) => ({ ...entry, encoded: encoder.encode(entry.name) }));
  const length = named.reduce(
    (sum, { encoded, data }) => sum + 30 + 46 + 2 * encoded.length + data.length,
    22,
  );
  const bytes = new Uint8Array(length);
  const view = viewOf(bytes);
  const offsets: number[] = [];
  let at = 0;
  for (const entry of named) {
    offsets.push(at);
    view.setUint32(at, 0x04034b50, true);
    writeCommonFields(view, at + 4, entry, entry.encoded.length);
    bytes.set(entry.encoded, at + 30);
    bytes.set(entry.data, at + 30 + entry.encoded.length);
    at += 30 + entry.encoded.length + entry.data.length;
  }
  const directory = at;
  for (const [index, entry] of named.entries()) {
    view.setUint32(at, 0x02014b50, true);
    view.setUint16(at + 4, 20, true);
    writeCommonFields(view, at + 6, entry, entry.encoded.length);
    view.setUint32(at + 42, offsets[index] ?? 0, true);
    bytes.set(entry.encoded, at + 46);
    at += 46 + entry.encoded.length;
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
  let at = readDirectoryEnd(bytes, view).offset;
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
  { method, crc, size, data }: PackedEntry,
  nameLength: number,
): void {
  view.setUint16(at, 20, true);
  view.setUint16(at + 2, 0x0800, true);
  view.setUint16(at + 4, method, true);
  setEpoch(view, at + 6);
  view.setUint32(at + 10, crc, true);
  view.setUint32(at + 14, data.length, true);
  view.setUint32(at + 18, size, true);
  view.setUint16(at + 22, nameLength, true);
}

function inflate(data: Uint8Array, entry: ZipEntry): Uint8Array {
  if (entry.method !== 8) throw new ZipDamage(entry.name);
  try {
    // One output buffer with room to spare: with more, zlib would hold everything twice to join them.
    const room = Math.max(entry.size, 1) + 64;
    return inflateRawSync(data, { maxOutputLength: room, chunkSize: room });
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

type DirectoryEnd = { readonly count: number; readonly offset: number };

/** How many entries there are and where their directory begins, in the Zip64 record where the usual one refers to it. */
export function readDirectoryEnd(bytes: Uint8Array, view: DataView): DirectoryEnd {
  const end = findDirectoryEnd(bytes, view);
  const count = view.getUint16(end + 10, true);
  const offset = view.getUint32(end + 16, true);
  // On this disk, and in all: the archive is on one.
  if (view.getUint16(end + 8, true) !== count) throw new ZipDamage('end of directory');
  if (count !== 0xffff && offset !== 0xffffffff) return { count, offset };
  const locator = end - 20;
  if (locator < 0 || view.getUint32(locator, true) !== 0x07064b50) return { count, offset };
  const record = Number(view.getBigUint64(locator + 8, true));
  if (record + 56 > bytes.length || view.getUint32(record, true) !== 0x06064b50) {
    throw new ZipDamage('end of directory');
  }
  return {
    count: Number(view.getBigUint64(record + 32, true)),
    offset: Number(view.getBigUint64(record + 48, true)),
  };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function inMegabytes(size: number): number {
  return Math.round(size / megabyte);
}
