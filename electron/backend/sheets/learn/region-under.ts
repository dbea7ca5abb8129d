/** The table under a header that a person pointed out. */
import { buildRegion } from '../regions/build-region.ts';
import type { Region } from '../regions/region.ts';
import { openWindow, showWindow } from '../regions/window.ts';
import type { Sheet } from '../sheet.ts';

/** One region, or none where the rows are blank. */
export function regionUnder(
  sheet: Sheet,
  { firstRow, lastRow }: { readonly firstRow: number; readonly lastRow: number },
): Region[] {
  const window = showWindow(openWindow(sheet), sheet.hiddenColumns);
  const firstIndex = window.rows.findIndex(({ row }) => row >= firstRow && row <= lastRow);
  const lastIndex = window.rows.findLastIndex(({ row }) => row >= firstRow && row <= lastRow);
  if (firstIndex < 0) return [];
  const header = { firstIndex, lastIndex, bottomRow: lastRow, score: 10, why: '人工指定' };
  return [buildRegion(window, sheet, 0, header, '').region];
}
