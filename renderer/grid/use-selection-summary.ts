import { useEffect, useState } from 'react';
import { countCells, visitCells } from '../../shared/grid/ranges.ts';
import type { CellValue } from '../../shared/model/cell-value.ts';
import { describeSelection, type SelectionSummary } from '../../shared/values/sums.ts';
import { rangesOf, type Selection, shapeOf } from './selection.ts';
import { rowAt } from './sheet-actions.ts';
import type { SheetModel, SheetRow } from './sheet-model.ts';

/** Cells that are counted at once; more of them wait until the selection has come to rest. */
const countedAtOnce = 5000;

/** What the selected cells, each once, count and add up to. */
export function summariseSelection<RowType extends SheetRow>(
  model: SheetModel<RowType>,
  selection: Selection | null,
): SelectionSummary {
  const shape = shapeOf(model);
  const values: CellValue[] = [];
  visitCells(rangesOf(shape, selection), (at, column) => {
    const row = rowAt(model, at);
    const value = row === undefined ? null : model.valueOf(row, shape.columns[column] ?? '');
    if (value !== null) values.push(value);
  });
  return describeSelection(values);
}

/** The summary for the status bar; null while a large selection is still being counted. */
export function useSelectionSummary<RowType extends SheetRow>(
  model: SheetModel<RowType>,
  selection: Selection | null,
): SelectionSummary | null {
  const [counted, setCounted] = useState<{
    readonly model: SheetModel<RowType>;
    readonly selection: Selection | null;
    readonly summary: SelectionSummary;
  } | null>(null);
  const known = counted?.model === model && counted.selection === selection ? counted.summary : null;
  const small = countCells(rangesOf(shapeOf(model), selection)) <= countedAtOnce;
  useEffect(() => {
    if (small || known !== null) return;
    const timer = setTimeout(
      () => setCounted({ model, selection, summary: summariseSelection(model, selection) }),
      120,
    );
    return () => clearTimeout(timer);
  }, [model, selection, small, known]);
  return small ? summariseSelection(model, selection) : known;
}
