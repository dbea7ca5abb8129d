/** How a file that was made reaches the person. */
import { downloadFile, onDesktop, saveExport, saveFolder } from '../rpc/backend.ts';

export type Delivered = {
  /** Where it went, in words. */
  readonly title: string;
  /** Its path; null where the browser keeps downloads. */
  readonly file: string | null;
};

/** Saves a file where the person says, or hands it to the browser; null when she thought better of it. */
export async function deliverFile(downloadId: string, fileName: string): Promise<Delivered | null> {
  if (!onDesktop) {
    downloadFile(downloadId, fileName);
    return { title: `已交给浏览器下载：${fileName}`, file: null };
  }
  const file = await saveExport(downloadId, fileName);
  return file === null ? null : { title: `已导出到 ${file}`, file };
}

/** Saves the files of an archive as a folder (Electron only); null when she thought better of it. */
export async function deliverFolder(downloadId: string, fileName: string): Promise<Delivered | null> {
  const file = await saveFolder(downloadId, fileName);
  return file === null ? null : { title: `已存到文件夹 ${file}`, file };
}
