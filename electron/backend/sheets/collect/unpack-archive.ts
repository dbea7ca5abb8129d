/** A zip of returns, as chat programs and mailboxes hand them on → the files in it. */
import { isLeftoverFile } from '../../../../shared/values/leftover-file.ts';
import { detectFormat } from '../read/detect-format.ts';
import {
  checkBounds,
  inflateEntry,
  listEntries,
  type ZipBounds,
  ZipDamage,
  ZipTooLarge,
} from '../zip/zip.ts';

export type PackedFile = { readonly name: string; readonly bytes: Uint8Array };

export type UnpackedArchive = {
  readonly files: readonly PackedFile[];
  readonly passedOver: readonly { readonly fileName: string; readonly message: string }[];
};

const megabyte = 1024 * 1024;
const bounds: ZipBounds = {
  entries: 10_000,
  totalSize: 400 * megabyte,
  ratio: 250,
  ratioFrom: 40 * megabyte,
};

/** Files as they were dropped → those to be read, archives unpacked. */
export function unpackArchives(given: readonly PackedFile[]): UnpackedArchive {
  const unpacked = given.map((file) => unpackArchive(file) ?? { files: [file], passedOver: [] });
  return {
    files: unpacked.flatMap(({ files }) => files),
    passedOver: unpacked.flatMap(({ passedOver }) => passedOver),
  };
}

/** Null for what is no zip archive of files: a workbook, an .xls, anything else. */
export function unpackArchive({ name: archive, bytes }: PackedFile): UnpackedArchive | null {
  const format = detectFormat(bytes);
  if (format.kind !== 'refused' || format.code !== 'is_archive') return null;
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return null;
  const files: PackedFile[] = [];
  const passedOver: { fileName: string; message: string }[] = [];
  try {
    const entries = listEntries(bytes);
    checkBounds(entries, bounds);
    for (const entry of entries) {
      const name = nameOf(bytes, entry.headerOffset);
      const own = name.split('/').at(-1) ?? name;
      if (own === '' || isLeftoverFile(own) || /(?:^|\/)__MACOSX\//i.test(name)) continue;
      if (entry.encrypted)
        passedOver.push({
          fileName: own,
          message: `“${archive}”里的“${own}”有密码，没有收。请解压后再拖进来。`,
        });
      else files.push({ name: own, bytes: inflateEntry(bytes, entry) });
    }
  } catch (error) {
    if (!(error instanceof ZipDamage || error instanceof ZipTooLarge)) throw error;
    const why = error instanceof ZipTooLarge ? `太大：${error.message}` : '已损坏，没有完全解开';
    passedOver.push({ fileName: archive, message: `压缩包“${archive}”${why}。请解压后把文件拖进来。` });
  }
  return { files, passedOver };
}

/** Windows writes names in GBK and does not say so. */
function nameOf(bytes: Uint8Array, header: number): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const name = bytes.subarray(header + 30, header + 30 + view.getUint16(header + 26, true));
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(name).replaceAll('\\', '/');
  } catch {
    return new TextDecoder('gb18030').decode(name).replaceAll('\\', '/');
  }
}
