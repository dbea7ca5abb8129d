import type { RefObject } from 'react';
import { useWindowEvent } from './use-window-event.ts';

const stopSelector = 'button, input, select, textarea, a[href], [tabindex="0"]';

/** Tab goes round inside the dialog that holds the element; menus that lie elsewhere may still take the keyboard. */
export function useTabInside(content: RefObject<HTMLElement | null>): void {
  useWindowEvent('keydown', (event) => {
    const dialog = content.current?.closest<HTMLElement>('[role="dialog"]') ?? null;
    if (dialog !== null) keepTabInside(event, dialog);
  });
}

function keepTabInside(event: KeyboardEvent, box: HTMLElement): void {
  if (event.key !== 'Tab' || !box.contains(document.activeElement)) return;
  const stops = [...box.querySelectorAll<HTMLElement>(stopSelector)].filter(
    (element) => element.tabIndex >= 0 && !element.matches(':disabled') && element.checkVisibility(),
  );
  const [first, last] = [stops[0], stops.at(-1)];
  const onStop = stops.some((stop) => stop === document.activeElement);
  const leaves = document.activeElement === (event.shiftKey ? first : last) || (event.shiftKey && !onStop);
  if (!leaves) return;
  event.preventDefault();
  (event.shiftKey ? last : first)?.focus();
}
