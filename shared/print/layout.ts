/** From tables to pages: every line of every cell gets its place here, so that nothing is left to a browser. */
import { type ColumnPlan, planColumns } from './column-widths.ts';
import type { LaidPage, LaidPrint, LaidSheet } from './laid.ts';
import { type LaidAlone, layOutSheetAs, type SheetChoice, type SheetJob } from './lay-out-sheet.ts';
import { type LookMeasures, measuresOf } from './looks.ts';
import type { PrintOptions } from './options.ts';
import { pageFrame, point } from './paper.ts';
import type { PrintSheet } from './print-sheet.ts';

/** @param printedOn the day as 2025-03-26, for looks that show it */
export function layOutPrint(
  sheets: readonly PrintSheet[],
  options: PrintOptions,
  printedOn: string,
): LaidPrint {
  const measures = measuresOf(options.look);
  const jobs = sheets.map((sheet): UnnumberedJob => {
    return { sheet, options, measures, printedOn, planned: rememberPlans(sheet, measures) };
  });
  const tried = layOutAll(jobs);
  const size = commonSize(tried.sheets);
  if (size === null) return { options, ...tried };
  const same = jobs.map((job, index): UnnumberedJob => {
    const { landscape, fontSize } = tried.sheets[index] ?? { landscape: false, fontSize: 0 };
    if (fontSize < smallest) return job;
    return {
      ...job,
      options: { ...options, fontSize: size, direction: landscape ? 'landscape' : 'upright' },
    };
  });
  return { options, ...layOutAll(same) };
}

type UnnumberedJob = Omit<SheetJob, 'next'>;

function layOutAll(jobs: readonly UnnumberedJob[]): Pick<LaidPrint, 'sheets' | 'pages'> {
  const pages: LaidPage[] = [];
  const sheets: LaidSheet[] = [];
  for (const [index, job] of jobs.entries()) {
    const next = { number: job.options.startPage + pages.length, index };
    const best = layOutSheet({ ...job, next });
    sheets.push({ ...best.sheet, firstPage: pages.length });
    pages.push(...best.pages);
  }
  return { sheets, pages };
}

/** Planning columns costs most of all; several ways of laying a sheet out share it. */
function rememberPlans(sheet: PrintSheet, { paddingAside }: LookMeasures): (width: number) => ColumnPlan {
  const plans = new Map<number, ColumnPlan>();
  return (width) => {
    const plan = plans.get(width) ?? planColumns(sheet, width, paddingAside);
    plans.set(width, plan);
    return plan;
  };
}

/** Annexes of one document have letters of one size, where all of them have large ones; null where they have it already. */
function commonSize(sheets: readonly LaidSheet[]): number | null {
  const sizes = new Set(sheets.map(({ fontSize }) => fontSize).filter((size) => size >= smallest));
  return sizes.size > 1 ? Math.min(...sizes) : null;
}

/** The largest letters that suit; somewhat closer ones where that saves a page with little on it. */
function layOutSheet(job: SheetJob): LaidAlone {
  const first = chooseSize(job);
  const usual = layOutSheetAs(job, first);
  if (usual.pages.length < 2 || job.options.groupPerPage || !isNearlyEmpty(usual)) return usual;
  for (const closer of closerThan(first, job)) {
    const tried = layOutSheetAs(job, closer);
    if (tried.sheet.readable === usual.sheet.readable && tried.pages.length < usual.pages.length)
      return tried;
  }
  return usual;
}

/** A last page with few rows, or a table that goes just beyond one page. */
function isNearlyEmpty({ pages }: LaidAlone): boolean {
  const rows = pages.at(-1)?.rows.filter(({ role }) => role === 'data').length ?? 0;
  return rows <= 3 || pages.length === 2;
}

/** Direction and size: the first, in the order of preference, in which all columns are readable. */
function chooseSize({ sheet, options, measures, planned }: SheetJob): SheetChoice {
  let chosen: Size | null = null;
  let found = false;
  for (const size of sizesOf(options, measures)) {
    const { body } = pageFrame(options, size.landscape, options.startPage);
    const { readable, usualLines } = planned(body.width / (size.fontSize * point));
    // Where nothing is readable, the last is the smallest on the widest page.
    if (readable || !found) chosen = size;
    found ||= readable;
    // A wide page does not help a few columns that are tall because there is so much in them.
    if (readable && (usualLines <= comfortableLines || sheet.columns.length <= fewColumns)) break;
  }
  const { landscape, fontSize } = chosen ?? { landscape: false, fontSize: 10.5 };
  return { landscape, fontSize, rowHeight: measures.rowHeights[0] ?? 2, airy: true };
}

type Size = Pick<SheetChoice, 'landscape' | 'fontSize'>;

/** Lines of a cell beyond which a wider page is worth trying. */
const comfortableLines = 9;
const fewColumns = 6;

function sizesOf({ direction, fontSize }: PrintOptions, { upright, landscape }: LookMeasures): Size[] {
  const sizes = (across: boolean, usual: readonly number[]) =>
    (fontSize === null ? usual : [fontSize]).map((size) => ({ landscape: across, fontSize: size }));
  switch (direction) {
    case 'upright':
      return sizes(false, [...upright, ...landscape.filter((size) => size < (upright.at(-1) ?? 0))]);
    case 'landscape':
      return sizes(true, landscape);
    case 'auto':
      return [...sizes(false, upright), ...sizes(true, landscape)];
  }
}

function closerThan(first: SheetChoice, { options, measures }: SheetJob): SheetChoice[] {
  const { fontSize } = options;
  const { upright, landscape, rowHeights } = measures;
  const usual = first.landscape ? landscape : upright;
  const smaller = fontSize === null ? usual.filter((size) => size < first.fontSize && size >= smallest) : [];
  return [first.fontSize, ...smaller].flatMap((size) => {
    const heights = size === first.fontSize ? rowHeights.slice(1) : rowHeights;
    const spaced = heights.map((rowHeight) => ({ ...first, fontSize: size, rowHeight }));
    return [...spaced, { ...first, fontSize: size, rowHeight: rowHeights.at(-1) ?? 2, airy: false }];
  });
}

/** Points below which letters do not shrink to save a page. */
const smallest = 12;
