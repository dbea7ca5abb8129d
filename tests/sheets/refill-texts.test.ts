/** Texts that a spreadsheet would read anew when somebody enters the cell again (F2, Enter). */
import { describe, expect, it } from 'vitest';
import { refillWorkbook } from '../../electron/backend/sheets/refill/refill.ts';
import { isReadAnew } from '../../electron/backend/sheets/refill/text-styles.ts';
import { partOf, richTemplate } from '../fixtures/refill-templates.ts';
import { cellOf, main, scannedSheet, stylesXml, workbookOf } from './ooxml-archive.ts';

const form = richTemplate();
const sheet1 = 'xl/worksheets/sheet1.xml';
const styles = 'xl/styles.xml';

function fill(texts: readonly string[], bytes = form, sheet = '附件1') {
  const cells = texts.map((text, row) => ({
    row: 40 + row,
    column: 1,
    value: { kind: 'text', text } as const,
  }));
  return refillWorkbook(bytes, { sheets: [{ sheet, cells }] });
}

/** The element of the style that a cell has. */
function styleOf(bytes: Uint8Array, cell: string): string {
  const number = new RegExp(`<c r="${cell}" s="(\\d+)"`).exec(partOf(bytes, sheet1))?.[1] ?? '0';
  const cellXfs = /<cellXfs\b[^>]*>(.*)<\/cellXfs>/s.exec(partOf(bytes, styles))?.[1] ?? '';
  return cellXfs.split(/(?=<xf\b)/)[Number(number)] ?? '';
}

describe('a text that looks like something else', () => {
  it.each([
    ...['=1+1', "=cmd|'/c calc'!A1", '+86', '-无', '@SUM(A1)', '＝1', "'村"],
    ...['140525199001011234', '007', '1E5', '1,000', '(5)', '89%', '2025-03-26', '2025年3月', '3/4', '8:30'],
    ...['TRUE', '#N/A'],
  ])('%s stays one when it is entered again, and looks as before', (text) => {
    const { bytes, report } = fill([text]);
    expect(cellOf(scannedSheet(bytes), 40, 1)).toEqual({ kind: 'text', text, formula: false });
    const style = styleOf(bytes, 'B41');
    expect(style).toContain('quotePrefix="1"');
    expect(style.replace(' quotePrefix="1"', '')).toBe(styleOf(fill(['村']).bytes, 'B41'));
    expect(report.changedParts).toContain(styles);
  });

  it.each(['村', '大兴村、泊南村', '3 组', '-', '—', '约50户', 'A-1', ''])('%j needs nothing', (text) => {
    const { report } = fill([text]);
    expect(report.changedParts).not.toContain(styles);
  });

  it('shares one style with all that are alike', () => {
    const count = (bytes: Uint8Array): number => partOf(bytes, styles).split('quotePrefix').length - 1;
    expect(count(fill(Array.from({ length: 20 }, (_, index) => `00${index}`)).bytes)).toBe(count(form) + 1);
  });

  it('needs no other style in a cell of text', () => {
    const ready = '<row r="41"><c r="B41" s="1"/></row><row r="42"><c r="B42" s="2"/></row>';
    const bytes = workbookOf(ready, { [styles]: stylesXml([49, '@']) });
    expect(fill(['=1+1', '007'], bytes, '表1').report.changedParts).toEqual([sheet1]);
  });

  it('is written into a workbook without styles all the same', () => {
    const bare = workbookOf('', { [styles]: `<styleSheet xmlns="${main}"/>` });
    const { bytes, report } = fill(['=1+1'], bare, '表1');
    expect(cellOf(scannedSheet(bytes), 40, 1)?.text).toBe('=1+1');
    expect(report.changedParts).toEqual([sheet1]);
  });

  it('is told from numbers with words, which nothing reads anew', () => {
    expect(['12户', '第3组', '5号楼', '1#'].filter(isReadAnew)).toEqual([]);
  });
});
