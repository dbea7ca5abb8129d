/** Which rows stand on which page. Heights are millimetres. */
import type { LaidRow } from './laid.ts';

export type PagePlanInput = {
  readonly bodyHeight: number;
  /** What stands above the table on the first page. */
  readonly headHeight: number;
  /** Of the header, which stands on every page. */
  readonly headerHeight: number;
  readonly rows: readonly LaidRow[];
  readonly total: LaidRow | null;
  readonly signatureHeight: number;
  readonly groupPerPage: boolean;
  /** For a row that is taller than a whole page: what fits into that height, and the rest. */
  readonly splitRow: (row: LaidRow, height: number) => readonly [LaidRow, LaidRow];
};

export type PagePlan = {
  readonly pages: readonly {
    readonly rows: readonly LaidRow[];
    readonly hasTable: boolean;
    readonly isSigned: boolean;
  }[];
  readonly continuedRows: number;
};

/**
 * Fills page after page. The header stands on each; a row is on one page unless no page could hold it; total and
 * signature stay with the last rows.
 */
export function planPages(input: PagePlanInput): PagePlan {
  const { bodyHeight, headHeight, headerHeight, total, signatureHeight, groupPerPage } = input;
  const { rows, continuedRows } = divideTallRows(input);
  const tail = (total?.height ?? 0) + signatureHeight;
  const pages: LaidRow[][] = [];
  let page: LaidRow[] = [];
  let used = headHeight + headerHeight;
  const turnPage = (): void => {
    pages.push(page);
    page = [];
    used = headerHeight;
  };
  for (const [index, row] of rows.entries()) {
    const startsGroup = groupPerPage && index > 0 && row.group !== rows[index - 1]?.group;
    const room = bodyHeight - used + tolerance;
    const isLast = index === rows.length - 1;
    // Behind other rows, the last ones come here only together with total and signature.
    const needed = page.length > 0 ? neededFrom(rows, index, tail) : row.height + (isLast ? tail : 0);
    // A new page gives no more room than one without a row, unless a title stands on that.
    if (startsGroup || (needed > room && (page.length > 0 || pages.length === 0))) turnPage();
    page.push(row);
    used += row.height;
  }
  if (total !== null) page.push(total);
  pages.push(page);
  return {
    pages: pages.map((each, index) => ({
      rows: each,
      // A first page whose rows are all too tall for it holds the title alone.
      hasTable: each.length > 0 || rows.length === 0,
      isSigned: signatureHeight > 0 && index === pages.length - 1,
    })),
    continuedRows,
  };
}

/** Millimetres that rounding may add up to. */
const tolerance = 1e-6;
/** Rows that stay together with the total and the signature. */
const keptRows = 2;

/** The room that must be free to begin this row here: near the end all the rest, so that it stays together. */
function neededFrom(rows: readonly LaidRow[], index: number, tail: number): number {
  const row = rows[index]?.height ?? 0;
  if (index < rows.length - keptRows) return row;
  return rows.slice(index).reduce((sum, each) => sum + each.height, tail);
}

function divideTallRows({
  bodyHeight,
  headerHeight,
  rows,
  total,
  signatureHeight,
  splitRow,
}: PagePlanInput): {
  readonly rows: readonly LaidRow[];
  readonly continuedRows: number;
} {
  const room = bodyHeight - headerHeight;
  const tail = (total?.height ?? 0) + signatureHeight;
  let continuedRows = 0;
  const divided = rows.flatMap((row, index) => {
    const most = index === rows.length - 1 ? room - tail : room;
    if (row.height <= most + tolerance) return [row];
    continuedRows += 1;
    const parts: LaidRow[] = [];
    let rest = row;
    while (rest.height > most + tolerance) {
      const [part, after] = splitRow(rest, most);
      parts.push(part);
      if (after.height >= rest.height) break;
      rest = after;
    }
    return [...parts, rest];
  });
  return { rows: divided, continuedRows };
}
