/** Finds the browsers and Electron runtimes that a machine offers to the tests. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';

/** A Chromium or Chrome executable, from `CHROMIUM_PATH` or its usual places; null when there is none. */
export function findChromium(): string | null {
  const candidates = [
    process.env.CHROMIUM_PATH,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ];
  return candidates.find((path): path is string => path !== undefined && existsSync(path)) ?? null;
}

/** The Electron executable, from `ELECTRON_OVERRIDE_DIST_PATH` or an installed runtime; null when there is none. */
export function findElectron(): string | null {
  const name = process.platform === 'win32' ? 'electron.exe' : 'electron';
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override !== undefined) return existsSync(join(override, name)) ? join(override, name) : null;
  const installed = join(
    dirname(createRequire(import.meta.url).resolve('electron/package.json')),
    'dist',
    name,
  );
  return existsSync(installed) ? installed : null;
}

/** LibreOffice and the tools that look into a PDF, to open what we write; null where one of them is missing. */
export function findOffice(): { readonly soffice: string } | null {
  const soffice = findProgram('soffice');
  return soffice !== null && pdfTools.every((name) => findProgram(name) !== null) ? { soffice } : null;
}

const pdfTools = ['pdftotext', 'pdftoppm', 'pdfinfo', 'pdffonts'];

function findProgram(name: string): string | null {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}
