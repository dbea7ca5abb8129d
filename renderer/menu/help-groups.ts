import { commandHelp, movementHelp } from '../grid/commands.ts';
import type { SimpleCommand } from '../grid/keyboard.ts';
import { screenKeys } from './screen-help.ts';

type HelpLine = { readonly title: string; readonly keys: string };

export type HelpGroup = { readonly title: string; readonly lines: readonly HelpLine[] };

/** Every shortcut, in groups, for the keyboard help. */
export function helpGroups(): readonly HelpGroup[] {
  return [
    { title: '移动和选择', lines: [...movesAndSelections(), ...commands(selectionCommands)] },
    { title: '编辑', lines: [...commands(editCommands), ...editing()] },
    { title: '行', lines: commands(rowCommands) },
    {
      title: '查找、筛选、排序',
      lines: [
        screenKeys.find,
        screenKeys.replace,
        screenKeys.nextHit,
        screenKeys.quickFilter,
        ...commands(['headerMenu']),
        screenKeys.reapply,
        screenKeys.goTo,
      ],
    },
    {
      title: '工作簿',
      lines: [
        screenKeys.undo,
        screenKeys.redo,
        screenKeys.print,
        screenKeys.switchFocus,
        ...commands(['contextMenu']),
        screenKeys.help,
      ],
    },
  ];
}

const selectionCommands: readonly SimpleCommand[] = ['selectRows', 'selectColumns', 'selectAll', 'collapse'];
const rowCommands: readonly SimpleCommand[] = [
  'insertAbove',
  'insertBelow',
  'append',
  'duplicateRows',
  'moveRowsUp',
  'moveRowsDown',
  'deleteRows',
];
const editCommands: readonly SimpleCommand[] = [
  'open',
  'copy',
  'cut',
  'paste',
  'clear',
  'fillDown',
  'fillRight',
  'today',
];
const editingTitles = ['打开可选内容', '单元格内换行', '填入全部选中的单元格', '放弃修改，取消复制或剪切'];

function commands(kinds: readonly SimpleCommand[]): HelpLine[] {
  return kinds.flatMap((kind) => {
    const help = commandHelp.find((one) => one.kind === kind);
    return help === undefined || help.keys === '' ? [] : [help];
  });
}

function movesAndSelections(): readonly HelpLine[] {
  return movementHelp.filter(({ title }) => !editingTitles.includes(title));
}

function editing(): readonly HelpLine[] {
  return movementHelp.filter(({ title }) => editingTitles.includes(title));
}
