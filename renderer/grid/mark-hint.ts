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
  const hide = (): void => {
    clearTimeout(timer);
    hint.hidden = true;
  };
  const over = ({ target, buttons }: MouseEvent): void => {
    hide();
    const cell = target instanceof Element ? target.closest('[data-mark]') : null;
    if (cell !== null && buttons === 0) timer = window.setTimeout(() => place(hint, cell, room), delay);
  };
  element.addEventListener('mouseover', over, { signal: listening.signal });
  element.addEventListener('mouseleave', hide, { signal: listening.signal });
  element.addEventListener('mousedown', hide, { signal: listening.signal });
  element.addEventListener('wheel', hide, { signal: listening.signal, passive: true });
  return () => {
    hide();
    hint.remove();
    listening.abort();
  };
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
