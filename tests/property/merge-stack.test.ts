/** Laws of stacking returns: nothing is lost, nothing is counted twice, and the order of the files does not matter. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type StackFile, stackReturns } from '../../shared/collect/stack-rows.ts';
import type { IncomingRow } from '../../shared/merge/incoming.ts';

const townships = ['甲镇', '乙镇', '丙镇'];

const row: fc.Arbitrary<IncomingRow> = fc
  .record({
    village: fc.option(fc.constantFrom('大兴村', '泊南村', '下庄村', '善获村'), { nil: null, freq: 8 }),
    done: fc.option(fc.integer({ min: 0, max: 3 }), { nil: null }),
    note: fc.option(fc.constantFrom('已核实', '未到位'), { nil: null }),
  })
  .map((values) => ({ values, cells: {} }));

const fileOf = (unit: fc.Arbitrary<string | null>): fc.Arbitrary<StackFile> =>
  fc.record({ unit, rows: fc.array(row, { maxLength: 6 }) });

const anyFiles = fc.array(fileOf(fc.constantFrom(null, ...townships)), { maxLength: 5 });

function stack(files: readonly StackFile[], units: readonly string[] = townships) {
  return stackReturns({ files, keys: ['village'], columns: ['done', 'note'], unitOf: () => null, units });
}

describe('stacking', () => {
  it('keeps every row, or names the row of another file that says the same or more', () => {
    fc.assert(
      fc.property(anyFiles, (files) => {
        const { rows, repeated } = stack(files);
        const places = [...rows, ...repeated.map((one) => one.row)].map(
          ({ file, row: at }) => `${file}:${at}`,
        );
        const all = files.flatMap(({ rows: own }, file) => own.map((_, at) => `${file}:${at}`));
        expect(places.toSorted()).toEqual(all.toSorted());
        for (const { row: left, of } of repeated) {
          const [less, more] = [left, of].map((place) => files[place.file]?.rows[place.row]?.values ?? {});
          for (const key of ['done', 'note']) {
            if (less?.[key] !== null) expect(more?.[key]).toEqual(less?.[key]);
          }
        }
      }),
    );
  });

  it('gives the same stack whatever the order of files of different units', () => {
    const oneEach = fc
      .tuple(...townships.map((unit) => fileOf(fc.constant(unit))))
      .chain((files) => fc.tuple(fc.constant(files), fc.shuffledSubarray(files, { minLength: 3 })));
    fc.assert(
      fc.property(oneEach, ([files, shuffled]) => {
        const contents = (some: readonly StackFile[]) =>
          stack(some).rows.map(({ file, row: at }) => some[file]?.rows[at]);
        expect(contents(shuffled)).toEqual(contents(files));
      }),
    );
  });

  it('says nothing of files of different units, and never drops their rows', () => {
    fc.assert(
      fc.property(fc.tuple(...townships.map((unit) => fileOf(fc.constant(unit)))), (files) => {
        const { rows, conflicts, repeated, namesakes } = stack(files);
        expect({ conflicts, repeated, namesakes }).toEqual({ conflicts: [], repeated: [], namesakes: [] });
        expect(rows).toHaveLength(files.reduce((sum, file) => sum + file.rows.length, 0));
      }),
    );
  });

  it('counts the rows of a file that comes twice once, but for those without a name', () => {
    fc.assert(
      fc.property(fileOf(fc.constantFrom(...townships)), (file) => {
        const nameless = file.rows.filter(({ values }) => values.village === null).length;
        const { rows, conflicts } = stack([file, file]);
        expect(conflicts).toEqual([]);
        expect(rows).toHaveLength(file.rows.length + nameless);
      }),
    );
  });

  it('has a conflict for each pair of rows that it keeps of one name from two files of a unit', () => {
    fc.assert(
      fc.property(fc.array(fileOf(fc.constant('甲镇')), { minLength: 2, maxLength: 2 }), (files) => {
        const { conflicts, rows, repeated } = stack(files);
        for (const { sides, column } of conflicts) {
          const [left, right] = sides;
          expect(left.value).not.toEqual(right.value);
          expect(files[left.file]?.rows[left.row]?.values[column]).toEqual(left.value);
          expect(files[right.file]?.rows[right.row]?.values[column]).toEqual(right.value);
          expect(rows).toContainEqual({ file: right.file, row: right.row });
        }
        expect(rows.length + repeated.length).toBe(files.reduce((sum, file) => sum + file.rows.length, 0));
      }),
    );
  });
});
