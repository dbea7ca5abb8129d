/** One table on its pages, once direction and size are chosen. */
import { breakLines } from './break-lines.ts';
import { breakTitle } from './break-title.ts';
import { planHead } from './column-heads.ts';
import type { ColumnPlan } from './column-widths.ts';
import type { LaidHead, LaidHeadCell, LaidHeader, LaidPage, LaidRow, LaidSheet } from './laid.ts';
import type { LookMeasures } from './looks.ts';
import type { PrintOptions } from './options.ts';
import { documentLine, type PageFrame, pageFrame, point } from './paper.ts';
import { planPages } from './plan-pages.ts';
import type { PrintSheet } from './print-sheet.ts';

/** What is laid out, and what that needs. */
export type SheetJob = {
  readonly sheet: PrintSheet;
  readonly options: PrintOptions;
  readonly measures: LookMeasures;
  /** Its columns in a table of that width (em). */
  readonly planned: (width: number) => ColumnPlan;
  readonly printedOn: string;
  /** Number of its first page, and which of the sheets it is. */
  readonly next: { readonly number: number; readonly index: number };
};

export type SheetChoice = {
  readonly landscape: boolean;
  /** Points. */
  readonly fontSize: number;
  /** Of a row of one line, in em. */
  readonly rowHeight: number;
  /** A blank line between title and table. */
  readonly airy: boolean;
};

export type LaidAlone = { readonly sheet: LaidSheet; readonly pages: readonly LaidPage[] };

/** Lays a sheet out in one way, whether that suits it or not. */
export function layOutSheetAs(
  { sheet, options, measures, planned, printedOn, next }: SheetJob,
  { landscape, fontSize, rowHeight, airy }: SheetChoice,
): LaidAlone {
  const frameOf = (number: number): PageFrame => pageFrame(options, landscape, number);
  const { body } = frameOf(next.number);
  const em = fontSize * point;
  const { room, readable } = planned(body.width / em);
  const widths = room.map((width) => (width + 2 * measures.paddingAside) * em);
  const heightOf = (lines: number): number =>
    Math.max(rowHeight * em, lines * em * measures.lineHeight + 2 * measures.paddingAbove * em);
  const lay = (role: LaidRow['role'], texts: readonly string[], group: string | null): LaidRow => {
    const cells = texts.map((text, index) => {
      const breaks = role === 'data' ? (sheet.columns[index]?.breaks ?? 'text') : 'text';
      return breakLines(text, room[index] ?? 1, breaks);
    });
    const lines = cells.reduce((most, cell) => Math.max(most, cell.length), 1);
    return { role, height: heightOf(lines), cells, group };
  };
  const header = layOutHeader(sheet, room, 2 * measures.paddingAside, heightOf);
  const head = layOutHead(sheet, options, measures, body.width, airy, printedOn);
  const plan = planPages({
    bodyHeight: body.height,
    headHeight: head.height,
    headerHeight: header.height,
    rows: sheet.rows.map(({ cells, group }) => lay('data', cells, group)),
    total: sheet.total === null ? null : lay('total', sheet.total, null),
    signatureHeight: options.signature ? signatureHeight(em) : 0,
    groupPerPage: options.groupPerPage,
    splitRow: (row, height) =>
      splitRow(row, height, em * measures.lineHeight, 2 * measures.paddingAbove * em),
  });
  const pages = plan.pages.map(({ rows, hasTable, isSigned }, index): LaidPage => {
    const number = next.number + index;
    const tableTop = index === 0 ? head.height : 0;
    const bottom = rows.reduce((sum, row) => sum + row.height, tableTop + header.height);
    return {
      number,
      sheet: next.index,
      frame: frameOf(number),
      landscape,
      head: index === 0 ? head : null,
      tableTop,
      hasTable,
      rows,
      signatureTop: isSigned ? bottom + signatureGap : null,
    };
  });
  return {
    sheet: {
      sheet,
      landscape,
      fontSize,
      columnWidths: widths,
      header,
      readable,
      continuedRows: plan.continuedRows,
      firstPage: 0,
      pageCount: pages.length,
    },
    pages,
  };
}

/** Millimetres between the table and the line that is signed. */
const signatureGap = 4;

function signatureHeight(em: number): number {
  return signatureGap + em * 1.3;
}

/** As many lines as fit into that height, and the rest; the first column (the township) is repeated. */
function splitRow(row: LaidRow, height: number, line: number, padding: number): readonly [LaidRow, LaidRow] {
  const count = Math.max(Math.floor((height - padding) / line), 1);
  const part = (from: number, to: number): LaidRow => {
    const cells = row.cells.map((lines, index) =>
      index === 0 && lines.length <= count ? lines : lines.slice(from, to),
    );
    const most = cells.reduce((lines, cell) => Math.max(lines, cell.length), 1);
    return { ...row, cells, height: most * line + padding };
  };
  return [part(0, count), part(count, Number.POSITIVE_INFINITY)];
}

/** @param gap em between the texts of two columns, which a head over both of them has for itself */
function layOutHeader(
  { columns }: PrintSheet,
  room: readonly number[],
  gap: number,
  heightOf: (lines: number) => number,
): LaidHeader {
  const levels = planHead(columns.map(({ heads }) => heads)).map((cells) =>
    cells.map((cell): LaidHeadCell => {
      const below = room.slice(cell.column, cell.column + cell.columns);
      const width = below.reduce((sum, each) => sum + each, gap * (cell.columns - 1));
      return { ...cell, lines: breakLines(cell.text, width, 'head') };
    }),
  );
  const heights = levels
    .map((cells) =>
      cells.reduce((most, { lines, levels: own }) => Math.max(most, own > 1 ? 0 : lines.length), 1),
    )
    .map(heightOf);
  for (const { level, levels: covered, lines } of levels.flat()) {
    const has = heights.slice(level, level + covered).reduce((sum, height) => sum + height, 0);
    const last = level + covered - 1;
    // What stands beside several levels may need more lines than they have.
    heights[last] = (heights[last] ?? 0) + Math.max(heightOf(lines.length) - has, 0);
  }
  return {
    height: heights.reduce((sum, height) => sum + height, 0),
    levels: levels.map((cells, level) => ({ height: heights[level] ?? 0, cells })),
  };
}

function layOutHead(
  sheet: PrintSheet,
  { look }: PrintOptions,
  { titleSize }: LookMeasures,
  width: number,
  airy: boolean,
  printedOn: string,
): LaidHead {
  const titleEm = titleSize * point;
  const lines = breakTitle(sheet.title, width / titleEm);
  switch (look) {
    case 'document': {
      // GB/T 9704-2012: the label on the first line of the text block, the title on the third.
      const first = sheet.label === null ? 0 : 2;
      const title = lines.map((text, index) => ({ top: (first + index) * documentLine, text }));
      const end = (first + lines.length) * documentLine;
      return {
        label: sheet.label === null ? null : { top: 0, text: sheet.label },
        title,
        info: null,
        height: airy ? end + documentLine : end + documentLine / 3,
      };
    }
    case 'ledger':
    case 'report': {
      const pitch = titleEm * 1.35;
      const end = lines.length * pitch;
      return {
        label: null,
        title: lines.map((text, index) => ({ top: index * pitch, text })),
        info: {
          top: end + 1,
          left: sheet.summary,
          right: `打印日期：${chineseDate(printedOn)}`,
        },
        height: end + 8,
      };
    }
  }
}

function chineseDate(iso: string): string {
  const [year, month, day] = iso.split('-');
  return `${year}年${Number(month)}月${Number(day)}日`;
}
