import { App as AntApp, Spin } from 'antd';
import { type ReactElement, useEffect, useMemo, useState } from 'react';
import type { TableDefinition } from '../../shared/model/table.ts';
import { CollectScreen } from '../collect/CollectScreen.tsx';
import type { CellPlace } from '../collect/cell-place.ts';
import { DropQuestion } from '../collect/DropQuestion.tsx';
import { FormsScreen } from '../forms/FormsScreen.tsx';
import { LearnDialog } from '../forms/LearnDialog.tsx';
import { useForms } from '../forms/use-forms.ts';
import type { LearnSource } from '../forms/use-learn.ts';
import { IssueDialog, type IssueTask } from '../issue/IssueDialog.tsx';
import { IssueScreen } from '../issue/IssueScreen.tsx';
import { PrintScreen } from '../print/PrintScreen.tsx';
import { NavRail, type ScreenName } from '../shell/NavRail.tsx';
import { ScreenFrame } from '../shell/ScreenFrame.tsx';
import { useLayouts } from '../view/use-layouts.ts';
import { useWorkbookPart, useWorkbookStore } from '../workbook/use-workbook.ts';
import type { TableView } from './places.ts';
import { TableScreen } from './TableScreen.tsx';
import './tables.css';
import '../shell/shell.css';

/** An open workbook: its tables, its forms, or what was issued, and the dialogs that belong to all of them. */
export function WorkbookScreen({ onClose }: { readonly onClose: () => void }): ReactElement {
  const [screen, setScreen] = useState<ScreenName>('tables');
  const [going, setGoing] = useState(false);
  const [learning, setLearning] = useState<{ readonly source: LearnSource; readonly at: number } | null>(
    null,
  );
  const [task, setTask] = useState<IssueTask | null>(null);
  const [place, setPlace] = useState<CellPlace | null>(null);
  const [dropped, setDropped] = useState<readonly File[] | null>(null);
  const [printed, setPrinted] = useState<string | null>(null);
  const forms = useForms(screen !== 'tables' || learning !== null || task !== null);
  const tables = useShownTable();

  const show = (next: ScreenName): void => {
    setGoing(false);
    setDropped(null);
    setPlace(null);
    setPrinted(null);
    setScreen(next);
  };
  const openPrint = (table: string | null): void => {
    show('print');
    setPrinted(table);
  };
  const openTable = (table: string): void => {
    setLearning(null);
    tables.show(table, null);
    show('tables');
  };
  const learn = (source: LearnSource): void => setLearning((last) => ({ source, at: (last?.at ?? 0) + 1 }));
  const rail = <NavRail shown={screen} onShow={show} />;
  const frame = {
    rail,
    onClose,
    onPrint: () => openPrint(null),
    onGoTo: () => {
      setGoing(true);
      setScreen('tables');
    },
  };
  return (
    <>
      {screen === 'tables' && (
        <ShownTable
          tables={tables}
          screen={(table) => (
            <TableScreen
              table={table}
              tables={tables.all}
              viewOf={tables.viewOf}
              layouts={tables.layouts}
              rail={rail}
              goingFirst={going}
              placeFirst={place}
              onLearn={(file) => learn({ kind: 'file', file, editionOf: null })}
              onShow={tables.show}
              onPrint={() => openPrint(table.key)}
              onClose={onClose}
            />
          )}
        />
      )}
      {screen === 'forms' && (
        <ScreenFrame title="表样" {...frame}>
          <FormsScreen
            state={forms}
            onLearn={learn}
            onIssue={(form) => setTask({ kind: 'new', form })}
            onOpenTable={openTable}
            onShowRounds={() => show('issue')}
          />
        </ScreenFrame>
      )}
      {screen === 'issue' && (
        <ScreenFrame title="下发" {...frame}>
          <IssueScreen state={forms} onTask={setTask} onShowForms={() => show('forms')} />
        </ScreenFrame>
      )}
      {screen === 'collect' ? (
        <ScreenFrame title="收表" {...frame}>
          <CollectScreen
            state={forms}
            filesFirst={dropped}
            onShowIssue={() => show('issue')}
            onShowForms={() => show('forms')}
            onOpenTable={openTable}
            onOpenCell={(found) => {
              openTable(found.table);
              setPlace(found);
            }}
          />
        </ScreenFrame>
      ) : (
        <DropQuestion
          screen={screen}
          onCollect={(files) => {
            show('collect');
            setDropped(files);
          }}
        />
      )}
      {screen === 'print' && (
        <PrintScreen
          tables={tables.all}
          layouts={tables.layouts}
          from={printed}
          rail={rail}
          onGoTo={frame.onGoTo}
          onClose={onClose}
        />
      )}
      {learning !== null && forms.forms !== null && (
        <LearnDialog
          key={learning.at}
          source={learning.source}
          forms={forms.forms}
          onOther={(file) => {
            const { source } = learning;
            learn({ kind: 'file', file, editionOf: source.kind === 'file' ? source.editionOf : null });
          }}
          onOpenTable={openTable}
          onIssue={(form) => {
            setLearning(null);
            setTask({ kind: 'new', form: form.key });
          }}
          onClose={() => setLearning(null)}
        />
      )}
      {task !== null && forms.forms !== null && (
        <IssueDialog
          task={task}
          forms={forms.forms}
          onIssued={forms.reload}
          onClose={() => {
            setTask(null);
            // What went out is listed there.
            show('issue');
          }}
        />
      )}
    </>
  );
}

type ShownTables = ReturnType<typeof useShownTable>;

/** Which table is on view; the one before stays until the rows of the next one are there. */
function useShownTable() {
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

function ShownTable({
  tables,
  screen,
}: {
  readonly tables: ShownTables;
  readonly screen: (table: TableDefinition) => ReactElement;
}): ReactElement {
  if (tables.table !== null) return screen(tables.table);
  return (
    <main className="centered" aria-busy="true" aria-label="正在读取">
      <Spin />
    </main>
  );
}
