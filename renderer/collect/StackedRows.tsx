import { type ReactElement, useEffect } from 'react';
import type { Summary } from '../../shared/collect/answers.ts';
import { unitColumn } from '../../shared/edition/rows-of-units.ts';
import { valueAt } from '../../shared/model/cell-value.ts';
import type { TableDefinition } from '../../shared/model/table.ts';
import { formatCellValue } from '../../shared/values/cell-text.ts';
import { useWorkbookPart, useWorkbookStore } from '../workbook/use-workbook.ts';
import { alignmentOf } from './column-alignment.ts';
import './summary-table.css';

const mostListed = 500;

/** 逐行: the rows of all units one under another, in the order of the units. */
export function StackedRows({
  table,
  summary,
}: {
  readonly table: TableDefinition;
  readonly summary: Summary;
}): ReactElement {
  const store = useWorkbookStore();
  useEffect(() => void store.load(table.key), [store, table.key]);
  const ledger = useWorkbookPart(({ data }) => data.rows.get(table.key));
  const { cells, rows } = summary.total;
  const [first] = cells;
  if (first === undefined) {
    return (
      <p className="summary-note">
        共 {rows} 行。这张表没有可以相加的栏目，请「看台账」，或直接导出汇总表，各单位的行会依次排好。
      </p>
    );
  }
  const namesUnit = unitColumn(table) !== null;
  const listed = first.parts.slice(0, mostListed);
  return (
    <>
      <table className="list-table summary-table stacked-rows" aria-label={`${summary.title} 逐行`}>
        <thead>
          <tr>
            <th scope="col" className="number">
              行
            </th>
            {namesUnit || <th scope="col">单位</th>}
            {table.columns.map((column) => (
              <th key={column.key} scope="col" className={alignmentOf(column)}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {listed.map((part, index) => {
            const row = ledger?.get(part.rowId);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: one row may stand in several returns
              <tr key={`${part.rowId} ${index}`}>
                <td className="number">{index + 1}</td>
                {namesUnit || <td>{part.unit}</td>}
                {table.columns.map((column) => {
                  const summed = cells.find((cell) => cell.column === column.key);
                  // What was reported then counts; the ledger may have gone on since.
                  const value =
                    summed?.parts[index]?.held ??
                    (row === undefined ? null : valueAt(row.values, column.key));
                  return (
                    <td key={column.key} className={alignmentOf(column)}>
                      {formatCellValue(column, value)}
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
      {listed.length < rows && (
        <p className="import-more">
          只列出前 {listed.length} 行，共 {rows} 行；导出汇总表是全部。
        </p>
      )}
    </>
  );
}
