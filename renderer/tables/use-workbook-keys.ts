import { useEffect, useEffectEvent } from 'react';

type WorkbookKeys = {
  readonly undo: () => void;
  readonly redo: () => void;
  readonly print: () => void;
  readonly enterGrid: () => void;
};

/** Keys that work anywhere in an open workbook: Ctrl+Z, Ctrl+Y, Ctrl+Shift+Z, Ctrl+P and F6. */
export function useWorkbookKeys({ undo, redo, print, enterGrid }: WorkbookKeys): void {
  const pressKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === 'F6') {
      event.preventDefault();
      // In the grid Tab moves between cells; F6 leaves it for the tabs of the tables, and comes back.
      const tab = document.querySelector<HTMLElement>('.table-tabs [aria-selected="true"]');
      if (isGridField(event.target)) tab?.focus();
      else enterGrid();
      return;
    }
    const key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    if (key === 'p' && !event.shiftKey) {
      // The browser would print the screen, which is of no use to anybody.
      event.preventDefault();
      if (isDialogOpen()) return;
      // What is being typed is taken over first.
      if (event.target instanceof HTMLElement) event.target.blur();
      print();
      return;
    }
    if (key !== 'z' && key !== 'y') return;
    if (typesElsewhere(event.target) || isDialogOpen()) return;
    event.preventDefault();
    if (key === 'y' || event.shiftKey) redo();
    else undo();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => pressKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}

function isGridField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.dataset.sheet !== undefined;
}

/** Whether the keys belong to a text field of their own, or a dialog; the grid's idle field has nothing to undo. */
function typesElsewhere(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.dataset.sheet === 'idle') return false;
  if (target.closest('[role="dialog"]') !== null) return true;
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

/** A dialog speaks of what was just done; nothing may change behind it. */
function isDialogOpen(): boolean {
  return [...document.querySelectorAll('.ant-modal-wrap')].some((dialog) => dialog.checkVisibility());
}
