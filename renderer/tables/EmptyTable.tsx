import { Button } from 'antd';
import type { ReactElement } from 'react';
import type { TableDefinition } from '../../shared/model/table.ts';

type EmptyTableProps = {
  readonly table: TableDefinition;
  readonly onAppend: () => void;
  readonly onImport: () => void;
};

export function EmptyTable({ table, onAppend, onImport }: EmptyTableProps): ReactElement {
  return (
    <div className="empty-table">
      <p>「{table.title}」还没有记录。</p>
      <p className="empty-hint">可以逐行填写，也可以从 Excel 文件导入（把文件拖进窗口也行）。</p>
      <div className="empty-actions">
        <Button type="primary" onClick={onAppend}>
          新增一行
        </Button>
        <Button onClick={onImport}>导入文件…</Button>
      </div>
    </div>
  );
}
