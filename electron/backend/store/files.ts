/** Received files, kept byte for byte, each once however often it comes in. */
import { createHash } from 'node:crypto';
import { HuibiaoError } from '../../../shared/model/failure.ts';
import { defineStatement, type ReadableDatabase, type WritableDatabase } from './database.ts';

/** `id` is the SHA-256 of the bytes, in hexadecimal. */
export type StoredFile = { readonly id: string; readonly name: string; readonly bytes: Uint8Array };

/** A file as it was kept at first: under the name and at the ISO instant of its first receipt. */
export type ReceivedFile = StoredFile & { readonly receivedAt: string };

/** The file with that id; null when the workbook has none. */
export function readStoredFile(db: ReadableDatabase, id: string): ReceivedFile | null {
  return fileById.get(db, id) ?? null;
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
  insertFile.run(db, file.id, file.name, receivedAt, file.bytes);
}

const fileById = defineStatement<[id: string], ReceivedFile>(
  'SELECT id, name, received_at AS receivedAt, bytes FROM files WHERE id = ?',
);

const insertFile = defineStatement<[id: string, name: string, receivedAt: string, bytes: Uint8Array]>(
  'INSERT INTO files (id, name, received_at, bytes) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING',
);
