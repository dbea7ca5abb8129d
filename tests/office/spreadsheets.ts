/** Workbooks as LibreOffice prints them. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { findOffice } from '../runtimes.ts';

const folder = mkdtempSync(join(tmpdir(), 'huibiao-sheets-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/**
 * Prints workbooks, all in one start of the program, as that takes longest.
 * @returns the paths of the PDFs in the same order
 * @throws Error naming the first one that could not be opened
 */
export function printWorkbooks(workbooks: readonly Uint8Array[]): string[] {
  const office = findOffice();
  if (office === null) throw new Error('no LibreOffice');
  const names = workbooks.map((bytes) => {
    written += 1;
    writeFileSync(join(folder, `book-${written}.xlsx`), bytes);
    return `book-${written}`;
  });
  const profile = `-env:UserInstallation=file://${folder}/profile`;
  const files = names.map((name) => join(folder, `${name}.xlsx`));
  execFileSync(office.soffice, [profile, '--headless', '--convert-to', 'pdf', '--outdir', folder, ...files], {
    stdio: 'ignore',
    timeout: 170_000,
  });
  return names.map((name) => {
    const pdf = join(folder, `${name}.pdf`);
    if (!existsSync(pdf)) throw new Error(`${name} was not opened`);
    return pdf;
  });
}

let written = 0;
