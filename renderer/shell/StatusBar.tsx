import { type ReactElement, useMemo } from 'react';
import { formatDecimal, sumNumbers } from '../../shared/values/decimal.ts';
import { addressesIn, rangeOf, type Selection, shapeOf } from '../grid/selection.ts';
import { findSheetRow, type SheetModel, type SheetRow } from '../grid/sheet-model.ts';

type StatusBarProps<RowType extends SheetRow> = {
  readonly model: SheetModel<RowType>;
  readonly selection: Selection | null;
  readonly rowCount: number;
  readonly rowWord: string;
};

/** How much there is, and what the selected cells count and add up to. */
export function StatusBar<RowType extends SheetRow>({
  model,
  selection,
  rowCount,
  rowWord,
}: StatusBarProps<RowType>): ReactElement {
  const statistics = useMemo(() => countSelection(model, selection), [model, selection]);
  return (
    <div className="status-bar" role="status" aria-label="状态栏">
      <span>
        共 {rowCount} {rowWord}
      </span>
      <span>计数 {statistics.count}</span>
      {statistics.sum !== null && <span>求和 {statistics.sum}</span>}
      {statistics.average !== null && <span>平均 {statistics.average}</span>}
    </div>
  );
}

type Statistics = { readonly count: number; readonly sum: string | null; readonly average: string | null };

function countSelection<RowType extends SheetRow>(
  model: SheetModel<RowType>,
  selection: Selection | null,
): Statistics {
  if (selection === null) return { count: 0, sum: null, average: null };
  const shape = shapeOf(model);
  const cells = addressesIn(shape, rangeOf(shape, selection)).flatMap(({ rowId, column }) => {
    const row = findSheetRow(model, rowId);
    return row === null ? [] : [model.cellOf(row, column)];
  });
  const numbers = cells.flatMap(({ number }) => (number === null ? [] : [number]));
  const count = cells.filter(({ text }) => text !== '').length;
  if (numbers.length === 0) return { count, sum: null, average: null };
  const sum = formatDecimal(sumNumbers(numbers));
  const average = Number((Number(sum) / numbers.length).toPrecision(12));
  return { count, sum, average: numbers.length > 1 ? String(Math.round(average * 100) / 100) : null };
}
