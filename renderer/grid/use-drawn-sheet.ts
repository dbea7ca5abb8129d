import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useState } from 'react';
import { AgSheet, type CellBox } from './ag-sheet.ts';
import type { SheetLook } from './cell-painter.ts';
import { showMarkHints } from './mark-hint.ts';
import type { SheetModel, SheetRow } from './sheet-model.ts';

type DrawnSheetInput<RowType extends SheetRow> = {
  readonly room: RefObject<HTMLElement | null>;
  readonly surface: RefObject<HTMLElement | null>;
  readonly sheet: RefObject<AgSheet<RowType> | null>;
  readonly model: SheetModel<RowType>;
  /** Kept the same object while nothing of it changes. */
  readonly look: SheetLook;
  readonly isEditing: boolean;
  /** The focus came to the drawing, where nothing can be typed. */
  readonly onFocus: () => void;
  readonly onColumnResized: ((key: string, width: number) => void) | undefined;
  readonly onHeaderMenu: ((key: string, anchor: DOMRect) => void) | undefined;
};

/** Draws the model and the look; returns where the active cell is drawn, null while it is out of sight. */
export function useDrawnSheet<RowType extends SheetRow>(input: DrawnSheetInput<RowType>): CellBox | null {
  const { room, surface, sheet, model, look } = input;
  const [box, setBox] = useState<CellBox | null>(null);

  const measure = useEffectEvent(() => {
    const { active } = look;
    const next = active === null ? null : (sheet.current?.boxOf(active.row, active.column) ?? null);
    setBox((known) => (sameBox(known, next) ? known : next));
  });
  const showActive = useEffectEvent((created: AgSheet<RowType>) => {
    if (sheet.current === created && look.active !== null)
      created.scrollTo(look.active.row, look.active.column);
  });
  const isEditing = useEffectEvent(() => input.isEditing);
  const takeFocus = useEffectEvent(() => input.onFocus());
  const resizeColumn = useEffectEvent((key: string, width: number) => input.onColumnResized?.(key, width));
  const openHeaderMenu = useEffectEvent((key: string, anchor: DOMRect) => input.onHeaderMenu?.(key, anchor));
  const hasHeaderMenu = input.onHeaderMenu !== undefined;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a model of the same key is shown by `update` below
  useLayoutEffect(() => {
    if (surface.current === null || room.current === null) return;
    const measuring = measureLater(
      () => measure(),
      () => isEditing(),
    );
    const created = new AgSheet(surface.current, model, {
      onFocus: () => takeFocus(),
      onMoved: measuring.start,
      onColumnResized: (key, width) => resizeColumn(key, width),
      onHeaderMenu: hasHeaderMenu ? (key, anchor) => openHeaderMenu(key, anchor) : null,
    });
    const hideHints = showMarkHints(surface.current, room.current);
    sheet.current = created;
    // A sheet that comes back from behind another screen shows the place where it was left.
    const frame = requestAnimationFrame(() => showActive(created));
    return () => {
      cancelAnimationFrame(frame);
      sheet.current = null;
      hideHints();
      measuring.stop();
      created.destroy();
    };
  }, [model.key, hasHeaderMenu]);

  useLayoutEffect(() => {
    sheet.current?.update(model);
  }, [sheet, model]);

  const draw = useEffectEvent(() => {
    sheet.current?.drawLook(look);
    measure();
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when something that is drawn is another one
  useLayoutEffect(() => draw(), [look, model.key]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: cells that were scrolled to are drawn a frame later
  useEffect(() => {
    const frame = requestAnimationFrame(() => measure());
    return () => cancelAnimationFrame(frame);
  }, [look]);

  return box;
}

/** Measures at once while something is typed, else when the scrolling has come to rest. */
function measureLater(
  measure: () => void,
  isUrgent: () => boolean,
): { readonly start: () => void; readonly stop: () => void } {
  let timer = 0;
  let frame = 0;
  const stop = (): void => {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
  };
  return {
    start: () => {
      stop();
      if (isUrgent()) frame = requestAnimationFrame(measure);
      else timer = window.setTimeout(measure, 60);
    },
    stop,
  };
}

function sameBox(left: CellBox | null, right: CellBox | null): boolean {
  if (left === null || right === null) return left === right;
  return (
    left.left === right.left &&
    left.top === right.top &&
    left.width === right.width &&
    left.height === right.height &&
    left.room.width === right.room.width &&
    left.room.height === right.room.height
  );
}
