import {
  type KeyboardEvent,
  type ReactElement,
  type Ref,
  useEffect,
  useEffectEvent,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
} from 'react';
import type { AgSheet } from './ag-sheet.ts';
import { CellEditor, type EditorHandle } from './CellEditor.tsx';
import { type ChangedRow, rangeOfChanged } from './changed-cells.ts';
import type { CopiedBlock } from './copy-cells.ts';
import { describeSelected, describeWaiting } from './describe-selected.ts';
import { menuTargetOf } from './hit.ts';
import { type Afterwards, type GridCommand, gridCommandOf } from './keyboard.ts';
import { PasteQuestion } from './PasteQuestion.tsx';
import { runCommand } from './run-command.ts';
import {
  addressAt,
  type CellRange,
  keepSelection,
  pointOf,
  rangesOf,
  type Selection,
  selectCell,
  selectRange,
} from './selection.ts';
import { rowAt, type SheetContext } from './sheet-actions.ts';
import { lookOf } from './sheet-look.ts';
import type { CellAddress, MenuTarget, SheetModel, SheetRow } from './sheet-model.ts';
import { useDrawnSheet } from './use-drawn-sheet.ts';
import { useEditing } from './use-editing.ts';
import { useShape } from './use-shape.ts';
import { useSheetClipboard } from './use-sheet-clipboard.ts';
import { useSheetPointer } from './use-sheet-pointer.ts';
import './grid.css';

export type SheetHandle = {
  /** Selects a cell, scrolls to it and gives the grid the keyboard. */
  readonly reveal: (address: CellAddress) => void;
  /** The same with all the cells that an undo or redo changed. */
  readonly revealChanged: (changed: readonly ChangedRow[]) => void;
  readonly focus: () => void;
  /** Does what a key would do, with the keyboard in the grid. */
  readonly run: (command: GridCommand) => void;
  /** What was copied or cut here and waits to be pasted; null for none. */
  readonly waiting: () => CopiedBlock | null;
  /** Indexes among the rows that are shown (totals last) and the columns. */
  readonly selectedRanges: () => readonly CellRange[];
};

type SheetGridProps<RowType extends SheetRow> = {
  readonly model: SheetModel<RowType>;
  readonly selection: Selection | null;
  readonly onSelect: (selection: Selection | null) => void;
  /** Says why something cannot be done here, or what of it was left out. */
  readonly onRefuse: (message: string) => void;
  readonly onColumnResized?: (key: string, width: number) => void;
  /** The index among the other columns. */
  readonly onColumnMoved?: (key: string, toIndex: number) => void;
  readonly onHeaderMenu?: (key: string, anchor: DOMRect) => void;
  readonly onContextMenu?: (target: MenuTarget, point: { x: number; y: number }) => void;
  readonly ref?: Ref<SheetHandle>;
};

/**
 * A sheet to select and type in. The keyboard always rests in one text field, laid over the active cell: an input
 * method then begins there, and its first keystroke is not lost.
 */
export function SheetGrid<RowType extends SheetRow>({
  model,
  selection,
  onSelect,
  onRefuse,
  onColumnResized,
  onColumnMoved,
  onHeaderMenu,
  onContextMenu,
  ref,
}: SheetGridProps<RowType>): ReactElement {
  const room = useRef<HTMLDivElement>(null);
  const surface = useRef<HTMLDivElement>(null);
  const sheet = useRef<AgSheet<RowType> | null>(null);
  const editor = useRef<EditorHandle>(null);
  const shape = useShape(model);
  /** A press selects its own cell; the focus that comes with it must not select the first one. */
  const pressed = useRef(false);
  /** The column where a run of Tabs began, to which Enter returns. */
  const returnColumn = useRef<string | null>(null);

  const select = (next: Selection): void => {
    returnColumn.current = null;
    onSelect(next);
  };
  const selectAndShow = (next: Selection, shown: CellAddress): void => {
    select(next);
    const { row, column } = pointOf(shape, shown);
    sheet.current?.scrollTo(row, column);
  };
  const context: SheetContext<RowType> = { model, shape, selection, select, say: onRefuse };
  const clipboard = useSheetClipboard(context);
  const { editing, begin, accept, cancel } = useEditing(context, sheet, editor);
  const acceptEditing = (afterwards: Afterwards | 'everywhere'): void => {
    const command = accept(afterwards);
    if (command !== null) run(command);
  };
  const { fillDrag, dropLine } = useSheetPointer({
    surface,
    sheet,
    context,
    onPress: () => {
      acceptEditing('stay');
      pressed.current = true;
      editor.current?.focus();
      pressed.current = false;
    },
    onOpen: (address) => begin(address, 'modify'),
    onColumnMoved,
    onContextMenu,
  });

  const isEditing = editing !== null;
  const look = useMemo(
    () => lookOf(shape, selection, clipboard.waiting, fillDrag, isEditing),
    [shape, selection, clipboard.waiting, fillDrag, isEditing],
  );
  const box = useDrawnSheet({
    room,
    surface,
    sheet,
    model,
    look,
    isEditing,
    onFocus: () => editor.current?.focus(),
    onColumnResized,
    onHeaderMenu,
  });

  const drawnShape = useRef(shape);
  const followModel = useEffectEvent(() => {
    const kept = keepSelection(drawnShape.current, shape, selection);
    drawnShape.current = shape;
    if (kept !== selection) onSelect(kept);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when rows or columns come, go or move
  useLayoutEffect(() => followModel(), [shape]);

  useImperativeHandle(ref, () => ({
    reveal: (address) => {
      selectAndShow(selectCell(address), address);
      editor.current?.focus();
    },
    revealChanged: (changed) => {
      const range = rangeOfChanged(model, changed);
      if (range !== null) selectAndShow(selectRange(range), range.anchor);
      editor.current?.focus();
    },
    focus: () => editor.current?.focus(),
    run: (command) => {
      editor.current?.focus();
      run(command);
    },
    waiting: () => clipboard.waiting,
    selectedRanges: () => rangesOf(shape, selection),
  }));

  const run = (command: GridCommand): void =>
    runCommand(command, {
      context,
      clipboard,
      selectAndShow,
      returnColumn,
      pageSize: () => sheet.current?.pageSize() ?? 1,
      scrollToLeft: () => sheet.current?.viewport()?.element.scrollTo({ left: 0 }),
      edit: begin,
      openFilter: (column) => {
        const anchor = sheet.current?.headerBox(shape.columns.indexOf(column)) ?? null;
        if (anchor !== null) onHeaderMenu?.(column, anchor);
      },
      openMenu: () => {
        if (selection === null) return;
        const origin = surface.current?.getBoundingClientRect();
        const left = (origin?.left ?? 0) + (box === null ? 60 : box.left + 12);
        const top = (origin?.top ?? 0) + (box === null ? 40 : box.top + box.height);
        onContextMenu?.(menuTargetOf(selection), { x: left, y: top });
      },
    });

  const isAsking = clipboard.question > 0;
  const wasAsking = useRef(false);
  // A dialog gives the keyboard back once it is gone; while it is there it keeps it.
  useEffect(() => {
    if (wasAsking.current && !isAsking) editor.current?.focus();
    wasAsking.current = isAsking;
  }, [isAsking]);

  const active = selection?.active ?? null;
  const activeRow = look.active === null ? undefined : rowAt(model, look.active.row);
  const activeColumn = model.columns.find(({ key }) => key === active?.column);
  const activeCell =
    active === null || activeRow === undefined ? null : model.cellOf(activeRow, active.column);
  const pressKey = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    const command = gridCommandOf(event);
    if (command === null) {
      const types = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (types && activeCell !== null && activeCell.readOnly !== null) onRefuse(activeCell.readOnly);
      return;
    }
    event.preventDefault();
    run(command);
  };

  return (
    <div className="sheet" ref={room}>
      <div className="sheet-surface" ref={surface} />
      <CellEditor
        ref={editor}
        name={
          activeRow === undefined ? model.label : `${model.rowName(activeRow)} ${activeColumn?.title ?? ''}`
        }
        description={[activeCell?.text, activeCell?.mark?.reason, activeCell?.readOnly]
          .filter(Boolean)
          .join('。')}
        readOnly={activeCell === null || activeCell.readOnly !== null}
        box={box}
        align={activeColumn?.align ?? 'left'}
        editing={editing}
        onType={() => active !== null && begin(active, 'replace')}
        onIdleKey={pressKey}
        onIdleClipboard={clipboard.onEvent}
        onFocusIdle={() => {
          if (!pressed.current && selection === null && shape.rowIds.length > 0)
            onSelect(selectCell(addressAt(shape, 0, 0)));
        }}
        onAccept={acceptEditing}
        onCancel={cancel}
      />
      {dropLine !== null && <div className="sheet-drop-line" style={dropLine} />}
      {fillDrag !== null && (
        <div className="sheet-fill-hint" style={{ left: fillDrag.left, top: fillDrag.top }}>
          {fillDrag.hint}
        </div>
      )}
      <span className="visually-hidden" role="status" aria-label="选区">
        {describeSelected(shape, selection)}
      </span>
      <span className="visually-hidden" role="status" aria-label="剪贴板">
        {describeWaiting(clipboard.waiting)}
      </span>
      {isAsking && <PasteQuestion rows={clipboard.question} onAnswer={clipboard.answer} />}
    </div>
  );
}
