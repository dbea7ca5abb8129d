import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { makeRowView, type RowView, type ValueCount } from '../../shared/grid/row-view.ts';
import type { SheetModel, SheetRow } from '../grid/sheet-model.ts';
import { type AppliedRows, applyView, shownColumns, shownRows, withRow } from './apply-view.ts';
import type { ColumnsView } from './column-layout.ts';
import { useUnchanged } from './use-unchanged.ts';
import { makeTextColumns, makeTextOf, viewColumnsOf } from './view-cells.ts';
import { allRows, isFiltered, isSorted, queryOf, type RowsView } from './view-state.ts';

/** A sheet as it is shown, and what can be done with its rows. */
export type ShownSheet<RowType extends SheetRow> = {
  readonly model: SheetModel<RowType>;
  readonly whole: SheetModel<RowType>;
  readonly textOf: (row: RowType, column: string) => string;
  /** The texts of a column of shown rows, kept for the next search. */
  readonly textsOf: (rows: readonly RowType[], column: string) => readonly string[];
  readonly view: RowsView;
  /** Rows were changed since filter and sort were applied. */
  readonly stale: boolean;
  readonly apply: (view: RowsView) => void;
  /** Brings a row that the filter leaves out into sight. */
  readonly reveal: (rowId: string) => void;
  /** What a column's value list offers. */
  readonly valuesOf: (column: string) => readonly ValueCount[];
};

type Held<RowType extends SheetRow> = { readonly view: RowsView; readonly applied: AppliedRows<RowType> };

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
  const current = useRef(whole);
  current.current = whole;
  const signature = whole.columns.map((column) => `${column.key}:${column.type}`).join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: made anew for other columns only; rows are read when asked
  const { textOf, textsOf, rowView } = useMemo(() => {
    const textOf = makeTextOf(() => current.current);
    const rowView: RowView<RowType> = makeRowView<RowType>({
      columns: viewColumnsOf(current.current.columns),
      rows: [],
      valueOf: (row, column) => current.current.valueOf(row, column),
      textOf,
    });
    return { textOf, textsOf: makeTextColumns(textOf), rowView };
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
  return {
    model,
    whole,
    textOf,
    textsOf,
    view,
    stale: applied.order !== null && applied.from !== rows,
    apply: (next) => {
      rowView.setRows(rows);
      const order = isFiltered(next) || isSorted(next) ? rowView.select(queryOf(next)) : null;
      setHeld((before) => ({ ...before, [key]: { view: next, applied: { from: rows, order } } }));
    },
    reveal: (rowId) => {
      if (shownRows(rows, applied).some(({ id }) => id === rowId)) return;
      setHeld((before) => ({ ...before, [key]: { view, applied: withRow(rows, applied, rowId) } }));
    },
    valuesOf: (column) => {
      rowView.setRows(rows);
      return rowView.valuesOf(column, queryOf(view));
    },
  };
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
