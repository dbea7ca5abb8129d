import { App as AntApp } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import type { TableDefinition } from '../../shared/model/table.ts';
import { useLayouts } from '../view/use-layouts.ts';
import { useWorkbookPart, useWorkbookStore } from '../workbook/use-workbook.ts';
import type { TableView } from './places.ts';

export type ShownTables = ReturnType<typeof useShownTable>;

/** Which table is on view; the one before stays until the rows of the next one are there. */
export function useShownTable() {
  const store = useWorkbookStore();
  const { message } = AntApp.useApp();
  const definitions = useWorkbookPart(({ data }) => data.tables);
  const loaded = useWorkbookPart((state) => state.loaded);
  const arriving = useWorkbookPart((state) => state.arriving);
  const all = useMemo(() => [...definitions.values()], [definitions]);
  const [wanted, setWanted] = useState(all[0]?.key ?? '');
  const [shown, setShown] = useState(wanted);
  const [views, setViews] = useState<Readonly<Record<string, TableView>>>({});
  const layouts = useLayouts((failure) => {
    void message.warning({ content: `列的样子没有记住：${failure.message}`, key: 'layout', duration: 6 });
  });
  const { load } = layouts;
  useEffect(() => {
    void store.load(wanted);
    load([`${wanted}:rows`, `${wanted}:lines`]);
  }, [store, load, wanted]);

  useEffect(() => {
    const check = (): void => void store.checkCurrent();
    window.addEventListener('focus', check);
    return () => window.removeEventListener('focus', check);
  }, [store]);

  const ready = (key: string): boolean =>
    loaded.has(key) &&
    // The lines of an annex can only be put together from all of its rows.
    !(arriving.has(key) && definitions.get(key)?.grouped !== null) &&
    layouts.known.has(`${key}:rows`) &&
    layouts.known.has(`${key}:lines`);
  if (wanted !== shown && ready(wanted)) setShown(wanted);
  const [first] = all;
  // A table may be taken back with the form that brought it.
  if (first !== undefined && !definitions.has(wanted)) {
    setWanted(first.key);
    setShown(first.key);
  }
  const table = definitions.get(shown) ?? first;
  return {
    all,
    layouts,
    table: table !== undefined && ready(table.key) ? table : null,
    viewOf: (one: TableDefinition): TableView =>
      one.grouped === null ? 'rows' : (views[one.key] ?? 'lines'),
    show: (key: string, view: TableView | null): void => {
      setWanted(key);
      if (view !== null) setViews((known) => ({ ...known, [key]: view }));
    },
  };
}
