/** Asks the system which font families it has. Where it cannot say, nothing is claimed. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Families by every name that they have; null where the system does not tell. */
export type InstalledFonts = {
  readonly families: ReadonlySet<string>;
  /** Whether a font has the character; null where that is not known. */
  readonly covers: (character: string) => Promise<boolean | null>;
};

const run = promisify(execFile);
const patience = { timeout: 10_000, maxBuffer: 1 << 24 };

export async function readInstalledFonts(
  platform: NodeJS.Platform = process.platform,
): Promise<InstalledFonts | null> {
  try {
    return platform === 'win32' ? await readRegistry() : await readFontconfig();
  } catch {
    return null;
  }
}

async function readFontconfig(): Promise<InstalledFonts | null> {
  const { stdout } = await run('fc-list', ['--format', '%{family}\n'], patience);
  const families = new Set(
    stdout
      .split('\n')
      .flatMap((line) => line.split(','))
      .map((name) => name.trim()),
  );
  families.delete('');
  const covers = async (character: string): Promise<boolean | null> => {
    const code = character.codePointAt(0)?.toString(16) ?? '';
    const { stdout: fonts } = await run('fc-list', [`:charset=${code}`, '--format', '%{family}\n'], patience);
    return fonts.trim() !== '';
  };
  return { families, covers };
}

const fontKeys = ['HKLM', 'HKCU'].map(
  (root) => `${root}\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Fonts`,
);

async function readRegistry(): Promise<InstalledFonts | null> {
  const listed = await Promise.all(
    fontKeys.map((key) => run('reg', ['query', key], patience).catch(() => ({ stdout: '' }))),
  );
  const families = familiesOfRegistry(listed.map(({ stdout }) => stdout).join('\n'));
  if (families.size === 0) return null;
  const wide = ['SimSun-ExtB', 'HanaMinB', 'Noto Serif CJK SC', 'Source Han Serif SC'];
  // Which characters a font has is not in the registry; Extension B is what these are made for.
  const covers = async (character: string): Promise<boolean | null> =>
    character >= '\u{20000}' && character <= '\u{2a6df}' && wide.some((name) => families.has(name))
      ? true
      : null;
  return { families, covers };
}

/** `    SimSun & NSimSun (TrueType)    REG_SZ    simsun.ttc` names two families. */
export function familiesOfRegistry(listing: string): Set<string> {
  const names = listing.split(/\r?\n/).flatMap((line) => {
    const entry = /^\s+(.+?)\s+(?:\((?:TrueType|OpenType)\)\s+)?REG_SZ\s/.exec(line);
    return entry?.[1]?.split(' & ') ?? [];
  });
  return new Set(names.map((name) => name.replace(/ (?:Regular|常规)$/u, '').trim()));
}
