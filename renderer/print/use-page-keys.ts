import { useWindowEvent } from '../shell/use-window-event.ts';

type PageKeys = {
  readonly first: () => void;
  readonly last: () => void;
  readonly step: (by: 1 | -1) => void;
};

/** PageUp, PageDown, Home and End turn pages wherever the keyboard is, but for fields that have a use for them. */
export function usePageKeys({ first, last, step }: PageKeys): void {
  const turnOf = (key: string): (() => void) | null => {
    switch (key) {
      case 'PageUp':
        return () => step(-1);
      case 'PageDown':
        return () => step(1);
      case 'Home':
        return first;
      case 'End':
        return last;
      default:
        return null;
    }
  };
  useWindowEvent('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.defaultPrevented) return;
    const turn = turnOf(event.key);
    if (turn === null || usesPageKeys(event.target)) return;
    event.preventDefault();
    turn();
  });
}

function usesPageKeys(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('[role="dialog"], [role="listbox"], [role="menu"]') !== null) return true;
  return target instanceof HTMLInputElement && target.type !== 'checkbox' && target.type !== 'radio';
}
