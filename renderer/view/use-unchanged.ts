import { useRef } from 'react';

/** The value before as long as the next one says the same. */
export function useUnchanged<Value>(value: Value): Value {
  const kept = useRef({ value, text: '' });
  const text = JSON.stringify(value);
  if (kept.current.text !== text) kept.current = { value, text };
  return kept.current.value;
}
