/** How the cells of a sheet look, as far as its file tells. */
import type { CSSProperties } from 'react';
import type { BorderLine, CellStyle, SheetWindow } from '../../shared/model/reading.ts';
import { type ColumnEdges, drawnColumns, drawnRows, type RowEdges } from './drawing-geometry.ts';
import type { SheetParts } from './sheet-parts.ts';

/** A sheet that is drawn as it looks, and by how much smaller. */
export type DrawnLooks = {
  readonly scale: number;
  readonly styleAt: (row: number, column: number) => CellStyle | null;
};

const smallestScale = 0.7;
const lowestRow = 20;

/** How much smaller a sheet is drawn so that it fits into the width, as far as it stays legible. */
export function scaleFor(window: SheetWindow, columnCount: number, width: number): number {
  const widths = window.looks?.drawn?.columnWidths ?? [];
  const whole = Array.from({ length: columnCount }, (_, column) => widths[column] ?? 64).reduce(
    (sum, one) => sum + one,
    0,
  );
  return Math.min(1, Math.max(smallestScale, Math.floor((width / Math.max(1, whole)) * 20) / 20));
}

export function looksColumns(window: SheetWindow, columnCount: number, scale: number): ColumnEdges {
  return drawnColumns(window.looks?.drawn?.columnWidths ?? [], columnCount, scale);
}

export function looksRows(parts: SheetParts, count: number, scale: number): RowEdges {
  const usual = Math.max(lowestRow, Math.round((parts.top?.looks?.drawn?.usualHeight ?? lowestRow) * scale));
  const heights: number[] = [];
  for (let row = 0; row < count; row += 1) {
    const known = parts.rowAt(row);
    const height = parts.looksAt(row)?.height ?? null;
    const lines = Math.max(1, ...(known?.texts ?? []).map((text) => text?.split('\n').length ?? 1));
    heights.push(
      height === null ? usual + (lines - 1) * 17 : Math.max(lowestRow, Math.round(height * scale)),
    );
  }
  return drawnRows(heights, count, usual);
}

/** The style of a cell as CSS; lines of its neighbours that touch it are drawn by it. */
export function cellCss(
  { styleAt, scale }: DrawnLooks,
  place: {
    readonly row: number;
    readonly column: number;
    readonly lastRow: number;
    readonly lastColumn: number;
  },
  kind: string,
): CSSProperties {
  const style = styleAt(place.row, place.column);
  const right =
    styleAt(place.row, place.lastColumn)?.right ?? styleAt(place.row, place.lastColumn + 1)?.left ?? null;
  const bottom =
    styleAt(place.lastRow, place.column)?.bottom ?? styleAt(place.lastRow + 1, place.column)?.top ?? null;
  const horizontal =
    style?.horizontal ?? (kind === 'n' || kind === 'd' ? 'right' : kind === 'b' ? 'center' : 'left');
  return {
    ...(style?.fill == null ? {} : { backgroundColor: style.fill }),
    ...(style?.color == null ? {} : { color: style.color }),
    ...(style?.font == null ? {} : { fontFamily: `${JSON.stringify(style.font)}, ${fallback(style.font)}` }),
    fontSize: Math.max(10, Math.round((style?.size ?? 15) * scale)),
    fontWeight: style?.bold ? 700 : 400,
    ...(style?.italic ? { fontStyle: 'italic' } : {}),
    ...(style?.underline ? { textDecoration: 'underline' } : {}),
    justifyContent: { left: 'flex-start', center: 'center', right: 'flex-end' }[horizontal],
    textAlign: horizontal,
    alignItems: { top: 'flex-start', center: 'center', bottom: 'flex-end' }[style?.vertical ?? 'bottom'],
    whiteSpace: style?.wrap ? 'pre-wrap' : 'pre',
    ...(style?.indent
      ? { [horizontal === 'right' ? 'paddingRight' : 'paddingLeft']: 4 + style.indent * 12 * scale }
      : {}),
    ...(right === null ? {} : { borderRight: lineCss(right) }),
    ...(bottom === null ? {} : { borderBottom: lineCss(bottom) }),
  };
}

function lineCss({ width, line, color }: BorderLine): string {
  return `${width}px ${line} ${color ?? '#3c474d'}`;
}

/** What comes nearest on computers without the fonts of government documents. */
function fallback(font: string): string {
  if (/楷/.test(font)) return '"KaiTi", "STKaiti", serif';
  if (/宋|Song|Times/i.test(font)) return '"SimSun", "Noto Serif CJK SC", "Songti SC", serif';
  if (/仿/.test(font)) return '"FangSong", "Noto Serif CJK SC", serif';
  return 'var(--font)';
}
