import { App as AntApp } from 'antd';
import {
  type ReactElement,
  type ReactNode,
  type Ref,
  useEffect,
  useEffectEvent,
  useImperativeHandle,
  useRef,
  useState,
} from 'react';
import type { RowSource } from '../../shared/model/row.ts';
import type { SimpleCommand } from '../grid/keyboard.ts';
import { indexRows } from '../grid/row-index.ts';
import { SheetGrid, type SheetHandle } from '../grid/SheetGrid.tsx';
import type { Selection } from '../grid/selection.ts';
import { type CellAddress, findSheetRow, type SheetModel, type SheetRow } from '../grid/sheet-model.ts';
import { CellBar } from '../shell/CellBar.tsx';
import { StatusBar } from '../shell/StatusBar.tsx';
import { moveColumn, resizeColumn, showColumns } from '../view/column-layout.ts';
import { FindBar, type FindBarHandle } from '../view/FindBar.tsx';
import { QuickFilter, type QuickFilterHandle } from '../view/QuickFilter.tsx';
import { useFind } from '../view/use-find.ts';
import type { Layouts } from '../view/use-layouts.ts';
import { useRowsView } from '../view/use-rows-view.ts';
import { ViewBar } from '../view/ViewBar.tsx';
import { type RowsView, withQuick } from '../view/view-state.ts';
import { RowToolbar } from './RowToolbar.tsx';
import { type OpenPopup, SheetPopups } from './SheetPopups.tsx';
import { useColumnsView } from './use-columns-view.ts';
import { useScreenKeys } from './use-screen-keys.ts';
import { useSheetSearch } from './use-sheet-search.ts';
import '../menu/menu.css';
import '../view/view.css';

export type WorkspaceHandle = {
  /** Shows a cell, also when the filter leaves its row out, and gives the sheet the keyboard. */
  readonly reveal: (address: CellAddress) => void;
  readonly focus: () => void;
};

type SheetWorkspaceProps<RowType extends SheetRow> = {
  readonly model: SheetModel<RowType>;
  readonly layouts: Layouts;
  readonly selection: Selection | null;
  readonly onSelect: (selection: Selection | null) => void;
  readonly source: RowSource | null;
  readonly rowCount: number;
  readonly rowWord: string;
  readonly title: string;
  readonly onShowHistory: () => void;
  readonly onHelp: () => void;
  readonly onGoTo: () => void;
  readonly banner: ReactNode;
  readonly sidePanel: ReactNode;
  readonly tabs: ReactNode;
  readonly problemCount: ReactNode;
  /** Shown in place of a sheet without a row. */
  readonly whenEmpty: ReactNode;
  readonly ref: Ref<WorkspaceHandle>;
};

/** One sheet with everything that belongs to looking at it: cell bar, tools, view bar, find bar, menus, status. */
export function SheetWorkspace<RowType extends SheetRow>(props: SheetWorkspaceProps<RowType>): ReactElement {
  const { model: whole, layouts, selection, onSelect } = props;
  const { message } = AntApp.useApp();
  const grid = useRef<SheetHandle>(null);
  const findBar = useRef<FindBarHandle>(null);
  const quickFilter = useRef<QuickFilterHandle>(null);
  const [open, setOpen] = useState<OpenPopup | null>(null);
  const [wanted, setWanted] = useState<CellAddress | null>(null);

  const section = useRef<HTMLElement>(null);
  const { columns, fitting, setColumns } = useColumnsView(whole, layouts, section);
  const sheet = useRowsView(whole, fitting);
  const finding = useFind(sheet.model, sheet.findIn, sheet.textOf, selection?.active ?? null);
  const { model, find } = { model: finding.model, find: finding.find };

  const say = (text: string): void => {
    void message.info({ content: text, key: 'refusal', duration: 4 });
  };
  const titleOf = (key: string): string => whole.columns.find((column) => column.key === key)?.title ?? '';
  const close = (): void => {
    setOpen(null);
    grid.current?.focus();
  };
  const apply = (next: RowsView): void => {
    sheet.apply(next);
    grid.current?.focus();
  };

  const revealNow = useEffectEvent(() => {
    if (wanted === null || findSheetRow(model, wanted.rowId) === null) return;
    const shown = model.columns.some(({ key }) => key === wanted.column);
    grid.current?.reveal(shown ? wanted : { ...wanted, column: model.columns[0]?.key ?? '' });
    if (!shown && titleOf(wanted.column) !== '') say(`「${titleOf(wanted.column)}」这一列隐藏着。`);
    setWanted(null);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a cell is revealed once its row is shown
  useEffect(revealNow, [wanted, model]);
  useImperativeHandle(props.ref, () => ({
    reveal: (address) => {
      sheet.reveal(address.rowId);
      setWanted(address);
    },
    focus: () => grid.current?.focus(),
  }));
  // biome-ignore lint/correctness/useExhaustiveDependencies: another sheet takes the keyboard and closes what was open
  useEffect(() => {
    setOpen(null);
    finding.close();
    grid.current?.focus();
  }, [whole.key]);

  const search = useSheetSearch(finding, grid, findBar, say);
  const openFilter = (column: string, anchor: DOMRect): void =>
    setOpen({ kind: 'filter', column, anchor, values: sheet.valuesOf(column) });
  const openFilterOf = (column: string): void => {
    const header = document.querySelector(`.workbook-table .ag-header-cell[col-id="${CSS.escape(column)}"]`);
    openFilter(column, (header ?? document.body).getBoundingClientRect());
  };

  useScreenKeys({
    find: () => search.open(false),
    replace: () => search.open(true),
    step: search.step,
    quickFilter: () => quickFilter.current?.focus(),
    reapply: () => apply(sheet.view),
    help: props.onHelp,
    goTo: props.onGoTo,
  });

  const run = (command: SimpleCommand): void => grid.current?.run({ kind: command });
  const hasRowActions = whole.rowActions.kind === 'available';
  const empty = whole.rows.length === 0;

  return (
    <>
      <CellBar model={model} selection={selection} source={props.source} />
      <div className="workbook-body">
        <section ref={section} className="workbook-table" aria-label={props.title}>
          {props.banner}
          <RowToolbar
            hasRows={hasRowActions}
            active={selection !== null && indexRows(whole.rows).has(selection.active.rowId)}
            onRun={run}
            onFind={() => search.open(false)}
            onColumns={(anchor) => setOpen({ kind: 'columns', anchor })}
            quickFilter={
              <QuickFilter
                ref={quickFilter}
                quick={sheet.view.quick}
                onFilter={(quick) => sheet.apply(withQuick(sheet.view, quick))}
                onLeave={() => grid.current?.focus()}
              />
            }
          />
          <ViewBar
            view={sheet.view}
            stale={sheet.stale}
            shownCount={model.rows.length}
            rowCount={whole.rows.length}
            rowWord="行"
            hiddenTitles={columns.filter(({ hidden }) => hidden).map(({ key }) => titleOf(key))}
            titleOf={titleOf}
            onApply={apply}
            onShowColumns={() =>
              setColumns(
                showColumns(
                  columns,
                  columns.map(({ key }) => key),
                ),
              )
            }
          />
          {find !== null && (
            <FindBar
              ref={findBar}
              find={find}
              count={finding.count}
              at={finding.at}
              onChange={finding.change}
              onScope={search.limit}
              onStep={search.step}
              onReplace={search.replace}
              onClose={() => {
                finding.close();
                grid.current?.focus();
              }}
            />
          )}
          {empty ? (
            props.whenEmpty
          ) : (
            <SheetGrid
              key={model.key}
              model={model}
              selection={selection}
              onSelect={onSelect}
              onRefuse={say}
              ref={grid}
              onColumnResized={(key, width) => setColumns(resizeColumn(columns, key, Math.round(width)))}
              onColumnMoved={(key, toIndex) => setColumns(moveColumn(columns, key, toIndex))}
              onHeaderMenu={openFilter}
              onContextMenu={(target, point) => setOpen({ kind: 'menu', target, point })}
            />
          )}
          {!empty && model.rows.length === 0 && (
            <p className="nothing-matches" role="status">
              没有相符的行。
            </p>
          )}
        </section>
        {props.sidePanel}
      </div>
      <footer className="workbook-foot">
        {props.tabs}
        <StatusBar model={model} selection={selection} rowCount={props.rowCount} rowWord={props.rowWord} />
        {props.problemCount}
      </footer>
      <SheetPopups
        open={open}
        model={model}
        sheet={sheet}
        columns={columns}
        titleOf={titleOf}
        grid={grid}
        onColumns={setColumns}
        onOpenFilter={openFilterOf}
        onShowHistory={props.onShowHistory}
        onClose={close}
      />
    </>
  );
}
