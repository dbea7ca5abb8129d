/** The Word document, opened by LibreOffice and measured on its pages. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { inflateEntry, listEntries } from '../../electron/backend/sheets/zip/zip.ts';
import type { LaidPrint } from '../../shared/print/laid.ts';
import { point } from '../../shared/print/paper.ts';
import { countyAnnex, levelledList, wideTable } from '../fixtures/print.ts';
import { findRules, layOutFor, makeWordPdf, type ReadPage, readPages, readText } from './pages.ts';

describe('two annexes and a table across as a Word document', () => {
  let print: LaidPrint;
  let pdf: string;
  let pages: readonly ReadPage[];
  let parts: ReadonlyMap<string, string>;
  beforeAll(async () => {
    print = layOutFor([countyAnnex('annex1'), countyAnnex('annex2'), wideTable(26, 40)], { startPage: 3 });
    const made = await makeWordPdf(print);
    pdf = made.pdf;
    pages = readPages(pdf);
    parts = readParts(readFileSync(made.docx));
  });

  it('has the same sheets: upright for the annexes, across for the table', () => {
    const sizes = pages.map(({ width, height }) => `${Math.round(width)}×${Math.round(height)}`);
    expect(sizes.slice(0, 2)).toEqual(['210×297', '210×297']);
    expect(sizes.at(-1)).toBe('297×210');
  });

  it('has its tables in the text block, mirrored on even pages', () => {
    for (const [index, left] of [
      [0, 28],
      [1, 26],
    ] as const) {
      const { down, across } = findRules(pdf, index + 1);
      expect(Math.abs((down[0] ?? 0) - left)).toBeLessThan(0.5);
      expect(Math.abs((down.at(-1) ?? 0) - left - 156)).toBeLessThan(0.5);
      expect(across.at(-1)).toBeLessThan(262.5);
    }
  });

  it('has the label on the first line and the page numbers on the outer side, from the number that was given', () => {
    const label = pages[0]?.words.find(({ text }) => /^附件/.test(text));
    expect(Math.abs((label?.left ?? 0) - 28)).toBeLessThan(0.5);
    expect(Math.abs((label?.top ?? 0) - 37)).toBeLessThan(2.5);
    const numbers = pages.slice(0, 2).map(({ words }) => words.filter(({ top }) => top > 262));
    expect(numbers.map((words) => words.map(({ text }) => text).join(''))).toEqual(['—3—', '—4—']);
    const [odd, even] = numbers;
    expect(Math.abs(184 - 14 * point - Math.max(...(odd ?? []).map(({ right }) => right)))).toBeLessThan(0.7);
    expect(Math.abs(Math.min(...(even ?? []).map(({ left }) => left)) - 26 - 14 * point)).toBeLessThan(0.7);
  });

  it('repeats the header on every page of a table and loses no name', () => {
    for (const { words } of pages) expect(words.map(({ text }) => text).join('')).toContain('乡镇');
    const text = readText(pdf);
    for (const annex of ['annex1', 'annex2'] as const) {
      for (const name of countyAnnex(annex).rows.flatMap(({ cells }) =>
        cells.slice(1, 3).join('、').split('、'),
      )) {
        expect(text).toContain(name);
      }
    }
  });

  it('breaks no name over two lines', () => {
    const lines = pages.flatMap(({ words }) => words.map(({ text }) => text));
    for (const annex of ['annex1', 'annex2'] as const) {
      const cells = countyAnnex(annex).rows.flatMap((row) => row.cells.slice(1, 3));
      const names = cells.flatMap((cell) => cell.split('、')).filter((name) => name !== '');
      for (const name of names) expect(lines.filter((line) => line.includes(name))).not.toEqual([]);
    }
  });

  it('names the fonts as offices have them, and keeps rows whole', () => {
    const document = parts.get('word/document.xml') ?? '';
    for (const font of ['方正小标宋简体', '仿宋_GB2312', '黑体'])
      expect(document).toContain(`w:eastAsia="${font}"`);
    expect(document.match(/<w:cantSplit\b/g)?.length).toBe(document.match(/<w:tr\b/g)?.length);
    expect(document.match(/<w:tblHeader\b/g)).toHaveLength(3);
    expect(document).toContain('w:orient="landscape"');
    expect(parts.get('word/settings.xml')).toMatch(/<w:mirrorMargins\/>.*<w:evenAndOddHeaders\/>/);
  });
});

describe('a long list with heads of three levels as a Word document', () => {
  it('repeats all levels on every page, with merged cells', async () => {
    const print = layOutFor([levelledList(90)]);
    const { docx, pdf } = await makeWordPdf(print);
    const pages = readPages(pdf);
    expect(pages.length).toBeGreaterThan(2);
    for (const { words } of pages) {
      const tops = ['改厕', '其中', '水冲式'].map(
        (head) => words.find(({ text }) => text === head)?.top ?? 0,
      );
      expect(tops.toSorted((left, right) => left - right)).toEqual(tops);
      expect(tops[0]).toBeGreaterThan(30);
    }
    const document = readParts(readFileSync(docx)).get('word/document.xml') ?? '';
    expect(document.match(/<w:tblHeader\b/g)).toHaveLength(3);
    expect(document.match(/<w:gridSpan w:val="3"/g)).toHaveLength(1);
    // Two more levels below 乡镇 and 投资, one below 应改.
    expect(document.match(/<w:vMerge w:val="continue"/g)).toHaveLength(5);
  });
});

function readParts(docx: Uint8Array): ReadonlyMap<string, string> {
  const decoder = new TextDecoder();
  return new Map(listEntries(docx).map((entry) => [entry.name, decoder.decode(inflateEntry(docx, entry))]));
}
