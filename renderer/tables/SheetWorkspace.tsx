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
import type { ChangedRow } from '../grid/changed-cells.ts';
import type { SimpleCommand } from '../grid/keyboard.ts';
import { indexRows } from '../grid/row-index.ts';
import { SheetGrid, type SheetHandle } from '../grid/SheetGrid.tsx';
import type { Selection } from '../grid/selection.ts';
import { type CellAddress, findSheetRow, type SheetModel, type SheetRow } from '../grid/sheet-model.ts';
import { useFirstPaste } from '../grid/use-first-paste.ts';
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
  /** The same with all the cells that an undo or redo changed. */
  readonly revealChanged: (changed: readonly ChangedRow[]) => void;
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
  /** Tells where the active cell comes from. */
  readonly onShowSource: () => void;
  /** Whose rows the sheet shows; null where its cells are put together from several rows. */
  readonly sourceTable: string | null;
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

/** What is shown once its row is. */
type Wanted = { readonly rowId: string } & (
  | { readonly kind: 'cell'; readonly column: string }
  | { readonly kind: 'changed'; readonly changed: readonly ChangedRow[] }
);

/** One sheet with everything that belongs to looking at it: cell bar, tools, view bar, find bar, menus, status. */
export function SheetWorkspace<RowType extends SheetRow>(props: SheetWorkspaceProps<RowType>): ReactElement {
  const { model: whole, layouts, selection, onSelect } = props;
  const { message } = AntApp.useApp();
  const grid = useRef<SheetHandle>(null);
  const findBar = useRef<FindBarHandle>(null);
  const quickFilter = useRef<QuickFilterHandle>(null);
  const [open, setOpen] = useState<OpenPopup | null>(null);
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const focusWhenDrawn = useRef(false);

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
    const isShown = (column: string): boolean => model.columns.some(({ key }) => key === column);
    const columns = wanted.kind === 'cell' ? [wanted.column] : (wanted.changed[0]?.columns ?? []);
    const hidden = columns.length === 0 || columns.some(isShown) ? undefined : columns[0];
    if (wanted.kind === 'changed') grid.current?.revealChanged(wanted.changed);
    else
      grid.current?.reveal({
        rowId: wanted.rowId,
        column: hidden === undefined ? wanted.column : (model.columns[0]?.key ?? ''),
      });
    if (hidden !== undefined && titleOf(hidden) !== '') say(`「${titleOf(hidden)}」这一列隐藏着。`);
    setWanted(null);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a cell is revealed once its row is shown
  useEffect(revealNow, [wanted, model]);
  useImperativeHandle(props.ref, () => ({
    reveal: (address) => {
      sheet.reveal(address.rowId);
      setWanted({ kind: 'cell', ...address });
    },
    revealChanged: (changed) => {
      const [first] = changed;
      if (first === undefined) return;
      sheet.reveal(first.rowId);
      setWanted({ kind: 'changed', rowId: first.rowId, changed });
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

  const empty = whole.rows.length === 0;
  useFirstPaste({
    model: whole,
    isEmpty: empty,
    say,
    onPasted: (pasted) => {
      onSelect(pasted);
      setWanted(null);
      focusWhenDrawn.current = true;
    },
  });
  useEffect(() => {
    if (empty || !focusWhenDrawn.current) return;
    focusWhenDrawn.current = false;
    grid.current?.focus();
  }, [empty]);

  const run = (command: SimpleCommand): void => grid.current?.run({ kind: command });
  const hasRowActions = whole.rowActions.kind === 'available';

  return (
    <>
      <CellBar
        model={model}
        selection={selection}
        source={props.source}
        table={props.sourceTable}
        onShowSource={props.onShowSource}
      />
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
