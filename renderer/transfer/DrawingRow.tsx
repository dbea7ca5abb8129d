// biome-ignore-all lint/a11y/useSemanticElements: a table cannot draw only the rows on view at their places
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid keeps the focus and names its active descendant
import { type CSSProperties, memo, type ReactElement } from 'react';
import type { Problem } from '../../shared/model/problem.ts';
import type { ReadingRows, SheetWindowRow } from '../../shared/model/reading.ts';
import {
  type ColumnEdges,
  gutterWidth,
  leftOf,
  rowHeight,
  type Span,
  textWidth,
} from './drawing-geometry.ts';
import type { DrawnMerge } from './drawn-merges.ts';
import { roleWords } from './reading-words.ts';

type DrawingRowProps = {
  readonly index: number;
  /** Null while its part of the sheet is on the way. */
  readonly row: SheetWindowRow | null;
  readonly taken: ReadingRows | null;
  readonly pointedOut: boolean;
  readonly edges: ColumnEdges;
  readonly shown: Span;
  /** From where to where the sheet is seen, for the texts of wide merged cells. */
  readonly view: { readonly left: number; readonly right: number };
  readonly merges: readonly DrawnMerge[];
  readonly isRead: (column: number) => boolean;
  readonly problems: ReadonlyMap<number, Problem> | null;
  readonly selected: boolean;
  readonly activeColumn: number | null;
  readonly cellId: (row: number, column: number) => string;
};

/** One row of the drawn sheet: its number, what it was taken for, its cells. */
export const DrawingRow = memo(function DrawingRow(props: DrawingRowProps): ReactElement {
  const { index, row, taken, pointedOut, edges, merges, selected } = props;
  const why = taken?.why ?? '空行，或在表格之外';
  const role = taken?.role ?? 'none';
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      className={`drawing-row role-${role}${selected ? ' drawing-selected' : ''}${row?.hidden ? ' drawing-hidden' : ''}`}
      style={{ top: index * rowHeight, width: gutterWidth + leftOf(edges, edges.length - 1) }}
    >
      <div role="rowheader" aria-colindex={1} className="drawing-gutter" title={why}>
        <span className="drawing-number">{index + 1}</span>
        <span className="drawing-role">
          {taken === null ? '' : roleWords[taken.role]}
          {row?.hidden && <em>隐</em>}
          {pointedOut && <i className="pointed-dot" />}
        </span>
      </div>
      {row === null ? (
        <span className="drawing-waiting" style={{ left: gutterWidth + props.view.left + 8 }} />
      ) : (
        cellsOf(props, row)
      )}
      {merges
        .filter(({ drawnHere }) => drawnHere)
        .map((drawn) => (
          <MergedCell key={`${drawn.merge.firstRow},${drawn.merge.firstColumn}`} drawn={drawn} {...props} />
        ))}
    </div>
  );
});

function cellsOf(props: DrawingRowProps, row: SheetWindowRow): ReactElement[] {
  const { index, edges, shown, merges, isRead, problems, activeColumn, cellId } = props;
  const cells: ReactElement[] = [];
  // A text may run in from a column left of the view.
  for (let column = Math.max(0, shown.first - 6); column <= shown.last; column += 1) {
    if (merges.some(({ merge }) => merge.firstColumn <= column && column <= merge.lastColumn)) continue;
    const text = row.texts[column] ?? null;
    const last = text === null ? column : runsTo(props, row, column, text);
    if (last < shown.first) continue;
    const problem = problems?.get(column) ?? null;
    const left = leftOf(edges, column);
    cells.push(
      <div
        key={column}
        id={cellId(index, column)}
        role="gridcell"
        aria-colindex={column + 2}
        aria-selected={props.selected || activeColumn === column}
        className={`drawing-cell kind-${kindNames[row.kinds[column] ?? ' '] ?? 'blank'}${isRead(column) ? '' : ' drawing-unread'}${activeColumn === column ? ' drawing-spot' : ''}${problem === null ? '' : ` drawing-problem drawing-problem-${problem.severity}`}`}
        style={{ left: gutterWidth + left, width: leftOf(edges, last + 1) - left }}
        title={problem?.message ?? text ?? undefined}
      >
        {text === null ? null : text.replaceAll('\n', ' ')}
      </div>,
    );
  }
  return cells;
}

/** As in Excel a text runs over the blank cells to its right; to which column. */
function runsTo(
  { edges, merges }: DrawingRowProps,
  row: SheetWindowRow,
  column: number,
  text: string,
): number {
  if (row.kinds[column] !== 't') return column;
  const needed = textWidth(text) + 14;
  let last = column;
  while (
    leftOf(edges, last + 1) - leftOf(edges, column) < needed &&
    last + 1 < edges.length - 1 &&
    (row.texts[last + 1] ?? null) === null &&
    !merges.some(({ merge }) => merge.firstColumn <= last + 1 && last + 1 <= merge.lastColumn)
  ) {
    last += 1;
  }
  return last;
}

function MergedCell({
  drawn: { merge, text },
  index,
  edges,
  view,
  activeColumn,
  cellId,
}: DrawingRowProps & { readonly drawn: DrawnMerge }): ReactElement {
  const left = leftOf(edges, merge.firstColumn);
  const right = leftOf(edges, merge.lastColumn + 1);
  const style: CSSProperties = {
    left: gutterWidth + left,
    top: (merge.firstRow - index) * rowHeight,
    width: right - left,
    height: (merge.lastRow - merge.firstRow + 1) * rowHeight,
  };
  const seenLeft = Math.max(left, view.left);
  const active =
    activeColumn !== null && merge.firstColumn <= activeColumn && activeColumn <= merge.lastColumn;
  return (
    <div
      id={cellId(index, active ? activeColumn : merge.firstColumn)}
      role="gridcell"
      aria-colindex={merge.firstColumn + 2}
      aria-colspan={merge.lastColumn - merge.firstColumn + 1}
      aria-rowspan={merge.lastRow - merge.firstRow + 1}
      aria-selected={active}
      className={`drawing-cell drawing-merged${active ? ' drawing-spot' : ''}`}
      style={style}
      title={text ?? undefined}
    >
      <span
        style={{
          marginLeft: seenLeft - left,
          width: Math.max(0, Math.min(right, view.right) - seenLeft),
        }}
      >
        {text?.replaceAll('\n', ' ')}
      </span>
    </div>
  );
}

const kindNames: Readonly<Record<string, string>> = {
  t: 'text',
  n: 'number',
  d: 'number',
  b: 'middle',
  e: 'middle',
};
