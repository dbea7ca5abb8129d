import {
  CloseOutlined,
  DownloadOutlined,
  DownOutlined,
  HistoryOutlined,
  QuestionCircleOutlined,
  RedoOutlined,
  SearchOutlined,
  UndoOutlined,
  UploadOutlined,
} from '@ant-design/icons';
import { Button, Dropdown, Space } from 'antd';
import { type ReactElement, useState } from 'react';
import type { EditSummary } from '../../shared/api.ts';
import { undoableEdits } from '../history/undone.ts';
import { screenKeys } from '../menu/screen-help.ts';
import { callBackend } from '../rpc/backend.ts';
import { useWorkbookState } from '../workbook/use-workbook.ts';
import type { Saving } from '../workbook/workbook-store.ts';

type TopBarProps = {
  readonly onUndo: (steps: number) => void;
  readonly onRedo: () => void;
  readonly onImport: (() => void) | null;
  readonly onExport: (() => void) | null;
  readonly panelOpen: boolean;
  /** Null on screens without a side panel. */
  readonly onTogglePanel: (() => void) | null;
  readonly onHelp: (() => void) | null;
  readonly onGoTo: () => void;
  readonly onClose: () => void;
};

export function TopBar(props: TopBarProps): ReactElement {
  const { info, saving, undo } = useWorkbookState();
  return (
    <header className="top-bar">
      <h1 title={info.file}>{info.name}</h1>
      <SavingMark saving={saving} />
      <button
        type="button"
        className="goto-open"
        title={`在所有表里查找（${screenKeys.goTo.keys}）`}
        onClick={props.onGoTo}
      >
        <SearchOutlined aria-hidden />
        <span className="goto-open-text">{screenKeys.goTo.title}…</span>
        <kbd aria-hidden>{screenKeys.goTo.keys}</kbd>
      </button>
      <div className="top-bar-actions" role="toolbar" aria-label="工作簿">
        <UndoButton label={undo.undo} onUndo={props.onUndo} />
        <Button
          type="text"
          icon={<RedoOutlined aria-hidden />}
          disabled={undo.redo === null}
          title={undo.redo === null ? '没有可重做的修改' : `重做：${undo.redo}（Ctrl+Y）`}
          onClick={props.onRedo}
        >
          重做
        </Button>
        <span className="top-bar-rule" />
        <Button
          type="text"
          icon={<UploadOutlined aria-hidden />}
          disabled={props.onImport === null}
          title={
            props.onImport === null
              ? '请到「台账」里导入'
              : '导入 Excel 文件到当前表（也可以把文件拖到窗口里）'
          }
          onClick={() => props.onImport?.()}
        >
          导入
        </Button>
        <Button
          type="text"
          icon={<DownloadOutlined aria-hidden />}
          disabled={props.onExport === null}
          title="把当前表导出成 Excel 文件"
          onClick={() => props.onExport?.()}
        >
          导出
        </Button>
        <span className="top-bar-rule" />
        <Button
          type="text"
          icon={<HistoryOutlined aria-hidden />}
          aria-pressed={props.panelOpen}
          className={props.panelOpen ? 'top-bar-pressed' : ''}
          disabled={props.onTogglePanel === null}
          title={props.onTogglePanel === null ? '修改历史在「台账」里看' : '修改历史和问题'}
          onClick={() => props.onTogglePanel?.()}
        >
          历史
        </Button>
        <Button
          type="text"
          icon={<QuestionCircleOutlined aria-hidden />}
          aria-label="快捷键"
          title={`快捷键（${screenKeys.help.keys}）`}
          disabled={props.onHelp === null}
          onClick={() => props.onHelp?.()}
        />
        <Button
          type="text"
          icon={<CloseOutlined aria-hidden />}
          title="关闭工作簿，回到开始页"
          onClick={props.onClose}
        >
          关闭
        </Button>
      </div>
    </header>
  );
}

function SavingMark({ saving }: { readonly saving: Saving }): ReactElement {
  const text = { saved: '已保存', saving: '正在保存…', failed: '保存失败' }[saving.kind];
  return (
    <span
      className={`saving saving-${saving.kind}`}
      role="status"
      title={saving.kind === 'failed' ? saving.message : '每次修改都立即存进文件'}
    >
      {text}
    </span>
  );
}

/** 撤销 of the last edit, and a list to take back several at once. */
function UndoButton({
  label,
  onUndo,
}: {
  readonly label: string | null;
  readonly onUndo: (steps: number) => void;
}): ReactElement {
  const [edits, setEdits] = useState<readonly EditSummary[]>([]);
  const loadEdits = async (open: boolean): Promise<void> => {
    if (!open) return;
    const all = { table: null, rowId: null, column: null, before: null, limit: 60 };
    setEdits(undoableEdits(await callBackend('edits.list', all).catch(() => [])).slice(0, 12));
  };
  return (
    <Space.Compact>
      <Button
        type="text"
        icon={<UndoOutlined aria-hidden />}
        disabled={label === null}
        title={label === null ? '没有可撤销的修改' : `撤销：${label}（Ctrl+Z）`}
        onClick={() => onUndo(1)}
      >
        撤销
      </Button>
      <Dropdown
        trigger={['click']}
        disabled={label === null}
        transitionName=""
        onOpenChange={(open) => void loadEdits(open)}
        menu={{
          items: edits.map((edit, index) => ({
            key: String(edit.id),
            label: <span className="undo-step">{index === 0 ? edit.label : `到此：${edit.label}`}</span>,
          })),
          onClick: ({ key }) => onUndo(edits.findIndex(({ id }) => String(id) === key) + 1),
        }}
      >
        <Button
          type="text"
          className="undo-more"
          icon={<DownOutlined aria-hidden />}
          aria-label="撤销到某一步"
          title="撤销到某一步"
        />
      </Dropdown>
    </Space.Compact>
  );
}
