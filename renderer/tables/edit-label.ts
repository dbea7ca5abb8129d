import type { EditGesture } from '../grid/sheet-model.ts';

/** How an edit of several cells is named in the undo menu and the history: 粘贴 24 个单元格. */
export function labelOfGesture(gesture: EditGesture, cells: number, appended: number): string {
  const rows = appended === 0 ? '' : `，末尾新增 ${appended} 行`;
  switch (gesture.kind) {
    case 'type':
      return `修改 ${cells} 个单元格${rows}`;
    case 'clear':
      return `清除 ${cells} 个单元格${rows}`;
    case 'paste':
      return `粘贴 ${cells} 个单元格${rows}`;
    case 'cut':
      return `剪切粘贴 ${cells} 个单元格${rows}`;
    case 'fill':
      return `填充 ${cells} 个单元格${rows}`;
    case 'replace':
      return gesture.places === cells ? `替换 ${cells} 格` : `替换 ${cells} 格里的 ${gesture.places} 处`;
  }
}

/** ：4 → 7.5, the end of the name of an edit of one value. */
export function describeWent(before: string, after: string): string {
  return `：${shownIn(before)} → ${shownIn(after)}`;
}

/** The name of an edit without what went; for places that show before and after by themselves. */
export function withoutWent(label: string): string {
  return label.replace(/：[^：]* → [^：]*$/u, '');
}

/** Characters of a text that a name of an edit has room for. */
const longest = 24;

function shownIn(text: string): string {
  if (text === '') return '未填';
  const line = text.replaceAll(/\s+/gu, ' ');
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}
