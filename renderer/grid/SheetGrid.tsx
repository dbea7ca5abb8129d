import {
  type KeyboardEvent,
  type ReactElement,
  type Ref,
  useEffect,
  useEffectEvent,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { columnsIn, countCells, rowsIn } from '../../shared/grid/ranges.ts';
import { AgSheet, type CellBox } from './ag-sheet.ts';
import { CellEditor, type Editing, type EditorHandle } from './CellEditor.tsx';
import { type Afterwards, commandAfter, type GridCommand, gridCommandOf } from './keyboard.ts';
import { showMarkHints } from './mark-hint.ts';
import { PasteQuestion } from './PasteQuestion.tsx';
import { runCommand } from './run-command.ts';
import {
  addressAt,
  boundsOf,
  type CellRange,
  isMany,
  keepSelection,
  pointOf,
  rangesOf,
  type Selection,
  type SheetShape,
  selectCell,
  shapeOf,
} from './selection.ts';
import { fillEverywhere, makeEdit, rowAt, type SheetContext } from './sheet-actions.ts';
import type { CellAddress, MenuTarget, SheetModel, SheetRow } from './sheet-model.ts';
import { useSheetClipboard } from './use-sheet-clipboard.ts';
import { useSheetPointer } from './use-sheet-pointer.ts';
import './grid.css';

export type SheetHandle = {
  /** Selects a cell, scrolls to it and gives the grid the keyboard. */
  readonly reveal: (address: CellAddress) => void;
  readonly focus: () => void;
  /** Does what a key would do, with the keyboard in the grid. */
  readonly run: (command: GridCommand) => void;
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
  const [editing, setEditing] = useState<Editing | null>(null);
  const [box, setBox] = useState<CellBox | null>(null);
  const shape = useShape(model);
  /** A press selects its own cell; the focus that comes with it must not select the first one. */
  const pressed = useRef(false);
  /** The column where a run of Tabs began, to which Enter returns. */
  const returnColumn = useRef<string | null>(null);

  const active = selection?.active ?? null;
  const activePoint = active === null || !shape.rowIndex.has(active.rowId) ? null : pointOf(shape, active);
  const activeRow = activePoint === null ? undefined : rowAt(model, activePoint.row);
  const activeColumn = model.columns.find(({ key }) => key === active?.column);
  const activeCell =
    active === null || activeRow === undefined ? null : model.cellOf(activeRow, active.column);

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

  const pointer = useSheetPointer({
    surface,
    sheet,
    context,
    onPress: () => {
      acceptEditing('stay');
      pressed.current = true;
      editor.current?.focus();
      pressed.current = false;
    },
    onOpen: (address) => beginEditing(address, 'modify'),
    onColumnMoved,
    onContextMenu,
  });

  const measure = useEffectEvent(() => {
    const next =
      activePoint === null ? null : (sheet.current?.boxOf(activePoint.row, activePoint.column) ?? null);
    setBox((known) => (sameBox(known, next) ? known : next));
  });
  const isEditing = useEffectEvent(() => editing !== null);
  const resizeColumn = useEffectEvent((key: string, width: number) => onColumnResized?.(key, width));
  const openHeaderMenu = useEffectEvent((key: string, anchor: DOMRect) => onHeaderMenu?.(key, anchor));
  const hasHeaderMenu = onHeaderMenu !== undefined;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a model of the same key is shown by `update` below
  useLayoutEffect(() => {
    if (surface.current === null || room.current === null) return;
    const measuring = measureLater(
      () => measure(),
      () => isEditing(),
    );
    const created = new AgSheet(surface.current, model, {
      onFocus: () => editor.current?.focus(),
      onMoved: measuring.start,
      onColumnResized: (key, width) => resizeColumn(key, width),
      onHeaderMenu: hasHeaderMenu ? (key, anchor) => openHeaderMenu(key, anchor) : null,
    });
    const hideHints = showMarkHints(surface.current, room.current);
    sheet.current = created;
    return () => {
      sheet.current = null;
      hideHints();
      measuring.stop();
      created.destroy();
    };
  }, [model.key, hasHeaderMenu]);

  useLayoutEffect(() => {
    sheet.current?.update(model);
  }, [model]);

  const drawnShape = useRef(shape);
  const followModel = useEffectEvent(() => {
    const kept = keepSelection(drawnShape.current, shape, selection);
    drawnShape.current = shape;
    if (kept !== selection) onSelect(kept);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when rows or columns come, go or move
  useLayoutEffect(() => followModel(), [shape]);

  const drawLook = useEffectEvent(() => {
    const whole = (kind: 'rows' | 'columns'): CellRange[] =>
      selection?.ranges.filter((range) => range.kind === kind).map((range) => boundsOf(shape, range)) ?? [];
    sheet.current?.drawLook({
      active: activePoint,
      ranges: rangesOf(shape, selection),
      wholeRows: whole('rows'),
      wholeColumns: whole('columns'),
      cut: clipboard.cutRanges.map((range) => boundsOf(shape, range)),
      preview: pointer.fillDrag?.target ?? null,
      handle: editing === null && selection?.ranges.length === 1,
    });
    measure();
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when something that is drawn is another one
  useLayoutEffect(
    () => drawLook(),
    [shape, selection, model.key, clipboard.cutRanges, pointer.fillDrag, editing === null],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: cells that were scrolled to are drawn a frame later
  useEffect(() => {
    const frame = requestAnimationFrame(() => measure());
    return () => cancelAnimationFrame(frame);
  }, [shape, selection]);

  useImperativeHandle(ref, () => ({
    reveal: (address) => {
      selectAndShow(selectCell(address), address);
      editor.current?.focus();
    },
    focus: () => editor.current?.focus(),
    run: (command) => {
      editor.current?.focus();
      run(command);
    },
    selectedRanges: () => rangesOf(shape, selection),
  }));

  const beginEditing = (address: CellAddress, mode: Editing['mode'], text: string | null = null): void => {
    const { row, column } = pointOf(shape, address);
    const item = rowAt(model, row);
    const edited = model.columns.find(({ key }) => key === address.column);
    if (item === undefined || edited === undefined || !shape.rowIndex.has(address.rowId)) return;
    const cell = model.cellOf(item, address.column);
    if (cell.readOnly !== null) {
      onRefuse(cell.readOnly);
      return;
    }
    sheet.current?.scrollTo(row, column);
    editor.current?.open(mode === 'modify' ? cell.editText : text, edited.editor);
    setEditing({
      address,
      mode,
      before: cell.editText,
      editor: edited.editor,
      suggestions: model.suggestionsFor(item, address.column),
    });
  };

  const acceptEditing = (afterwards: Afterwards | 'everywhere'): void => {
    if (editing === null) return;
    const text = editor.current?.text() ?? '';
    setEditing(null);
    editor.current?.close();
    if (afterwards === 'everywhere') {
      fillEverywhere(context, text);
      return;
    }
    if (text !== editing.before && makeEdit(context, [{ ...editing.address, text }]) === null) return;
    const command = commandAfter(afterwards);
    if (command !== null) run(command);
  };

  const cancelEditing = (): void => {
    setEditing(null);
    editor.current?.close();
  };

  const run = (command: GridCommand): void =>
    runCommand(command, {
      context,
      clipboard,
      selectAndShow,
      returnColumn,
      pageSize: () => sheet.current?.pageSize() ?? 1,
      edit: beginEditing,
      openFilter,
      openMenu: () => selection !== null && openMenuAt(selection),
    });

  const openFilter = (column: string): void => {
    const anchor = sheet.current?.headerBox(shape.columns.indexOf(column)) ?? null;
    if (anchor !== null) onHeaderMenu?.(column, anchor);
  };

  const openMenuAt = (at: Selection): void => {
    const origin = surface.current?.getBoundingClientRect();
    const kind = at.ranges.at(-1)?.kind;
    const target: MenuTarget =
      kind === 'rows'
        ? { kind: 'row', rowId: at.active.rowId }
        : kind === 'columns'
          ? { kind: 'column', column: at.active.column }
          : { kind: 'cell', address: at.active };
    const left = (origin?.left ?? 0) + (box === null ? 60 : box.left + 12);
    const top = (origin?.top ?? 0) + (box === null ? 40 : box.top + box.height);
    onContextMenu?.(target, { x: left, y: top });
  };

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

  const name =
    activeRow === undefined ? model.label : `${model.rowName(activeRow)} ${activeColumn?.title ?? ''}`;
  return (
    <div className="sheet" ref={room}>
      <div className="sheet-surface" ref={surface} />
      <CellEditor
        ref={editor}
        name={name}
        description={[activeCell?.text, activeCell?.mark?.reason, activeCell?.readOnly]
          .filter(Boolean)
          .join('。')}
        readOnly={activeCell === null || activeCell.readOnly !== null}
        box={box}
        align={activeColumn?.align ?? 'left'}
        editing={editing}
        onType={() => active !== null && beginEditing(active, 'replace')}
        onIdleKey={pressKey}
        onIdleClipboard={clipboard.onEvent}
        onFocusIdle={() => {
          if (!pressed.current && selection === null && shape.rowIds.length > 0)
            onSelect(selectCell(addressAt(shape, 0, 0)));
        }}
        onAccept={acceptEditing}
        onCancel={cancelEditing}
      />
      {pointer.dropLine !== null && <div className="sheet-drop-line" style={pointer.dropLine} />}
      {pointer.fillDrag !== null && (
        <div className="sheet-fill-hint" style={{ left: pointer.fillDrag.left, top: pointer.fillDrag.top }}>
          {pointer.fillDrag.hint === '' ? '（空）' : pointer.fillDrag.hint}
        </div>
      )}
      <span className="visually-hidden" role="status" aria-label="选区">
        {describeSelected(shape, selection)}
      </span>
      {clipboard.question > 0 && (
        <PasteQuestion
          rows={clipboard.question}
          onAnswer={(answer) => {
            clipboard.answer(answer);
            editor.current?.focus();
          }}
        />
      )}
    </div>
  );
}

/** The shape of a model; the same object while rows and columns stand where they stood. */
function useShape<RowType extends SheetRow>(model: SheetModel<RowType>): SheetShape {
  const [shape, setShape] = useState(() => shapeOf(model));
  const next = shapeOf(model, shape);
  if (next !== shape) setShape(next);
  return next;
}

/** Measures at once while something is typed, else when the scrolling has come to rest. */
function measureLater(
  measure: () => void,
  isUrgent: () => boolean,
): { readonly start: () => void; readonly stop: () => void } {
  let timer = 0;
  let frame = 0;
  const stop = (): void => {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
  };
  return {
    start: () => {
      stop();
      if (isUrgent()) frame = requestAnimationFrame(measure);
      else timer = window.setTimeout(measure, 60);
    },
    stop,
  };
}

/** What a screen reader says of the selection; nothing for a single cell, whose name it says anyway. */
function describeSelected(shape: SheetShape, selection: Selection | null): string {
  if (selection === null || !isMany(shape, selection)) return '';
  const ranges = rangesOf(shape, selection);
  const [range] = ranges;
  const cells = countCells(ranges);
  if (range === undefined || ranges.length > 1) return `选中 ${ranges.length} 个区域，共 ${cells} 个单元格`;
  return `选中 ${rowsIn(range)} 行 ${columnsIn(range)} 列，共 ${cells} 个单元格`;
}

function sameBox(left: CellBox | null, right: CellBox | null): boolean {
  if (left === null || right === null) return left === right;
  return (
    left.left === right.left &&
    left.top === right.top &&
    left.width === right.width &&
    left.height === right.height &&
    left.room.width === right.room.width &&
    left.room.height === right.room.height
  );
}
