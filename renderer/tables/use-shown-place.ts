import { type RefObject, useEffect, useEffectEvent, useState } from 'react';
import type { Row } from '../../shared/model/row.ts';
import type { ChangedRow } from '../grid/changed-cells.ts';
import type { CellAddress } from '../grid/sheet-model.ts';
import type { TableView } from './places.ts';
import type { WorkspaceHandle } from './SheetWorkspace.tsx';

/** What is shown once its table is. */
type Target =
  | { readonly kind: 'cell'; readonly address: CellAddress }
  | { readonly kind: 'changed'; readonly changed: readonly ChangedRow[] };

type ShownPlace = {
  /** Shows a cell of any table. */
  readonly show: (table: string, view: TableView | null, address: CellAddress) => void;
  /** Shows and selects the cells that an undo or redo changed. */
  readonly showChanged: (table: string, view: TableView, changed: readonly ChangedRow[]) => void;
};

/** Leads to a place, by way of its table; a cell is revealed once its table is shown and has its rows. */
export function useShownPlace(
  workspace: RefObject<WorkspaceHandle | null>,
  modelKey: string,
  rows: readonly Row[],
  onShow: (table: string, view: TableView | null) => void,
): ShownPlace {
  const [pending, setPending] = useState<{ readonly key: string; readonly target: Target } | null>(null);
  const showTarget = (table: string, view: TableView | null, target: Target): void => {
    onShow(table, view);
    setPending({ key: `${table}:${view ?? 'rows'}`, target });
  };
  const reveal = useEffectEvent(() => {
    if (pending === null || pending.key !== modelKey) return;
    const { target } = pending;
    if (target.kind === 'cell') workspace.current?.reveal(target.address);
    else workspace.current?.revealChanged(target.changed);
    setPending(null);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a cell is revealed once its table is shown
  useEffect(reveal, [pending, modelKey, rows]);
  return {
    show: (table, view, address) => showTarget(table, view, { kind: 'cell', address }),
    showChanged: (table, view, changed) => showTarget(table, view, { kind: 'changed', changed }),
  };
}
