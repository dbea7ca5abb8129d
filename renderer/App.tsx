import { App as AntApp, Button, Result, Spin } from 'antd';
import { type ReactElement, useEffect, useEffectEvent, useState } from 'react';
import type { AppState, WorkbookInfo } from '../shared/api.ts';
import type { HuibiaoError } from '../shared/model/failure.ts';
import { asFailure, callBackend } from './rpc/backend.ts';
import { WorkbookScreen } from './shell/WorkbookScreen.tsx';
import { StartScreen } from './start/StartScreen.tsx';
import { WorkbookContext } from './workbook/use-workbook.ts';
import { WorkbookStore } from './workbook/workbook-store.ts';

type Shown =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly failure: HuibiaoError }
  | { readonly kind: 'start'; readonly app: AppState }
  | { readonly kind: 'workbook'; readonly store: WorkbookStore };

/** The start screen, or the open workbook. */
export function App(): ReactElement {
  const [shown, setShown] = useState<Shown>({ kind: 'loading' });
  const { message } = AntApp.useApp();

  const showWorkbook = async (info: WorkbookInfo): Promise<void> => {
    const store = await WorkbookStore.open(info, (failure) => {
      // The same said twice stands there once.
      void message.error({ content: failure.message, key: failure.message, duration: 8 });
    });
    setShown({ kind: 'workbook', store });
  };

  const begin = useEffectEvent(async () => {
    try {
      const app = await callBackend('app.state', {});
      if (app.workbook === null) setShown({ kind: 'start', app });
      else await showWorkbook(app.workbook);
    } catch (thrown) {
      setShown({ kind: 'failed', failure: asFailure(thrown) });
    }
  });
  useEffect(() => void begin(), []);

  const closeWorkbook = async (store: WorkbookStore): Promise<void> => {
    try {
      await store.settle();
      setShown({ kind: 'start', app: await callBackend('workbook.close', {}) });
    } catch (thrown) {
      void message.error({ content: asFailure(thrown).message, duration: 8 });
    }
  };

  const title = shown.kind === 'workbook' ? shown.store.getState().info.name : null;
  useEffect(() => {
    document.title = title === null ? '汇表' : `${title} - 汇表`;
  }, [title]);

  switch (shown.kind) {
    case 'loading':
      return (
        <main className="centered" aria-busy="true" aria-label="正在打开">
          <Spin />
        </main>
      );
    case 'failed':
      return (
        <main className="centered">
          <Result
            status="warning"
            title="没有打开"
            subTitle={shown.failure.message}
            extra={<Button onClick={() => window.location.reload()}>重试</Button>}
          />
        </main>
      );
    case 'start':
      return <StartScreen app={shown.app} onOpen={showWorkbook} />;
    case 'workbook':
      return (
        <WorkbookContext value={shown.store}>
          <WorkbookScreen onClose={() => closeWorkbook(shown.store)} />
        </WorkbookContext>
      );
  }
}
