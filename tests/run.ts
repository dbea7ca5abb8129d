/**
 * `npm test`: builds the app, then runs every suite that this machine can run. End-to-end tests need Chromium,
 * the Electron suite needs an Electron runtime, the office suite LibreOffice and poppler's tools; where one is missing, one line says what was skipped and how
 * to get it. The last line counts the tests: `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { findChromium, findElectron, findOffice } from './runtimes.ts';

const report = '.cache/test-report.json';
const projects = ['fast'];
const skipped: string[] = [];

if (findChromium() !== null) projects.push('e2e');
else
  skipped.push(
    'end-to-end tests: no Chromium (apt-get install chromium, or set CHROMIUM_PATH to a Chromium or Chrome)',
  );
if (findElectron() !== null) projects.push('electron');
else
  skipped.push(
    'Electron tests: no Electron runtime (npx install-electron, or set ELECTRON_OVERRIDE_DIST_PATH)',
  );
if (findOffice() !== null && findChromium() !== null) projects.push('office');
else
  skipped.push(
    'LibreOffice and PDF tests: no LibreOffice, poppler-utils or Chromium (apt-get install libreoffice-calc libreoffice-writer poppler-utils chromium)',
  );

run('npm', ['run', '--silent', 'build']);
const { status } = spawnSync(
  'npx',
  [
    'vitest',
    'run',
    ...projects.flatMap((project) => ['--project', project]),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit' },
);

for (const line of skipped) console.log(`skipped: ${line}`);
const { passed, failed } = countTests();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = status === 0 && failed === 0 && passed > 0 ? 0 : 1;

function run(command: string, parameters: readonly string[]): void {
  const { status: exitCode } = spawnSync(command, parameters, { stdio: 'inherit' });
  if (exitCode !== 0) process.exit(exitCode ?? 1);
}

function countTests(): { passed: number; failed: number } {
  if (!existsSync(report)) return { passed: 0, failed: 1 };
  const counts: { numPassedTests: number; numFailedTests: number; numFailedTestSuites: number } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  const failedFiles = counts.numFailedTests === 0 ? counts.numFailedTestSuites : 0;
  return { passed: counts.numPassedTests, failed: counts.numFailedTests + failedFiles };
}
