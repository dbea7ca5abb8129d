import { App as AntApp, Spin } from 'antd';
import { type ReactElement, useEffect, useMemo, useState } from 'react';
import type { TableDefinition } from '../../shared/model/table.ts';
import { useLayouts } from '../view/use-layouts.ts';
import { useWorkbookPart, useWorkbookStore } from '../workbook/use-workbook.ts';
import type { TableView } from './places.ts';
import { TableScreen } from './TableScreen.tsx';
import './tables.css';

/** An open workbook: one table at a time, with what belongs to its active cell around it. */
export function WorkbookScreen({ onClose }: { readonly onClose: () => void }): ReactElement {
  const store = useWorkbookStore();
  const { message } = AntApp.useApp();
  const definitions = useWorkbookPart(({ data }) => data.tables);
  const loaded = useWorkbookPart((state) => state.loaded);
  const arriving = useWorkbookPart((state) => state.arriving);
  const tables = useMemo(() => [...definitions.values()], [definitions]);
  const [wanted, setWanted] = useState(tables[0]?.key ?? '');
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
  // The table before stays until the rows of the next one are there.
  if (wanted !== shown && ready(wanted)) setShown(wanted);
  const table = definitions.get(shown) ?? tables[0];
  const viewOf = (one: TableDefinition): TableView =>
    one.grouped === null ? 'rows' : (views[one.key] ?? 'lines');
  if (table === undefined || !ready(table.key)) {
    return (
      <main className="centered" aria-busy="true" aria-label="正在读取">
        <Spin />
      </main>
    );
  }
  return (
    <TableScreen
      table={table}
      tables={tables}
      viewOf={viewOf}
      layouts={layouts}
      onShow={(key, view) => {
        setWanted(key);
        if (view !== null) setViews((known) => ({ ...known, [key]: view }));
      }}
      onClose={onClose}
    />
  );
}
