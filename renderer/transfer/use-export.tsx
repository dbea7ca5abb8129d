import { App as AntApp, Button } from 'antd';
import { type ReactElement, useState } from 'react';
import type { Exported } from '../../shared/api.ts';
import type { TableDefinition } from '../../shared/model/table.ts';
import { asFailure, callBackend, showSavedFile } from '../rpc/backend.ts';
import { useWorkbookStore } from '../workbook/use-workbook.ts';
import { deliverFile } from './deliver-file.ts';
import { ProblemTable } from './ProblemTable.tsx';

/** 导出 of a table: makes the file, downloads it, and shows what a reader would stumble over. Null while it runs. */
export function useExport(table: TableDefinition): (() => void) | null {
  const store = useWorkbookStore();
  const { message, modal } = AntApp.useApp();
  const [running, setRunning] = useState(false);

  const run = async (): Promise<void> => {
    setRunning(true);
    const controller = new AbortController();
    try {
      await store.settle();
      const exported = await callBackend(
        'export.run',
        { table: table.key },
        {
          signal: controller.signal,
          onProgress: (progress) => {
            void message.loading({ key: 'export', content: progress.message, duration: 0 });
          },
        },
      );
      message.destroy('export');
      await deliver(exported);
    } catch (thrown) {
      message.destroy('export');
      void message.error({ content: `没有导出：${asFailure(thrown).message}`, duration: 8 });
    } finally {
      setRunning(false);
    }
  };

  /** Saves the file where the person says, or hands it to the browser, which puts it where it puts downloads. */
  const deliver = async ({ downloadId, fileName, problems }: Exported): Promise<void> => {
    const delivered = await deliverFile(downloadId, fileName);
    if (delivered !== null) report(delivered.title, problems, delivered.file);
  };

  const report = (title: string, problems: Exported['problems'], file: string | null): void => {
    const show = file === null ? null : <ShowInFolder file={file} />;
    if (problems.length === 0) {
      void message.success({
        content: (
          <>
            {title}
            {show}
          </>
        ),
        duration: show === null ? 3 : 8,
      });
      return;
    }
    modal.warning({
      title,
      content: (
        <>
          <ProblemTable problems={problems} />
          {show}
        </>
      ),
      width: 640,
      okText: '知道了',
      transitionName: '',
      maskTransitionName: '',
    });
  };

  return running ? null : () => void run();
}

export function ShowInFolder({ file }: { readonly file: string }): ReactElement {
  return (
    <Button type="link" size="small" onClick={() => void showSavedFile(file)}>
      打开所在文件夹
    </Button>
  );
}
