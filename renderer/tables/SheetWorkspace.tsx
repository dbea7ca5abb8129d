import { App as AntApp } from 'antd';
import {
  type ReactElement,
  type ReactNode,
  type Ref,
  useEffect,
  useEffectEvent,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react';
import { countCells } from '../../shared/grid/ranges.ts';
import type { ValueCount } from '../../shared/grid/row-view.ts';
import { HuibiaoError } from '../../shared/model/failure.ts';
import type { RowSource } from '../../shared/model/row.ts';
import type { SimpleCommand } from '../grid/keyboard.ts';
import { SheetGrid, type SheetHandle } from '../grid/SheetGrid.tsx';
import type { Selection } from '../grid/selection.ts';
import {
  type CellAddress,
  findSheetRow,
  type MenuTarget,
  type SheetModel,
  type SheetRow,
} from '../grid/sheet-model.ts';
import { ContextMenu } from '../menu/ContextMenu.tsx';
import { menuEntriesFor } from '../menu/menu-entries.tsx';
import { CellBar } from '../shell/CellBar.tsx';
import { StatusBar } from '../shell/StatusBar.tsx';
import { ColumnsPanel } from '../view/ColumnsPanel.tsx';
import {
  type ColumnsView,
  defaultColumns,
  fitFrozen,
  moveColumn,
  resizeColumn,
  restoreColumns,
  showColumns,
} from '../view/column-layout.ts';
import { FilterPanel } from '../view/FilterPanel.tsx';
import { FindBar, type FindBarHandle } from '../view/FindBar.tsx';
import type { CellArea } from '../view/find-state.ts';
import { QuickFilter, type QuickFilterHandle } from '../view/QuickFilter.tsx';
import { skippedText, useFind } from '../view/use-find.ts';
import type { Layouts } from '../view/use-layouts.ts';
import { useRowsView } from '../view/use-rows-view.ts';
import { useUnchanged } from '../view/use-unchanged.ts';
import { useWidth } from '../view/use-width.ts';
import { ViewBar } from '../view/ViewBar.tsx';
import { type RowsView, withQuick } from '../view/view-state.ts';
import { menuContextOf } from './menu-context.ts';
import { RowToolbar } from './RowToolbar.tsx';
import { useScreenKeys } from './use-screen-keys.ts';
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

type Open =
  | {
      readonly kind: 'filter';
      readonly column: string;
      readonly anchor: DOMRect;
      readonly values: readonly ValueCount[];
    }
  | { readonly kind: 'columns'; readonly anchor: DOMRect }
  | {
      readonly kind: 'menu';
      readonly target: MenuTarget;
      readonly point: { readonly x: number; readonly y: number };
    };

/** One sheet with everything that belongs to looking at it: cell bar, tools, view bar, find bar, menus, status. */
export function SheetWorkspace<RowType extends SheetRow>(props: SheetWorkspaceProps<RowType>): ReactElement {
  const { model: whole, layouts, selection, onSelect } = props;
  const { message } = AntApp.useApp();
  const grid = useRef<SheetHandle>(null);
  const findBar = useRef<FindBarHandle>(null);
  const quickFilter = useRef<QuickFilterHandle>(null);
  const [open, setOpen] = useState<Open | null>(null);
  const [wanted, setWanted] = useState<CellAddress | null>(null);

  const remembered = layouts.known.get(whole.key) ?? null;
  const columnKeys = whole.columns.map(({ key }) => key).join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: an edit makes the same columns anew
  const columns = useMemo(
    () => restoreColumns(whole.key, whole.columns, remembered),
    [whole.key, columnKeys, remembered],
  );
  const section = useRef<HTMLElement>(null);
  const room = useWidth(section);
  const widthOf = (key: string): number => whole.columns.find((column) => column.key === key)?.width ?? 0;
  const sheet = useRowsView(whole, useUnchanged(fitFrozen(columns, widthOf, room)));
  const finding = useFind(sheet.model, sheet.textsOf, sheet.textOf, selection?.active ?? null);
  const { model, find } = { model: finding.model, find: finding.find };

  const say = (text: string): void => {
    void message.info({ content: text, key: 'refusal', duration: 4 });
  };
  const titleOf = (key: string): string => whole.columns.find((column) => column.key === key)?.title ?? '';
  const setColumns = (next: ColumnsView): void => layouts.save(whole.key, { columns: [...next] });
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

  /** The selected ranges, where they are more than a cell. */
  const selectedAreas = (): readonly CellArea[] | null => {
    const ranges = grid.current?.selectedRanges() ?? [];
    return countCells(ranges) > 1 ? [...ranges] : null;
  };
  const openFind = (replacing: boolean): void => {
    finding.open(replacing, selectedAreas());
    findBar.current?.focus();
  };
  const limitSearch = (scope: 'sheet' | 'selection'): void => {
    if (find === null) return;
    const within = scope === 'selection' ? selectedAreas() : null;
    if (scope === 'selection' && within === null) say('请先选中要查找的几个单元格，再勾选「在选区内」。');
    else finding.change({ ...find, within });
  };
  /** The hit is shown; the keyboard stays where it was. */
  const showHit = (address: CellAddress | null): void => {
    const before = document.activeElement;
    if (address === null) return;
    grid.current?.reveal(address);
    if (before instanceof HTMLElement && before.closest('.find-bar') !== null) before.focus();
  };
  const stepFind = (by: 1 | -1): void => {
    if (find === null) openFind(false);
    else showHit(finding.step(by));
  };
  const replace = (which: 'current' | 'all'): void => {
    if (which === 'current' && finding.at === 0) {
      showHit(finding.nearest());
      return;
    }
    const next = which === 'current' ? finding.step(1) : null;
    try {
      const { places, skipped } = finding.replace(which);
      if (which === 'all') {
        say(`替换了 ${places} 处。${skipped === 0 ? '' : skippedText(skipped)}`);
      }
    } catch (thrown) {
      if (!(thrown instanceof HuibiaoError)) throw thrown;
      say(thrown.message);
    }
    showHit(next);
  };

  const openFilter = (column: string, anchor: DOMRect): void =>
    setOpen({ kind: 'filter', column, anchor, values: sheet.valuesOf(column) });
  const openFilterOf = (column: string): void => {
    const header = document.querySelector(`.workbook-table .ag-header-cell[col-id="${CSS.escape(column)}"]`);
    openFilter(column, (header ?? document.body).getBoundingClientRect());
  };

  useScreenKeys({
    find: () => openFind(false),
    replace: () => openFind(true),
    step: stepFind,
    quickFilter: () => quickFilter.current?.focus(),
    reapply: () => apply(sheet.view),
    help: props.onHelp,
    goTo: props.onGoTo,
  });

  const run = (command: SimpleCommand): void => grid.current?.run({ kind: command });
  const hasRowActions = whole.rowActions.kind === 'available';
  const empty = whole.rows.length === 0;
  const filterColumn =
    open?.kind === 'filter' ? whole.columns.find(({ key }) => key === open.column) : undefined;

  return (
    <>
      <CellBar model={model} selection={selection} source={props.source} />
      <div className="workbook-body">
        <section ref={section} className="workbook-table" aria-label={props.title}>
          {props.banner}
          <RowToolbar
            hasRows={hasRowActions}
            active={selection !== null && whole.rows.some(({ id }) => id === selection.active.rowId)}
            onRun={run}
            onFind={() => openFind(false)}
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
              onScope={limitSearch}
              onStep={stepFind}
              onReplace={replace}
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
      {open?.kind === 'filter' && filterColumn !== undefined && (
        <FilterPanel
          key={open.column}
          column={filterColumn}
          anchor={open.anchor}
          view={sheet.view}
          values={open.values}
          onApply={sheet.apply}
          onClose={close}
        />
      )}
      {open?.kind === 'columns' && (
        <ColumnsPanel
          columns={columns}
          titleOf={titleOf}
          anchor={open.anchor}
          onChange={setColumns}
          onRestore={() => setColumns(defaultColumns(whole.key, whole.columns))}
          onClose={close}
        />
      )}
      {open?.kind === 'menu' && (
        <ContextMenu
          label={{ cell: '单元格', row: '行', column: '列' }[open.target.kind]}
          point={open.point}
          entries={menuEntriesFor(
            open.target,
            menuContextOf({
              target: open.target,
              model,
              textOf: sheet.textOf,
              view: sheet.view,
              columns,
              run,
              apply: sheet.apply,
              setColumns,
              openFilter: openFilterOf,
              showHistory: props.onShowHistory,
            }),
          )}
          onClose={close}
        />
      )}
    </>
  );
}
