/** Which columns a person sees, in which order and width, and which stay at the left while scrolling. */
import type { ColumnLayout, TableLayout } from '../../shared/model/layout.ts';

/** What a layout needs to know of a column; `width` is the table's own. */
type LaidColumn = { readonly key: string };

/** A complete layout: every column of the table once, the frozen ones first. */
export type ColumnsView = readonly ColumnLayout[];

/** Tables whose first columns are better kept in sight, by view key: the last column that is frozen. */
const frozenUpTo: Readonly<Record<string, string>> = { 'tasks:rows': 'indicator' };

/** The columns as the table has them. */
export function defaultColumns(viewKey: string, columns: readonly LaidColumn[]): ColumnsView {
  const last = columns.findIndex(({ key }) => key === frozenUpTo[viewKey]);
  return columns.map(({ key }, index) => ({ key, width: null, hidden: false, frozen: index <= last }));
}

/**
 * A remembered layout over the columns that the table has now: columns that are gone are left out, columns that
 * came since follow in the table's order. At least one column is always shown.
 */
export function restoreColumns(
  viewKey: string,
  columns: readonly LaidColumn[],
  remembered: TableLayout | null,
): ColumnsView {
  if (remembered === null) return defaultColumns(viewKey, columns);
  const keys = new Set(columns.map(({ key }) => key));
  const known = new Set<string>();
  const kept = remembered.columns.filter(({ key }) => {
    const first = keys.has(key) && !known.has(key);
    known.add(key);
    return first;
  });
  const added = columns
    .filter(({ key }) => !known.has(key))
    .map(({ key }): ColumnLayout => ({ key, width: null, hidden: false, frozen: false }));
  const all = [...kept, ...added];
  return frozenFirst(all.every(({ hidden }) => hidden) ? all.map((one) => ({ ...one, hidden: false })) : all);
}

/** Freezes everything that is shown up to this column; what lies behind it is set free. */
export function freezeUpTo(view: ColumnsView, key: string): ColumnsView {
  const last = view.findIndex((column) => column.key === key);
  return view.map((column, index) => withFrozen(column, index <= last));
}

export function unfreezeAll(view: ColumnsView): ColumnsView {
  return view.map((column) => withFrozen(column, false));
}

/** Hides columns; the last one that is shown stays. */
export function hideColumns(view: ColumnsView, keys: readonly string[]): ColumnsView {
  const hidden = new Set(keys);
  const next = view.map((column) => (hidden.has(column.key) ? { ...column, hidden: true } : column));
  return next.some((column) => !column.hidden) ? next : view;
}

export function showColumns(view: ColumnsView, keys: readonly string[]): ColumnsView {
  const shown = new Set(keys);
  return view.map((column) => (shown.has(column.key) ? { ...column, hidden: false } : column));
}

/** A width in CSS pixels; null goes back to the table's own. */
export function resizeColumn(view: ColumnsView, key: string, width: number | null): ColumnsView {
  return view.map((column) => (column.key === key ? { ...column, width } : column));
}

/**
 * Puts a column at an index among the shown ones, as it was dropped. Dropped among the frozen columns it is
 * frozen with them, dropped behind them it is free.
 */
export function moveColumn(view: ColumnsView, key: string, toIndex: number): ColumnsView {
  const moved = view.find((column) => column.key === key);
  if (moved === undefined) return view;
  const others = view.filter((column) => column.key !== key);
  const shown = others.filter(({ hidden }) => !hidden);
  const behind = shown[toIndex];
  const before = toIndex > 0 ? shown[Math.min(toIndex, shown.length) - 1] : undefined;
  const frozen = behind?.frozen ?? (before?.frozen === true && moved.frozen);
  const at = behind === undefined ? others.length : others.findIndex((column) => column.key === behind.key);
  return others.toSpliced(at, 0, withFrozen(moved, frozen));
}

/**
 * Sets frozen columns free, the last first, until they leave room to scroll: frozen columns wider than the window
 * would hide everything else. `widthOf` is the table's own width of a column, `room` that of the sheet.
 */
export function fitFrozen(view: ColumnsView, widthOf: (key: string) => number, room: number): ColumnsView {
  let left = room * mostFrozen;
  let fits = true;
  return view.map((column) => {
    if (!column.frozen || column.hidden) return column;
    left -= column.width ?? widthOf(column.key);
    fits = fits && left >= 0;
    return withFrozen(column, fits);
  });
}

/** The share of the sheet that frozen columns may take. */
const mostFrozen = 0.65;

function frozenFirst(view: ColumnsView): ColumnsView {
  return [...view.filter(({ frozen }) => frozen), ...view.filter(({ frozen }) => !frozen)];
}

function withFrozen(column: ColumnLayout, frozen: boolean): ColumnLayout {
  return column.frozen === frozen ? column : { ...column, frozen };
}
