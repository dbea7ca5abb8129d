import { type RefObject, useMemo } from 'react';
import type { SheetModel, SheetRow } from '../grid/sheet-model.ts';
import { type ColumnsView, fitFrozen, restoreColumns } from '../view/column-layout.ts';
import type { Layouts } from '../view/use-layouts.ts';
import { useUnchanged } from '../view/use-unchanged.ts';
import { useWidth } from '../view/use-width.ts';

type SheetColumnsView = {
  /** As this person chose them. */
  readonly columns: ColumnsView;
  /** The same, with only as many frozen columns as there is room for. */
  readonly fitting: ColumnsView;
  readonly setColumns: (columns: ColumnsView) => void;
};

/** The remembered columns of a sheet, in a section of the screen that limits how many of them can be frozen. */
export function useColumnsView<RowType extends SheetRow>(
  { key, columns: all }: SheetModel<RowType>,
  layouts: Layouts,
  section: RefObject<HTMLElement | null>,
): SheetColumnsView {
  const remembered = layouts.known.get(key) ?? null;
  const columnKeys = all.map((column) => column.key).join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: an edit makes the same columns anew
  const columns = useMemo(() => restoreColumns(key, all, remembered), [key, columnKeys, remembered]);
  const room = useWidth(section);
  const widthOf = (column: string): number => all.find((one) => one.key === column)?.width ?? 0;
  return {
    columns,
    fitting: useUnchanged(fitFrozen(columns, widthOf, room)),
    setColumns: (next) => layouts.save(key, { columns: [...next] }),
  };
}
