import { useEffect, useEffectEvent } from 'react';

/**
 * Hears what happens anywhere in the window for as long as a component is shown.
 * @param capture hears of it before what is under the pointer or has the keyboard
 */
export function useWindowEvent<Type extends keyof WindowEventMap>(
  type: Type,
  hear: (event: WindowEventMap[Type]) => void,
  capture = false,
): void {
  const heard = useEffectEvent(hear);
  useEffect(() => {
    const listener = (event: WindowEventMap[Type]): void => heard(event);
    window.addEventListener(type, listener, capture);
    return () => window.removeEventListener(type, listener, capture);
  }, [type, capture]);
}
