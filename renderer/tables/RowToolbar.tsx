import {
  DeleteOutlined,
  InsertRowAboveOutlined,
  InsertRowBelowOutlined,
  PlusOutlined,
  SearchOutlined,
  TableOutlined,
} from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { commandHelp } from '../grid/commands.ts';
import type { SimpleCommand } from '../grid/keyboard.ts';
import { screenKeys } from '../menu/screen-help.ts';

type RowToolbarProps = {
  /** Whether rows can be added and removed here at all. */
  readonly hasRows: boolean;
  /** Whether a row is active. */
  readonly active: boolean;
  readonly onRun: (command: SimpleCommand) => void;
  readonly onFind: () => void;
  readonly onColumns: (anchor: DOMRect) => void;
  readonly quickFilter: ReactNode;
};

const rowButtons: readonly {
  readonly command: SimpleCommand;
  readonly text: string;
  readonly icon: ReactNode;
}[] = [
  { command: 'append', text: '末尾新增', icon: <PlusOutlined aria-hidden /> },
  { command: 'insertAbove', text: '上方插入', icon: <InsertRowAboveOutlined aria-hidden /> },
  { command: 'insertBelow', text: '下方插入', icon: <InsertRowBelowOutlined aria-hidden /> },
  { command: 'deleteRows', text: '删除行', icon: <DeleteOutlined aria-hidden /> },
];

/** Rows at the left, finding and columns at the right. */
export function RowToolbar({ hasRows, active, quickFilter, ...props }: RowToolbarProps): ReactElement {
  return (
    <div className="row-toolbar" role="toolbar" aria-label="表格工具">
      {hasRows &&
        rowButtons.map(({ command, text, icon }) => (
          <Button
            key={command}
            size="small"
            type="text"
            icon={icon}
            disabled={command !== 'append' && !active}
            title={tooltipOf(command)}
            onClick={() => props.onRun(command)}
          >
            {text}
          </Button>
        ))}
      <div className="sheet-tools">
        <Button
          size="small"
          type="text"
          icon={<SearchOutlined aria-hidden />}
          title={`查找（${screenKeys.find.keys}），替换（${screenKeys.replace.keys}）`}
          onClick={props.onFind}
        >
          查找
        </Button>
        <Button
          size="small"
          type="text"
          icon={<TableOutlined aria-hidden />}
          title="显示、隐藏列，恢复默认列"
          onClick={(event) => props.onColumns(event.currentTarget.getBoundingClientRect())}
        >
          列
        </Button>
        {quickFilter}
      </div>
    </div>
  );
}

/** 在上方插入行（Ctrl+Shift++） */
function tooltipOf(command: SimpleCommand): string {
  const help = commandHelp.find(({ kind }) => kind === command);
  if (help === undefined) return '';
  return help.keys === '' ? help.title : `${help.title}（${help.keys}）`;
}
