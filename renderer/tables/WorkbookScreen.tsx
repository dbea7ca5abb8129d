import { App as AntApp, Spin } from 'antd';
import { type ReactElement, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { Committed } from '../../shared/api.ts';
import type { TableDefinition } from '../../shared/model/table.ts';
import { SheetGrid, type SheetHandle } from '../grid/SheetGrid.tsx';
import type { Selection } from '../grid/selection.ts';
import { type CellAddress, findSheetRow } from '../grid/sheet-model.ts';
import { CellBar } from '../shell/CellBar.tsx';
import { StatusBar } from '../shell/StatusBar.tsx';
import { TopBar } from '../shell/TopBar.tsx';
import { FileIntake, type FileIntakeHandle } from '../transfer/FileIntake.tsx';
import { ImportDialog } from '../transfer/ImportDialog.tsx';
import { useExport } from '../transfer/use-export.tsx';
import { useTableRows, useWorkbookState, useWorkbookStore } from '../workbook/use-workbook.ts';
import { EmptyTable } from './EmptyTable.tsx';
import { findTableProblems, type TableProblem } from './find-problems.ts';
import { choiceColumnKey, countedRowId, makeLinesModel } from './lines-model.ts';
import { placeOfChange, placeOfProblem, type TableView } from './places.ts';
import { RowToolbar } from './RowToolbar.tsx';
import { readRegistry } from './registry.ts';
import { type PlannedEdit, planInsertRow, planRemoveRows } from './row-actions.ts';
import { makeRowsModel } from './rows-model.ts';
import { SidePanel } from './SidePanel.tsx';
import { adviseTotals, planShift } from './shift.ts';
import { TableTabs } from './TableTabs.tsx';
import { TotalsBanner } from './TotalsBanner.tsx';
import { useWorkbookKeys } from './use-workbook-keys.ts';
import './tables.css';

/** An open workbook: one table at a time, with what belongs to its active cell around it. */
export function WorkbookScreen({ onClose }: { readonly onClose: () => void }): ReactElement {
  const store = useWorkbookStore();
  const { data, loaded } = useWorkbookState();
  const tables = useMemo(() => [...data.tables.values()], [data.tables]);
  const [wanted, setWanted] = useState(tables[0]?.key ?? '');
  const [shown, setShown] = useState(wanted);
  const [views, setViews] = useState<Readonly<Record<string, TableView>>>({});
  useEffect(() => void store.load(wanted), [store, wanted]);

  // The table before stays until the rows of the next one are there.
  if (wanted !== shown && loaded.has(wanted)) setShown(wanted);
  const table = data.tables.get(shown) ?? tables[0];
  const viewOf = (one: TableDefinition): TableView =>
    one.grouped === null ? 'rows' : (views[one.key] ?? 'lines');
  if (table === undefined || !loaded.has(table.key)) {
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
      view={viewOf(table)}
      onShow={(key, view) => {
        setWanted(key);
        if (view !== null) setViews((known) => ({ ...known, [key]: view }));
      }}
      onClose={onClose}
    />
  );
}

type TableScreenProps = {
  readonly table: TableDefinition;
  readonly tables: readonly TableDefinition[];
  readonly view: TableView;
  readonly onShow: (table: string, view: TableView | null) => void;
  readonly onClose: () => void;
};

function TableScreen({ table, tables, view, onShow, onClose }: TableScreenProps): ReactElement {
  const store = useWorkbookStore();
  const { message } = AntApp.useApp();
  const rows = useTableRows(table.key);
  const unitRows = useTableRows('units');
  const villageRows = useTableRows('villages');
  const registry = useMemo(() => readRegistry(unitRows, villageRows), [unitRows, villageRows]);
  const problems = useMemo(() => findTableProblems(table, rows, registry), [table, rows, registry]);
  const [selections, setSelections] = useState<Readonly<Record<string, Selection | null>>>({});
  const [panel, setPanel] = useState<'history' | 'problems' | null>(null);
  const [incoming, setIncoming] = useState<File | null>(null);
  const grid = useRef<SheetHandle>(null);
  const intake = useRef<FileIntakeHandle>(null);
  const [pending, setPending] = useState<{ readonly key: string; readonly address: CellAddress } | null>(
    null,
  );
  const runExport = useExport(table);

  const layout = table.grouped;
  const rowsModel = useMemo(
    () => makeRowsModel({ table, rows, registry, problems, commit: (...edit) => store.commit(...edit) }),
    [table, rows, registry, problems, store],
  );
  const linesModel = useMemo(
    () =>
      layout === null
        ? null
        : makeLinesModel({
            table,
            layout,
            rows,
            registry,
            problems,
            newId: () => crypto.randomUUID(),
            commit: (...edit) => store.commit(...edit),
          }),
    [table, layout, rows, registry, problems, store],
  );
  const advice = useMemo(
    () => (layout === null ? null : adviseTotals(table, layout, rows, registry.townships)),
    [table, layout, rows, registry],
  );
  const showsLines = view === 'lines' && linesModel !== null;
  const modelKey = showsLines ? linesModel.key : rowsModel.key;
  const selection = selections[modelKey] ?? null;
  const setSelection = (next: Selection | null): void =>
    setSelections((known) => ({ ...known, [modelKey]: next }));
  const refuse = (text: string): void => {
    void message.info({ content: text, key: 'refusal', duration: 4 });
  };
  const commit = (edit: PlannedEdit): void => store.commit(edit.label, edit.changes);

  const show = (key: string, nextView: TableView | null, address: CellAddress): void => {
    onShow(key, nextView);
    setPending({ key: `${key}:${nextView ?? 'rows'}`, address });
  };
  const revealPending = useEffectEvent(() => {
    if (pending === null || pending.key !== modelKey) return;
    grid.current?.reveal(pending.address);
    setPending(null);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a cell is revealed once its table is shown
  useEffect(revealPending, [pending, modelKey, rows]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another table takes the keyboard
  useEffect(() => grid.current?.focus(), [modelKey]);

  const showChanged = (committed: Committed | null): void => {
    const place = placeOfChange(committed, tables, table.key, view, store.getState().data);
    if (place !== null) show(place.table, place.view, place.address);
  };
  const undo = async (steps: number): Promise<void> => {
    for (let step = 0; step < steps; step += 1) {
      const committed = await store.undo();
      if (committed === null) return;
      if (step === steps - 1) showChanged(committed);
    }
  };
  const redo = async (): Promise<void> => showChanged(await store.redo());

  useWorkbookKeys({
    undo: () => void undo(1),
    redo: () => void redo(),
    enterGrid: () => grid.current?.focus(),
  });

  const activeIndex = rows.findIndex(({ id }) => id === selection?.active.rowId);
  const firstColumn = table.columns[0]?.key ?? '';
  const insertRow = (index: number): void => {
    const planned = planInsertRow(table, rows, index, crypto.randomUUID());
    commit(planned);
    show(table.key, 'rows', { rowId: planned.rowId, column: firstColumn });
  };
  const removeRows = (): void => {
    if (selection === null) return;
    const headIndex = rows.findIndex(({ id }) => id === selection.head.rowId);
    const removed = rows.slice(Math.min(activeIndex, headIndex), Math.max(activeIndex, headIndex) + 1);
    if (removed.length > 0) commit(planRemoveRows(table, rows, removed));
    grid.current?.focus();
  };
  const openProblem = (problem: TableProblem): void => {
    const place = placeOfProblem(problem, table, view);
    if (place !== null) show(table.key, place.view, place.address);
  };

  const activeRow = selection === null ? null : findSheetRow(rowsModel, selection.active.rowId);
  const historyCell =
    showsLines || activeRow === null || selection === null
      ? null
      : {
          rowId: activeRow.id,
          column: selection.active.column,
          name: `${rowsModel.rowName(activeRow)} ${table.columns.find(({ key }) => key === selection.active.column)?.title ?? ''}`,
        };
  const gridProps = { selection, onSelect: setSelection, onRefuse: refuse, ref: grid };

  return (
    <main className="workbook">
      <TopBar
        onUndo={(steps) => void undo(steps)}
        onRedo={() => void redo()}
        onImport={() => intake.current?.choose()}
        onExport={runExport}
        panelOpen={panel !== null}
        onTogglePanel={() => setPanel((open) => (open === null ? 'history' : null))}
        onClose={onClose}
      />
      {showsLines ? (
        <CellBar model={linesModel} selection={selection} source={null} />
      ) : (
        <CellBar model={rowsModel} selection={selection} source={activeRow?.source ?? null} />
      )}
      <div className="workbook-body">
        <section className="workbook-table" aria-label={table.title}>
          {layout !== null && advice !== null && (
            <TotalsBanner
              advice={advice}
              onMove={(shift) => commit(planShift(table, layout, shift))}
              onLocate={(shift) =>
                show(table.key, 'lines', { rowId: shift.group, column: choiceColumnKey(shift.from) })
              }
              onLocateTotals={() =>
                show(table.key, 'lines', { rowId: countedRowId, column: linesModel?.columns[1]?.key ?? '' })
              }
            />
          )}
          {!showsLines && (
            <RowToolbar
              active={activeIndex >= 0}
              onInsertAbove={() => insertRow(activeIndex)}
              onInsertBelow={() => insertRow(activeIndex + 1)}
              onAppend={() => insertRow(rows.length)}
              onRemove={removeRows}
            />
          )}
          {showsLines ? (
            <SheetGrid key={modelKey} model={linesModel} {...gridProps} />
          ) : rows.length === 0 ? (
            <EmptyTable
              table={table}
              onAppend={() => insertRow(0)}
              onImport={() => intake.current?.choose()}
            />
          ) : (
            <SheetGrid key={modelKey} model={rowsModel} {...gridProps} />
          )}
        </section>
        {panel !== null && (
          <SidePanel
            shown={panel}
            table={table}
            problems={problems}
            historyCell={historyCell}
            onShow={setPanel}
            onOpenProblem={openProblem}
            onClose={() => setPanel(null)}
          />
        )}
      </div>
      <footer className="workbook-foot">
        <TableTabs
          tables={tables}
          active={table.key}
          view={layout === null ? null : view}
          onShow={(key) => onShow(key, null)}
          onView={(next) => onShow(table.key, next)}
        />
        {showsLines ? (
          <StatusBar model={linesModel} selection={selection} rowCount={rows.length} rowWord="村" />
        ) : (
          <StatusBar model={rowsModel} selection={selection} rowCount={rows.length} rowWord="行" />
        )}
        <button
          type="button"
          className={problems.length > 0 ? 'problem-count problem-count-some' : 'problem-count'}
          onClick={() => setPanel('problems')}
        >
          问题 {problems.length}
        </button>
      </footer>
      <FileIntake ref={intake} onFile={setIncoming} tableTitle={table.title} />
      {incoming !== null && (
        <ImportDialog
          table={table}
          file={incoming}
          onChooseOther={() => intake.current?.choose()}
          onClose={() => {
            setIncoming(null);
            grid.current?.focus();
          }}
        />
      )}
    </main>
  );
}
