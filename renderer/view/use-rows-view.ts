import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { makeRowView, type RowView, type ValueCount, type ViewQuery } from '../../shared/grid/row-view.ts';
import { indexRows } from '../grid/row-index.ts';
import type { SheetModel, SheetRow } from '../grid/sheet-model.ts';
import { type AppliedRows, applyView, shownColumns, shownRows, withRow } from './apply-view.ts';
import type { ColumnsView } from './column-layout.ts';
import type { FindIn } from './use-find.ts';
import { useUnchanged } from './use-unchanged.ts';
import { makeTextOf, viewColumnsOf } from './view-cells.ts';
import { allRows, isFiltered, isSorted, queryOf, type RowsView } from './view-state.ts';

/** A sheet as it is shown, and what can be done with its rows. */
export type ShownSheet<RowType extends SheetRow> = {
  readonly model: SheetModel<RowType>;
  readonly whole: SheetModel<RowType>;
  readonly textOf: (row: RowType, column: string) => string;
  readonly findIn: FindIn<RowType>;
  readonly view: RowsView;
  /** Rows were changed since filter and sort were applied. */
  readonly stale: boolean;
  readonly apply: (view: RowsView) => void;
  /** Brings a row that the filter leaves out into sight. */
  readonly reveal: (rowId: string) => void;
  /** What a column's value list offers. */
  readonly valuesOf: (column: string) => readonly ValueCount[];
};

type Held<RowType extends SheetRow> = {
  readonly view: RowsView;
  readonly applied: AppliedRows<RowType>;
  /** Applied while rows were still being read. */
  readonly partial: boolean;
};

/**
 * Filter and sort of a sheet. They are worked out when the clerk applies them, not when a row is edited; the
 * state of every sheet is kept by its key while the workbook is open.
 */
export function useRowsView<RowType extends SheetRow>(
  whole: SheetModel<RowType>,
  columns: ColumnsView,
): ShownSheet<RowType> {
  const [held, setHeld] = useState<Readonly<Record<string, Held<RowType>>>>({});
  const { key, rows } = whole;
  const arriving = (whole.rowsToCome ?? 0) > 0;
  const current = useRef(whole);
  current.current = whole;
  const signature = whole.columns.map((column) => `${column.key}:${column.type}`).join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: made anew for other columns only; rows are read when asked
  const { textOf, findIn, rowView } = useMemo(() => {
    const textOf = makeTextOf(() => current.current);
    const rowView: RowView<RowType> = makeRowView<RowType>({
      columns: viewColumnsOf(current.current.columns),
      rows: [],
      valueOf: (row, column) => current.current.valueOf(row, column),
      textOf,
    });
    const findIn: FindIn<RowType> = (shown, keys, search) => {
      const all = current.current.rows;
      rowView.setRows(all);
      const index = indexRows(all);
      const places = shown === all ? null : Uint32Array.from(shown, ({ id }) => index.get(id) ?? 0);
      return keys.map((column) => {
        const test = rowView.find(column, search);
        return test === null || places === null ? test : (row) => test(places[row] ?? 0);
      });
    };
    return { textOf, findIn, rowView };
  }, [key, signature]);

  const view = held[key]?.view ?? allRows;
  const kept = held[key]?.applied;
  const applied = useMemo(() => kept ?? { from: rows, order: null }, [kept, rows]);
  // The grid lays out its columns anew when they are other ones, which an edit does not make them.
  const shown = useUnchanged(shownColumns(whole.columns, { rows: view, columns }));
  const model = useMemo(
    () => ({ ...applyView(whole, { rows: view, columns, applied }), columns: shown }),
    [whole, view, columns, applied, shown],
  );
  useIdlePreparation(rowView, rows);
  const query = (of: RowsView): ViewQuery => queryOf(of, visibleKeys(columns));
  const apply = (next: RowsView): void => {
    rowView.setRows(rows);
    const order = isFiltered(next) || isSorted(next) ? rowView.select(query(next)) : null;
    setHeld((before) => ({
      ...before,
      [key]: { view: next, applied: { from: rows, order }, partial: arriving },
    }));
  };
  useReappliedQuick(view, key, visibleKeys(columns), apply);
  useAppliedToAll(held[key]?.partial === true && !arriving, () => apply(view));
  return {
    model,
    whole,
    textOf,
    findIn,
    view,
    stale: applied.order !== null && applied.from !== rows,
    apply,
    reveal: (rowId) => {
      if (shownRows(rows, applied).some(({ id }) => id === rowId)) return;
      setHeld((before) => ({
        ...before,
        [key]: { view, applied: withRow(rows, applied, rowId), partial: arriving },
      }));
    },
    valuesOf: (column) => {
      rowView.setRows(rows);
      return rowView.valuesOf(column, query(view));
    },
  };
}

function visibleKeys(columns: ColumnsView): readonly string[] {
  return columns.filter(({ hidden }) => !hidden).map(({ key }) => key);
}

/** The quick filter finds what can be seen: it is applied again when columns are shown or hidden. */
function useReappliedQuick(
  view: RowsView,
  sheetKey: string,
  visible: readonly string[],
  apply: (view: RowsView) => void,
): void {
  const visibleText = visible.toSorted().join(' ');
  const seen = useRef({ sheetKey, visibleText });
  const follow = useEffectEvent(() => {
    const before = seen.current;
    seen.current = { sheetKey, visibleText };
    const changed = before.sheetKey === sheetKey && before.visibleText !== visibleText;
    if (changed && view.quick.trim() !== '') apply(view);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when another sheet or other columns are shown
  useEffect(() => follow(), [sheetKey, visibleText]);
}

/** Filter and sort of a table's first rows are applied to all of them as soon as they are there. */
function useAppliedToAll(waits: boolean, apply: () => void): void {
  const follow = useEffectEvent(apply);
  useEffect(() => {
    if (waits) follow();
  }, [waits]);
}

/** Prepares large tables while nothing else is to be done, so that the first filter is as quick as the others. */
function useIdlePreparation<RowType>(rowView: RowView<RowType>, rows: readonly RowType[]): void {
  const waiting = rows.length > manyRows;
  const prepare = useEffectEvent(() => {
    rowView.setRows(rows);
    return rowView.prepareNext();
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: begins again for another row view
  useEffect(() => {
    if (!waiting) return;
    let next = 0;
    const work = (): void => {
      if (prepare()) next = requestIdleCallback(work);
    };
    next = requestIdleCallback(work, { timeout: 2000 });
    return () => cancelIdleCallback(next);
  }, [rowView, waiting]);
}

const manyRows = 5000;
