/** Shows why a cell is marked while the pointer rests on it. */
const delay = 350;

/** Watches the marked cells inside an element; returns how to stop. */
export function showMarkHints(element: HTMLElement, room: HTMLElement): () => void {
  const listening = new AbortController();
  const hint = document.createElement('div');
  hint.className = 'sheet-hint';
  hint.role = 'tooltip';
  hint.hidden = true;
  room.append(hint);
  let timer = 0;
  let pointer = { x: -1, y: -1 };
  /** The marked cell whose hint is shown or waits; null for none. */
  let asked: Element | null = null;
  const hide = (): void => {
    clearTimeout(timer);
    hint.hidden = true;
    asked = null;
  };
  const follow = ({ target, buttons, clientX, clientY }: MouseEvent): void => {
    // A cell that comes under the pointer by itself, as when a bar opens above the sheet, was not asked about.
    if (clientX === pointer.x && clientY === pointer.y) return;
    pointer = { x: clientX, y: clientY };
    const cell = markedCell(target);
    if (cell === asked) return;
    hide();
    asked = cell;
    if (cell !== null && buttons === 0) timer = window.setTimeout(() => place(hint, cell, room), delay);
  };
  const leave = ({ target }: MouseEvent): void => {
    if (asked !== null && markedCell(target) !== asked) hide();
  };
  element.addEventListener('mousemove', follow, { signal: listening.signal });
  element.addEventListener('mouseover', leave, { signal: listening.signal });
  element.addEventListener('mouseleave', hide, { signal: listening.signal });
  element.addEventListener('mousedown', hide, { signal: listening.signal });
  element.addEventListener('wheel', hide, { signal: listening.signal, passive: true });
  window.addEventListener('keydown', hide, { signal: listening.signal, capture: true });
  const resized = new ResizeObserver(hide);
  resized.observe(room);
  return () => {
    resized.disconnect();
    hide();
    hint.remove();
    listening.abort();
  };
}

function markedCell(target: EventTarget | null): Element | null {
  return target instanceof Element ? target.closest('[data-mark]') : null;
}

function place(hint: HTMLElement, cell: Element, room: HTMLElement): void {
  const box = cell.getBoundingClientRect();
  const origin = room.getBoundingClientRect();
  hint.textContent = cell.getAttribute('data-mark');
  hint.hidden = false;
  const below = box.bottom - origin.top + 2;
  const above = box.top - origin.top - hint.offsetHeight - 2;
  hint.style.top = `${below + hint.offsetHeight <= origin.height || above < 0 ? below : above}px`;
  hint.style.left = `${Math.max(0, Math.min(box.left - origin.left, origin.width - hint.offsetWidth - 2))}px`;
}
