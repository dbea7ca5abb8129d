import { App as AntApp } from 'antd';
import { useState } from 'react';
import type { Exported, Progress } from '../../shared/api.ts';
import { asFailure } from '../rpc/backend.ts';
import { deliverFile } from '../transfer/deliver-file.ts';
import { ProblemTable } from '../transfer/ProblemTable.tsx';
import { ShowInFolder } from '../transfer/use-export.tsx';
import { useWorkbookStore } from '../workbook/use-workbook.ts';

type DeliveryOptions = { readonly onProgress: (progress: Progress) => void };

export type Delivery = {
  readonly running: boolean;
  /** Makes a file and hands it over; says what a reader would stumble over. Null where it was not made. */
  readonly deliver: <Made extends Exported>(
    what: string,
    make: (options: DeliveryOptions) => Promise<Made>,
  ) => Promise<Made | null>;
};

/** Files that the screens of 收表 make. */
export function useDelivery(): Delivery {
  const store = useWorkbookStore();
  const { message, modal } = AntApp.useApp();
  const [running, setRunning] = useState(false);

  const deliver: Delivery['deliver'] = async (what, make) => {
    setRunning(true);
    try {
      await store.settle();
      const made = await make({
        onProgress: (progress) => {
          void message.loading({ key: 'delivery', content: progress.message, duration: 0 });
        },
      });
      message.destroy('delivery');
      const delivered = await deliverFile(made.downloadId, made.fileName);
      if (delivered === null) return made;
      const show = delivered.file === null ? null : <ShowInFolder file={delivered.file} />;
      if (made.problems.length === 0) {
        void message.success({
          content: (
            <>
              {delivered.title}
              {show}
            </>
          ),
          duration: show === null ? 3 : 8,
        });
      } else {
        modal.warning({
          title: delivered.title,
          content: (
            <>
              <ProblemTable problems={made.problems} />
              {show}
            </>
          ),
          width: 640,
          okText: '知道了',
          transitionName: '',
          maskTransitionName: '',
        });
      }
      return made;
    } catch (thrown) {
      message.destroy('delivery');
      void message.error({ content: `没有做成${what}：${asFailure(thrown).message}`, duration: 8 });
      return null;
    } finally {
      setRunning(false);
    }
  };
  return { running, deliver };
}
