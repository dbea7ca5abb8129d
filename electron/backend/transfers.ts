import { HuibiaoError } from '../../shared/model/failure.ts';

/** A file on its way in (uploaded, to be imported) or out (made, to be downloaded). */
export type TransferredFile = { readonly name: string; readonly bytes: Uint8Array };

export type Transfers = {
  /** Keeps an uploaded file; returns its id. */
  readonly receive: (file: TransferredFile) => string;
  /** @throws HuibiaoError `not_found` */
  readonly findUpload: (id: string) => TransferredFile;
  readonly dropUpload: (id: string) => void;
  /** Keeps a file for download; returns its id. */
  readonly offer: (file: TransferredFile) => string;
  readonly findDownload: (id: string) => TransferredFile | null;
};

/** What is kept of each direction; older files are let go, so that memory stays bounded. The newest always stays. */
export type TransferLimits = { readonly files: number; readonly bytes: number };

/** A whole folder of returns is uploaded before it is collected. */
const usualLimits: TransferLimits = { files: 2000, bytes: 150 * 1024 * 1024 };

export function createTransfers(newId: () => string, limits: TransferLimits = usualLimits): Transfers {
  const uploads = new Map<string, TransferredFile>();
  const downloads = new Map<string, TransferredFile>();

  const keep = (files: Map<string, TransferredFile>, file: TransferredFile): string => {
    const id = newId();
    files.set(id, file);
    let bytes = [...files.values()].reduce((sum, kept) => sum + kept.bytes.byteLength, 0);
    for (const [oldest, kept] of files) {
      const fits = files.size <= limits.files && bytes <= limits.bytes;
      if (fits || oldest === id) break;
      files.delete(oldest);
      bytes -= kept.bytes.byteLength;
    }
    return id;
  };

  return {
    receive: (file) => keep(uploads, file),
    findUpload: (id) => {
      const file = uploads.get(id);
      if (file === undefined)
        throw new HuibiaoError('not_found', '这个文件已不在内存中，请重新选择后再导入。');
      return file;
    },
    dropUpload: (id) => {
      uploads.delete(id);
    },
    offer: (file) => keep(downloads, file),
    findDownload: (id) => downloads.get(id) ?? null,
  };
}
