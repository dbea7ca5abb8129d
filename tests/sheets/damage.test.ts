/** Whatever a transfer does to a file, it is read as it was or refused; never half, never as something else. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LoadedFile, loadFile } from '../../electron/backend/sheets/read/load-file.ts';
import type { Sheet } from '../../electron/backend/sheets/sheet.ts';
import type { ReadRows } from '../../electron/backend/sheets/sheet-tools.ts';
import { HuibiaoError } from '../../shared/model/failure.ts';
import { annexTable } from '../fixtures/annex.ts';
import { importRows } from '../fixtures/reading.ts';
import { annexSheetRows, workbookBytes } from '../fixtures/sheets.ts';
import { archive, main, parts, relationships, textsOf } from './ooxml-archive.ts';

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

/** Text has no checksum: two flips can make another text that is as right. One is always seen. */
function* everyFlip(bytes: Uint8Array): Generator<readonly [place: string, flipped: Uint8Array]> {
  for (let at = 0; at < bytes.length; at += 1) {
    for (let bit = 0; bit < 8; bit += 1) yield [`bit ${bit} of byte ${at}`, flip(bytes, [[at, bit]])];
  }
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

  describe('SpreadsheetML 2003 that calls itself .xls', () => {
    const xml = new Uint8Array(spreadsheetXml());
    const whole = cellsOf(loadFile(xml, 'x').sheets);

    it('cut off anywhere is refused', () => {
      expect(whole).toBe(14);
      fc.assert(
        fc.property(fc.nat(xml.length - 1), (length) => {
          const refusal = sheetsOrRefusal(xml.subarray(0, length));
          expect(refusal).toBeInstanceOf(HuibiaoError);
        }),
        { numRuns: 400 },
      );
    });

    it('cut off in its second sheet is damaged, not read in part', () => {
      const at = Buffer.from(xml).indexOf('二月') + 40;
      expect(sheetsOrRefusal(xml.subarray(0, at))).toMatchObject({ code: 'damaged' });
      const first = Buffer.from(xml).indexOf('<Row') + 40;
      expect(sheetsOrRefusal(xml.subarray(0, first))).toMatchObject({ code: 'damaged' });
    });

    it('with any one bit flipped keeps every cell of every sheet, or is refused', () => {
      for (const [place, broken] of everyFlip(xml)) {
        const outcome = sheetsOrRefusal(broken);
        if (outcome instanceof HuibiaoError) continue;
        expect([outcome.length, cellsOf(outcome)], place).toEqual([2, whole]);
      }
    });
  });

  describe('a web page that calls itself .xls', () => {
    const page = new TextEncoder().encode(webPage);
    const whole = cellsOf(loadFile(page, 'x').sheets);
    const end = webPage.indexOf('</table></body>');

    it('cut off anywhere before the end of its last table is refused or said to be cut off', () => {
      expect(whole).toBe(14);
      fc.assert(
        fc.property(fc.nat(new TextEncoder().encode(webPage.slice(0, end)).length + 6), (length) => {
          const outcome = loadOrRefusal(page.subarray(0, length));
          if (outcome instanceof HuibiaoError) return;
          // Cut between two tables.
          expect([outcome.doubts.map(({ code }) => code), cellsOf(outcome.sheets)]).toEqual([['cut_off'], 7]);
        }),
        { numRuns: 400 },
      );
    });

    it('with a tag grown together with what stood behind it is refused', () => {
      const grown = webPage.replace('<td>备注</td>', '<td?备注=/td>');
      expect(sheetsOrRefusal(new TextEncoder().encode(grown))).toMatchObject({ code: 'damaged' });
    });

    it('with any one bit flipped keeps every cell of every table, or is refused', () => {
      for (const [place, broken] of everyFlip(page)) {
        const outcome = sheetsOrRefusal(broken);
        if (!(outcome instanceof HuibiaoError)) expect(cellsOf(outcome), place).toBe(whole);
      }
    });
  });

  describe('a .csv, which has no end of its own', () => {
    const csv = new TextEncoder().encode(csvText);
    const lines = csvText.split('\n').slice(0, -1);

    it('cut off within a line is refused or said to be cut off, unless only its last field is shorter', () => {
      fc.assert(
        fc.property(fc.nat(csv.length - 1), (length) => {
          const outcome = loadOrRefusal(csv.subarray(0, length));
          if (outcome instanceof HuibiaoError) return;
          const rows = outcome.sheets.flatMap(textsOf);
          const complete = rows.slice(0, -1).map((row) => row.join(','));
          expect(complete).toEqual(lines.slice(0, complete.length));
          const last = rows.at(-1) ?? [];
          const isWhole = last.length === 4;
          expect(isWhole || outcome.doubts.length > 0 || rows.length < 2).toBe(true);
        }),
        { numRuns: 400 },
      );
    });

    it('with any one bit flipped keeps its lines, tells what is doubtful, or is refused', () => {
      for (const [place, broken] of everyFlip(csv)) {
        const outcome = loadOrRefusal(broken);
        if (outcome instanceof HuibiaoError) continue;
        const written = new TextDecoder().decode(broken);
        const ends = written.match(/\r\n|\r|\n/g)?.length ?? 0;
        const rows = outcome.sheets.flatMap((each) => each.rows).length;
        // A line end more or less is one that a flip has made or taken; none is lost besides.
        expect(rows, place).toBe(/[\r\n]$/.test(written) ? ends : ends + 1);
      }
    });
  });
});

const csvText = `村名,户数,完成时限,备注\n${['大兴村', '泊南村', '保福村', '任庄村'].map((name, at) => `${name},${at + 10},2025年${at + 1}月,路已修好${at}`).join('\n')}\n`;

const webPage = `<html><head><meta charset="utf-8"></head><body>${['一月', '二月']
  .map(
    (month) =>
      `<table><tr><td colspan="3">${month}</td></tr><tr><td>村名</td><td>户数</td><td>备注</td></tr><tr><td>大兴村</td><td>10</td><td>路已修好</td></tr></table>`,
  )
  .join('<br>')}</body></html>`;

/** Two sheets as Excel writes them. */
function spreadsheetXml(): Buffer {
  const data = (type: string, value: string) => `<Cell><Data ss:Type="${type}">${value}</Data></Cell>`;
  const sheets = ['一月', '二月'].map(
    (month) =>
      `<Worksheet ss:Name="${month}"><Table ss:ExpandedColumnCount="3" ss:ExpandedRowCount="4"><Column ss:Width="60"/><Row><Cell ss:MergeAcross="2"><Data ss:Type="String">${month}</Data></Cell></Row><Row ss:Index="3" ss:AutoFitHeight="0">${['村名', '户数', '备注'].map((text) => data('String', text)).join('')}</Row><Row>${data('String', '大兴村')}${data('Number', '10')}<Cell/>${data('Boolean', '1')}</Row></Table><WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><ProtectObjects>False</ProtectObjects></WorksheetOptions></Worksheet>`,
  );
  return Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><DocumentProperties xmlns="urn:schemas-microsoft-com:office:office"><Author>甲</Author></DocumentProperties><Styles><Style ss:ID="Default"/></Styles>${sheets.join('')}</Workbook>`,
  );
}

function loadOrRefusal(bytes: Uint8Array): LoadedFile | HuibiaoError {
  try {
    return loadFile(bytes, 'x');
  } catch (error) {
    if (error instanceof HuibiaoError) return error;
    throw error;
  }
}

function sheetsOrRefusal(bytes: Uint8Array): readonly Sheet[] | HuibiaoError {
  const outcome = loadOrRefusal(bytes);
  return outcome instanceof HuibiaoError ? outcome : outcome.sheets;
}

/** Cells that hold something, blanks included. */
function cellsOf(sheets: readonly Sheet[]): number {
  return sheets.flatMap(({ rows }) => rows.flatMap((row) => (row ?? []).filter((cell) => cell !== undefined)))
    .length;
}
