import {
  DeleteOutlined,
  InsertRowAboveOutlined,
  InsertRowBelowOutlined,
  PlusOutlined,
} from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactElement } from 'react';

type RowToolbarProps = {
  readonly active: boolean;
  readonly onInsertAbove: () => void;
  readonly onInsertBelow: () => void;
  readonly onAppend: () => void;
  readonly onRemove: () => void;
};

export function RowToolbar(props: RowToolbarProps): ReactElement {
  return (
    <div className="row-toolbar" role="toolbar" aria-label="行">
      <Button size="small" type="text" icon={<PlusOutlined aria-hidden />} onClick={props.onAppend}>
        末尾新增
      </Button>
      <Button
        size="small"
        type="text"
        icon={<InsertRowAboveOutlined aria-hidden />}
        disabled={!props.active}
        onClick={props.onInsertAbove}
      >
        上方插入
      </Button>
      <Button
        size="small"
        type="text"
        icon={<InsertRowBelowOutlined aria-hidden />}
        disabled={!props.active}
        onClick={props.onInsertBelow}
      >
        下方插入
      </Button>
      <Button
        size="small"
        type="text"
        icon={<DeleteOutlined aria-hidden />}
        disabled={!props.active}
        title="删除选中的行（可以撤销）"
        onClick={props.onRemove}
      >
        删除行
      </Button>
    </div>
  );
}
