import type { ReactElement } from 'react';
import type { RowSource } from '../../shared/model/row.ts';
import type { Selection } from '../grid/selection.ts';
import { findSheetRow, type SheetModel, type SheetRow } from '../grid/sheet-model.ts';

type CellBarProps<RowType extends SheetRow> = {
  readonly model: SheetModel<RowType>;
  readonly selection: Selection | null;
  readonly source: RowSource | null;
};

/** The active cell: its name, its whole text, and the file it was read from. */
export function CellBar<RowType extends SheetRow>({
  model,
  selection,
  source,
}: CellBarProps<RowType>): ReactElement {
  const active = selection?.active ?? null;
  const row = active === null ? null : findSheetRow(model, active.rowId);
  const column = model.columns.find(({ key }) => key === active?.column) ?? null;
  const cell = row === null || column === null ? null : model.cellOf(row, column.key);
  const address = column === null ? undefined : source?.cells[column.key];
  return (
    <section className="cell-bar" aria-label="当前单元格">
      <span className="cell-bar-name">
        {row === null || column === null ? '' : `${model.rowName(row)} · ${column.title}`}
      </span>
      <span className="cell-bar-text" title={cell?.text}>
        {cell?.text}
      </span>
      {cell?.mark != null && (
        <span className={`cell-bar-mark cell-bar-${cell.mark.severity}`} title={cell.mark.reason}>
          {cell.mark.reason}
        </span>
      )}
      {source !== null && address !== undefined && (
        <span className="cell-bar-source">
          来源：{source.fileName} › {source.sheet} › {address}
        </span>
      )}
    </section>
  );
}
