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

/** How many files of each direction are kept; older ones are let go, so that memory stays bounded. */
const keptFiles = 8;

export function createTransfers(newId: () => string): Transfers {
  const uploads = new Map<string, TransferredFile>();
  const downloads = new Map<string, TransferredFile>();

  const keep = (files: Map<string, TransferredFile>, file: TransferredFile): string => {
    const id = newId();
    files.set(id, file);
    for (const oldest of files.keys()) {
      if (files.size <= keptFiles) break;
      files.delete(oldest);
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
