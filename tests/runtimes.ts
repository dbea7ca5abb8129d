/** Finds the browsers and Electron runtimes that a machine offers to the tests. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

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
