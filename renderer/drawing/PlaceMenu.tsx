import type { ReactElement } from 'react';
import { ContextMenu } from '../menu/ContextMenu.tsx';
import type { MenuEntry } from '../menu/menu-entries.tsx';
import type { SheetPointing } from './use-sheet-pointing.ts';

type PlaceMenuProps<Place> = {
  readonly pointing: SheetPointing<Place>;
  readonly labelOf: (place: Place) => string;
  readonly entriesOf: (place: Place) => readonly MenuEntry[];
};

/** The menu of the place that is pointed at, as long as one is open. */
export function PlaceMenu<Place>({
  pointing,
  labelOf,
  entriesOf,
}: PlaceMenuProps<Place>): ReactElement | null {
  const { menu, closeMenu } = pointing;
  if (menu === null) return null;
  const label = labelOf(menu.place);
  // By its key a menu that takes the place of another one is a new one, and takes the keyboard.
  return (
    <ContextMenu
      key={label}
      label={label}
      point={menu.point}
      entries={entriesOf(menu.place)}
      onClose={closeMenu}
    />
  );
}
