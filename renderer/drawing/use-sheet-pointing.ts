import { type RefObject, useRef, useState } from 'react';
import { type DrawingSelection, spanOf } from './drawing-places.ts';
import type { DrawingHandle } from './SheetDrawing.tsx';
import type { CellRange, RowSpan } from './sheet-places.ts';

export type OpenMenu<Place> = {
  readonly place: Place;
  /** In viewport pixels. */
  readonly point: { readonly x: number; readonly y: number };
  /** Gets the keyboard back; null for the drawing. */
  readonly opener: HTMLElement | null;
};

/** What is selected, framed and opened on a drawn sheet that a person points at. */
export type SheetPointing<Place> = {
  readonly drawing: RefObject<DrawingHandle | null>;
  readonly selection: DrawingSelection;
  /** The rows that a menu speaks of. */
  readonly span: RowSpan;
  readonly framed: CellRange | null;
  readonly menu: OpenMenu<Place> | null;
  readonly select: (selection: DrawingSelection) => void;
  /** Leads to a range and frames it. */
  readonly show: (range: CellRange) => void;
  /** For another sheet. */
  readonly startAtTop: () => void;
  readonly openMenu: (place: Place, point: OpenMenu<Place>['point']) => void;
  readonly openBelow: (place: Place, button: HTMLElement) => void;
  /** Another menu takes the place of the one that is open. */
  readonly turnMenu: (place: Place) => void;
  readonly closeMenu: () => void;
};

const atTop: DrawingSelection = { spot: { row: 0, column: 0 }, anchorRow: 0 };

/** Starts at the first cell, with no menu open. */
export function useSheetPointing<Place>(): SheetPointing<Place> {
  const drawing = useRef<DrawingHandle>(null);
  const [selection, setSelection] = useState(atTop);
  const [framed, setFramed] = useState<CellRange | null>(null);
  const [menu, setMenu] = useState<OpenMenu<Place> | null>(null);
  const select = (next: DrawingSelection): void => {
    setSelection(next);
    setFramed(null);
  };
  return {
    drawing,
    selection,
    span: spanOf(selection),
    framed,
    menu,
    select,
    show: (range) => {
      const spot = { row: range.firstRow, column: range.firstColumn };
      setSelection({ spot, anchorRow: spot.row });
      setFramed(range);
      drawing.current?.reveal(spot);
    },
    startAtTop: () => select(atTop),
    openMenu: (place, point) => setMenu({ place, point, opener: null }),
    openBelow: (place, button) => {
      const { left, bottom } = button.getBoundingClientRect();
      setMenu({ place, point: { x: left, y: bottom }, opener: button });
    },
    // An entry closes its menu before it runs: what it belonged to is taken from here.
    turnMenu: (place) => setMenu(menu === null ? null : { ...menu, place }),
    closeMenu: () => {
      setMenu(null);
      if (menu?.opener == null) drawing.current?.focus();
      else menu.opener.focus();
    },
  };
}
