import type { RefObject } from 'react';
import { isoToday } from './date-suggest.ts';
import type { GridCommand, SimpleCommand } from './keyboard.ts';
import { type Advance, advance, targetOf } from './moves.ts';
import { duplicateRows, insertCopied, insertRows, removeRows, shiftRows } from './row-commands.ts';
import { extendTo, isMany, type Selection, selectAll, selectCell, widenTo } from './selection.ts';
import { clearSelected, fillSelected, isFilledAt, type SheetContext } from './sheet-actions.ts';
import type { CellAddress, SheetRow } from './sheet-model.ts';
import type { SheetClipboard } from './use-sheet-clipboard.ts';

/** What commands act on beside the cells. */
export type CommandDesk<RowType extends SheetRow> = {
  readonly context: SheetContext<RowType>;
  readonly clipboard: SheetClipboard;
  /** Selects and scrolls to a cell of the selection. */
  readonly selectAndShow: (selection: Selection, shown: CellAddress) => void;
  /** The column where a run of Tabs began, to which Enter returns. */
  readonly returnColumn: RefObject<string | null>;
  readonly pageSize: () => number;
  /** Scrolls to the left: the first column may be frozen, and then is in sight wherever the others are. */
  readonly scrollToLeft: () => void;
  /** Opens a cell; `text` is what it begins with when it is typed over. */
  readonly edit: (address: CellAddress, mode: 'replace' | 'modify', text?: string) => void;
  readonly openFilter: (column: string) => void;
  readonly openMenu: () => void;
};

/** Does what a key, a menu or a button asks for. */
export function runCommand<RowType extends SheetRow>(command: GridCommand, desk: CommandDesk<RowType>): void {
  const { selection } = desk.context;
  switch (command.kind) {
    case 'move':
    case 'page':
    case 'edge':
      if (selection !== null) moveSelection(command, selection, desk);
      break;
    case 'advance':
      if (selection !== null) advanceSelection(command, selection, desk);
      break;
    default:
      runSimple(command.kind, desk);
  }
}

function moveSelection<RowType extends SheetRow>(
  command: Extract<GridCommand, { kind: 'move' | 'page' | 'edge' }>,
  selection: Selection,
  { context: { model, shape }, selectAndShow, pageSize, scrollToLeft }: CommandDesk<RowType>,
): void {
  const from = command.extend ? selection.head : selection.active;
  const target = targetOf(command, shape, from, {
    pageSize: pageSize(),
    isFilled: isFilledAt(model, shape),
  });
  if (target === null) return;
  selectAndShow(command.extend ? extendTo(shape, selection, target) : selectCell(target), target);
  if (command.kind === 'edge' && (command.to === 'start' || command.to === 'rowStart')) scrollToLeft();
}

function advanceSelection<RowType extends SheetRow>(
  command: Advance,
  selection: Selection,
  { context: { shape }, selectAndShow, returnColumn }: CommandDesk<RowType>,
): void {
  const begun = returnColumn.current ?? selection.active.column;
  const next = advance(shape, selection, command, returnColumn.current);
  selectAndShow(next, next.active);
  if (command.along === 'row' && !command.backwards && !isMany(shape, selection))
    returnColumn.current = begun;
}

function runSimple<RowType extends SheetRow>(kind: SimpleCommand, desk: CommandDesk<RowType>): void {
  const { context, clipboard, edit } = desk;
  const { shape, selection, select } = context;
  const withActive = (act: (selection: Selection) => void) => () => {
    if (selection !== null) act(selection);
  };
  const actions: Readonly<Record<SimpleCommand, () => void>> = {
    open: withActive(({ active }) => edit(active, 'modify')),
    openList: withActive(({ active, ranges }) => {
      if (ranges.at(-1)?.kind === 'columns') desk.openFilter(active.column);
      else edit(active, 'modify');
    }),
    today: withActive(({ active }) => edit(active, 'replace', isoToday(new Date()))),
    clear: () => clearSelected(context),
    copy: () => clipboard.copyByMenu(false),
    cut: () => clipboard.copyByMenu(true),
    forgetCopied: clipboard.forget,
    paste: clipboard.pasteByMenu,
    fillDown: () => fillSelected(context, 'down'),
    fillRight: () => fillSelected(context, 'right'),
    selectAll: () => {
      if (shape.rowIds.length > 0) select(selectAll(shape, selection?.active ?? null));
    },
    selectRows: withActive((selected) => select(widenTo(selected, 'rows'))),
    selectColumns: withActive((selected) => select(widenTo(selected, 'columns'))),
    collapse: withActive(({ active }) => select(selectCell(active))),
    insertAbove: () => insertRows(context, 'above'),
    insertBelow: () => insertRows(context, 'below'),
    append: () => insertRows(context, 'end'),
    insertCopied: () => {
      if (insertCopied(context, clipboard.waiting)) clipboard.forget();
    },
    duplicateRows: () => duplicateRows(context),
    deleteRows: () => removeRows(context),
    moveRowsUp: () => shiftRows(context, -1),
    moveRowsDown: () => shiftRows(context, 1),
    headerMenu: withActive(({ active }) => desk.openFilter(active.column)),
    contextMenu: withActive(() => desk.openMenu()),
  };
  actions[kind]();
}
