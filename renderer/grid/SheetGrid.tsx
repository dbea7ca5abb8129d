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
  useState,
} from 'react';
import { HuibiaoError } from '../../shared/model/failure.ts';
import { AgSheet, type CellBox, rowNumberColumn } from './ag-sheet.ts';
import { CellEditor, type Editing, type EditorHandle } from './CellEditor.tsx';
import { type GridCommand, gridCommandOf } from './keyboard.ts';
import { targetOf } from './moves.ts';
import { copyText, filledCells } from './range-cells.ts';
import {
  addressAt,
  type Direction,
  keepSelection,
  nextCell,
  rangeOf,
  type Selection,
  type SheetShape,
  sameAddress,
  selectCell,
  shapeOf,
  stepFrom,
} from './selection.ts';
import {
  type CellAddress,
  type CellEdit,
  findSheetRow,
  type SheetModel,
  type SheetRow,
} from './sheet-model.ts';
import './grid.css';

export type SheetHandle = {
  /** Selects a cell, scrolls to it and gives the grid the keyboard. */
  readonly reveal: (address: CellAddress) => void;
  readonly focus: () => void;
};

type SheetGridProps<RowType extends SheetRow> = {
  readonly model: SheetModel<RowType>;
  readonly selection: Selection | null;
  readonly onSelect: (selection: Selection | null) => void;
  /** Says why something cannot be done here. */
  readonly onRefuse: (message: string) => void;
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
  ref,
}: SheetGridProps<RowType>): ReactElement {
  const surface = useRef<HTMLDivElement>(null);
  const sheet = useRef<AgSheet<RowType> | null>(null);
  const editor = useRef<EditorHandle>(null);
  const [editing, setEditing] = useState<Editing | null>(null);
  const [box, setBox] = useState<CellBox | null>(null);
  const shape = useMemo(() => shapeOf(model), [model]);
  /** A press selects its own cell; the focus that comes with it must not select the first one. */
  const pressed = useRef(false);
  const drawn = useRef<{ shape: SheetShape; selection: Selection | null }>({ shape, selection });

  const active = selection?.active ?? null;
  const activeRow = active === null ? null : findSheetRow(model, active.rowId);
  const activeCell = active === null || activeRow === null ? null : model.cellOf(activeRow, active.column);

  const measure = useEffectEvent(() => {
    const next = active === null ? null : (sheet.current?.boxOf(active) ?? null);
    setBox((known) => (sameBox(known, next) ? known : next));
  });

  const select = (next: Selection): void => {
    onSelect(next);
    sheet.current?.scrollTo(next.head);
  };

  const pressCell = useEffectEvent((address: CellAddress, event: MouseEvent) => {
    if (event.button !== 0) return;
    acceptEditing('stay');
    const [first = '', last = ''] = [shape.columns[0], shape.columns.at(-1)];
    const extending = event.shiftKey && selection !== null;
    if (address.column === rowNumberColumn) {
      const { rowId } = address;
      onSelect({
        active: extending ? { ...selection.active, column: first } : { rowId, column: first },
        head: { rowId, column: last },
      });
    } else onSelect(extending ? { active: selection.active, head: address } : selectCell(address));
    // The press would give the focus to the page; typing belongs to the field over the cell.
    event.preventDefault();
    pressed.current = true;
    editor.current?.focus();
    pressed.current = false;
  });

  const dragOver = useEffectEvent((address: CellAddress) => {
    if (selection === null || editing !== null || address.column === rowNumberColumn) return;
    if (!sameAddress(address, selection.head)) onSelect({ active: selection.active, head: address });
  });

  const isSelected = useEffectEvent(({ rowId, column }: CellAddress): boolean => {
    if (selection === null) return false;
    const row = shape.rowIndex.get(rowId);
    const range = rangeOf(shape, selection);
    if (row === undefined || row < range.top || row > range.bottom) return false;
    if (column === '') return true;
    const index = shape.columns.indexOf(column);
    return index >= range.left && index <= range.right && !sameAddress(selection.active, selection.head);
  });
  const isActive = useEffectEvent((address: CellAddress): boolean => {
    return active !== null && sameAddress(address, active);
  });

  const openEditor = useEffectEvent((address: CellAddress) => beginEditing(address, 'modify'));

  // biome-ignore lint/correctness/useExhaustiveDependencies: a model of the same key is shown by `update` below
  useLayoutEffect(() => {
    if (surface.current === null) return;
    const created = new AgSheet(
      surface.current,
      model,
      { isActive: (address) => isActive(address), isSelected: (address) => isSelected(address) },
      {
        onPress: (address, event) => pressCell(address, event),
        onDragOver: (address) => dragOver(address),
        onOpen: (address) => openEditor(address),
        onFocus: () => editor.current?.focus(),
        onMoved: () => requestAnimationFrame(() => measure()),
      },
    );
    sheet.current = created;
    return () => {
      sheet.current = null;
      created.destroy();
    };
  }, [model.key]);

  useLayoutEffect(() => {
    sheet.current?.update(model);
  }, [model]);

  const followModel = useEffectEvent(() => {
    const kept = keepSelection(drawn.current.shape, shape, selection);
    if (kept !== selection) onSelect(kept);
  });
  const drawSelection = useEffectEvent(() => {
    const before = drawn.current.selection;
    const ranges = [before, selection].flatMap((one) => (one === null ? [] : [rangeOf(shape, one)]));
    sheet.current?.drawSelection(ranges);
    drawn.current = { shape, selection };
    measure();
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the rows or the selection are other ones
  useEffect(() => {
    followModel();
    drawSelection();
    const frame = requestAnimationFrame(() => measure());
    return () => cancelAnimationFrame(frame);
  }, [shape, selection]);

  useImperativeHandle(ref, () => ({
    reveal: (address) => {
      select(selectCell(address));
      editor.current?.focus();
    },
    focus: () => editor.current?.focus(),
  }));

  const beginEditing = (address: CellAddress, mode: Editing['mode']): void => {
    const row = findSheetRow(model, address.rowId);
    if (row === null) return;
    const cell = model.cellOf(row, address.column);
    if (cell.readOnly !== null) {
      onRefuse(cell.readOnly);
      return;
    }
    sheet.current?.scrollTo(address);
    editor.current?.open(mode === 'modify' ? cell.editText : null);
    setEditing({
      address,
      mode,
      before: cell.editText,
      suggestions: model.suggestionsFor(row, address.column),
    });
  };

  const acceptEditing = (afterwards: Direction | 'next' | 'previous' | 'stay'): void => {
    if (editing === null) return;
    const text = editor.current?.text() ?? '';
    setEditing(null);
    editor.current?.close();
    if (text !== editing.before && !makeEdit([{ ...editing.address, text }])) return;
    if (afterwards === 'stay') return;
    if (afterwards === 'next' || afterwards === 'previous') {
      select(selectCell(nextCell(shape, editing.address, afterwards === 'previous')));
    } else select(selectCell(stepFrom(shape, editing.address, afterwards, 1)));
  };

  const cancelEditing = (): void => {
    setEditing(null);
    editor.current?.close();
  };

  const makeEdit = (edits: readonly CellEdit[]): boolean => {
    try {
      model.edit(edits);
      return true;
    } catch (thrown) {
      if (!(thrown instanceof HuibiaoError)) throw thrown;
      onRefuse(thrown.message);
      return false;
    }
  };

  const clearCells = (): void => {
    if (selection === null) return;
    const filled = filledCells(model, shape, selection);
    const editable = filled.filter(({ cell }) => cell.readOnly === null);
    const refusal = filled.find(({ cell }) => cell.readOnly !== null)?.cell.readOnly;
    if (editable.length > 0) makeEdit(editable.map(({ address }) => ({ ...address, text: '' })));
    else if (refusal !== undefined && refusal !== null) onRefuse(refusal);
  };

  const run = (command: GridCommand): void => {
    if (selection === null) return;
    const { active: from, head } = selection;
    const extend = 'extend' in command && command.extend;
    const target = targetOf(command, shape, extend ? head : from, {
      pageSize: sheet.current?.pageSize() ?? 1,
      dataRows: model.rows.length,
    });
    if (target !== null) select(extend ? { active: from, head: target } : selectCell(target));
    if (command.kind === 'open') beginEditing(from, 'modify');
    if (command.kind === 'clear') clearCells();
    if (command.kind === 'selectAll') {
      onSelect({
        active: addressAt(shape, 0, 0),
        head: addressAt(shape, model.rows.length - 1, shape.columns.length - 1),
      });
    }
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

  const name = activeRow === null ? model.label : nameOf(model, activeRow, active?.column ?? '');
  return (
    <div className="sheet">
      <div className="sheet-surface" ref={surface} />
      <CellEditor
        ref={editor}
        name={name}
        description={[activeCell?.text, activeCell?.mark?.reason, activeCell?.readOnly]
          .filter(Boolean)
          .join('。')}
        readOnly={activeCell === null || activeCell.readOnly !== null}
        box={box}
        align={model.columns.find(({ key }) => key === active?.column)?.align ?? 'left'}
        editing={editing}
        onType={() => active !== null && beginEditing(active, 'replace')}
        onIdleKey={pressKey}
        copyIdle={() => (selection === null ? '' : copyText(model, shape, selection))}
        onRefuse={onRefuse}
        onFocusIdle={() => {
          if (!pressed.current && selection === null && shape.rowIds.length > 0)
            onSelect(selectCell(addressAt(shape, 0, 0)));
        }}
        onAccept={acceptEditing}
        onCancel={cancelEditing}
      />
    </div>
  );
}

function nameOf<RowType extends SheetRow>(model: SheetModel<RowType>, row: RowType, column: string): string {
  const title = model.columns.find(({ key }) => key === column)?.title ?? '';
  return `${model.rowName(row)} ${title}`;
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
