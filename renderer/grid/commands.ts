/** The names and shortcuts of everything the grid can do: menus, tooltips and the keyboard help take them from here. */
import type { SimpleCommand } from './keyboard.ts';

export type CommandHelp = { readonly kind: SimpleCommand; readonly title: string; readonly keys: string };

/** In the order of the menus; `keys` is empty where there is no shortcut. */
export const commandHelp: readonly CommandHelp[] = [
  { kind: 'copy', title: '复制', keys: 'Ctrl+C' },
  { kind: 'cut', title: '剪切', keys: 'Ctrl+X' },
  { kind: 'paste', title: '粘贴', keys: 'Ctrl+V' },
  { kind: 'clear', title: '清除内容', keys: 'Delete' },
  { kind: 'open', title: '编辑单元格', keys: 'F2' },
  { kind: 'today', title: '填入今天的日期', keys: 'Ctrl+;' },
  { kind: 'fillDown', title: '向下填充', keys: 'Ctrl+D' },
  { kind: 'fillRight', title: '向右填充', keys: 'Ctrl+R' },
  { kind: 'insertAbove', title: '在上方插入行', keys: 'Ctrl+Shift++' },
  { kind: 'insertBelow', title: '在下方插入行', keys: '' },
  { kind: 'insertCopied', title: '插入复制的行', keys: '' },
  { kind: 'append', title: '末尾新增行', keys: '' },
  { kind: 'duplicateRows', title: '重复选中的行', keys: 'Ctrl+Shift+D' },
  { kind: 'moveRowsUp', title: '上移选中的行', keys: 'Alt+Shift+↑' },
  { kind: 'moveRowsDown', title: '下移选中的行', keys: 'Alt+Shift+↓' },
  { kind: 'deleteRows', title: '删除选中的行', keys: 'Ctrl+-' },
  { kind: 'selectRows', title: '选中整行', keys: 'Shift+空格' },
  { kind: 'selectColumns', title: '选中整列', keys: 'Ctrl+空格' },
  { kind: 'selectAll', title: '全选', keys: 'Ctrl+A' },
  { kind: 'collapse', title: '只留当前单元格', keys: 'Shift+Backspace' },
  { kind: 'headerMenu', title: '筛选本列', keys: 'Ctrl+Shift+L' },
  { kind: 'contextMenu', title: '打开菜单', keys: 'Shift+F10' },
];

/** The shortcuts that are not commands of a menu, for the keyboard help. */
export const movementHelp: readonly { readonly title: string; readonly keys: string }[] = [
  { title: '移动一格', keys: '方向键' },
  { title: '跳到数据边缘', keys: 'Ctrl+方向键' },
  { title: '扩大选区', keys: 'Shift+方向键' },
  { title: '扩大选区到数据边缘', keys: 'Ctrl+Shift+方向键' },
  { title: '加选另一个区域', keys: 'Ctrl+拖动' },
  { title: '移动所选行、列', keys: '拖动行号、拖动列标题' },
  { title: '下一格、上一格', keys: 'Tab、Shift+Tab' },
  { title: '下移、上移', keys: 'Enter、Shift+Enter' },
  { title: '翻屏', keys: 'PageUp、PageDown' },
  { title: '行首、行尾', keys: 'Home、End' },
  { title: '表首、表尾', keys: 'Ctrl+Home、Ctrl+End' },
  { title: '打开可选内容', keys: 'Alt+↓' },
  { title: '单元格内换行', keys: 'Alt+Enter' },
  { title: '填入全部选中的单元格', keys: 'Ctrl+Enter' },
  { title: '放弃修改，取消复制或剪切', keys: 'Esc' },
];
