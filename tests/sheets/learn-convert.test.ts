/** Forms in the older format become an .xlsx once: what they say and how they look comes along. */
import { readFileSync } from 'node:fs';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBiffLooks } from '../../electron/backend/sheets/learn/convert/biff-looks.ts';
import { convertForm } from '../../electron/backend/sheets/learn/convert/convert-form.ts';
import { learnForm } from '../../electron/backend/sheets/learn/learn-form.ts';
import { readCompoundFile } from '../../electron/backend/sheets/read/compound-file.ts';
import { loadSheets } from '../../electron/backend/sheets/read/load-file.ts';
import { refillWorkbook } from '../../electron/backend/sheets/refill/refill.ts';
import { compoundBytes, workbookBytes } from '../fixtures/sheets.ts';

/** The 脱贫户 form of forms-drawn, saved as .xls by an office program, with looks, a drop-down and a page. */
const old = new Uint8Array(readFileSync('tests/fixtures/old-form.xls'));

async function open(bytes: Uint8Array): Promise<ExcelJS.Worksheet> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(new Uint8Array(bytes).buffer);
  const [sheet] = workbook.worksheets;
  if (sheet === undefined) throw new Error('no sheet');
  return sheet;
}

describe('an older workbook', () => {
  const converted = convertForm({ bytes: old, fileName: '脱贫户.xls' });

  it('becomes an .xlsx of the same name, says so, and is the same bytes every time', () => {
    expect([converted.fileName, converted.converted]).toEqual(['脱贫户.xlsx', true]);
    expect(converted.notes.join('')).toMatch(/已转换成 \.xlsx，原文件一并保存.*样子可能略有出入/);
    expect(convertForm({ bytes: old, fileName: '脱贫户.xls' }).bytes).toEqual(converted.bytes);
  });

  it('keeps every text, number, formula, merge and sheet, as our own readers see them', () => {
    const plain = (bytes: Uint8Array) =>
      loadSheets(bytes, 'x').map(({ name, state, merges, rows, hiddenColumns }) => ({
        ...{ name, state, hiddenColumns },
        merges: merges.map((merge) => JSON.stringify(merge)).toSorted(),
        cells: rows.flatMap((row, at) =>
          (row ?? []).flatMap((cell, column) => (cell === undefined ? [] : [[at, column, cell]])),
        ),
      }));
    expect(plain(converted.bytes)).toEqual(plain(old));
  });

  it('keeps fonts, lines, colours, alignment, formats, widths, heights, drop-downs and the page', async () => {
    const sheet = await open(converted.bytes);
    expect(sheet.getCell('A2').font).toMatchObject({
      name: '方正小标宋简体',
      size: 22,
      bold: true,
      color: { argb: 'FFC00000' },
    });
    expect(sheet.getCell('A2').alignment).toMatchObject({
      horizontal: 'center',
      vertical: 'middle',
      wrapText: true,
    });
    expect(sheet.getCell('B8').border.left?.style).toBe('thin');
    expect(sheet.getCell('A4').fill).toMatchObject({ pattern: 'solid', fgColor: { argb: 'FFFFFF99' } });
    expect(sheet.getCell('G8').numFmt).toBe('0.00');
    expect(sheet.getCell('D12').value).toMatchObject({ formula: 'SUM(D8:D11)' });
    expect([sheet.getColumn('C').width, sheet.getColumn('I').width]).toEqual([22, 30]);
    expect(sheet.getRow(2).height).toBe(39.75);
    expect(sheet.getCell('B9').dataValidation).toMatchObject({
      type: 'list',
      formulae: ['"高都镇,大阳镇,山河镇"'],
    });
    expect(sheet.pageSetup).toMatchObject({
      paperSize: 9,
      orientation: 'landscape',
      fitToPage: true,
      printTitlesRow: '4:7',
      printArea: 'A1:I14',
    });
  });

  it('is learnt as the form that it becomes, lines and drop-downs included, and can be filled', () => {
    const pointed = { sheet: null, header: null, layout: null };
    const learnt = learnForm({ bytes: old, fileName: '脱贫户.xls', ...pointed });
    const again = learnForm({ bytes: converted.bytes, fileName: '脱贫户.xlsx', ...pointed });
    expect(learnt.proposals).toEqual(again.proposals);
    const form = learnt.proposals[0]?.form;
    expect(form?.body).toEqual({ firstRow: 7, lastRow: 10 });
    expect(form?.columns[1]?.choices).toEqual(['高都镇', '大阳镇', '山河镇']);
    expect(learnt.notes.join('')).toContain('已转换成 .xlsx');
    const cells = [{ row: 7, column: 2, value: { kind: 'text', text: '大兴村' } } as const];
    const filled = refillWorkbook(converted.bytes, { sheets: [{ sheet: '脱贫户', cells }] });
    expect(loadSheets(filled.bytes, 'x')[0]?.rows[7]?.[2]?.text).toBe('大兴村');
  });

  it('written by a program that keeps no looks is converted all the same, hidden sheets too', () => {
    const sheets = [
      {
        name: '表',
        rows: [
          ['乡镇', '村名', '户数'],
          ['高都镇', '大兴村', 12.5],
          [true, '_x0041_', -3],
        ],
      },
      { name: '字典', rows: [['甲']], hidden: true },
    ];
    const { bytes, converted: isConverted } = convertForm({
      bytes: workbookBytes(sheets, 'biff8'),
      fileName: '表.et',
    });
    expect(isConverted).toBe(true);
    const read = loadSheets(bytes, 'x');
    expect(read.map(({ name, state }) => [name, state])).toEqual([
      ['表', 'visible'],
      ['字典', 'hidden'],
    ]);
    expect(read[0]?.rows.map((row) => row?.map((cell) => cell?.text))).toEqual([
      ['乡镇', '村名', '户数'],
      ['高都镇', '大兴村', '12.5'],
      ['TRUE', '_x0041_', '-3'],
    ]);
  });

  it('has looks that can be read whatever is broken in them', () => {
    const stream = readCompoundFile(old).readStream('Workbook');
    if (stream === null) throw new Error('the fixture is an .xls');
    expect(readBiffLooks(stream)?.sheets.size).toBe(2);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(stream.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 }),
        (changes) => {
          const broken = Uint8Array.from(stream);
          for (const [at, byte] of changes) broken[at] = byte;
          const looks = readBiffLooks(broken);
          expect(looks === null || looks.styles.length > 0).toBe(true);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('is refused with what to do where it cannot be read', () => {
    const stream = new Uint8Array([0x09, 0x08, 0x02, 0x00, 0x00, 0x06, 0x0a, 0, 0, 0]);
    const empty = compoundBytes({ Workbook: stream });
    expect(() => convertForm({ bytes: empty, fileName: '坏.xls' })).toThrow(/另存为 \.xlsx，再作表样/);
  });
});

describe('any other file', () => {
  it('comes back as it is', () => {
    for (const bytes of [workbookBytes([{ rows: [['甲']] }]), new TextEncoder().encode('甲,乙\n')]) {
      const kept = convertForm({ bytes, fileName: '文件' });
      expect(kept).toEqual({ bytes, fileName: '文件', converted: false, notes: [] });
    }
  });
});
