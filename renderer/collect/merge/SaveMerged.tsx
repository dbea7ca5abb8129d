import { App as AntApp, Button } from 'antd';
import type { ReactElement } from 'react';
import type { MergeReport } from '../../../shared/collect/merge-report.ts';
import { asFailure } from '../../rpc/backend.ts';
import { deliverFile } from '../../transfer/deliver-file.ts';
import { ShowInFolder } from '../../transfer/use-export.tsx';

/** Hands over the merged form. */
export function SaveMerged({
  result,
  onSaved,
}: {
  readonly result: NonNullable<MergeReport['result']>;
  readonly onSaved: () => void;
}): ReactElement {
  const { message } = AntApp.useApp();
  const save = async (): Promise<void> => {
    try {
      const delivered = await deliverFile(result.downloadId, result.fileName);
      if (delivered === null) return;
      onSaved();
      void message.success({
        content: (
          <>
            {delivered.title}
            {delivered.file !== null && <ShowInFolder file={delivered.file} />}
          </>
        ),
        duration: 8,
      });
    } catch (thrown) {
      void message.error({ content: `没有保存：${asFailure(thrown).message}`, duration: 8 });
    }
  };
  return (
    <Button type="primary" autoFocus title={result.fileName} onClick={() => void save()}>
      保存合并结果
    </Button>
  );
}
