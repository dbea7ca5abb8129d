import { InboxOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactElement } from 'react';
import '../shell/list-screen.css';
import './collect-screen.css';

/** Nothing was ever issued, so nothing can come back. */
export function NothingIssued({
  hasForms,
  stray,
  onShowIssue,
  onShowForms,
}: {
  readonly hasForms: boolean;
  readonly stray: number;
  readonly onShowIssue: () => void;
  readonly onShowForms: () => void;
}): ReactElement {
  return (
    <div className="list-empty">
      <p>还没有报表期，没有什么可收。</p>
      <p className="empty-hint">
        {hasForms
          ? '先把表样下发给各单位；下发出去的文件收回来时，改了名也认得是谁的。'
          : '先把上级发来的空表学成表样，再下发给各单位。'}
        {stray > 0 && `已有 ${stray} 个文件收在工作簿里，有了报表期以后可以认领。`}
      </p>
      <Button type="primary" onClick={hasForms ? onShowIssue : onShowForms}>
        {hasForms ? '去下发' : '去加表样'}
      </Button>
    </div>
  );
}

/** Nothing came for the round yet. */
export function NothingReceived({
  issued,
  onShowIssue,
}: {
  readonly issued: boolean;
  readonly onShowIssue: () => void;
}): ReactElement {
  return (
    <div className="board-empty">
      <InboxOutlined aria-hidden />
      {issued ? (
        <span>还没有收到文件。把收回来的文件、文件夹或压缩包拖进窗口，程序会认出各是哪个单位的。</span>
      ) : (
        <>
          <span>这一期还没有下发。先下发给各单位；已经有填好的文件，也可以直接拖进来。</span>
          <Button size="small" onClick={onShowIssue}>
            去下发
          </Button>
        </>
      )}
    </div>
  );
}
