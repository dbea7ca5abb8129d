import type { ReactElement } from 'react';
import type { ReturnReview } from '../../shared/collect/answers.ts';
import { isUnread, valueAt } from '../../shared/model/cell-value.ts';
import type { TableDefinition } from '../../shared/model/table.ts';
import { formatCellValue } from '../../shared/values/cell-text.ts';
import { alignmentOf } from './column-alignment.ts';
import './rows-pane.css';

type RowsPaneProps = {
  readonly review: ReturnReview;
  readonly table: TableDefinition;
  readonly shown: string | null;
  readonly onShowCell: (cell: string) => void;
};

const mostListed = 300;

/** 读出的行: the return as rows of the ledger; every value leads to its cell. */
export function RowsPane({ review, table, shown, onShowCell }: RowsPaneProps): ReactElement {
  const { rows, rowCount, problems } = review;
  if (rows.length === 0) return <p className="import-quiet">没有读出记录。</p>;
  const listed = rows.slice(0, mostListed);
  const present = new Set(
    listed.flatMap(({ values, cells }) => [...Object.keys(values), ...Object.keys(cells)]),
  );
  const columns = table.columns.filter(({ key }) => present.has(key));
  const wrong = new Set(
    problems.flatMap(({ cell, severity }) => (cell === null || severity === 'note' ? [] : [cell])),
  );
  const isOne = rowCount === 1;
  const cellOf = (row: (typeof rows)[number], column: (typeof columns)[number]): ReactElement => {
    const cell = row.cells[column.key] ?? null;
    const value = valueAt(row.values, column.key);
    const text = formatCellValue(column, value);
    const marked = (cell !== null && wrong.has(cell)) || isUnread(value);
    const className = [
      alignmentOf(column),
      marked ? 'row-wrong' : '',
      cell !== null && cell === shown ? 'row-shown' : '',
    ].join(' ');
    return (
      <td key={column.key} className={className}>
        {cell === null ? (
          text
        ) : (
          <button type="button" title={cell} onClick={() => onShowCell(cell)}>
            {text === '' ? <em>未填</em> : text}
          </button>
        )}
      </td>
    );
  };
  return (
    <div className="rows-pane">
      <table className="rows-table" aria-label="读出的行">
        {isOne ? (
          <tbody>
            {columns.map((column) => (
              <tr key={column.key}>
                <th scope="row">{column.title}</th>
                {listed.map((row) => cellOf(row, column))}
              </tr>
            ))}
          </tbody>
        ) : (
          <>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column.key} scope="col" className={alignmentOf(column)}>
                    {column.title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {listed.map((row, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: identical rows are allowed and keep their places
                <tr key={index}>{columns.map((column) => cellOf(row, column))}</tr>
              ))}
            </tbody>
          </>
        )}
      </table>
      {listed.length < rowCount && (
        <p className="import-more">
          只列出前 {listed.length} 行，共 {rowCount} 行。
        </p>
      )}
    </div>
  );
}
