import { Spin } from 'antd';
import { Activity, type ReactElement, useState } from 'react';
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
import { TableScreen } from '../tables/TableScreen.tsx';
import { type ShownTables, useShownTable } from '../tables/use-shown-table.ts';
import { NavRail, type ScreenName } from './NavRail.tsx';
import { ScreenFrame } from './ScreenFrame.tsx';
import '../tables/tables.css';
import './shell.css';

/** An open workbook: one of its screens at a time, what leads from one to another, and the dialogs that belong to all. */
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
      {/* Whoever comes back finds the selection, filters and panels as they were. */}
      <Activity mode={screen === 'tables' ? 'visible' : 'hidden'}>
        <ShownTable
          tables={tables}
          screen={(table) => (
            <TableScreen
              table={table}
              tables={tables.all}
              viewOf={tables.viewOf}
              layouts={tables.layouts}
              rail={rail}
              going={going}
              onGoing={setGoing}
              placeFirst={place}
              onLearn={(file) => learn({ kind: 'file', file, editionOf: null })}
              onShow={tables.show}
              onPrint={() => openPrint(table.key)}
              onClose={onClose}
            />
          )}
        />
      </Activity>
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
        <PrintScreen tables={tables.all} from={printed} rail={rail} onGoTo={frame.onGoTo} onClose={onClose} />
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
