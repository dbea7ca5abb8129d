import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Row } from '../../shared/model/row.ts';
import type { WorkbookState, WorkbookStore } from './workbook-store.ts';

export const WorkbookContext = createContext<WorkbookStore | null>(null);

export function useWorkbookStore(): WorkbookStore {
  const store = useContext(WorkbookContext);
  if (store === null) throw new Error('useWorkbookStore is for screens of an open workbook');
  return store;
}

export function useWorkbookState(): WorkbookState {
  const store = useWorkbookStore();
  return useSyncExternalStore(store.subscribe, store.getState);
}

/** A part of the state; only when it is another one is the screen drawn again. */
export function useWorkbookPart<Part>(select: (state: WorkbookState) => Part): Part {
  const store = useWorkbookStore();
  return useSyncExternalStore(store.subscribe, () => select(store.getState()));
}

/** A table's rows in table order; the same array as long as the table is the same. */
export function useTableRows(table: string): readonly Row[] {
  return useWorkbookPart(({ ordered }) => ordered.get(table) ?? noRows);
}

/** How many rows of a table are still being read; 0 when all are there. */
export function useRowsToCome(table: string): number {
  return useWorkbookPart(({ arriving }) => arriving.get(table) ?? 0);
}

const noRows: readonly Row[] = [];
