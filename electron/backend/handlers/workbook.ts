import { existsSync, mkdirSync } from 'node:fs';
import { dirname, isAbsolute, resolve } from 'node:path';
import { loadSeed } from '../seeds/load-seed.ts';
import { clearDesk, describeState, placeWorkbook, resolveWorkbookFile } from '../session.ts';
import { createWorkbook } from '../store/create.ts';
import { openWorkbook } from '../store/open.ts';
import type { HandlersOf } from './handlers.ts';

export const workbookHandlers: HandlersOf<'workbook'> = {
  'workbook.create': async ({ file, seed }, { session }) => {
    const { dataFolder, seedsFolder, newId } = session.options;
    const path = resolveWorkbookFile(dataFolder, file);
    // The folder is the program's own choice, so it makes it; a folder that the person named must be there.
    if (dirname(path) === resolve(dataFolder)) mkdirSync(dataFolder, { recursive: true });
    const content = await loadSeed(seed, seedsFolder, newId);
    return placeWorkbook(session, path, createWorkbook(path, content, session.options));
  },

  'workbook.open': async ({ file }, { session }) => {
    // What is there is judged by its content, whatever its name: only so can the refusal say what it is.
    const isThere = isAbsolute(file) && existsSync(file);
    const path = isThere ? resolve(file) : resolveWorkbookFile(session.options.dataFolder, file);
    const { workbook } = session;
    if (workbook?.file === path) return { file: workbook.file, name: workbook.name };
    return placeWorkbook(session, path, openWorkbook(path, session.options));
  },

  'workbook.close': (_input, { session }) => {
    clearDesk(session);
    return describeState(session);
  },
};
