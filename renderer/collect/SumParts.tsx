import { Button, Modal } from 'antd';
import { type ReactElement, useEffect } from 'react';
import type { SummedCell } from '../../shared/collect/summarise.ts';
import { nameRow } from '../../shared/history/row-words.ts';
import { findColumn, type TableDefinition } from '../../shared/model/table.ts';
import { formatCellValue } from '../../shared/values/cell-text.ts';
import { useWorkbookPart, useWorkbookStore } from '../workbook/use-workbook.ts';
import type { CellPlace } from './cell-place.ts';
import './sum-parts.css';

/** A sum that is opened. */
export type OpenSum = {
  readonly unit: string;
  /** Of its column. */
  readonly title: string;
  readonly cell: SummedCell;
  readonly rows: number;
};

/** What a sum was added up from, row by row. */
export function SumParts({
  open,
  table,
  onOpenCell,
  onClose,
}: {
  readonly open: OpenSum;
  readonly table: TableDefinition;
  /** Leads to the cell in the ledger. */
  readonly onOpenCell: (place: CellPlace) => void;
  readonly onClose: () => void;
}): ReactElement {
  const { unit, title, cell, rows } = open;
  const store = useWorkbookStore();
  useEffect(() => void store.load(table.key), [store, table.key]);
  const ledger = useWorkbookPart(({ data }) => data.rows.get(table.key));
  const column = findColumn(table, cell.column);
  return (
    <Modal
      open
      title={`${unit} · ${title} = ${cell.sum ?? '未填'}`}
      width={560}
      onCancel={onClose}
      transitionName=""
      maskTransitionName=""
      footer={
        <Button type="primary" autoFocus onClick={onClose}>
          关闭
        </Button>
      }
    >
      <div className="parts-scroll">
        <table className="parts-table" aria-label="由哪些数加成">
          <thead>
            <tr>
              <th scope="col">单位</th>
              <th scope="col">记录</th>
              <th scope="col" className="number">
                {title}
              </th>
            </tr>
          </thead>
          <tbody>
            {cell.parts.map((part, index) => {
              const row = ledger?.get(part.rowId);
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: one row may stand in several returns
                <tr key={`${part.rowId} ${index}`}>
                  <td>{part.unit}</td>
                  <td>
                    {row === undefined ? (
                      <em>台账里已没有</em>
                    ) : (
                      <button
                        type="button"
                        className="list-link"
                        title="转到台账的这一格"
                        onClick={() =>
                          onOpenCell({ table: table.key, rowId: part.rowId, column: cell.column })
                        }
                      >
                        {nameRow(table, row.values)}
                      </button>
                    )}
                  </td>
                  <td className="number">
                    {part.value !== null ? (
                      String(part.value)
                    ) : part.held === null ? (
                      <em>未填</em>
                    ) : (
                      <span className="sum-unread" title="不是数，没有加进去">
                        ▲ {column === null ? '' : formatCellValue(column, part.held)}
                      </span>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {cell.parts.length < rows && (
        <p className="import-more">
          只列出前 {cell.parts.length} 行，共 {rows} 行都加在里面。
        </p>
      )}
    </Modal>
  );
}
