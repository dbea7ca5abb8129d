import type { ReactNode } from 'react';
import type { MenuEntry } from '../menu/menu-entries.tsx';

/** @param disabled why it cannot be chosen; null where it can */
export function item(
  key: string,
  title: string,
  icon: ReactNode,
  run: () => void,
  keys = '',
  disabled: string | null = null,
): MenuEntry {
  return { kind: 'item', key, title, keys, icon, disabled, run };
}
