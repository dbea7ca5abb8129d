import type { CellBox } from './ag-sheet.ts';

/** CSS pixels that an editor needs at least, even over a narrow column. */
const narrowest = 120;
const narrowestChips = 300;

/** Lays the editor over its cell, as large as what it holds needs, and the list below or above it, all inside the grid. */
export function placeEditor(
  frame: HTMLElement,
  field: HTMLElement,
  list: HTMLElement | null,
  box: CellBox,
  open: boolean,
  chips: boolean,
): void {
  const { width: roomWidth, height: roomHeight } = box.room;
  const width = Math.min(open ? widthOf(box, chips) : box.width, roomWidth);
  frame.style.width = `${width}px`;
  frame.style.minHeight = `${box.height}px`;
  frame.style.height = open ? 'auto' : `${box.height}px`;
  field.style.height = 'auto';
  if (open) field.style.height = `${field.scrollHeight}px`;
  frame.style.left = `${Math.max(0, Math.min(box.left, roomWidth - width))}px`;
  frame.style.top = `${Math.max(0, Math.min(box.top, roomHeight - frame.offsetHeight))}px`;
  if (list === null) return;
  const below = frame.offsetTop + frame.offsetHeight;
  const above = frame.offsetTop - list.offsetHeight;
  list.style.top = `${below + list.offsetHeight <= roomHeight || above < 0 ? below : above}px`;
  // Where the list has no room to the right it ends with the editor, as it would begin with it.
  const beside = frame.offsetLeft + frame.offsetWidth - list.offsetWidth;
  const fits = frame.offsetLeft + list.offsetWidth <= roomWidth;
  list.style.left = `${Math.max(0, fits ? frame.offsetLeft : beside)}px`;
}

/** Chips need their room; any other editor stays on its cell rather than over the neighbour to its left. */
function widthOf({ left, width, room }: CellBox, chips: boolean): number {
  if (chips) return Math.max(width, narrowestChips);
  return Math.max(width, Math.min(narrowest, room.width - left));
}
