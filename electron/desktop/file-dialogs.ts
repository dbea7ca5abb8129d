/** The system's own file dialogs, and what they write. Answers are `{ ok, value: { file } }`; null when closed. */
import { rename, rm, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { app, type BrowserWindow, dialog, type SaveDialogOptions, shell } from 'electron';
import { z } from 'zod';
import { inflateEntry, listEntries } from '../backend/sheets/zip/zip.ts';
import { safeFileName } from '../security.ts';
import { writeFolder } from './write-folder.ts';

export type FileDialogs = {
  readonly chooseOpen: () => Promise<Response>;
  readonly chooseSave: (request: Request) => Promise<Response>;
  /** Writes an export where the person wants it: all of it, or nothing. */
  readonly saveExport: (request: Request) => Promise<Response>;
  /** Writes the files of an archive as a new folder where the person wants it: all of them, or nothing. */
  readonly saveFolder: (request: Request) => Promise<Response>;
  /** Shows a file in its folder; only one that was saved from here, so that no page can point anywhere else. */
  readonly showSaved: (request: Request) => Promise<Response>;
};

/** @param download answers what `GET /download/<id>` does */
export function createFileDialogs(
  getWindow: () => BrowserWindow | null,
  download: (id: string) => Promise<Response>,
): FileDialogs {
  const savedFiles = new Set<string>();

  const askSave = async (options: SaveDialogOptions): Promise<string | null> => {
    const window = getWindow();
    const { filePath } = await (window === null
      ? dialog.showSaveDialog(options)
      : dialog.showSaveDialog(window, options));
    return filePath || null;
  };

  return {
    chooseOpen: async () => {
      const options = { title: '打开工作簿', properties: ['openFile' as const], filters: workbookFilters };
      const window = getWindow();
      const { filePaths } = await (window === null
        ? dialog.showOpenDialog(options)
        : dialog.showOpenDialog(window, options));
      return answerFile(filePaths[0] ?? null);
    },
    chooseSave: async (request) => {
      const { suggestedName } = z.object({ suggestedName: z.string() }).parse(await request.json());
      return answerFile(
        await askSave({
          title: '新建工作簿',
          defaultPath: inDocuments(suggestedName),
          filters: workbookFilters,
        }),
      );
    },
    saveExport: async (request) => {
      const { downloadId, fileName } = z
        .object({ downloadId: z.string(), fileName: z.string() })
        .parse(await request.json());
      const file = await askSave({
        title: '导出',
        defaultPath: inDocuments(fileName),
        filters: exportFilters(fileName),
      });
      if (file === null) return answerFile(null);
      const exported = await download(downloadId);
      if (!exported.ok) return exported;
      const failure = await writeWhole(file, new Uint8Array(await exported.arrayBuffer()));
      if (failure !== null) return failure;
      savedFiles.add(file);
      return answerFile(file);
    },
    saveFolder: async (request) => {
      const { downloadId, fileName } = z
        .object({ downloadId: z.string(), fileName: z.string() })
        .parse(await request.json());
      const window = getWindow();
      const options = {
        title: '存到哪个文件夹里',
        defaultPath: app.getPath('documents'),
        buttonLabel: '存到这里',
        properties: ['openDirectory' as const, 'createDirectory' as const],
      };
      const { filePaths } = await (window === null
        ? dialog.showOpenDialog(options)
        : dialog.showOpenDialog(window, options));
      const [parent] = filePaths;
      if (parent === undefined) return answerFile(null);
      const exported = await download(downloadId);
      if (!exported.ok) return exported;
      const name = safeFileName(fileName.replace(/\.zip$/i, ''));
      const archive = new Uint8Array(await exported.arrayBuffer());
      const files = listEntries(archive).map((entry) => ({
        name: safeFileName(entry.name),
        data: inflateEntry(archive, entry),
      }));
      try {
        const folder = await writeFolder(parent, name, files);
        if (folder === null) {
          return unwritable(
            `“${parent}”里已经有“${name}”，没有保存，原来的没有动。请换个文件夹，或先把它改名。`,
            '',
          );
        }
        savedFiles.add(folder);
        return answerFile(folder);
      } catch (error) {
        return unwritable(
          `“${parent}”里写不了文件，没有保存。可能没有写入权限，或磁盘已满；请换个文件夹再试。`,
          codeOf(error),
        );
      }
    },
    showSaved: async (request) => {
      const { file } = z.object({ file: z.string() }).parse(await request.json());
      if (savedFiles.has(file)) shell.showItemInFolder(file);
      return answerFile(savedFiles.has(file) ? file : null);
    },
  };
}

const workbookFilters = [{ name: '汇表工作簿', extensions: ['huibiao'] }];

function answerFile(file: string | null): Response {
  return Response.json({ ok: true, value: { file } });
}

function inDocuments(name: string): string {
  return join(app.getPath('documents'), safeFileName(name));
}

/** The kind of file that is saved, by the name that the backend gave it. */
function exportFilters(fileName: string): { name: string; extensions: string[] }[] {
  const extension = extname(fileName).slice(1).toLowerCase();
  const name = exportKinds[extension];
  return name === undefined ? [] : [{ name, extensions: [extension] }];
}

const exportKinds: Readonly<Record<string, string>> = {
  pdf: 'PDF 文件',
  docx: 'Word 文档',
  zip: '压缩包',
  xlsx: 'Excel 工作簿',
  xlsm: '启用宏的 Excel 工作簿',
};

/** Null when the file is there; otherwise the refusal, and what was there before still is. */
async function writeWhole(file: string, bytes: Uint8Array): Promise<Response | null> {
  try {
    await writeFile(`${file}.part`, bytes);
    await rename(`${file}.part`, file);
    return null;
  } catch (error) {
    await rm(`${file}.part`, { force: true });
    const message = `写不了“${file}”，没有导出。文件可能正被 Excel 或 WPS 打开，或没有写入权限；请关闭它或换个位置再试。`;
    return unwritable(message, codeOf(error));
  }
}

function unwritable(message: string, cause: string): Response {
  return Response.json({ ok: false, error: { code: 'output_unwritable', message, details: { cause } } });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
