import { type ReactElement, useMemo } from 'react';
import { boundingRange, type CellRange, countCells } from '../../shared/grid/ranges.ts';
import { formatNumber } from '../../shared/values/number-text.ts';
import type { SelectionSummary } from '../../shared/values/sums.ts';
import { rangesOf, type Selection, shapeOf } from '../grid/selection.ts';
import type { SheetModel, SheetRow } from '../grid/sheet-model.ts';
import { useSelectionSummary } from '../grid/use-selection-summary.ts';

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
  const ranges = useMemo(() => rangesOf(shapeOf(model), selection), [model, selection]);
  const summary = useSelectionSummary(model, selection);
  const size = sizeText(ranges);
  return (
    <div className="status-bar" role="status" aria-label="状态栏">
      <span>
        {(model.rowsToCome ?? 0) > 0
          ? `正在读取 ${rowCount}/${rowCount + (model.rowsToCome ?? 0)} ${rowWord}…`
          : `共 ${rowCount} ${rowWord}`}
      </span>
      {size !== null && <span>选中 {size}</span>}
      {summary === null ? <span>正在计数…</span> : <span>计数 {summary.count}</span>}
      {numbersOf(summary).map(({ name, text }) => (
        <span key={name} title={name}>
          {name} {text}
        </span>
      ))}
    </div>
  );
}

function numbersOf(summary: SelectionSummary | null): { readonly name: string; readonly text: string }[] {
  if (summary === null) return [];
  const { numbers, sum, average, min, max } = summary;
  if (numbers === 0 || sum === null) return [];
  const total = { name: '求和', text: sum };
  if (numbers === 1 || average === null || min === null || max === null) return [total];
  return [
    total,
    { name: '平均', text: shortDecimal(average) },
    { name: '最小', text: formatNumber(min) },
    { name: '最大', text: formatNumber(max) },
  ];
}

/** 3 行 × 2 列; several ranges by their cells; null for a single cell. */
function sizeText(ranges: readonly CellRange[]): string | null {
  const bounds = boundingRange(ranges);
  if (bounds === null) return null;
  if (ranges.length > 1) return `${ranges.length} 处 ${countCells(ranges)} 格`;
  const rows = bounds.bottom - bounds.top + 1;
  const columns = bounds.right - bounds.left + 1;
  return rows * columns === 1 ? null : `${rows} 行 × ${columns} 列`;
}

/** Two decimals are enough to see an average; the sum is exact. */
function shortDecimal(text: string): string {
  return formatNumber(Math.round(Number(text) * 100) / 100);
}
