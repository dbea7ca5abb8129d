import { App as AntApp } from 'antd';
import {
  type ReactElement,
  type ReactNode,
  useEffect,
  useEffectEvent,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { TableDefinition } from '../../shared/model/table.ts';
import type { CellPlace } from '../collect/cell-place.ts';
import { GoToDialog } from '../goto/GoToDialog.tsx';
import type { Selection } from '../grid/selection.ts';
import { findSheetRow } from '../grid/sheet-model.ts';
import { KeyboardHelp } from '../menu/KeyboardHelp.tsx';
import { TopBar } from '../shell/TopBar.tsx';
import { FileIntake, type FileIntakeHandle } from '../transfer/FileIntake.tsx';
import { ImportDialog } from '../transfer/ImportDialog.tsx';
import { useExport } from '../transfer/use-export.tsx';
import type { Layouts } from '../view/use-layouts.ts';
import { useRowsToCome, useTableRows, useWorkbookStore } from '../workbook/use-workbook.ts';
import { EmptyTable } from './EmptyTable.tsx';
import { findTableProblems, type TableProblem } from './find-problems.ts';
import { cellOfLine, cellOfRow } from './history-cell.ts';
import { choiceColumnKey, countedRowId } from './line-rows.ts';
import { makeLinesModel } from './lines-model.ts';
import { placeOfChange, placeOfProblem, placeOfText, type TableView } from './places.ts';
import { readRegistry } from './registry.ts';
import type { PlannedEdit } from './row-actions.ts';
import { makeRowsModel } from './rows-model.ts';
import { SheetWorkspace, type WorkspaceHandle } from './SheetWorkspace.tsx';
import { SidePanel, type SidePanelName } from './SidePanel.tsx';
import { adviseTotals, planShift } from './shift.ts';
import { TableTabs } from './TableTabs.tsx';
import { TotalsBanner } from './TotalsBanner.tsx';
import { useShownPlace } from './use-shown-place.ts';
import { useUndo } from './use-undo.ts';
import { useWorkbookKeys } from './use-workbook-keys.ts';

type TableScreenProps = {
  readonly table: TableDefinition;
  readonly tables: readonly TableDefinition[];
  /** The view in which a table was shown last. */
  readonly viewOf: (table: TableDefinition) => TableView;
  readonly layouts: Layouts;
  readonly onShow: (table: string, view: TableView | null) => void;
  /** Leads to the other screens. */
  readonly rail: ReactNode;
  /** The dialog for places is open; other screens open it too. */
  readonly going: boolean;
  readonly onGoing: (going: boolean) => void;
  /** A place to which another screen leads; null where it leads to the table only. */
  readonly placeFirst: CellPlace | null;
  /** A file is to become a form. */
  readonly onLearn: (file: File) => void;
  readonly onPrint: () => void;
  readonly onClose: () => void;
};

/** A table in one of its views, and everything around it. */
export function TableScreen(props: TableScreenProps): ReactElement {
  const { table, tables, viewOf, layouts, going, onShow, onLearn, onPrint, onClose } = props;
  const view = viewOf(table);
  const store = useWorkbookStore();
  const { message } = AntApp.useApp();
  const rows = useTableRows(table.key);
  const rowsToCome = useRowsToCome(table.key);
  const unitRows = useTableRows('units');
  const villageRows = useTableRows('villages');
  const registry = useMemo(() => readRegistry(unitRows, villageRows), [unitRows, villageRows]);
  const problems = useMemo(() => findTableProblems(table, rows, registry), [table, rows, registry]);
  const [selections, setSelections] = useState<Readonly<Record<string, Selection | null>>>({});
  const [panel, setPanel] = useState<SidePanelName | null>(null);
  const [incoming, setIncoming] = useState<readonly File[] | null>(null);
  const [helping, setHelping] = useState(false);
  const workspace = useRef<WorkspaceHandle>(null);
  const intake = useRef<FileIntakeHandle>(null);
  const runExport = useExport(table);

  const layout = table.grouped;
  const rowsModel = useMemo(
    () =>
      makeRowsModel({
        table,
        rows,
        rowsToCome,
        registry,
        problems,
        newId: () => crypto.randomUUID(),
        commit: (...edit) => store.commit(...edit),
      }),
    [table, rows, rowsToCome, registry, problems, store],
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
  const commit = (edit: PlannedEdit): void => store.commit(edit.label, edit.changes);
  const focus = (): void => workspace.current?.focus();

  const { show, showChanged } = useShownPlace(workspace, modelKey, rows, onShow);
  const { undo, redo } = useUndo((committed) => {
    const place = placeOfChange(committed, tables, table.key, view, store.getState().data);
    if (place !== null) showChanged(place.table, place.view, place.changed);
  });
  const asking = helping || going;
  // A dialog gives the keyboard back once it is gone; while it is there it keeps it.
  useEffect(() => {
    if (!asking) workspace.current?.focus();
  }, [asking]);
  useWorkbookKeys({ undo: () => void undo(1), redo: () => void redo(), print: onPrint, enterGrid: focus });

  const goTo = ({ table: key, rowId, column }: CellPlace): void => {
    const { data } = store.getState();
    const found = data.tables.get(key);
    if (found === undefined) return;
    const place = placeOfText({ rowId, column }, found, viewOf(found), data);
    show(key, place.view, place.address);
  };
  const wentTo = useRef<CellPlace | null>(null);
  const goFirst = useEffectEvent((place: CellPlace | null) => {
    // Once: the table before stays on view until the rows of this one are there.
    if (place === null || place.table !== table.key || wentTo.current === place) return;
    wentTo.current = place;
    goTo(place);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a place is gone to once its table is on view
  useEffect(() => goFirst(props.placeFirst), [table.key, props.placeFirst]);
  const openProblem = (problem: TableProblem): void => {
    const place = placeOfProblem(problem, table, view);
    if (place !== null) show(table.key, place.view, place.address);
  };
  const appendFirst = (): void => {
    if (rowsModel.rowActions.kind === 'refused') {
      void message.info({ content: rowsModel.rowActions.reason, key: 'refusal' });
      return;
    }
    const [rowId] = rowsModel.rowActions.insert('end', [{}], 'insert');
    const column = table.columns[0]?.key;
    if (rowId !== undefined && column !== undefined) show(table.key, 'rows', { rowId, column });
  };

  const active = selection?.active ?? null;
  const activeRow = active === null || showsLines ? null : findSheetRow(rowsModel, active.rowId);
  const activeLine = active === null || !showsLines ? null : findSheetRow(linesModel, active.rowId);
  const historyCell =
    active === null
      ? null
      : activeRow !== null
        ? cellOfRow(table, rowsModel.rowName(activeRow), activeRow, active.column)
        : activeLine !== null && layout !== null
          ? cellOfLine(table, layout, activeLine, active.column)
          : null;

  const common = {
    ref: workspace,
    layouts,
    selection,
    onSelect: (next: Selection | null) => setSelections((known) => ({ ...known, [modelKey]: next })),
    rowCount: rows.length,
    title: table.title,
    onShowHistory: () => setPanel('history'),
    onShowSource: () => setPanel('source'),
    onHelp: () => setHelping(true),
    onGoTo: () => props.onGoing(true),
    banner: layout !== null && advice !== null && (
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
    ),
    sidePanel: panel !== null && (
      <SidePanel
        shown={panel}
        table={table}
        problems={problems}
        historyCell={historyCell}
        onShow={setPanel}
        onOpenProblem={openProblem}
        onClose={() => setPanel(null)}
      />
    ),
    tabs: (
      <TableTabs
        tables={tables}
        active={table.key}
        view={layout === null ? null : view}
        onShow={(key) => onShow(key, null)}
        onView={(next) => onShow(table.key, next)}
      />
    ),
    problemCount: (
      <button
        type="button"
        className={problems.length > 0 ? 'problem-count problem-count-some' : 'problem-count'}
        title="查看本表的问题"
        onClick={() => setPanel('problems')}
      >
        问题 {problems.length}
      </button>
    ),
    whenEmpty: (
      <EmptyTable
        table={table}
        onAppend={appendFirst}
        onImport={() => intake.current?.choose()}
        onShowUnits={showsLines && registry.townships.length === 0 ? () => onShow('units', null) : null}
      />
    ),
  };

  return (
    <main className="workbook">
      <TopBar
        onUndo={(steps) => void undo(steps)}
        onRedo={() => void redo()}
        onImport={() => intake.current?.choose()}
        onExport={runExport}
        panelOpen={panel === 'history'}
        onTogglePanel={() => setPanel((open) => (open === 'history' ? null : 'history'))}
        onHelp={() => setHelping(true)}
        onGoTo={() => props.onGoing(true)}
        onClose={onClose}
      />
      <div className="workbook-main">
        {props.rail}
        <div className="workbook-content">
          {showsLines ? (
            <SheetWorkspace model={linesModel} source={null} sourceTable={null} rowWord="村" {...common} />
          ) : (
            <SheetWorkspace
              model={rowsModel}
              source={activeRow?.source ?? null}
              sourceTable={table.key}
              rowWord="行"
              {...common}
            />
          )}
        </div>
      </div>
      <FileIntake
        ref={intake}
        label="要导入的文件"
        main={{ hint: `松开鼠标，导入到「${table.title}」`, onFiles: setIncoming }}
        beside={{ hint: '拖到这里，作为新表样', onFiles: ([first]) => first !== undefined && onLearn(first) }}
      />
      {incoming !== null && (
        <ImportDialog
          table={table}
          files={incoming}
          onChooseOther={() => intake.current?.choose()}
          onLearn={(file) => {
            setIncoming(null);
            onLearn(file);
          }}
          onClose={() => {
            setIncoming(null);
            focus();
          }}
        />
      )}
      {going && (
        <GoToDialog
          onGo={(found) => {
            props.onGoing(false);
            goTo(found);
          }}
          onClose={() => props.onGoing(false)}
        />
      )}
      {helping && <KeyboardHelp onClose={() => setHelping(false)} />}
    </main>
  );
}
