import { Alert, Button } from 'antd';
import type { ReactElement } from 'react';
import { onDesktop } from '../rpc/backend.ts';
import { ProblemTable } from '../transfer/ProblemTable.tsx';
import { ShowInFolder } from '../transfer/use-export.tsx';
import type { IssueStage } from './use-issue.ts';

/** What was made, where it is, and what was odd about the copies. */
export function IssueDone({
  stage: { issued, delivered, failure },
  onDeliverAgain,
  onClose,
}: {
  readonly stage: Extract<IssueStage, { readonly kind: 'done' }>;
  readonly onDeliverAgain: (as: 'archive' | 'folder') => void;
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
            <p>{delivered?.title ?? '已经做好，还没有保存。请存成一个文件夹，或一个压缩包。'}</p>
            {delivered?.file != null && <ShowInFolder file={delivered.file} />}
            <p>每个单位一个文件，直接发给各单位即可。文件里带着单位和期别的记号，收回时改了名也认得。</p>
          </>
        }
      />
      {failure !== null && <Alert type="error" showIcon title={failure} />}
      {issued.problems.length > 0 && <ProblemTable problems={issued.problems} />}
      <footer className="import-footer">
        {onDesktop && (
          <Button
            type={delivered === null ? 'primary' : 'default'}
            autoFocus={delivered === null}
            onClick={() => onDeliverAgain('folder')}
          >
            存到文件夹…
          </Button>
        )}
        <Button onClick={() => onDeliverAgain('archive')}>{onDesktop ? '存成压缩包…' : '再下载一次'}</Button>
        <Button
          type={onDesktop && delivered === null ? 'default' : 'primary'}
          autoFocus={!onDesktop || delivered !== null}
          onClick={onClose}
        >
          完成
        </Button>
      </footer>
    </>
  );
}
