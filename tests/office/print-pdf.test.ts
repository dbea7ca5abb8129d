/** Prints as they come out of a real browser, measured in the PDF itself. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { LaidPrint } from '../../shared/print/laid.ts';
import { documentLine, point } from '../../shared/print/paper.ts';
import { countyAnnex, largeAnnex, levelledList, longList, rareAnnex, wideTable } from '../fixtures/print.ts';
import {
  drawPage,
  findRules,
  layOutFor,
  makePdf,
  type ReadPage,
  readFonts,
  readPages,
  readText,
  type Word,
} from './pages.ts';
import { goldenPage } from './png.ts';

type Printed = { readonly print: LaidPrint; readonly pdf: string; readonly pages: readonly ReadPage[] };

async function printed(print: LaidPrint): Promise<Printed> {
  const pdf = await makePdf(print);
  return { print, pdf, pages: readPages(pdf) };
}

/** Millimetres that a place may be off: half a pixel of the drawing and the width of a line. */
const near = 0.35;
const character = 14 * point;

const at = (pages: readonly ReadPage[], index: number): ReadPage => {
  const page = pages[index];
  if (page === undefined) throw new Error(`no page ${index + 1}`);
  return page;
};

function wordsOf({ words }: ReadPage, pattern: RegExp): readonly Word[] {
  return words.filter(({ text }) => pattern.test(text));
}

/** The part of the page from the first dash of its number to the second one. */
function numberBox({ words }: ReadPage): Word {
  const dashes = words.filter(({ text }) => text === '—');
  expect(dashes).toHaveLength(2);
  return {
    text: '—',
    left: Math.min(...dashes.map(({ left }) => left)),
    right: Math.max(...dashes.map(({ right }) => right)),
    top: Math.min(...dashes.map(({ top }) => top)),
    bottom: Math.max(...dashes.map(({ bottom }) => bottom)),
  };
}

/** The ink of the first dash alone: fonts say little about where in their boxes it lies. */
function dashOf({ pdf, print }: Printed, index: number, box: Word): Ink {
  const turned = print.pages[index]?.frame.number.turned === true;
  const part = turned ? { ...box, bottom: box.top + 3 } : { ...box, right: box.left + 3 };
  return inkOf(pdf, index + 1, part);
}

const middle = (low: number, high: number): number => (low + high) / 2;

describe('two annexes and a table across, in one document printed on both sides', () => {
  let made: Printed;
  beforeAll(async () => {
    made = await printed(
      layOutFor([countyAnnex('annex1'), countyAnnex('annex2'), wideTable(26, 40)], { signature: true }),
    );
  });

  it('is on as many sheets of A4 as were planned, upright or across', () => {
    const { print, pages } = made;
    expect(pages.map(({ width, height }) => [Math.round(width), Math.round(height)])).toEqual(
      print.pages.map(({ landscape }) => (landscape ? [297, 210] : [210, 297])),
    );
    expect(print.pages.some(({ landscape }) => landscape)).toBe(true);
  });

  it('has its tables within half a millimetre of the text block, mirrored on even pages', () => {
    const { print, pdf } = made;
    for (const [index, page] of print.pages.entries()) {
      const { across, down } = findRules(pdf, index + 1);
      const { body } = page.frame;
      const header = print.sheets[page.sheet]?.header.height ?? 0;
      const height = page.rows.reduce((sum, row) => sum + row.height, header);
      expect(Math.abs((down[0] ?? 0) - body.left)).toBeLessThan(near);
      expect(Math.abs((down.at(-1) ?? 0) - body.left - body.width)).toBeLessThan(near);
      expect(Math.abs((across[0] ?? 0) - body.top - page.tableTop)).toBeLessThan(near);
      expect(Math.abs((across.at(-1) ?? 0) - body.top - page.tableTop - height)).toBeLessThan(near);
    }
  });

  it('has every row where it was planned: no browser makes one taller', () => {
    const { print, pdf } = made;
    const [page] = print.pages;
    const { across } = findRules(pdf, 1);
    let top = (page?.frame.body.top ?? 0) + (page?.tableTop ?? 0);
    const heights = [print.sheets[0]?.header.height ?? 0, ...(page?.rows ?? []).map(({ height }) => height)];
    expect(across).toHaveLength(heights.length + 1);
    for (const [index, height] of heights.entries()) {
      top += height;
      expect(Math.abs((across[index + 1] ?? 0) - top)).toBeLessThan(near);
    }
  });

  it('has the label at the top left of the block, the title centred from line 3', () => {
    const first = at(made.pages, 0);
    const [label] = wordsOf(first, /^附件1$/);
    const ink = inkOf(made.pdf, 1, { left: 27, top: 30, right: 60, bottom: 50 });
    expect(label?.left).toBeCloseTo(28, 0);
    expect(Math.abs(ink.left - 28)).toBeLessThan(0.5);
    expect(Math.abs(ink.top - 37)).toBeLessThan(0.75);
    const title = inkOf(made.pdf, 1, { left: 28, top: 50, right: 184, bottom: 37 + 3 * documentLine });
    expect(Math.abs(title.top - 37 - 2 * documentLine)).toBeLessThan(1);
    const [line] = wordsOf(first, /^2025年泽州县/);
    expect(Math.abs(middle(line?.left ?? 0, line?.right ?? 0) - 106)).toBeLessThan(0.5);
  });

  it('has its numbers 7 mm below the block, at right on odd pages and at left on even ones', () => {
    const { print, pages } = made;
    for (const index of [0, 1]) {
      const box = numberBox(at(pages, index));
      const dash = dashOf(made, index, box);
      const body = print.pages[index]?.frame.body ?? { left: 0, width: 0 };
      expect(Math.abs(middle(dash.top, dash.bottom) - 269)).toBeLessThan(0.5);
      const space = index === 0 ? body.left + body.width - box.right : box.left - body.left;
      expect(Math.abs(space - character)).toBeLessThan(0.5);
      const between = at(pages, index).words.filter(
        ({ bottom, left, right }) => bottom > 262 && left > box.left && right < box.right,
      );
      expect(between.map(({ text }) => text)).toEqual([String(index + 1)]);
    }
  });

  it('has the number of a page across where upright pages have it', () => {
    const { print, pages } = made;
    for (const [index, page] of print.pages.entries()) {
      if (!page.landscape) continue;
      const box = numberBox(at(pages, index));
      const dash = dashOf(made, index, box);
      const { body } = page.frame;
      expect(Math.abs(middle(dash.left, dash.right) - (body.left - 7))).toBeLessThan(0.5);
      const space = page.number % 2 === 1 ? body.top + body.height - box.bottom : box.top - body.top;
      expect(Math.abs(space - character)).toBeLessThan(0.5);
    }
  });

  it('repeats the header on every page', () => {
    for (const page of made.pages) {
      const text = page.words.map((word) => word.text).join('');
      expect(text).toMatch(/乡镇/);
      expect(text).toMatch(/备注/);
    }
  });

  it('has every village of the county once', () => {
    const text = readText(made.pdf);
    for (const annex of ['annex1', 'annex2'] as const) {
      for (const { cells } of countyAnnex(annex).rows) {
        for (const name of cells.slice(1, 3).flatMap((cell) => cell.split('、')))
          expect(text).toContain(name);
      }
    }
  });

  it('has its fonts in the file, so that it prints anywhere, and its text can be read', () => {
    const fonts = readFonts(made.pdf);
    expect(fonts.length).toBeGreaterThan(0);
    expect(fonts.filter(({ embedded }) => !embedded)).toEqual([]);
    expect(fonts.filter(({ readable }) => !readable)).toEqual([]);
  });

  it.each([
    ['annex-upright', 1],
    ['annex-even-page', 2],
    ['table-across', 4],
  ] as const)('looks as reviewed: %s', (name, page) => {
    const drawn = drawPage(made.pdf, page, 50);
    const golden = goldenPage(name, drawn);
    expect([drawn.width, drawn.height]).toEqual([golden.width, golden.height]);
    const difference = drawn.grey.reduce(
      (sum, grey, index) => sum + Math.abs(grey - (golden.grey[index] ?? 0)),
      0,
    );
    // Another release of the fonts or the browser moves edges of letters; a line or a word out of place is more.
    expect(difference / drawn.grey.length / 255).toBeLessThan(0.012);
  });
});

describe('a table across with the number below, printed on one side', () => {
  it('has the binding edge on top of every page and the number at the bottom', async () => {
    const made = await printed(
      layOutFor([wideTable(26, 40)], { landscapeNumber: 'landscapeBottom', duplex: false, startPage: 8 }),
    );
    expect(made.pages.length).toBe(2);
    for (const [index, page] of made.print.pages.entries()) {
      const { body } = page.frame;
      const box = numberBox(at(made.pages, index));
      const dash = dashOf(made, index, box);
      expect(body.top).toBe(28);
      expect(Math.abs(middle(dash.top, dash.bottom) - body.top - body.height - 7)).toBeLessThan(0.5);
      const space = page.number % 2 === 1 ? body.left + body.width - box.right : box.left - body.left;
      expect(Math.abs(space - character)).toBeLessThan(0.5);
    }
  });
});

describe('sixteen townships of sixty villages, and characters that common fonts lack', () => {
  let made: Printed;
  const { sheet, names } = largeAnnex(16, 60);
  beforeAll(async () => {
    made = await printed(layOutFor([sheet, rareAnnex()]));
  });

  it('has every name exactly once', () => {
    const text = readText(made.pdf);
    const counts = new Map<string, number>();
    for (const [name] of text.matchAll(/[〇一二三四五六七八九]{4}(?:家庄)?村/gu)) {
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    expect([...counts.values()].every((count) => count === 1)).toBe(true);
    expect([...counts.keys()].sort()).toEqual([...names].sort());
  });

  it('splits no township: all of its names are on the page that names it', () => {
    const own = new Map<string, Set<number>>();
    for (const [index, { words }] of made.pages.entries()) {
      const text = words.map((word) => word.text).join('');
      for (const name of names) {
        const group = name.slice(0, 2);
        if (text.includes(name)) own.set(group, (own.get(group) ?? new Set()).add(index));
      }
    }
    expect([...own.values()].map((pages) => pages.size)).toEqual(Array.from({ length: 16 }, () => 1));
  });

  it('prints the rare ones as letters, not as boxes', () => {
    const text = readText(made.pdf);
    for (const name of ['閼庄村', '𠅤村', '㘵底村', '𪨶家庄村']) expect(text).toContain(name);
  });
});

describe('a long list with heads of three levels', () => {
  it('has all levels on every page, those that cover others in the middle of them', async () => {
    const { print, pages, pdf } = await printed(layOutFor([levelledList(90)]));
    const [sheet] = print.sheets;
    expect(pages.length).toBeGreaterThan(2);
    for (const [index, page] of pages.entries()) {
      const { frame, tableTop } = print.pages[index] ?? {};
      let top = (frame?.body.top ?? 0) + (tableTop ?? 0);
      for (const [level, head] of ['改厕', '其中', '水冲式'].entries()) {
        const height = sheet?.header.levels[level]?.height ?? 0;
        const [word] = wordsOf(page, new RegExp(`^${head}$`));
        // Fonts say little about where in their boxes the letters lie.
        expect(Math.abs(middle(word?.top ?? 0, word?.bottom ?? 0) - top - height / 2)).toBeLessThan(
          height / 5,
        );
        top += height;
      }
      // Only the head of the column itself stands beside all levels.
      const [beside] = wordsOf(page, /^乡镇$/);
      const middleOfHeader = top - (sheet?.header.height ?? 0) / 2;
      expect(Math.abs(middle(beside?.top ?? 0, beside?.bottom ?? 0) - middleOfHeader)).toBeLessThan(2);
      const { across } = findRules(pdf, index + 1);
      expect(Math.abs((across[0] ?? 0) - (frame?.body.top ?? 0) - (tableTop ?? 0))).toBeLessThan(near);
    }
    expect(readText(pdf)).not.toContain('（万元）（万元）');
  });
});

describe('a ledger of 3,000 records', () => {
  it('is one PDF with every record once, page x of y below', async () => {
    const { sheet, keys } = longList(3000);
    const { print, pdf, pages } = await printed(layOutFor([sheet], {}, 'ledger'));
    expect(pages).toHaveLength(print.pages.length);
    const text = readText(pdf);
    expect([...text.matchAll(/ZZ\d{5}/g)].map(([key]) => key)).toEqual(keys);
    expect(text).toContain(`第${pages.length}页共${pages.length}页`);
  });
});

/** Millimetres from the page's top left corner. */
type Ink = Pick<Word, 'left' | 'top' | 'right' | 'bottom'>;

/** Where within a part of the page there is ink. */
function inkOf(pdf: string, page: number, part: Ink): Ink {
  const { width, grey } = drawPage(pdf, page, 254);
  const found = { left: Number.POSITIVE_INFINITY, top: Number.POSITIVE_INFINITY, right: 0, bottom: 0 };
  for (let y = Math.round(part.top * 10); y < part.bottom * 10; y += 1) {
    for (let x = Math.round(part.left * 10); x < part.right * 10; x += 1) {
      if ((grey[y * width + x] ?? 255) > 140) continue;
      found.left = Math.min(found.left, x / 10);
      found.right = Math.max(found.right, (x + 1) / 10);
      found.top = Math.min(found.top, y / 10);
      found.bottom = Math.max(found.bottom, (y + 1) / 10);
    }
  }
  return found;
}
