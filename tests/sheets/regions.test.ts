/** Every named oddity as a real file: read by its content, and its tables found whole. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeRegion } from '../../electron/backend/sheets/regions/describe.ts';
import { inspectFile } from '../../electron/backend/sheets/regions/inspect-file.ts';
import { shapes } from '../fixtures/shapes/shapes.ts';
import { refusedFiles } from '../fixtures/sheets-refused.ts';

describe('a table is found whole, whatever stands around it', () => {
  it.each(shapes.map((shape) => [shape.name, shape.says, shape] as const))(
    '%s: %s',
    async (_name, _says, shape) => {
      const bytes = await shape.bytes();
      const { format, encoding, failure, sheets } = inspectFile(
        { bytes, fileName: shape.fileName, sheet: null },
        () => {},
      );
      expect(failure).toBeNull();
      expect({ format, encoding }).toEqual({ format: shape.format, encoding: shape.encoding });
      expect(
        sheets.map(({ name, state, regions }) => ({ name, state, regions: regions.map(describeRegion) })),
      ).toEqual(shape.sheets);
    },
  );
});

describe('the conformance tables', () => {
  const [, shapeTable = '', refusalTable = ''] = readFileSync('tests/sheets/README.md', 'utf8').split(
    /^## .*$/m,
  );
  const entries = (table: string): string[] =>
    table
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .slice(2)
      .map((line) => line.slice(2, line.indexOf(' |')).trim());

  it('list every shape', () => {
    expect(entries(shapeTable)).toEqual(shapes.map(({ name }) => `\`${name}\``));
    expect(new Set(shapes.map(({ name }) => name)).size).toBe(shapes.length);
    expect(shapes.length).toBeGreaterThanOrEqual(40);
  });

  it('list every refusal', () => {
    expect(entries(refusalTable)).toEqual(refusedFiles().map(({ name }) => name));
  });
});
