import type { ReactElement } from 'react';
import { describeNamesWent } from '../../shared/history/line-history.ts';
import type { CellValue } from '../../shared/model/cell-value.ts';
import { findColumn, type TableDefinition } from '../../shared/model/table.ts';
import { formatCellValue } from '../../shared/values/cell-text.ts';
import type { HistoryCell } from './read-history.ts';

type CellWentProps = {
  readonly table: TableDefinition;
  readonly cell: HistoryCell;
  readonly went: { readonly before: CellValue; readonly after: CellValue };
};

/** What an edit did to a cell: before → after; of a cell of names only those that came or went. */
export function CellWent({ table, cell, went }: CellWentProps): ReactElement {
  const { before, after } = went;
  if (cell.kind === 'line' && cell.line.part.kind === 'names') {
    const [old, now] = [namesText(before), namesText(after)];
    return (
      <div className="history-values" title={`${old || '未填'}\n→ ${now || '未填'}`}>
        {describeNamesWent(old, now)}
      </div>
    );
  }
  const column = findColumn(table, cell.kind === 'row' ? cell.column : columnOfLine(cell.line.part));
  const text = (value: CellValue): ReactElement => {
    const shown = column === null ? '' : formatCellValue(column, value);
    return shown === '' ? <em>未填</em> : <span>{shown}</span>;
  };
  return (
    <div className="history-values">
      {text(before)} → {text(after)}
    </div>
  );
}

function namesText(value: CellValue): string {
  return typeof value === 'string' ? value : '';
}

function columnOfLine(part: Extract<HistoryCell, { kind: 'line' }>['line']['part']): string {
  return part.kind === 'value' ? part.column : '';
}
