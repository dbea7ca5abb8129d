import { Alert, Button } from 'antd';
import type { ReactElement } from 'react';
import { onDesktop } from '../rpc/backend.ts';
import { ProblemTable } from '../transfer/ProblemTable.tsx';
import { ShowInFolder } from '../transfer/use-export.tsx';
import type { IssueStage } from './use-issue.ts';

/** What went out, where the archive is, and what was odd about the copies. */
export function IssueDone({
  stage: { issued, delivered },
  onDeliverAgain,
  onClose,
}: {
  readonly stage: Extract<IssueStage, { readonly kind: 'done' }>;
  readonly onDeliverAgain: () => void;
  readonly onClose: () => void;
}): ReactElement {
  return (
    <>
      <Alert
        type="success"
        showIcon
        title={`已下发 ${issued.copies.length} 份`}
        description={
          <>
            <p>{delivered?.title ?? `压缩包已做好，还没有保存：${issued.fileName}`}</p>
            {delivered?.file != null && <ShowInFolder file={delivered.file} />}
            <p>
              解压后每个单位一个文件，直接发给各单位即可。文件里带着单位和期别的记号，收回时改了名也认得。
            </p>
          </>
        }
      />
      {issued.problems.length > 0 && <ProblemTable problems={issued.problems} />}
      <footer className="import-footer">
        <Button onClick={onDeliverAgain}>
          {!onDesktop ? '再下载一次' : delivered === null ? '保存压缩包…' : '再保存一次'}
        </Button>
        <Button type="primary" onClick={onClose} autoFocus>
          完成
        </Button>
      </footer>
    </>
  );
}
