/** The tables of README.md are complete and true: whoever adds a shape, a refusal or a test of an odd file lists it there. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shapes } from '../fixtures/shapes/shapes.ts';
import { refusedFiles } from '../fixtures/sheets-refused.ts';

const folder = 'tests/sheets';
const [, shapeTable, refusalTable, otherTable] = readFileSync(join(folder, 'README.md'), 'utf8')
  .split(/^## .*$/m)
  .map(rowsOf);

/** The cells of a table's rows; head and rule left out. */
function rowsOf(section: string): string[][] {
  return section
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

const sourceOf = (file: string): string => readFileSync(file, 'utf8');

describe('the conformance tables', () => {
  it('list every shape with its file and what is odd about it', () => {
    expect(shapeTable?.map(([name, file, , , says]) => [name, file, says])).toEqual(
      shapes.map(({ name, fileName, says }) => [`\`${name}\``, fileName, says]),
    );
  });

  it('list every refusal with its code', () => {
    expect(refusalTable?.map(([name, code]) => [name, code])).toEqual(
      refusedFiles().map(({ name, code }) => [name, `\`${code}\``]),
    );
  });

  it('name the fixture that builds each, and tests that are there', () => {
    for (const [name = '', , fixture = '', tests = ''] of [...(shapeTable ?? []), ...(refusalTable ?? [])]) {
      const quoted = `'${name.replaceAll('`', '')}'`;
      expect([name, sourceOf(join('tests/fixtures', fixture)).includes(quoted)]).toEqual([name, true]);
      for (const test of tests.split(', ')) expect(sourceOf(join(folder, test))).toContain('describe(');
    }
  });

  it('name a test that is there for every other odd file', () => {
    expect(otherTable?.length).toBeGreaterThan(30);
    for (const [what = '', , file = '', test = ''] of otherTable ?? []) {
      const source = sourceOf(join(folder, file));
      expect([what, test === '(all of it)' || source.includes(`'${test}'`)]).toEqual([what, true]);
    }
  });
});
