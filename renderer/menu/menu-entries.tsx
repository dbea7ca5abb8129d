/** What the context menus offer; names and shortcuts come from the table of the grid's commands. */
import {
  BorderInnerOutlined,
  ClearOutlined,
  CopyOutlined,
  DeleteOutlined,
  EditOutlined,
  EyeInvisibleOutlined,
  EyeOutlined,
  FilterOutlined,
  HistoryOutlined,
  InsertRowAboveOutlined,
  InsertRowBelowOutlined,
  PushpinFilled,
  PushpinOutlined,
  ScissorOutlined,
  SnippetsOutlined,
  SortAscendingOutlined,
  SortDescendingOutlined,
  VerticalAlignBottomOutlined,
  VerticalAlignTopOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import { commandHelp } from '../grid/commands.ts';
import type { SimpleCommand } from '../grid/keyboard.ts';
import type { MenuTarget } from '../grid/sheet-model.ts';

export type MenuEntry =
  | { readonly kind: 'rule' }
  | {
      readonly kind: 'item';
      readonly key: string;
      readonly title: string;
      readonly keys: string;
      readonly icon: ReactNode;
      /** Why it cannot be run now; null or absent when it can. */
      readonly disabled?: string | null;
      readonly run: () => void;
    };

/** What a menu needs to know of the place where it opens. */
export type MenuContext = {
  readonly run: (command: SimpleCommand) => void;
  /** Null where rows cannot be added, removed or moved. */
  readonly rows: 'available' | null;
  /** Rows keep their own order; else they cannot be moved. */
  readonly ordered: boolean;
  readonly editable: boolean;
  /** Why what was copied cannot be inserted as rows; null when it can. */
  readonly whyNotInserted: string | null;
  readonly column: ColumnContext | null;
  /** Keeps the rows whose cell in this column shows the same as this one; null where that means nothing. */
  readonly filterByCell: { readonly text: string; readonly run: () => void } | null;
  readonly showHistory: (() => void) | null;
};

export type ColumnContext = {
  readonly title: string;
  readonly sorted: boolean;
  readonly filtered: boolean;
  readonly frozen: boolean;
  readonly anyFrozen: boolean;
  readonly canHide: boolean;
  readonly hiddenCount: number;
  readonly sort: (descending: boolean) => void;
  readonly clearSort: () => void;
  readonly clearFilter: () => void;
  readonly openFilter: () => void;
  readonly freeze: () => void;
  readonly unfreeze: () => void;
  readonly hide: () => void;
  readonly showHidden: () => void;
  readonly resetWidth: (() => void) | null;
};

/** The entries for a place; what has no meaning there is left out, what lacks something says what. */
export function menuEntriesFor(target: MenuTarget, context: MenuContext): readonly MenuEntry[] {
  switch (target.kind) {
    case 'cell':
      return tidy([
        ...clipboardEntries(context),
        rule,
        ...(context.editable ? commandEntries(context, ['open', 'fillDown', 'fillRight']) : []),
        rule,
        ...rowEntries(
          context,
          context.whyNotInserted === null
            ? ['insertAbove', 'insertBelow', 'insertCopied', 'deleteRows']
            : ['insertAbove', 'insertBelow', 'deleteRows'],
        ),
        rule,
        ...cellEntries(context),
      ]);
    case 'row':
      return tidy([
        ...clipboardEntries(context),
        rule,
        ...rowEntries(context, ['insertAbove', 'insertBelow', 'insertCopied', 'duplicateRows']),
        ...(context.ordered ? rowEntries(context, ['moveRowsUp', 'moveRowsDown']) : []),
        rule,
        ...rowEntries(context, ['deleteRows']),
      ]);
    case 'column':
      return tidy([...columnEntries(context.column), rule, ...commandEntries(context, ['copy', 'clear'])]);
  }
}

const rule: MenuEntry = { kind: 'rule' };

function clipboardEntries(context: MenuContext): MenuEntry[] {
  return commandEntries(context, context.editable ? ['cut', 'copy', 'paste', 'clear'] : ['copy']);
}

function rowEntries(context: MenuContext, commands: readonly SimpleCommand[]): MenuEntry[] {
  return context.rows === null ? [] : commandEntries(context, commands);
}

function commandEntries(context: MenuContext, commands: readonly SimpleCommand[]): MenuEntry[] {
  return commands.flatMap((kind): MenuEntry[] => {
    const help = commandHelp.find((one) => one.kind === kind);
    if (help === undefined) return [];
    const { title, keys } = help;
    const disabled = kind === 'insertCopied' ? context.whyNotInserted : null;
    return [{ ...item(kind, title, keys, commandIcons[kind] ?? null, () => context.run(kind)), disabled }];
  });
}

function keysOf(command: SimpleCommand): string {
  return commandHelp.find(({ kind }) => kind === command)?.keys ?? '';
}

function cellEntries({ filterByCell, showHistory }: MenuContext): MenuEntry[] {
  const same = filterByCell?.text === '' ? '空白' : (filterByCell?.text ?? '');
  const shown = same.length > 10 ? `${same.slice(0, 9)}…` : same;
  return [
    ...(filterByCell === null
      ? []
      : [
          item(
            'filterByCell',
            `只看本列为「${shown.replaceAll('\n', ' ')}」的行`,
            '',
            <FilterOutlined aria-hidden />,
            filterByCell.run,
          ),
        ]),
    ...(showHistory === null
      ? []
      : [item('history', '查看修改历史', '', <HistoryOutlined aria-hidden />, showHistory)]),
  ];
}

function columnEntries(column: ColumnContext | null): MenuEntry[] {
  if (column === null) return [];
  const when = (shown: boolean, entry: MenuEntry): MenuEntry[] => (shown ? [entry] : []);
  return [
    item('sortUp', '升序', '', <SortAscendingOutlined aria-hidden />, () => column.sort(false)),
    item('sortDown', '降序', '', <SortDescendingOutlined aria-hidden />, () => column.sort(true)),
    ...when(
      column.sorted,
      item('clearSort', '清除排序', '', <ClearOutlined aria-hidden />, column.clearSort),
    ),
    item('filter', '筛选…', keysOf('headerMenu'), <FilterOutlined aria-hidden />, column.openFilter),
    ...when(
      column.filtered,
      item('clearFilter', '清除筛选', '', <ClearOutlined aria-hidden />, column.clearFilter),
    ),
    rule,
    ...when(!column.frozen, item('freeze', '冻结到本列', '', <PushpinOutlined aria-hidden />, column.freeze)),
    ...when(
      column.anyFrozen,
      item('unfreeze', '取消冻结', '', <PushpinFilled aria-hidden />, column.unfreeze),
    ),
    ...when(column.canHide, item('hide', '隐藏本列', '', <EyeInvisibleOutlined aria-hidden />, column.hide)),
    ...when(
      column.hiddenCount > 0,
      item(
        'showHidden',
        `显示隐藏的 ${column.hiddenCount} 列`,
        '',
        <EyeOutlined aria-hidden />,
        column.showHidden,
      ),
    ),
    ...(column.resetWidth === null
      ? []
      : [item('width', '恢复列宽', '', <BorderInnerOutlined aria-hidden />, column.resetWidth)]),
  ];
}

function item(
  key: string,
  title: string,
  keys: string,
  icon: ReactNode,
  run: () => void,
): Extract<MenuEntry, { kind: 'item' }> {
  return { kind: 'item', key, title, keys, icon, run };
}

/** Rules only between entries. */
function tidy(entries: readonly MenuEntry[]): readonly MenuEntry[] {
  return entries.filter(
    (entry, index) =>
      entry.kind === 'item' ||
      (entries.slice(0, index).some(({ kind }) => kind === 'item') &&
        entries.slice(index + 1).find(({ kind }) => kind === 'item') !== undefined &&
        entries[index + 1]?.kind === 'item'),
  );
}

const commandIcons: Partial<Record<SimpleCommand, ReactNode>> = {
  cut: <ScissorOutlined aria-hidden />,
  copy: <CopyOutlined aria-hidden />,
  paste: <SnippetsOutlined aria-hidden />,
  clear: <ClearOutlined aria-hidden />,
  open: <EditOutlined aria-hidden />,
  insertAbove: <InsertRowAboveOutlined aria-hidden />,
  insertBelow: <InsertRowBelowOutlined aria-hidden />,
  insertCopied: <SnippetsOutlined aria-hidden />,
  duplicateRows: <CopyOutlined aria-hidden />,
  moveRowsUp: <VerticalAlignTopOutlined aria-hidden />,
  moveRowsDown: <VerticalAlignBottomOutlined aria-hidden />,
  deleteRows: <DeleteOutlined aria-hidden />,
};
