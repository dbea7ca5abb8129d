/** Received files, kept byte for byte, each once however often it comes in. */
import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { HuibiaoError } from '../../../shared/model/failure.ts';
import { defineStatement, type ReadableDatabase, type WritableDatabase } from './database.ts';

/** `id` is the SHA-256 of the bytes, in hexadecimal. */
export type StoredFile = { readonly id: string; readonly name: string; readonly bytes: Uint8Array };

/** A file as it was kept at first: under the name and at the ISO instant of its first receipt. */
export type ReceivedFile = StoredFile & { readonly receivedAt: string };

/** The file with that id; null when the workbook has none. */
export function readStoredFile(db: ReadableDatabase, id: string): ReceivedFile | null {
  const stored = fileById.get(db, id);
  if (stored === undefined) return null;
  const { encoding, ...file } = stored;
  return encoding === 'plain' ? file : { ...file, bytes: inflateRawSync(file.bytes) };
}

/** Whether the workbook has the file. */
export function hasStoredFile(db: ReadableDatabase, id: string): boolean {
  return anyFile.get(db, id) !== undefined;
}

/**
 * Keeps a file; part of an edit, but not taken back by its undo.
 * @throws HuibiaoError `invalid_edit` where the id is not that of the bytes
 */
export function addStoredFile(db: WritableDatabase, file: StoredFile, receivedAt: string): void {
  if (createHash('sha256').update(file.bytes).digest('hex') !== file.id) {
    throw new HuibiaoError(
      'invalid_edit',
      `文件“${file.name}”的内容与其编号不符，没有保存。请重新导入这个文件。`,
      {
        file: file.name,
      },
    );
  }
  if (hasStoredFile(db, file.id)) return;
  const { bytes, encoding } = pack(file.bytes);
  insertFile.run(db, file.id, file.name, receivedAt, bytes, encoding);
}

type Encoding = 'plain' | 'deflate';

/** An .xlsx is compressed already; an .xls or a .csv shrinks to a part of its size. */
function pack(bytes: Uint8Array): { readonly bytes: Uint8Array; readonly encoding: Encoding } {
  const isArchive = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const deflated = isArchive ? bytes : deflateRawSync(bytes, { level: 6 });
  return deflated.byteLength < bytes.byteLength * 0.9
    ? { bytes: deflated, encoding: 'deflate' }
    : { bytes, encoding: 'plain' };
}

const fileById = defineStatement<[id: string], ReceivedFile & { readonly encoding: Encoding }>(
  'SELECT id, name, received_at AS receivedAt, bytes, encoding FROM files WHERE id = ?',
);
const anyFile = defineStatement<[id: string], { found: number }>('SELECT 1 AS found FROM files WHERE id = ?');

const insertFile = defineStatement<
  [id: string, name: string, receivedAt: string, bytes: Uint8Array, encoding: Encoding]
>(
  `INSERT INTO files (id, name, received_at, bytes, encoding) VALUES (?, ?, ?, ?, ?)
   ON CONFLICT (id) DO NOTHING`,
);
