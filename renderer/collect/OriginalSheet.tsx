import { type ReactElement, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { Problem } from '../../shared/model/problem.ts';
import type { Reading } from '../../shared/model/reading.ts';
import type { TableDefinition } from '../../shared/model/table.ts';
import type { DrawingSelection } from '../drawing/drawing-places.ts';
import { type DrawingHandle, SheetDrawing } from '../drawing/SheetDrawing.tsx';
import { SheetTabs } from '../drawing/SheetTabs.tsx';
import { useSheetParts } from '../drawing/sheet-parts.ts';
import { nameOfCell, rangeOf } from '../drawing/sheet-places.ts';
import { DrawingLegend, describeSpot } from '../transfer/ReviewNotices.tsx';
import { marksOf } from '../transfer/reading-words.ts';

/** A cell of the file that is to be shown; another object shows it anew. */
export type ShownCell = { readonly sheet: string; readonly cell: string };

type OriginalSheetProps = {
  readonly uploadId: string;
  /** How it was read; null where it was not, or that is of no interest. */
  readonly reading: Reading | null;
  readonly table: TableDefinition | null;
  readonly problems: readonly Problem[];
  readonly shown: ShownCell | null;
  /** The sheet that is drawn first; '' for the first one. */
  readonly firstSheet: string;
  /** Another cell is the active one. */
  readonly onCell: (cell: ShownCell) => void;
};

const atTop: DrawingSelection = { spot: { row: 0, column: 0 }, anchorRow: 0 };
const noProblems: ReadonlyMap<number, ReadonlyMap<number, Problem>> = new Map();

/** The file as it was sent, its cells framed on demand; nothing in it can be changed. */
export function OriginalSheet(props: OriginalSheetProps): ReactElement {
  const { uploadId, reading, table, problems, shown, firstSheet, onCell } = props;
  const drawing = useRef<DrawingHandle>(null);
  const [turned, setTurned] = useState<string | null>(null);
  const [selection, setSelection] = useState(atTop);
  const [followed, setFollowed] = useState<ShownCell | null>(null);
  if (shown !== followed) {
    setFollowed(shown);
    const range = shown === null ? null : rangeOf(shown.cell);
    if (shown !== null) setTurned(shown.sheet);
    if (range !== null) {
      const spot = { row: range.firstRow, column: range.firstColumn };
      setSelection({ spot, anchorRow: spot.row });
    }
  }
  const wanted = turned ?? (firstSheet === '' ? null : firstSheet);
  const { parts, want } = useSheetParts(uploadId, wanted, true);
  const sheets = parts.top?.looks?.sheets ?? reading?.sheets ?? [];
  const name = wanted ?? parts.top?.sheet ?? '';
  const sheet = sheets.find((one) => one.name === name) ?? null;
  const isRead = reading !== null && reading.sheet === name;
  const marks = useMemo(
    () => (table !== null && reading !== null && isRead ? marksOf(table, reading) : null),
    [table, reading, isRead],
  );
  const placed = useMemo(
    () => placeProblems(problems, name, reading?.sheet ?? name),
    [problems, name, reading],
  );
  const framed = shown !== null && shown.sheet === name ? rangeOf(shown.cell) : null;

  const ready = sheet !== null && parts.top !== null;
  const reveal = useEffectEvent(({ sheet, cell }: ShownCell) => {
    const range = sheet === name ? rangeOf(cell) : null;
    if (range !== null) drawing.current?.reveal({ row: range.firstRow, column: range.firstColumn });
  });
  useEffect(() => {
    if (ready && shown !== null) reveal(shown);
  }, [shown, ready]);

  const focusFirst = useEffectEvent(() => {
    // Whoever is at a field or a button already stays there.
    if (document.activeElement?.closest('input, textarea, button') === null) drawing.current?.focus();
  });
  useEffect(() => {
    if (ready) focusFirst();
  }, [ready]);

  return (
    <section className="review-sheet" aria-label="报来的样子">
      {reading !== null && (
        <div className="review-bar">
          <DrawingLegend reading={isRead ? reading : null} />
        </div>
      )}
      {sheet === null ? (
        <div className="drawing drawing-blank" aria-busy={parts.failure === null} />
      ) : (
        <SheetDrawing
          key={name}
          ref={drawing}
          sheet={sheet}
          marks={marks}
          parts={parts}
          want={want}
          problems={placed.size === 0 ? noProblems : placed}
          selection={selection}
          framed={framed}
          busy={false}
          onSelect={(next) => {
            setSelection(next);
            if (next.spot.row >= 0)
              onCell({ sheet: name, cell: nameOfCell(next.spot.row, next.spot.column) });
          }}
          onMenu={null}
        />
      )}
      <div className="review-spot">
        <output title={parts.failure?.message}>
          {parts.failure?.message ?? describeCell(props, selection, isRead)}
        </output>
      </div>
      {sheets.length > 0 && (
        <SheetTabs
          sheets={sheets}
          shown={name}
          onShow={(next) => {
            setSelection(atTop);
            setTurned(next);
          }}
        />
      )}
    </section>
  );
}

function describeCell(
  { reading, table }: OriginalSheetProps,
  { spot }: DrawingSelection,
  isRead: boolean,
): string {
  if (table !== null && reading !== null && isRead) return describeSpot(table, reading, spot);
  return spot.row < 0 ? '' : nameOfCell(spot.row, spot.column);
}

/** Problems by row and column of their cells; of several at one cell the first is shown there. */
function placeProblems(
  problems: readonly Problem[],
  sheet: string,
  readSheet: string,
): ReadonlyMap<number, ReadonlyMap<number, Problem>> {
  const placed = new Map<number, Map<number, Problem>>();
  for (const problem of problems) {
    const range = problem.cell === null ? null : rangeOf(problem.cell);
    if (range === null || (problem.sheet ?? readSheet) !== sheet) continue;
    const row = placed.get(range.firstRow) ?? new Map<number, Problem>();
    if (!row.has(range.firstColumn)) row.set(range.firstColumn, problem);
    placed.set(range.firstRow, row);
  }
  return placed;
}
