// biome-ignore-all lint/a11y/useSemanticElements: a table cannot draw only the rows on view at their places
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid keeps the focus and names its active descendant
import { type CSSProperties, memo, type ReactElement } from 'react';
import type { Problem } from '../../shared/model/problem.ts';
import type { SheetWindowRow } from '../../shared/model/reading.ts';
import {
  type ColumnEdges,
  gutterWidth,
  leftOf,
  type RowEdges,
  type Span,
  textWidth,
} from './drawing-geometry.ts';
import { cellCss, type DrawnLooks } from './drawing-looks.ts';
import type { DrawnMerge } from './drawn-merges.ts';
import type { CellMark, RowMark } from './sheet-marks.ts';

type DrawingRowProps = {
  readonly index: number;
  /** Null while its part of the sheet is on the way. */
  readonly row: SheetWindowRow | null;
  readonly taken: RowMark | null;
  readonly pointedOut: boolean;
  readonly edges: ColumnEdges;
  readonly rows: RowEdges;
  /** Null where the sheet is drawn as plain text. */
  readonly looks: DrawnLooks | null;
  readonly shown: Span;
  /** From where to where the sheet is seen, for the texts of wide merged cells. */
  readonly view: { readonly left: number; readonly right: number };
  readonly merges: readonly DrawnMerge[];
  readonly isRead: (column: number) => boolean;
  readonly markAt: ((row: number, column: number) => CellMark | null) | null;
  readonly problems: ReadonlyMap<number, Problem> | null;
  readonly selected: boolean;
  readonly activeColumn: number | null;
  readonly cellId: (row: number, column: number) => string;
};

/** One row of the drawn sheet: its number, what it was taken for, its cells. */
export const DrawingRow = memo(function DrawingRow(props: DrawingRowProps): ReactElement {
  const { index, row, taken, pointedOut, edges, rows, looks, merges, selected } = props;
  const top = rows.topOf(index);
  const height = rows.topOf(index + 1) - top;
  const why = taken?.why ?? '空行，或在表格之外';
  const role = taken?.role ?? 'none';
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      className={`drawing-row${looks === null ? '' : ' drawing-looks'} role-${role}${selected ? ' drawing-selected' : ''}${row?.hidden ? ' drawing-hidden' : ''}`}
      style={{ top, height, width: gutterWidth + leftOf(edges, edges.length - 1) }}
    >
      <div role="rowheader" aria-colindex={1} className="drawing-gutter" title={why}>
        <span className="drawing-number">{index + 1}</span>
        <span className="drawing-role">
          {taken?.word ?? ''}
          {row?.hidden && <em>隐</em>}
          {pointedOut && <i className="pointed-dot" />}
        </span>
      </div>
      {row === null ? (
        <span className="drawing-waiting" style={{ left: gutterWidth + props.view.left + 8 }} />
      ) : (
        cellsOf(props, row, height)
      )}
      {merges
        .filter(({ drawnHere }) => drawnHere)
        .map((drawn) => (
          <MergedCell key={`${drawn.merge.firstRow},${drawn.merge.firstColumn}`} drawn={drawn} {...props} />
        ))}
    </div>
  );
});

function cellsOf(props: DrawingRowProps, row: SheetWindowRow, height: number): ReactElement[] {
  const { index, edges, looks, shown, merges, isRead, markAt, problems, activeColumn, cellId } = props;
  const cells: ReactElement[] = [];
  let covered = -1;
  // A text may run in from a column left of the view.
  for (let column = Math.max(0, shown.first - 6); column <= shown.last; column += 1) {
    if (merges.some(({ merge }) => merge.firstColumn <= column && column <= merge.lastColumn)) continue;
    const text = row.texts[column] ?? null;
    const kind = row.kinds[column] ?? ' ';
    const last = text === null ? column : runsTo(props, row, column, text);
    if (last < shown.first) continue;
    const problem = problems?.get(column) ?? null;
    const active = activeColumn === column;
    // A text that runs over them hides the blank cells of a sheet that is drawn as it looks.
    if (looks !== null && text === null && column <= covered && !active) continue;
    covered = Math.max(covered, last);
    const left = leftOf(edges, column);
    const mark = markAt?.(index, column) ?? null;
    const place = { row: index, column, lastRow: index, lastColumn: last };
    cells.push(
      <div
        key={column}
        id={cellId(index, column)}
        role="gridcell"
        aria-colindex={column + 2}
        aria-selected={props.selected || active}
        className={`drawing-cell kind-${kindNames[kind] ?? 'blank'}${mark === null ? '' : ` mark-${mark.kind}`}${isRead(column) ? '' : ' drawing-unread'}${active ? ' drawing-spot' : ''}${problem === null ? '' : ` drawing-problem drawing-problem-${problem.severity}`}`}
        style={{
          left: gutterWidth + left,
          width: leftOf(edges, last + 1) - left,
          height,
          ...(looks === null ? {} : cellCss(looks, place, kind)),
        }}
        title={problem?.message ?? mark?.why ?? text ?? undefined}
      >
        {text === null || (mark?.kind === 'formula' && text.startsWith('=')) ? null : looks === null ? (
          text.replaceAll('\n', ' ')
        ) : (
          <span>{text}</span>
        )}
      </div>,
    );
  }
  return cells;
}

/** As in Excel a text runs over the blank cells to its right, but over none that is for something; to which column. */
function runsTo(
  { edges, merges, looks, index, markAt }: DrawingRowProps,
  row: SheetWindowRow,
  column: number,
  text: string,
): number {
  if (row.kinds[column] !== 't') return column;
  const style = looks?.styleAt(index, column) ?? null;
  if (style !== null && (style.wrap || (style.horizontal ?? 'left') !== 'left')) return column;
  const size = (style?.size ?? 13) * (looks?.scale ?? 1);
  const needed = textWidth(text) * Math.max(1, size / 13) + 14;
  let last = column;
  while (
    leftOf(edges, last + 1) - leftOf(edges, column) < needed &&
    last + 1 < edges.length - 1 &&
    (row.texts[last + 1] ?? null) === null &&
    (markAt?.(index, last + 1) ?? null) === null &&
    !merges.some(({ merge }) => merge.firstColumn <= last + 1 && last + 1 <= merge.lastColumn)
  ) {
    last += 1;
  }
  return last;
}

function MergedCell({
  drawn: { merge, text, kind },
  index,
  edges,
  rows,
  looks,
  markAt,
  view,
  activeColumn,
  cellId,
}: DrawingRowProps & { readonly drawn: DrawnMerge }): ReactElement {
  const left = leftOf(edges, merge.firstColumn);
  const right = leftOf(edges, merge.lastColumn + 1);
  const style: CSSProperties = {
    left: gutterWidth + left,
    top: rows.topOf(merge.firstRow) - rows.topOf(index),
    width: right - left,
    height: rows.topOf(merge.lastRow + 1) - rows.topOf(merge.firstRow),
    ...(looks === null
      ? {}
      : cellCss(
          looks,
          {
            row: merge.firstRow,
            column: merge.firstColumn,
            lastRow: merge.lastRow,
            lastColumn: merge.lastColumn,
          },
          kind,
        )),
  };
  const mark = markAt?.(merge.firstRow, merge.firstColumn) ?? null;
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
      className={`drawing-cell drawing-merged${mark === null ? '' : ` mark-${mark.kind}`}${active ? ' drawing-spot' : ''}`}
      style={style}
      title={mark?.why ?? text ?? undefined}
    >
      {looks === null ? (
        <span
          style={{
            marginLeft: seenLeft - left,
            width: Math.max(0, Math.min(right, view.right) - seenLeft),
          }}
        >
          {text?.replaceAll('\n', ' ')}
        </span>
      ) : (
        <span>{text}</span>
      )}
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
