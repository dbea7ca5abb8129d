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

/** A table's rows in table order; the same array as long as the table is the same. */
export function useTableRows(table: string): readonly Row[] {
  return useWorkbookState().ordered.get(table) ?? noRows;
}

const noRows: readonly Row[] = [];
