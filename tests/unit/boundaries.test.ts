/** The layers are guarded by the linter; these canaries, put where they do not belong, show that it bites. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const refused = [
  ['shared/model/canary-1.ts', "import '../../electron/cli.ts';", 'noRestrictedImports'],
  ['shared/model/canary-2.ts', "import '../../renderer/main.tsx';", 'noRestrictedImports'],
  ['shared/model/canary-3.ts', "import 'node:fs';", 'noNodejsModules'],
  ['shared/model/canary-4.ts', 'export const id = crypto.randomUUID();', 'noRestrictedGlobals'],
  ['renderer/grid/canary-1.ts', "import '../../electron/backend/backend.ts';", 'noRestrictedImports'],
  ['renderer/grid/canary-2.ts', "import 'node:path';", 'noNodejsModules'],
  ['electron/backend/handlers/canary-1.ts', "import 'better-sqlite3';", 'noRestrictedImports'],
  ['electron/backend/handlers/canary-2.ts', "import 'electron';", 'noRestrictedImports'],
  ['electron/backend/canary-1.ts', "import '../../renderer/main.tsx';", 'noRestrictedImports'],
  ['electron/backend/store/canary-1.ts', "import '../sheets/sheet-tools.ts';", 'noRestrictedImports'],
  ['electron/backend/store/canary-2.ts', "import '../handlers/rows.ts';", 'noRestrictedImports'],
  ['electron/backend/sheets/canary-1.ts', "import '../store/commit.ts';", 'noRestrictedImports'],
  ['electron/backend/sheets/canary-2.ts', "import 'better-sqlite3';", 'noRestrictedImports'],
] as const;

const allowed = [
  ['shared/model/good.ts', "import './row.ts';"],
  ['renderer/grid/good.ts', "import '../../shared/api.ts';"],
  ['electron/backend/store/good.ts', "import 'better-sqlite3';"],
  ['electron/main.ts', "import 'electron';"],
] as const;

const tree = mkdtempSync(join(tmpdir(), 'huibiao-boundaries-'));
let objections: string[] = [];

beforeAll(() => {
  const { $schema, vcs, ...rules } = JSON.parse(readFileSync('biome.json', 'utf8'));
  writeFileSync(join(tree, 'biome.json'), JSON.stringify(rules));
  for (const [path, source] of [...refused, ...allowed]) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), `${source}\n`);
  }
  const biome = resolve('node_modules/.bin/biome');
  const { stdout } = spawnSync(biome, ['lint', '--reporter=github', '--max-diagnostics=none', '.'], {
    cwd: tree,
    encoding: 'utf8',
  });
  objections = stdout.split('\n');
});
afterAll(() => rmSync(tree, { recursive: true }));

describe('an import against the direction of the house is refused', () => {
  it.each(refused)('%s may not say: %s', (path, _source, rule) => {
    expect(objections.filter((line) => line.includes(path) && line.includes(rule))).toHaveLength(1);
  });

  it.each(allowed)('%s may say: %s', (path) => {
    expect(objections.filter((line) => line.includes(path))).toEqual([]);
  });
});
