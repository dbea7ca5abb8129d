/** What dragging the fill handle puts into the cells beside the source. */
import { readSequence } from './fill-sequences.ts';

/** `auto` as a plain drag, `copy` repeats, `series` continues also a single number (a drag with Ctrl). */
export type FillMode = 'auto' | 'copy' | 'series';

export type FillDirection = 'forward' | 'backward';

export type FillInput = {
  /** The texts of one row or column of the source, in order. */
  readonly source: readonly string[];
  readonly count: number;
  /** `forward` is down or to the right. */
  readonly direction: FillDirection;
  readonly mode: FillMode;
};

/**
 * The texts to fill, the one nearest to the source first. A series is continued where all texts of the source
 * are of one kind with a constant step; otherwise the source is repeated. A single number is copied unless
 * `series` is asked for; other single texts that can be counted on are (附件1 → 附件2). Where a series ends
 * (below 0, above 九十九) the cells stay blank.
 */
export function fillSeries({ source, count, direction, mode }: FillInput): string[] {
  const series = mode === 'copy' ? null : readSequence(source, mode === 'series');
  const { length } = source;
  return Array.from({ length: count }, (_, index) => {
    const place = direction === 'forward' ? length + index : -1 - index;
    if (series !== null) return series(place) ?? '';
    return length === 0 ? '' : (source[((place % length) + length) % length] ?? '');
  });
}

/** What Ctrl turns a drag into, as in Excel: what would be copied is continued, a series is copied. */
export function fillModeWithCtrl(source: readonly string[]): FillMode {
  return readSequence(source, false) === null ? 'series' : 'copy';
}
