import type { ReactElement } from 'react';
import type { RowSource } from '../../shared/model/row.ts';
import { useCellSource } from '../collect/use-cell-source.ts';
import type { Selection } from '../grid/selection.ts';
import { findSheetRow, type SheetModel, type SheetRow } from '../grid/sheet-model.ts';

type CellBarProps<RowType extends SheetRow> = {
  readonly model: SheetModel<RowType>;
  readonly selection: Selection | null;
  readonly source: RowSource | null;
  /** Whose rows the sheet shows; null where its cells are put together from several rows. */
  readonly table: string | null;
  /** Tells all that is known of where it comes from. */
  readonly onShowSource: () => void;
};

/** The active cell: its name, its whole text, and the file it was read from. */
export function CellBar<RowType extends SheetRow>({
  model,
  selection,
  source,
  table,
  onShowSource,
}: CellBarProps<RowType>): ReactElement {
  const active = selection?.active ?? null;
  const row = active === null ? null : findSheetRow(model, active.rowId);
  const column = model.columns.find(({ key }) => key === active?.column) ?? null;
  const cell = row === null || column === null ? null : model.cellOf(row, column.key);
  const from = useCellSource(
    table === null || row === null || column === null ? null : { table, rowId: row.id, column: column.key },
    source,
  );
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
      {from !== null && (
        <button
          type="button"
          className="cell-bar-source"
          title="看这一格的来源和以前的值"
          onClick={onShowSource}
        >
          来源：{from}
        </button>
      )}
    </section>
  );
}
