/** Where pages stand in the preview. Paper is measured in millimetres, everything else in CSS pixels. */
import type { PreviewView } from '../../shared/print/print-choice.ts';
import type { PrintedTable } from '../../shared/print/printed-pages.ts';

export type Size = { readonly width: number; readonly height: number };

export type PlacedPage = Size & { readonly index: number; readonly left: number; readonly top: number };

/** One page, or two beside each other. */
export type PageRow = {
  readonly top: number;
  readonly height: number;
  readonly pages: readonly PlacedPage[];
};

export type PageStrip = Size & {
  readonly rows: readonly PageRow[];
  /** CSS pixels on the screen for one of the page's own. */
  readonly scale: number;
  readonly gap: number;
};

/** A place in the strip that stays the same when it is drawn at another size: so far below the top of that page. */
export type PagePlace = {
  readonly page: number;
  /** Of the page's height; 0 is its top. */
  readonly part: number;
};

const pixelsPerMillimetre = 96 / 25.4;
/** Thumbnails are this small. */
const smallest = 0.03;
const largest = 4;

/** @param gap between pages and around them */
export function placePages(
  pages: readonly Size[],
  viewport: Size,
  { zoom, spread }: Pick<PreviewView, 'zoom' | 'spread'>,
  gap: number,
): PageStrip {
  const paper = pages.map(({ width, height }) => ({
    width: width * pixelsPerMillimetre,
    height: height * pixelsPerMillimetre,
  }));
  const groups = pairUp(paper.length, spread);
  const scale = clamp(scaleFor(groups, paper, viewport, zoom, gap), smallest, largest);
  const widths = groups.map((group) => widthOf(group, paper) * scale + gap * (group.length + 1));
  const width = Math.max(viewport.width, ...widths);
  const rows: PageRow[] = [];
  let top = gap;
  for (const [at, group] of groups.entries()) {
    const height = tallest(group, paper) * scale;
    let left = (width - (widths[at] ?? 0)) / 2 + gap;
    const placed = group.map((index): PlacedPage => {
      const size = paper[index] ?? { width: 0, height: 0 };
      const page = { index, left, top, width: size.width * scale, height: size.height * scale };
      left += page.width + gap;
      return page;
    });
    rows.push({ top, height, pages: placed });
    top += height + gap;
  }
  return { rows, scale, gap, width, height: top };
}

/** The rows that are at least partly between two heights. */
export function rowsBetween({ rows }: PageStrip, top: number, bottom: number): readonly PageRow[] {
  return rows.filter((row) => row.top < bottom && row.top + row.height > top);
}

/** What is at the top of what is scrolled that far. */
export function placeAt({ rows, gap }: PageStrip, top: number): PagePlace {
  const row = rows.findLast((each) => each.top - gap <= top) ?? rows[0];
  if (row === undefined) return { page: 0, part: 0 };
  return { page: row.pages[0]?.index ?? 0, part: (top - row.top + gap) / (row.height + gap) };
}

/** How far to scroll so that the place is at the top. */
export function topOf(strip: PageStrip, { page, part }: PagePlace): number {
  const row = rowOf(strip, page);
  return row === null ? 0 : row.top - strip.gap + part * (row.height + strip.gap);
}

export function rowOf({ rows }: PageStrip, page: number): PageRow | null {
  return rows.find(({ pages }) => pages.some(({ index }) => index === page)) ?? null;
}

/** The row that a person looks at: the one a third below the top, the last one at the very end. */
export function rowInView(strip: PageStrip, top: number, height: number): PageRow | null {
  if (top > 0 && top + height >= strip.height - 1) return strip.rows.at(-1) ?? null;
  const line = top + height / 3;
  return strip.rows.findLast((row) => row.top - strip.gap <= line) ?? strip.rows[0] ?? null;
}

/**
 * The same place in the same table after it was laid out anew: the same page where it has as many, else as far into
 * the table; the beginning where the table is no longer printed.
 */
export function keepPlace(
  { page, part }: PagePlace,
  before: readonly PrintedTable[],
  after: readonly PrintedTable[],
): PagePlace {
  const from = before.find((table) => page >= table.firstPage && page < table.firstPage + table.pageCount);
  const to = after.find(({ table }) => table === from?.table);
  if (from === undefined || to === undefined) return { page: 0, part: 0 };
  if (from.pageCount === to.pageCount) return { page: to.firstPage + page - from.firstPage, part };
  const whole = ((page - from.firstPage + part) / from.pageCount) * to.pageCount;
  const within = Math.min(Math.floor(whole), to.pageCount - 1);
  // Small letters move everything a little: only what was well into a page is looked for within a page.
  return { page: to.firstPage + within, part: part === 0 ? 0 : whole - within };
}

function pairUp(count: number, spread: boolean): number[][] {
  const step = spread ? 2 : 1;
  return Array.from({ length: Math.ceil(count / step) }, (_, row) =>
    Array.from({ length: Math.min(step, count - row * step) }, (_each, at) => row * step + at),
  );
}

function scaleFor(
  groups: readonly (readonly number[])[],
  paper: readonly Size[],
  viewport: Size,
  zoom: PreviewView['zoom'],
  gap: number,
): number {
  if (typeof zoom === 'number') return zoom / 100;
  const fits = groups.map((group) => {
    const across = (viewport.width - gap * (group.length + 1)) / widthOf(group, paper);
    return zoom === 'width' ? across : Math.min(across, (viewport.height - 2 * gap) / tallest(group, paper));
  });
  return fits.length === 0 ? 1 : Math.min(...fits);
}

function widthOf(group: readonly number[], paper: readonly Size[]): number {
  return group.reduce((sum, index) => sum + (paper[index]?.width ?? 0), 0);
}

function tallest(group: readonly number[], paper: readonly Size[]): number {
  return Math.max(...group.map((index) => paper[index]?.height ?? 0));
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
