// biome-ignore-all lint/a11y/useSemanticElements: a table cannot draw only the rows on view at their places
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid keeps the focus and names its active descendant
import { CaretDownOutlined, KeyOutlined, QuestionCircleFilled, WarningFilled } from '@ant-design/icons';
import type { ReactElement, ReactNode } from 'react';
import type { ColumnEdges, Span } from './drawing-geometry.ts';
import { gutterWidth, headHeight, leftOf } from './drawing-geometry.ts';
import type { ColumnMeaning } from './sheet-marks.ts';
import { lettersOf } from './sheet-places.ts';

type DrawingHeadProps = {
  readonly edges: ColumnEdges;
  readonly shown: Span;
  /** Null while the sheet on view has not been read. */
  readonly meaning: ((column: number) => ColumnMeaning) | null;
  readonly pointedOut: (column: number) => boolean;
  readonly hidden: ReadonlySet<number>;
  /** The column of the active cell, and whether its head itself is active. */
  readonly active: { readonly column: number; readonly onHead: boolean } | null;
  readonly cellId: (row: number, column: number) => string;
  /** Null where a column's meaning is only told. */
  readonly onOpen: ((column: number, button: HTMLElement) => void) | null;
};

/** Above each column its letters, and what it means for the table. */
export function DrawingHead(props: DrawingHeadProps): ReactElement {
  const { edges, shown, meaning, pointedOut, hidden, active, cellId, onOpen } = props;
  const columns = Array.from({ length: shown.last - shown.first + 1 }, (_, index) => shown.first + index);
  return (
    <div
      role="row"
      aria-rowindex={1}
      className="drawing-head"
      style={{ width: gutterWidth + leftOf(edges, edges.length - 1), height: headHeight }}
    >
      <div
        role="columnheader"
        aria-colindex={1}
        className="drawing-corner"
        style={{ width: gutterWidth, height: headHeight }}
      >
        <span>行</span>
        {meaning !== null && <span>读作</span>}
      </div>
      {columns.map((column) => {
        const left = leftOf(edges, column);
        const said = meaning?.(column) ?? null;
        const onHead = active?.column === column && active.onHead;
        return (
          <div
            key={column}
            id={cellId(-1, column)}
            role="columnheader"
            aria-colindex={column + 2}
            aria-selected={onHead}
            className={`drawing-column${active?.column === column ? ' drawing-column-active' : ''}${onHead ? ' drawing-spot' : ''}`}
            style={{ left: gutterWidth + left, width: leftOf(edges, column + 1) - left }}
          >
            <span className="drawing-letters">
              {lettersOf(column)}
              {hidden.has(column) && <em> 隐藏</em>}
            </span>
            {said !== null && (
              <MeaningButton
                column={column}
                meaning={said}
                pointedOut={pointedOut(column)}
                inGrid
                onOpen={onOpen && ((button) => onOpen(column, button))}
              />
            )}
          </div>
        );
      })}
    </div>
  );
}

type MeaningButtonProps = {
  readonly column: number;
  readonly meaning: ColumnMeaning;
  readonly pointedOut: boolean;
  /** In the drawing the arrow keys lead to it, elsewhere Tab does. */
  readonly inGrid: boolean;
  /** Null where nobody can say that it means something else. */
  readonly onOpen: ((button: HTMLElement) => void) | null;
};

/** What a column means, and where that is open the way to say that it means something else. */
export function MeaningButton({
  column,
  meaning,
  pointedOut,
  inGrid,
  onOpen,
}: MeaningButtonProps): ReactElement {
  const state = {
    read: '',
    key: '，关键栏',
    ignored: '',
    outside: '',
    doubtful: '，请核对',
    unmatched: '，请指定',
  }[meaning.kind];
  const className = `meaning meaning-${meaning.kind}${pointedOut ? ' meaning-pointed' : ''}`;
  if (onOpen === null) {
    return (
      <span className={`${className} meaning-told`} title={meaning.why}>
        {marks[meaning.kind]}
        <span className="meaning-text">{meaning.text}</span>
      </span>
    );
  }
  return (
    <button
      type="button"
      tabIndex={inGrid ? -1 : 0}
      className={className}
      aria-haspopup="menu"
      aria-label={`${lettersOf(column)} 栏：${meaning.text}${state}`}
      title={meaning.why}
      onClick={(event) => onOpen(event.currentTarget)}
    >
      {marks[meaning.kind]}
      <span className="meaning-text">{meaning.text}</span>
      <CaretDownOutlined aria-hidden className="meaning-caret" />
    </button>
  );
}

const marks: Readonly<Record<ColumnMeaning['kind'], ReactNode>> = {
  read: null,
  key: <KeyOutlined aria-hidden className="meaning-mark" />,
  ignored: null,
  outside: null,
  doubtful: <QuestionCircleFilled aria-hidden className="meaning-mark" />,
  unmatched: <WarningFilled aria-hidden className="meaning-mark" />,
};
