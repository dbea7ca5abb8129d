import { FileAddOutlined, FolderOpenOutlined, MergeCellsOutlined, ReadOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { type ReactElement, type ReactNode, useState } from 'react';
import type { AppState, WorkbookInfo } from '../../shared/api.ts';
import { QuickMergeDialog } from '../collect/merge/QuickMergeDialog.tsx';
import { asFailure, callBackend, chooseFileToOpen } from '../rpc/backend.ts';
import { NewWorkbookDialog } from './NewWorkbookDialog.tsx';
import { OpenFileDialog } from './OpenFileDialog.tsx';
import { RecentList } from './RecentList.tsx';
import './start.css';

const sampleName = '示例-泽州县2025年行动计划';

type StartScreenProps = {
  readonly app: AppState;
  readonly onOpen: (workbook: WorkbookInfo) => Promise<void>;
};

/** What a person sees before any workbook is open. */
export function StartScreen({ app, onOpen }: StartScreenProps): ReactElement {
  const [failure, setFailure] = useState<string | null>(app.openFailure?.message ?? null);
  const [dialog, setDialog] = useState<'new' | 'open' | 'merge' | null>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const [recent, setRecent] = useState(app.recent);

  const attempt = async (what: string, work: () => Promise<WorkbookInfo | null>): Promise<void> => {
    setBusy(what);
    setFailure(null);
    try {
      const workbook = await work();
      if (workbook !== null) await onOpen(workbook);
    } catch (thrown) {
      setFailure(asFailure(thrown).message);
    } finally {
      setBusy(null);
    }
  };

  const openFile = (file: string): Promise<void> =>
    attempt(file, () => callBackend('workbook.open', { file }));

  const openOther = (): void => {
    if (app.host !== 'electron') {
      setDialog('open');
      return;
    }
    void attempt('other', async () => {
      const file = await chooseFileToOpen();
      return file === null ? null : callBackend('workbook.open', { file });
    });
  };

  const forget = async (file: string): Promise<void> => {
    try {
      setRecent((await callBackend('recent.forget', { file })).recent);
    } catch (thrown) {
      setFailure(asFailure(thrown).message);
    }
  };

  return (
    <main className="start">
      <header className="start-head">
        <h1>汇表</h1>
        <p>台账、名单、任务，一个文件装全；不联网，改了就存。</p>
      </header>
      {failure !== null && (
        <Alert type="error" showIcon title={failure} closable={{ onClose: () => setFailure(null) }} />
      )}
      <div className="start-offers">
        <Offer
          icon={<ReadOutlined aria-hidden />}
          title="打开示例工作簿"
          detail="泽州县2025年行动计划"
          busy={busy === 'sample'}
          disabled={busy !== null}
          onClick={() => void attempt('sample', openSample)}
        />
        <Offer
          icon={<FileAddOutlined aria-hidden />}
          title="新建"
          detail="空白的附件、任务和名册"
          busy={false}
          disabled={busy !== null}
          onClick={() => setDialog('new')}
        />
        <Offer
          icon={<FolderOpenOutlined aria-hidden />}
          title="打开其他文件"
          detail=".huibiao 工作簿"
          busy={busy === 'other'}
          disabled={busy !== null}
          onClick={openOther}
        />
        <Offer
          icon={<MergeCellsOutlined aria-hidden />}
          title="快速合并"
          detail="几份同样的表合成一份"
          busy={false}
          disabled={busy !== null}
          onClick={() => setDialog('merge')}
        />
      </div>
      <RecentList
        recent={recent}
        busy={busy}
        onOpen={(file) => void openFile(file)}
        onForget={(file) => void forget(file)}
      />
      <footer className="start-foot">汇表 {app.version}</footer>
      {dialog === 'new' && <NewWorkbookDialog app={app} onClose={() => setDialog(null)} onCreated={onOpen} />}
      {dialog === 'merge' && <QuickMergeDialog onClose={() => setDialog(null)} />}
      {dialog === 'open' && (
        <OpenFileDialog dataFolder={app.dataFolder} onClose={() => setDialog(null)} onOpened={onOpen} />
      )}
    </main>
  );
}

/** Makes the sample once; afterwards the one that is there, with whatever was changed in it, is opened. */
async function openSample(): Promise<WorkbookInfo> {
  try {
    return await callBackend('workbook.create', { file: sampleName, seed: 'zezhou-2025' });
  } catch (thrown) {
    if (asFailure(thrown).code !== 'workbook_exists') throw thrown;
    return callBackend('workbook.open', { file: sampleName });
  }
}

type OfferProps = {
  readonly icon: ReactNode;
  readonly title: string;
  readonly detail: string;
  readonly busy: boolean;
  readonly disabled: boolean;
  readonly onClick: () => void;
};

function Offer({ icon, title, detail, busy, disabled, onClick }: OfferProps): ReactElement {
  return (
    <Button className="start-offer" icon={icon} loading={busy} disabled={disabled && !busy} onClick={onClick}>
      <span className="start-offer-text">
        <strong>{title}</strong>
        <span>{detail}</span>
      </span>
    </Button>
  );
}
