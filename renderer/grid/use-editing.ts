import { type RefObject, useState } from 'react';
import type { AgSheet } from './ag-sheet.ts';
import type { Editing, EditorHandle } from './CellEditor.tsx';
import { isoToday, type LikelyYear, likelyYears } from './date-suggest.ts';
import { type Afterwards, commandAfter, type GridCommand } from './keyboard.ts';
import { pointOf } from './selection.ts';
import { fillEverywhere, makeEdit, rowAt, type SheetContext } from './sheet-actions.ts';
import type { CellAddress, SheetModel, SheetRow } from './sheet-model.ts';

type SheetEditing = {
  /** Null while nothing is typed. */
  readonly editing: Editing | null;
  /** Opens a cell; `text` is what it begins with when it is typed over, null what was just typed. */
  readonly begin: (address: CellAddress, mode: Editing['mode'], text?: string | null) => void;
  /** Takes over what is typed; returns the command that follows it, null for none. */
  readonly accept: (afterwards: Afterwards | 'everywhere') => GridCommand | null;
  readonly cancel: () => void;
};

/** Opening a cell, and taking over what was typed in it, as one edit. */
export function useEditing<RowType extends SheetRow>(
  context: SheetContext<RowType>,
  sheet: RefObject<AgSheet<RowType> | null>,
  editor: RefObject<EditorHandle | null>,
): SheetEditing {
  const { model, shape, say } = context;
  const [editing, setEditing] = useState<Editing | null>(null);

  const end = (): void => {
    setEditing(null);
    editor.current?.close();
  };

  return {
    editing,
    begin: (address, mode, text = null) => {
      const { row, column } = pointOf(shape, address);
      const item = rowAt(model, row);
      const edited = model.columns.find(({ key }) => key === address.column);
      if (item === undefined || edited === undefined || !shape.rowIndex.has(address.rowId)) return;
      const cell = model.cellOf(item, address.column);
      if (cell.readOnly !== null) {
        say(cell.readOnly);
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
        years: yearsFor(model, item, address.column),
      });
    },
    accept: (afterwards) => {
      if (editing === null) return null;
      const text = editor.current?.text() ?? '';
      end();
      if (afterwards === 'everywhere') {
        fillEverywhere(context, text);
        return null;
      }
      const same = text === editing.before;
      if (!same && makeEdit(context, [{ ...editing.address, text }]) === null) return null;
      return commandAfter(afterwards);
    },
    cancel: end,
  };
}

function yearsFor<RowType extends SheetRow>(
  model: SheetModel<RowType>,
  item: RowType,
  column: string,
): () => readonly LikelyYear[] {
  let years: readonly LikelyYear[] | null = null;
  return () => {
    years ??= likelyYears(
      model.valueOf(item, column),
      model.rows.map((row) => model.valueOf(row, column)),
      isoToday(new Date()),
    );
    return years;
  };
}
