/** Makes documents of prints and looks into them with the tools that everybody has for PDFs. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll } from 'vitest';
import { describePrint, layOut } from '../../electron/backend/print/make-print.ts';
import { printWithBrowser } from '../../electron/backend/print/print-with-browser.ts';
import { writeWord } from '../../electron/backend/print/write-word.ts';
import { joinPages } from '../../shared/print/document.ts';
import type { LaidPrint } from '../../shared/print/laid.ts';
import { type PrintLook, type PrintOptions, usualPrintOptions } from '../../shared/print/options.ts';
import type { PrintSheet } from '../../shared/print/print-sheet.ts';
import { findChromium, findOffice } from '../runtimes.ts';

const folder = mkdtempSync(join(tmpdir(), 'huibiao-office-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

export type Word = {
  readonly text: string;
  /** Millimetres from the page's top left corner. */
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
};

export type ReadPage = { readonly width: number; readonly height: number; readonly words: readonly Word[] };

export function layOutFor(
  sheets: readonly PrintSheet[],
  changes: Partial<PrintOptions> = {},
  look: PrintLook = 'document',
): LaidPrint {
  const options = usualPrintOptions(
    sheets.map(({ table }) => table),
    look,
  );
  return layOut(sheets, { ...options, ...changes }, '2025-11-25');
}

/** The PDF that an installed browser makes of a print; gives its path. */
export async function makePdf(print: LaidPrint): Promise<string> {
  const executable = findChromium();
  if (executable === null) throw new Error('no Chromium');
  const html = joinPages(await describePrint(print, [], null));
  const sandbox = process.getuid?.() !== 0;
  const bytes = await printWithBrowser({ executable, sandbox }, html, {
    signal: new AbortController().signal,
    onStage: () => {},
  });
  return keep('pdf', bytes);
}

/** The Word document of a print, as LibreOffice shows it. */
export async function makeWordPdf(print: LaidPrint): Promise<{ docx: string; pdf: string }> {
  const office = findOffice();
  if (office === null) throw new Error('no LibreOffice');
  const docx = keep('docx', await writeWord(print, '打印'));
  execFileSync(
    office.soffice,
    [
      `-env:UserInstallation=file://${folder}/office`,
      '--headless',
      '--convert-to',
      'pdf',
      '--outdir',
      folder,
      docx,
    ],
    { stdio: 'ignore', timeout: 150_000 },
  );
  return { docx, pdf: join(folder, `${basename(docx, '.docx')}.pdf`) };
}

export function readPages(pdf: string): ReadPage[] {
  const html = run('pdftotext', '-bbox', pdf, '-').toString('utf8');
  return html
    .split('<page ')
    .slice(1)
    .map((page) => ({
      width: millimetres(page, 'width'),
      height: millimetres(page, 'height'),
      words: [...page.matchAll(/<word ([^>]*)>([^<]*)<\/word>/g)].map(([, place = '', text = '']) => ({
        text: text.replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>'),
        left: millimetres(place, 'xMin'),
        top: millimetres(place, 'yMin'),
        right: millimetres(place, 'xMax'),
        bottom: millimetres(place, 'yMax'),
      })),
    }));
}

/** The text of a PDF in reading order, without white space. */
export function readText(pdf: string): string {
  return run('pdftotext', '-raw', pdf, '-').toString('utf8').replace(/\s+/g, '');
}

export type FontLine = { readonly name: string; readonly embedded: boolean; readonly readable: boolean };

export function readFonts(pdf: string): FontLine[] {
  const lines = run('pdffonts', pdf).toString('utf8').trimEnd().split('\n').slice(2);
  return lines.map((line) => {
    const [, name = '', embedded, , readable] =
      /^(.{36}) .{17} .{16} (yes|no) +(yes|no) +(yes|no)/.exec(line) ?? [];
    return { name: name.trim(), embedded: embedded === 'yes', readable: readable === 'yes' };
  });
}

export type Image = { readonly width: number; readonly height: number; readonly grey: Uint8Array };

/** A page as an image, counted from 1. */
export function drawPage(pdf: string, page: number, resolution: number): Image {
  const numbers = ['-f', String(page), '-l', String(page), '-r', String(resolution)];
  const bytes = run('pdftoppm', '-gray', ...numbers, pdf);
  const [header = '', width, height] =
    /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.toString('latin1', 0, 60)) ?? [];
  return {
    width: Number(width),
    height: Number(height),
    grey: new Uint8Array(bytes.subarray(header.length)),
  };
}

/** Where a page has long lines: millimetres from its left and top edges, the middle of each line. */
export function findRules(pdf: string, page: number): { readonly across: number[]; readonly down: number[] } {
  const resolution = 254;
  const { width, height, grey } = drawPage(pdf, page, resolution);
  const isDark = (x: number, y: number): boolean => (grey[y * width + x] ?? 255) < 140;
  const longest = (count: number, length: number, dark: (at: number, along: number) => boolean): boolean[] =>
    Array.from({ length: count }, (_, at) => {
      let best = 0;
      let run = 0;
      for (let along = 0; along < length; along += 1) {
        run = dark(at, along) ? run + 1 : 0;
        best = Math.max(best, run);
      }
      return best > 400;
    });
  const across = longest(height, width, (y, x) => isDark(x, y));
  const down = longest(width, height, (x, y) => isDark(x, y));
  return { across: middles(across), down: middles(down) };
}

/** Runs of marked pixels as millimetres, a tenth a pixel. */
function middles(marked: readonly boolean[]): number[] {
  const found: number[] = [];
  let start = -1;
  for (let at = 0; at <= marked.length; at += 1) {
    if (marked[at] === true && start < 0) start = at;
    if (marked[at] !== true && start >= 0) {
      found.push((start + at) / 20);
      start = -1;
    }
  }
  return found;
}

function keep(extension: string, bytes: Uint8Array): string {
  kept += 1;
  const path = join(folder, `print-${kept}.${extension}`);
  writeFileSync(path, bytes);
  return path;
}

let kept = 0;

function run(program: string, ...parameters: readonly string[]): Buffer {
  return execFileSync(program, parameters, { maxBuffer: 1 << 28, timeout: 60_000 });
}

function millimetres(markup: string, name: string): number {
  const value = new RegExp(`${name}="([\\d.-]+)"`).exec(markup)?.[1];
  return (Number(value) / 72) * 25.4;
}
