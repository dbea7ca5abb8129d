import { App as AntApp } from 'antd';
import { type ReactElement, type ReactNode, useRef } from 'react';
import { useWorkbookKeys } from '../tables/use-workbook-keys.ts';
import { useWorkbookStore } from '../workbook/use-workbook.ts';
import { TopBar } from './TopBar.tsx';

type ScreenFrameProps = {
  readonly title: string;
  readonly rail: ReactNode;
  readonly children: ReactNode;
  readonly onGoTo: () => void;
  /** Ctrl+P. */
  readonly onPrint: () => void;
  readonly onClose: () => void;
};

/** A screen other than the tables', with the same bar above it. */
export function ScreenFrame(props: ScreenFrameProps): ReactElement {
  const { title, rail, children, onGoTo, onPrint, onClose } = props;
  const store = useWorkbookStore();
  const { message } = AntApp.useApp();
  const content = useRef<HTMLElement>(null);

  const undo = async (steps: number): Promise<void> => {
    for (let step = 0; step < steps; step += 1) {
      const committed = await store.undo();
      if (committed === null) return;
      // What was taken back need not be on view here.
      void message.info({ content: committed.edit.label, key: 'undone' });
    }
  };
  const redo = async (): Promise<void> => {
    const committed = await store.redo();
    if (committed !== null) void message.info({ content: committed.edit.label, key: 'undone' });
  };
  useWorkbookKeys({
    undo: () => void undo(1),
    redo: () => void redo(),
    print: onPrint,
    enterGrid: () => content.current?.querySelector<HTMLElement>('button, [tabindex="0"]')?.focus(),
  });

  return (
    <main className="workbook">
      <TopBar
        onUndo={(steps) => void undo(steps)}
        onRedo={() => void redo()}
        onImport={null}
        onExport={null}
        panelOpen={false}
        onTogglePanel={null}
        onHelp={null}
        onGoTo={onGoTo}
        onClose={onClose}
      />
      <div className="workbook-main">
        {rail}
        <section ref={content} className="workbook-content" aria-label={title}>
          {children}
        </section>
      </div>
    </main>
  );
}
