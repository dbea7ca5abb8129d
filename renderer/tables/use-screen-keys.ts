import { useEffect, useEffectEvent } from 'react';

type ScreenKeys = {
  readonly find: () => void;
  readonly replace: () => void;
  readonly step: (by: 1 | -1) => void;
  readonly quickFilter: () => void;
  readonly reapply: () => void;
  readonly help: () => void;
  readonly goTo: () => void;
};

/** Keys for looking at a sheet, wherever the keyboard is: Ctrl+F, Ctrl+H, F3, Ctrl+Shift+F, Ctrl+Alt+L, Ctrl+K, F1, ?. */
export function useScreenKeys(keys: ScreenKeys): void {
  const pressKey = useEffectEvent((event: KeyboardEvent) => {
    const work = workOf(event, keys);
    if (work === null || isInDialog(event.target)) return;
    event.preventDefault();
    work();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => pressKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}

function workOf(event: KeyboardEvent, keys: ScreenKeys): (() => void) | null {
  const control = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (control && !event.altKey && key === 'f') return event.shiftKey ? keys.quickFilter : keys.find;
  if (control && !event.altKey && !event.shiftKey && key === 'h') return keys.replace;
  if (control && !event.altKey && !event.shiftKey && key === 'k') return keys.goTo;
  if (control && event.altKey && key === 'l') return keys.reapply;
  if (control || event.altKey) return null;
  if (key === 'f3') return () => keys.step(event.shiftKey ? -1 : 1);
  if (key === 'f1') return keys.help;
  // In a text field, also the sheet's own, a question mark is what is typed.
  if (key === '?' && !isTextField(event.target)) return keys.help;
  return null;
}

function isTextField(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="dialog"], [role="menu"]') !== null;
}
