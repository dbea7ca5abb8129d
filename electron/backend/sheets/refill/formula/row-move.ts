/** Where the rows of a sheet come to stand when rows are inserted and deleted. Rows count from 0. */

/** Rows from the first to the last, both included. */
export type RowSpan = { readonly first: number; readonly last: number };

/** Rows that come in before a row of the sheet as it was. */
export type InsertedRows = {
  readonly before: number;
  readonly count: number;
  /** The rows that they repeat; null for rows of their own. */
  readonly template: RowSpan | null;
  /** The data that they belong to: what covers it to its edge covers them too. */
  readonly block: RowSpan | null;
  /** Values that are no results of formulas are repeated too. */
  readonly repeatsValues: boolean;
};

/** At which edges a span takes in rows that are inserted right beside it. */
export type Growth = {
  /** At the edges of a block that it covers. */
  readonly atStart: boolean;
  readonly atEnd: boolean;
  /** Below rows that are repeated, where it covers those (validations and formats of a row go with its copies). */
  readonly withTemplate: boolean;
};

export const noGrowth: Growth = { atStart: false, atEnd: false, withTemplate: false };
export const blockGrowth: Growth = { atStart: true, atEnd: true, withTemplate: false };
export const fullGrowth: Growth = { atStart: true, atEnd: true, withTemplate: true };

/** The last row of a sheet. */
export const lastRow = 1_048_575;

export class RowMove {
  /** In order; several at the same place stand in the order they were given. */
  readonly insertions: readonly InsertedRows[];
  /** In order, none touching the next. */
  readonly deletions: readonly RowSpan[];
  readonly #segments: readonly Segment[];

  constructor(insertions: readonly InsertedRows[], deletions: readonly RowSpan[]) {
    this.insertions = insertions.filter(({ count }) => count > 0).sort((a, b) => a.before - b.before);
    this.deletions = joined(deletions);
    this.#segments = cut(this.insertions, this.deletions);
  }

  get isEmpty(): boolean {
    return this.insertions.length === 0 && this.deletions.length === 0;
  }

  /** The row as it is numbered afterwards; null for one that is deleted. It may lie beyond the last row. */
  rowAfter(row: number): number | null {
    const { shift } = this.#segmentOf(row);
    return shift === null ? null : row + shift;
  }

  /** As `rowAfter`; for a deleted row where the next one below it comes to stand. */
  nearestAfter(row: number): number {
    return this.rowAfter(row) ?? this.#edgeAfter(row, this.#keptFrom(row));
  }

  /** Where the first row of an insertion comes to stand. */
  placeOf(insertion: InsertedRows): number {
    let place = insertion.before;
    for (const other of this.insertions) {
      if (other === insertion) break;
      place += other.count;
    }
    for (const { first, last } of this.deletions) {
      if (last < insertion.before) place -= last - first + 1;
    }
    return place;
  }

  /** What becomes of a span of rows; null when all of it is deleted. A span that reaches the last row keeps reaching it. */
  spanAfter({ first, last }: RowSpan, growth: Growth): RowSpan | null {
    const keptFirst = this.#keptFrom(first);
    const keptLast = this.#keptTo(last);
    if (keptFirst > keptLast) return null;
    let start = this.rowAfter(keptFirst) ?? keptFirst;
    let end = this.rowAfter(keptLast) ?? keptLast;
    for (const insertion of this.insertions) {
      if (growsAtStart(insertion, { first, last }, growth)) start -= insertion.count;
      if (growsAtEnd(insertion, { first, last }, growth)) end += insertion.count;
    }
    if (start > lastRow) return null;
    return { first: start, last: last === lastRow ? lastRow : Math.min(end, lastRow) };
  }

  /** The inserted rows that repeat rows of a span and do not come to stand in what the span becomes. */
  copiesOutside(span: RowSpan): RowSpan[] {
    const after = this.spanAfter(span, fullGrowth);
    return this.insertions.flatMap((insertion) => {
      const { template, count } = insertion;
      if (template === null || !covers(span, template)) return [];
      const first = this.placeOf(insertion);
      const copies = { first, last: first + count - 1 };
      return after !== null && covers(after, copies) ? [] : [copies];
    });
  }

  /** Whether rows of a block come in right above this row of it, below another one of it. */
  growsAbove(row: number): boolean {
    return this.insertions.some(
      ({ before, block }) => before === row && block !== null && block.first < row && row <= block.last,
    );
  }

  /** Whether rows come in between two rows of the span. */
  isTornBy({ first, last }: RowSpan): boolean {
    return this.insertions.some(({ before }) => before > first && before <= last);
  }

  #segmentOf(row: number): Segment {
    let low = 0;
    let high = this.#segments.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#segments[middle]?.from ?? 0) <= row) low = middle;
      else high = middle - 1;
    }
    return this.#segments[low] ?? { from: 0, shift: 0 };
  }

  #keptFrom(row: number): number {
    const deletion = this.deletions.find(({ first, last }) => first <= row && row <= last);
    return deletion === undefined ? row : deletion.last + 1;
  }

  #keptTo(row: number): number {
    const deletion = this.deletions.find(({ first, last }) => first <= row && row <= last);
    return deletion === undefined ? row : deletion.first - 1;
  }

  #edgeAfter(row: number, next: number): number {
    return this.rowAfter(next) ?? row;
  }
}

/** Rows from `from` on move by `shift`; null where they are deleted. */
type Segment = { readonly from: number; readonly shift: number | null };

function cut(insertions: readonly InsertedRows[], deletions: readonly RowSpan[]): Segment[] {
  const places = [
    ...insertions.map(({ before, count }) => ({ at: before, shift: count, deleted: null })),
    ...deletions.map((span) => ({ at: span.first, shift: 0, deleted: span })),
  ].sort((a, b) => a.at - b.at);
  const segments: Segment[] = [{ from: 0, shift: 0 }];
  let shift = 0;
  for (const place of places) {
    shift += place.shift;
    if (place.deleted === null) segments.push({ from: place.at, shift });
    else {
      segments.push({ from: place.deleted.first, shift: null });
      shift -= place.deleted.last - place.deleted.first + 1;
      segments.push({ from: place.deleted.last + 1, shift });
    }
  }
  return segments;
}

function joined(spans: readonly RowSpan[]): RowSpan[] {
  const result: RowSpan[] = [];
  for (const span of [...spans].sort((a, b) => a.first - b.first)) {
    const before = result.at(-1);
    if (before !== undefined && span.first <= before.last + 1) {
      result[result.length - 1] = { first: before.first, last: Math.max(before.last, span.last) };
    } else result.push(span);
  }
  return result;
}

function growsAtStart({ before, block }: InsertedRows, span: RowSpan, growth: Growth): boolean {
  return (
    growth.atStart &&
    block !== null &&
    before === span.first &&
    span.first === block.first &&
    span.last >= block.last
  );
}

function growsAtEnd({ before, block, template }: InsertedRows, span: RowSpan, growth: Growth): boolean {
  if (before !== span.last + 1) return false;
  if (growth.atEnd && block !== null && span.last === block.last && span.first <= block.first) return true;
  return growth.withTemplate && template !== null && covers(span, template);
}

export function covers(outer: RowSpan, inner: RowSpan): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}
