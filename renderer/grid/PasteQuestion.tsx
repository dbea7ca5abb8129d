import { Button, Modal } from 'antd';
import type { ReactElement } from 'react';
import type { PasteBeyondEnd } from './sheet-actions.ts';

type PasteQuestionProps = {
  /** Rows of the pasted block that the table does not have. */
  readonly rows: number;
  readonly onAnswer: (answer: PasteBeyondEnd | null) => void;
};

/** Asks what becomes of pasted rows that reach past the end of the table. */
export function PasteQuestion({ rows, onAnswer }: PasteQuestionProps): ReactElement {
  return (
    <Modal
      open
      width={420}
      title={`末尾新增 ${rows} 行？`}
      onCancel={() => onAnswer(null)}
      footer={[
        <Button key="cancel" onClick={() => onAnswer(null)}>
          取消
        </Button>,
        <Button key="leaveOut" onClick={() => onAnswer('leaveOut')}>
          只粘贴放得下的
        </Button>,
        <Button key="append" type="primary" autoFocus onClick={() => onAnswer('append')}>
          新增 {rows} 行并粘贴
        </Button>,
      ]}
    >
      <p>粘贴的内容比表格余下的行多 {rows} 行。新增和粘贴算一步，可以一次撤销。</p>
    </Modal>
  );
}
