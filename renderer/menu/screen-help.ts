/** Shortcuts of the workbook's screen, beside the grid's own; tooltips and the keyboard help take them from here. */
export const screenKeys = {
  find: { title: '查找', keys: 'Ctrl+F' },
  replace: { title: '查找和替换', keys: 'Ctrl+H' },
  nextHit: { title: '下一个、上一个', keys: 'F3、Shift+F3' },
  quickFilter: { title: '快速筛选', keys: 'Ctrl+Shift+F' },
  reapply: { title: '重新应用筛选和排序', keys: 'Ctrl+Alt+L' },
  goTo: { title: '查找村、单位、任务', keys: 'Ctrl+K' },
  print: { title: '打印', keys: 'Ctrl+P' },
  undo: { title: '撤销', keys: 'Ctrl+Z' },
  redo: { title: '重做', keys: 'Ctrl+Y' },
  switchFocus: { title: '在表格和标签之间切换', keys: 'F6' },
  help: { title: '快捷键', keys: 'F1、?' },
} as const satisfies Readonly<Record<string, { readonly title: string; readonly keys: string }>>;
