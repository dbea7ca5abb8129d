import { Button } from 'antd';
import type { ReactElement } from 'react';
import type { TableDefinition } from '../../shared/model/table.ts';

type EmptyTableProps = {
  readonly table: TableDefinition;
  readonly onAppend: () => void;
  readonly onImport: () => void;
  /** Leads to the table of units, where an annex without townships gets its lines from; null when it has them. */
  readonly onShowUnits: (() => void) | null;
};

export function EmptyTable({ table, onAppend, onImport, onShowUnits }: EmptyTableProps): ReactElement {
  if (onShowUnits !== null) {
    return (
      <div className="empty-table">
        <p>「{table.title}」每个乡镇一行，现在还没有乡镇。</p>
        <p className="empty-hint">
          先在「单位」里填好各乡镇（类别选“乡镇”），这里就会列出来；也可以直接导入附件。
        </p>
        <div className="empty-actions">
          <Button type="primary" onClick={onShowUnits}>
            去填单位
          </Button>
          <Button onClick={onImport}>导入文件…</Button>
        </div>
      </div>
    );
  }
  return (
    <div className="empty-table">
      <p>「{table.title}」还没有记录。</p>
      <p className="empty-hint">
        可以逐行填写；也可以在 Excel、WPS 里复制好，回到这里按 Ctrl+V
        粘贴；或者导入文件（把文件拖进窗口也行）。
      </p>
      <div className="empty-actions">
        <Button type="primary" onClick={onAppend}>
          新增一行
        </Button>
        <Button onClick={onImport}>导入文件…</Button>
      </div>
    </div>
  );
}
