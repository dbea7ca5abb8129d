/**
 * A zip archive whose entries are carried over as they lie in the file: header, name, extra fields, compressed bytes,
 * data descriptor and order stay byte for byte. Only what is replaced is compressed anew.
 */
import { crc32, deflateRawSync } from 'node:zlib';
import { inflateEntry, listEntries, readDirectoryEnd, ZipDamage, type ZipEntry } from '../zip/zip.ts';

export type RawEntry = ZipEntry & {
  /** From its header to where the next one begins: a data descriptor and padding are in it. */
  readonly spanEnd: number;
  /** Its record in the central directory. */
  readonly recordStart: number;
  readonly recordEnd: number;
};

export type RawArchive = {
  readonly bytes: Buffer;
  /** In the order of the central directory. */
  readonly entries: readonly RawEntry[];
  /** The comment of the archive. */
  readonly comment: Buffer;
};

export type ArchiveChanges = {
  /** By the exact name of the entry. */
  readonly replaced: ReadonlyMap<string, Uint8Array>;
  readonly removed: ReadonlySet<string>;
  readonly added: ReadonlyMap<string, Uint8Array>;
};

/** @throws ZipDamage when the directory contradicts the file, or a name is there twice */
export function openArchive(source: Uint8Array): RawArchive {
  const bytes = Buffer.from(source.buffer, source.byteOffset, source.byteLength);
  const listed = listEntries(bytes);
  const directory = readDirectoryEnd(bytes, viewOf(bytes));
  const starts = [...listed.map(({ headerOffset }) => headerOffset), directory.offset].sort((a, b) => a - b);
  const seen = new Set<string>();
  let at = directory.offset;
  const entries = listed.map((entry): RawEntry => {
    const recordStart = at;
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    const key = entry.name.toLowerCase();
    if (seen.has(key)) throw new ZipDamage(`${entry.name} is there twice`);
    seen.add(key);
    const spanEnd = starts.find((start) => start > entry.headerOffset) ?? directory.offset;
    if (dataEnd(bytes, entry) > spanEnd) throw new ZipDamage(entry.name);
    return { ...entry, spanEnd, recordStart, recordEnd: at };
  });
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  return { bytes, entries, comment: bytes.subarray(end + 22) };
}

/** What an entry holds. @throws ZipDamage */
export function readEntry(archive: RawArchive, entry: RawEntry): Uint8Array {
  return inflateEntry(archive.bytes, entry);
}

/** The archive with the changes; without any, the bytes it was opened from. Nothing else holds the result's memory. */
export function rewriteArchive(archive: RawArchive, changes: ArchiveChanges): Uint8Array {
  const { replaced, removed, added } = changes;
  if (replaced.size + removed.size + added.size === 0) return new Uint8Array(archive.bytes);
  const first = Math.min(...archive.entries.map(({ headerOffset }) => headerOffset));
  const pieces: Uint8Array[] = [archive.bytes.subarray(0, first)];
  const records: Uint8Array[] = [];
  let at = first;
  const put = (data: Uint8Array): void => {
    pieces.push(data);
    at += data.length;
  };
  const recordOf = new Map<RawEntry, Uint8Array>();
  for (const entry of [...archive.entries].sort((a, b) => a.headerOffset - b.headerOffset)) {
    if (removed.has(entry.name)) continue;
    const content = replaced.get(entry.name);
    const offset = at;
    if (content === undefined) {
      put(archive.bytes.subarray(entry.headerOffset, entry.spanEnd));
      recordOf.set(entry, movedRecord(archive.bytes, entry, offset));
    } else {
      const packed = pack(content, entry.method);
      put(replacedHeader(archive.bytes, entry, packed));
      put(packed.data);
      recordOf.set(entry, replacedRecord(archive.bytes, entry, packed, offset));
    }
  }
  for (const entry of archive.entries) {
    const record = recordOf.get(entry);
    if (record !== undefined) records.push(record);
  }
  for (const [name, content] of added) {
    const packed = pack(content, 8);
    records.push(newRecord(name, packed, at));
    put(newHeader(name, packed));
    put(packed.data);
  }
  return new Uint8Array(Buffer.concat([...pieces, ...records, endRecord(records, at, archive.comment)]));
}

type Packed = {
  readonly data: Uint8Array;
  readonly method: number;
  readonly crc: number;
  readonly size: number;
};

function pack(content: Uint8Array, method: number): Packed {
  const data = method === 0 ? content : deflateRawSync(content);
  return { data, method: method === 0 ? 0 : 8, crc: crc32(content), size: content.length };
}

function dataEnd(bytes: Buffer, { headerOffset, compressedSize, name }: ZipEntry): number {
  if (headerOffset + 30 > bytes.length || bytes.readUInt32LE(headerOffset) !== 0x04034b50)
    throw new ZipDamage(name);
  const names = bytes.readUInt16LE(headerOffset + 26) + bytes.readUInt16LE(headerOffset + 28);
  return headerOffset + 30 + names + compressedSize;
}

const zip64 = 1;
/** Sizes and checksum stand behind the data: not so once an entry is written anew. */
const descriptorFlag = 0x08;

function movedRecord(bytes: Buffer, entry: RawEntry, offset: number): Uint8Array {
  const record = Buffer.from(bytes.subarray(entry.recordStart, entry.recordEnd));
  if (record.readUInt32LE(42) !== 0xffffffff) record.writeUInt32LE(offset, 42);
  else record.writeBigUInt64LE(BigInt(offset), wideOffsetPlace(record));
  return record;
}

/** Where the offset stands in the Zip64 field: behind the sizes that stand there too. */
function wideOffsetPlace(record: Buffer): number {
  const from = 46 + record.readUInt16LE(28);
  const to = from + record.readUInt16LE(30);
  for (let at = from; at + 4 <= to; at += 4 + record.readUInt16LE(at + 2)) {
    if (record.readUInt16LE(at) !== zip64) continue;
    const sizes =
      (record.readUInt32LE(24) === 0xffffffff ? 8 : 0) + (record.readUInt32LE(20) === 0xffffffff ? 8 : 0);
    return at + 4 + sizes;
  }
  throw new ZipDamage('directory');
}

function replacedRecord(bytes: Buffer, entry: RawEntry, packed: Packed, offset: number): Uint8Array {
  const old = bytes.subarray(entry.recordStart, entry.recordEnd);
  const nameEnd = 46 + old.readUInt16LE(28);
  const extraEnd = nameEnd + old.readUInt16LE(30);
  const extra = withoutZip64(old.subarray(nameEnd, extraEnd));
  const record = Buffer.concat([old.subarray(0, nameEnd), extra, old.subarray(extraEnd)]);
  record.writeUInt16LE(old.readUInt16LE(8) & ~descriptorFlag, 8);
  record.writeUInt16LE(packed.method, 10);
  writeSizes(record, 16, packed);
  record.writeUInt16LE(extra.length, 30);
  record.writeUInt32LE(offset, 42);
  return record;
}

function replacedHeader(bytes: Buffer, entry: RawEntry, packed: Packed): Uint8Array {
  const from = entry.headerOffset;
  const nameEnd = from + 30 + bytes.readUInt16LE(from + 26);
  const extra = withoutZip64(bytes.subarray(nameEnd, nameEnd + bytes.readUInt16LE(from + 28)));
  const header = Buffer.concat([bytes.subarray(from, nameEnd), extra]);
  header.writeUInt16LE(header.readUInt16LE(6) & ~descriptorFlag, 6);
  header.writeUInt16LE(packed.method, 8);
  writeSizes(header, 14, packed);
  header.writeUInt16LE(extra.length, 28);
  return header;
}

function withoutZip64(extra: Buffer): Buffer {
  const kept: Buffer[] = [];
  let at = 0;
  for (; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== zip64) kept.push(extra.subarray(at, at + 4 + extra.readUInt16LE(at + 2)));
  }
  return Buffer.concat([...kept, extra.subarray(Math.min(at, extra.length))]);
}

function newHeader(name: string, packed: Packed): Uint8Array {
  const encoded = Buffer.from(name);
  const header = Buffer.alloc(30 + encoded.length);
  header.writeUInt32LE(0x04034b50, 0);
  writeNewFields(header, 4, packed, encoded.length);
  encoded.copy(header, 30);
  return header;
}

function newRecord(name: string, packed: Packed, offset: number): Uint8Array {
  const encoded = Buffer.from(name);
  const record = Buffer.alloc(46 + encoded.length);
  record.writeUInt32LE(0x02014b50, 0);
  record.writeUInt16LE(20, 4);
  writeNewFields(record, 6, packed, encoded.length);
  record.writeUInt32LE(offset, 42);
  encoded.copy(record, 46);
  return record;
}

function writeNewFields(target: Buffer, at: number, packed: Packed, nameLength: number): void {
  target.writeUInt16LE(20, at);
  target.writeUInt16LE(0x0800, at + 2);
  target.writeUInt16LE(packed.method, at + 4);
  // The first day that a zip can say, so that equal contents are equal bytes.
  target.writeUInt16LE(0x21, at + 8);
  writeSizes(target, at + 10, packed);
  target.writeUInt16LE(nameLength, at + 22);
}

function writeSizes(target: Buffer, at: number, { crc, data, size }: Packed): void {
  target.writeUInt32LE(crc, at);
  target.writeUInt32LE(data.length, at + 4);
  target.writeUInt32LE(size, at + 8);
}

function endRecord(records: readonly Uint8Array[], offset: number, comment: Buffer): Uint8Array {
  const end = Buffer.alloc(22 + comment.length);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(records.length, 8);
  end.writeUInt16LE(records.length, 10);
  end.writeUInt32LE(
    records.reduce((sum, record) => sum + record.length, 0),
    12,
  );
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(comment.length, 20);
  comment.copy(end, 22);
  return end;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
