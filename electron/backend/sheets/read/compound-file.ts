/** OLE compound files (.xls, .doc, encrypted .xlsx), as far as telling them apart needs it. */
import { sheetJs } from './sheetjs.ts';

export type CompoundFile = {
  /** Whether the file itself has this stream; those of files embedded in it do not count. Case makes no difference. */
  readonly holds: (name: string) => boolean;
  readonly readStream: (name: string) => Uint8Array | null;
};

type CompoundEntry = { readonly name: string; readonly type: number; readonly content?: ArrayLike<number> };
type CompoundReader = {
  readonly read: (
    bytes: Uint8Array,
    options: { readonly type: 'array' },
  ) => { readonly FileIndex: readonly CompoundEntry[]; readonly FullPaths: readonly string[] };
};

const streamType = 2;

/** @throws any error of the reader when the file is broken */
export function readCompoundFile(bytes: Uint8Array): CompoundFile {
  const reader: CompoundReader = sheetJs().CFB;
  const { FileIndex, FullPaths } = reader.read(bytes, { type: 'array' });
  const streams = new Map<string, CompoundEntry>();
  for (const [index, entry] of FileIndex.entries()) {
    const isOwn = FullPaths[index]?.split('/').length === 2;
    if (entry.type === streamType && isOwn) streams.set(entry.name.toLowerCase(), entry);
  }
  return {
    holds: (name) => streams.has(name.toLowerCase()),
    readStream: (name) => {
      const content = streams.get(name.toLowerCase())?.content;
      return content === undefined ? null : Uint8Array.from(content);
    },
  };
}

/** The BIFF record FILEPASS stands near the start of an .xls that asks for a password to open. */
export function hasFilePass(workbookStream: Uint8Array): boolean {
  const view = new DataView(workbookStream.buffer, workbookStream.byteOffset, workbookStream.byteLength);
  const filePass = 0x2f;
  const endOfGlobals = 0x0a;
  for (let at = 0; at + 4 <= view.byteLength; at += 4 + view.getUint16(at + 2, true)) {
    const record = view.getUint16(at, true);
    if (record === filePass) return true;
    if (record === endOfGlobals) return false;
  }
  return false;
}
