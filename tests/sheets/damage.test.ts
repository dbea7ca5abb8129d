/** Whatever a transfer does to a file, it is read as it was or refused; never half, never as something else. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadFile } from '../../electron/backend/sheets/read/load-file.ts';
import type { Sheet } from '../../electron/backend/sheets/sheet.ts';
import type { ReadRows } from '../../electron/backend/sheets/sheet-tools.ts';
import { HuibiaoError } from '../../shared/model/failure.ts';
import { annexTable } from '../fixtures/annex.ts';
import { importRows } from '../fixtures/reading.ts';
import { annexSheetRows, workbookBytes } from '../fixtures/sheets.ts';
import { archive, main, parts, relationships } from './ooxml-archive.ts';

const sheet = { rows: annexSheetRows([['高都镇', '泊南村', '大兴村、任庄村', '重点']], ['合计', 1, 2]) };
const xlsx = workbookBytes([sheet]);
const xls = workbookBytes([sheet], 'biff8');

function read(bytes: Uint8Array): ReadRows | HuibiaoError {
  try {
    return importRows({ bytes, fileName: 'x', definition: annexTable, groups: ['高都镇'] });
  } catch (error) {
    if (error instanceof HuibiaoError) return error;
    throw error;
  }
}

const flips = fc.array(fc.tuple(fc.nat(), fc.nat(7)), { minLength: 1, maxLength: 3 });

function flip(bytes: Uint8Array, places: readonly (readonly [number, number])[]): Uint8Array {
  const copy = bytes.slice();
  for (const [place, bit] of places) {
    const at = place % copy.length;
    copy[at] = (copy[at] ?? 0) ^ (1 << bit);
  }
  return copy;
}

describe('a file damaged on its way', () => {
  it('.xlsx with flipped bits is read as it was, or refused', () => {
    const whole = read(xlsx);
    expect(whole).toMatchObject({ rows: { length: 3 }, problems: [] });
    fc.assert(
      fc.property(flips, (places) => {
        const outcome = read(flip(xlsx, places));
        if (outcome instanceof HuibiaoError) return;
        // It may have taken the other reader to read it.
        const { unusual: _, ...reading } = outcome.reading;
        expect({ ...outcome, reading: { ...reading, unusual: null } }).toEqual(whole);
      }),
      { numRuns: 300 },
    );
  });

  it('.xlsx with comments keeps every one of them, or is refused, whichever bit is turned', () => {
    // Without them in view nobody would miss them: an entry that lost its name is simply not there.
    const bytes = archive(
      parts({
        'xl/worksheets/_rels/sheet1.xml.rels': relationships({ a: ['comments', '../comments1.xml'] }),
        'xl/comments1.xml': `<comments xmlns="${main}"><authors><author/></authors><commentList><comment ref="A1" authorId="0"><text><t>核对</t></text></comment></commentList></comments>`,
      }),
    );
    const whole = loadFile(bytes, 'x').sheets;
    expect(whole[0]?.comments).toEqual(new Map([['A1', '核对']]));
    const directory = bytes.length - 22 - 9 * 60;
    fc.assert(
      fc.property(fc.integer({ min: directory, max: bytes.length - 1 }), fc.nat(7), (place, bit) => {
        let sheets: readonly Sheet[];
        try {
          ({ sheets } = loadFile(flip(bytes, [[place, bit]]), 'x'));
        } catch (error) {
          expect(error).toBeInstanceOf(HuibiaoError);
          return;
        }
        expect(sheets).toEqual(whole);
      }),
      { numRuns: 300 },
    );
  });

  it('.xlsx cut off anywhere is refused', () => {
    fc.assert(
      fc.property(fc.nat(xlsx.length - 1), (length) => {
        expect(read(xlsx.subarray(0, length))).toBeInstanceOf(HuibiaoError);
      }),
    );
  });

  it('.xls, which has no checksums, is read or refused, and never brings the reader down', () => {
    fc.assert(
      fc.property(flips, fc.nat(xls.length), (places, length) => {
        for (const bytes of [flip(xls, places), xls.subarray(0, length)]) {
          const outcome = read(bytes);
          expect(outcome instanceof HuibiaoError || Array.isArray(outcome.rows)).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });
});
