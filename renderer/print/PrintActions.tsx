import { FilePdfOutlined, FileWordOutlined, PrinterOutlined } from '@ant-design/icons';
import { Alert, Button, Progress as ProgressBar } from 'antd';
import type { ReactElement } from 'react';
import { onDesktop } from '../rpc/backend.ts';
import type { PrintWork, WorkStage } from './use-print-work.tsx';
import './print-actions.css';

type PrintActionsProps = {
  readonly work: PrintWork;
  /** False while there are no pages with the options that were chosen. */
  readonly ready: boolean;
  readonly onPrint: () => void;
  readonly onSave: (target: 'pdf' | 'word') => void;
};

/** 打印…, 存为PDF, 存为Word, and how far that is. */
export function PrintActions({ work, ready, onPrint, onSave }: PrintActionsProps): ReactElement {
  const { stage } = work;
  const off = !ready || stage.kind === 'working';
  return (
    <div className="print-actions">
      <div className="print-buttons">
        <Button
          type="primary"
          icon={<PrinterOutlined aria-hidden />}
          title="用打印机打印（Ctrl+P）"
          disabled={off}
          onClick={onPrint}
        >
          打印…
        </Button>
        <Button icon={<FilePdfOutlined aria-hidden />} disabled={off} onClick={() => onSave('pdf')}>
          存为PDF
        </Button>
        <Button
          icon={<FileWordOutlined aria-hidden />}
          title="真正的 Word 表格，可以和别的文档拼在一起"
          disabled={off}
          onClick={() => onSave('word')}
        >
          存为Word
        </Button>
      </div>
      {stage.kind === 'working' && <Working stage={stage} onCancel={work.cancel} />}
      {stage.kind === 'failed' && <Failed stage={stage} onClose={work.forget} />}
    </div>
  );
}

function Working({
  stage: { target, progress },
  onCancel,
}: {
  readonly stage: Extract<WorkStage, { readonly kind: 'working' }>;
  readonly onCancel: () => void;
}): ReactElement {
  const { message, done, total } = progress;
  const known = total !== null && total > 0;
  return (
    <div className="print-progress" role="status">
      <span className="print-progress-text">{message}</span>
      {target !== 'paper' && (
        <>
          <ProgressBar
            size="small"
            percent={known ? Math.round((done / total) * 100) : 0}
            showInfo={false}
            strokeColor="var(--accent)"
            status="normal"
          />
          <Button size="small" onClick={onCancel}>
            取消
          </Button>
        </>
      )}
    </div>
  );
}

const failedTitles = { paper: '没有打印', pdf: '没有存为 PDF', word: '没有存为 Word' } as const;

function Failed({
  stage: { target, failure },
  onClose,
}: {
  readonly stage: Extract<WorkStage, { readonly kind: 'failed' }>;
  readonly onClose: () => void;
}): ReactElement {
  const lacksBrowser = failure.code === 'no_browser';
  return (
    <Alert
      type={lacksBrowser ? 'warning' : 'error'}
      title={failedTitles[target]}
      description={
        <>
          {failure.message}
          {lacksBrowser && !onDesktop && (
            <p>也可以点“打印…”，在浏览器的打印窗口里把打印机选成“另存为 PDF”。</p>
          )}
        </>
      }
      closable={{ onClose }}
    />
  );
}
