import { App as AntApp } from 'antd';
import { useState } from 'react';
import type { Exported } from '../../shared/api.ts';
import type { TableDefinition } from '../../shared/model/table.ts';
import { asFailure, callBackend, downloadFile } from '../rpc/backend.ts';
import { useWorkbookStore } from '../workbook/use-workbook.ts';
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
      downloadFile(exported.downloadId, exported.fileName);
      message.destroy('export');
      if (exported.problems.length === 0) void message.success(`已导出 ${exported.fileName}`);
      else showProblems(exported);
    } catch (thrown) {
      message.destroy('export');
      void message.error({ content: `没有导出：${asFailure(thrown).message}`, duration: 8 });
    } finally {
      setRunning(false);
    }
  };

  const showProblems = (exported: Exported): void => {
    modal.warning({
      title: `已导出 ${exported.fileName}`,
      content: <ProblemTable problems={exported.problems} />,
      width: 640,
      okText: '知道了',
      transitionName: '',
      maskTransitionName: '',
    });
  };

  return running ? null : () => void run();
}
