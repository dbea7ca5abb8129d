import { useDeferredValue, useMemo, useState } from 'react';
import {
  compileQuery,
  type FoundAt,
  findCells,
  findText,
  type Matcher,
  searchOf,
  type TextSearch,
} from '../../shared/grid/find.ts';
import { containsCell } from '../../shared/grid/ranges.ts';
import { HuibiaoError } from '../../shared/model/failure.ts';
import { indexRows } from '../grid/row-index.ts';
import type { CellAddress, SheetModel, SheetRow } from '../grid/sheet-model.ts';
import {
  addressOfHit,
  type CellArea,
  type Find,
  hitFrom,
  planReplacement,
  type Replacement,
  stepToHit,
  withHits,
} from './find-state.ts';

/** Find and replace over a sheet as it is shown. */
export type Finding<RowType extends SheetRow> = {
  /** Null while the bar is closed. */
  readonly find: Find | null;
  /** The sheet with its hits marked. */
  readonly model: SheetModel<RowType>;
  readonly count: number;
  /** The hit that the active cell stands at, from 1; 0 when it stands at none. */
  readonly at: number;
  /** Begins with the query before; a selection of several cells limits it. */
  readonly open: (replacing: boolean, within: readonly CellArea[] | null) => void;
  readonly change: (find: Find) => void;
  readonly close: () => void;
  /** Where the next or previous hit is; null when there is none. */
  readonly step: (by: 1 | -1) => CellAddress | null;
  /** The hit at the active cell or behind it. */
  readonly nearest: () => CellAddress | null;
  /**
   * Replaces in the active cell, or in all hits, as one edit.
   * @throws HuibiaoError `invalid_edit` when it cannot be made
   */
  readonly replace: (which: 'current' | 'all') => Replacement;
};

const nothing: readonly FoundAt[] = [];
/** By column, whether the cell of a row, by its index, shows what is searched; null where no cell does. */
export type FindIn<RowType> = (
  rows: readonly RowType[],
  columns: readonly string[],
  search: TextSearch,
) => readonly (((row: number) => boolean) | null)[];

const manyCells = 100_000;
const firstFind: Find = { query: findText(''), replacement: '', replacing: false, within: null };

export function useFind<RowType extends SheetRow>(
  model: SheetModel<RowType>,
  findIn: FindIn<RowType>,
  textOf: (row: RowType, column: string) => string,
  active: CellAddress | null,
): Finding<RowType> {
  const [find, setFind] = useState<Find | null>(null);
  const [last, setLast] = useState<Find>(firstFind);
  const { rows, columns } = model;
  const deferred = useDeferredValue(find);
  // In a large sheet typing comes first; in others Enter right behind a letter already goes to a hit.
  const wanted = rows.length * columns.length > manyCells ? deferred : find;
  const { query } = wanted ?? firstFind;
  const matcher = useMemo((): Matcher => compileQuery(query), [query]);
  const within = wanted?.within ?? null;
  const { text } = query;
  const hits = useMemo(() => {
    if (text === '') return nothing;
    const keys = columns.map(({ key }) => key);
    return findCells(areasOf(rows, columns, within), findIn(rows, keys, searchOf(query)));
  }, [query, text, rows, columns, within, findIn]);

  const from = {
    row: active === null ? 0 : Math.max(0, indexRows(rows).get(active.rowId) ?? 0),
    column:
      active === null
        ? 0
        : Math.max(
            0,
            columns.findIndex(({ key }) => key === active.column),
          ),
  };
  const nearest = hitFrom(hits, from);
  const standing =
    active !== null && hits[nearest]?.row === from.row && hits[nearest]?.column === from.column
      ? nearest
      : -1;
  const current = addressOfHit(model, hits[standing]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address is made anew each time, its parts say whether it is another one
  const shown = useMemo(() => {
    if (hits.length === 0) return model;
    const index = indexRows(model.rows);
    const isHit = (row: RowType, column: string): boolean => {
      if (matcher(textOf(row, column)).length === 0) return false;
      const at = {
        row: index.get(row.id) ?? -1,
        column: model.columns.findIndex(({ key }) => key === column),
      };
      return at.row >= 0 && (within === null || within.some((area) => containsCell(area, at)));
    };
    return withHits(model, isHit, current);
  }, [model, hits, current?.rowId, current?.column]);

  return {
    find,
    model: shown,
    count: hits.length,
    at: standing + 1,
    open: (replacing, within) => {
      const before = find ?? last;
      setFind({ ...before, replacing, within: find === null ? within : before.within });
    },
    change: setFind,
    close: () => {
      if (find !== null) setLast(find);
      setFind(null);
    },
    step: (by) => addressOfHit(model, hits[stepToHit(hits, from, by)]),
    nearest: () => addressOfHit(model, hits[nearest]),
    replace: (which) => {
      const chosen = which === 'all' ? hits : hits.slice(nearest, nearest + 1);
      const planned = planReplacement(model, chosen, matcher, find?.replacement ?? '');
      if (planned.edits.length === 0) {
        if (planned.skipped > 0) throw new HuibiaoError('invalid_edit', skippedText(planned.skipped));
        return planned;
      }
      model.edit(planned.edits, { gesture: { kind: 'replace', places: planned.places } });
      return planned;
    },
  };
}

/** 3 格不能修改，没有替换。 */
export function skippedText(skipped: number): string {
  return `${skipped} 格不能修改（自动算出或在别处维护），没有替换。`;
}

function areasOf(
  rows: readonly unknown[],
  columns: readonly unknown[],
  within: readonly CellArea[] | null,
): readonly CellArea[] {
  if (rows.length === 0 || columns.length === 0) return [];
  const all = { top: 0, bottom: rows.length - 1, left: 0, right: columns.length - 1 };
  if (within === null) return [all];
  return within.flatMap(({ top, bottom, left, right }) => {
    const area = {
      top,
      left,
      bottom: Math.min(bottom, all.bottom),
      right: Math.min(right, all.right),
    };
    return area.top > area.bottom || area.left > area.right ? [] : [area];
  });
}
