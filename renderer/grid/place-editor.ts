import type { CellBox } from './ag-sheet.ts';

/** CSS pixels that an editor needs at least, even over a narrow column. */
const narrowest = 120;

/** Lays the text field over its cell, as large as the open text needs, and the list below or above it, all inside the grid. */
export function placeEditor(field: HTMLElement, list: HTMLElement | null, box: CellBox, open: boolean): void {
  const { width: roomWidth, height: roomHeight } = box.room;
  const width = open ? Math.max(box.width, narrowest) : box.width;
  field.style.width = `${width}px`;
  field.style.height = 'auto';
  const borders = field.offsetHeight - field.clientHeight;
  field.style.height = `${open ? Math.max(field.scrollHeight + borders, box.height) : box.height}px`;
  field.style.left = `${Math.max(0, Math.min(box.left, roomWidth - width))}px`;
  field.style.top = `${Math.max(0, Math.min(box.top, roomHeight - field.offsetHeight))}px`;
  if (list === null) return;
  const below = field.offsetTop + field.offsetHeight;
  const above = field.offsetTop - list.offsetHeight;
  list.style.top = `${below + list.offsetHeight <= roomHeight || above < 0 ? below : above}px`;
  list.style.left = `${Math.max(0, Math.min(field.offsetLeft, roomWidth - list.offsetWidth))}px`;
}
