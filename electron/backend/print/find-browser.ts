/** Finds a browser of the Chromium family, which every office PC has one of: Edge on Windows, 统信 and 麒麟 their own. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export type BrowserSearch = {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly exists: (path: string) => boolean;
};

/** The executable: the one that `HUIBIAO_BROWSER` names, else the first that is found; null when there is none. */
export function findBrowser(search: BrowserSearch = thisMachine()): string | null {
  return candidatesFor(search).find((path) => search.exists(path)) ?? null;
}

function thisMachine(): BrowserSearch {
  return { platform: process.platform, environment: process.env, exists: existsSync };
}

function candidatesFor({ platform, environment }: BrowserSearch): string[] {
  const chosen = environment.HUIBIAO_BROWSER;
  // One that was named is meant: another one in its place would only hide the mistake.
  if (chosen !== undefined && chosen !== '') return [chosen];
  switch (platform) {
    case 'win32': {
      const roots = ['ProgramFiles(x86)', 'ProgramFiles', 'LOCALAPPDATA'].flatMap(
        (name) => environment[name] ?? [],
      );
      return windowsPrograms.flatMap((program) => roots.map((root) => `${root}\\${program}`));
    }
    case 'darwin':
      return [...macPrograms];
    default: {
      const folders = (environment.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
      const onPath = linuxNames.flatMap((name) => folders.map((folder) => join(folder, name)));
      return [...onPath, ...linuxPrograms];
    }
  }
}

const windowsPrograms = [
  'Microsoft\\Edge\\Application\\msedge.exe',
  'Google\\Chrome\\Application\\chrome.exe',
  'Chromium\\Application\\chrome.exe',
];

const macPrograms = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const linuxNames = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
  'uos-browser-stable',
  'qaxbrowser-safe-stable',
];

const linuxPrograms = [
  '/opt/google/chrome/chrome',
  '/opt/microsoft/msedge/msedge',
  '/opt/apps/org.deepin.browser/files/uos-browser-stable',
  '/opt/apps/com.qihoo.360browser/files/qaxbrowser-safe-stable',
];
