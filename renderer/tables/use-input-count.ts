import { type RefObject, useEffect, useRef } from 'react';

/** Counts what a person does with keys and mouse, beside undo and redo themselves; to know whether they went on. */
export function useInputCount(): RefObject<number> {
  const count = useRef(0);
  useEffect(() => {
    const listening = new AbortController();
    const options = { signal: listening.signal, capture: true };
    window.addEventListener(
      'keydown',
      ({ key, ctrlKey, metaKey }) => {
        const isModifier = ['Control', 'Shift', 'Alt', 'Meta'].includes(key);
        const isUndoOrRedo = (ctrlKey || metaKey) && ['z', 'y'].includes(key.toLowerCase());
        if (!isModifier && !isUndoOrRedo) count.current += 1;
      },
      options,
    );
    const countPress = (): void => {
      count.current += 1;
    };
    window.addEventListener('mousedown', countPress, options);
    return () => listening.abort();
  }, []);
  return count;
}
