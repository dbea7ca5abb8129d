import { useEffect, useState } from 'react';

/** Once the dialog is gone, the keyboard is where it was before; a place that is gone itself is left. */
export function useFocusBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    },
    [before],
  );
}
