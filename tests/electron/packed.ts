/** Packs the app once a run, with the very command that a release is packed with. */
import { spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import type { AppUnderTest } from './launch.ts';

export async function packApp(): Promise<AppUnderTest> {
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', 'pack'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`npm run pack failed:\n${stdout}\n${stderr}`);
  const name = process.platform === 'win32' ? 'huibiao.exe' : 'huibiao';
  const executable = globSync('release/*-unpacked')
    .map((folder) => `${folder}/${name}`)
    .find(existsSync);
  if (executable === undefined) throw new Error('npm run pack left no executable in release/');
  return { executable, entry: null };
}
