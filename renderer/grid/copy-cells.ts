import { type CopiedCell, printHtmlTable } from '../../shared/grid/html-table.ts';
import { copiedLines } from '../../shared/grid/ranges.ts';
import { printTsv } from '../../shared/grid/tsv.ts';
import { rangesOf, type SelectedRange, type Selection, type SheetShape } from './selection.ts';
import type { SheetModel, SheetRow } from './sheet-model.ts';

/** What was put on the clipboard, kept to know it again when it is pasted here. */
export type CopiedBlock = {
  readonly text: string;
  readonly html: string;
  readonly block: readonly (readonly string[])[];
  readonly rowIds: readonly string[];
  readonly columns: readonly string[];
  /** What was selected; after a cut it is cleared when the block is pasted. */
  readonly source: readonly SelectedRange[];
  readonly cut: boolean;
};

/** Copies the selected cells as they are shown; a string is the reason why they cannot be copied. */
export function copyCells<RowType extends SheetRow>(
  model: SheetModel<RowType>,
  shape: SheetShape,
  selection: Selection,
  cut: boolean,
): CopiedBlock | string {
  const lines = copiedLines(rangesOf(shape, selection));
  if ((model.rowsToCome ?? 0) > 0 && lines?.rows.at(-1) === model.rows.length - 1)
    return '后面的行还在读取，读完后再复制（状态栏会显示还差多少行）。';
  if (lines === null) return '选中的几个区域不在同样的行或列上，不能一起复制。请分别复制。';
  if (cut && selection.ranges.length > 1) return '一次只能剪切一个区域。请只选中一个区域再剪切。';
  const columns = lines.columns.map((column) => shape.columns[column] ?? '');
  const cells = lines.rows.map((at) => {
    const row = at < model.rows.length ? model.rows[at] : model.totals[at - model.rows.length];
    return columns.map((key): CopiedCell => (row === undefined ? blank : model.copyOf(row, key)));
  });
  const block = cells.map((row) => row.map(({ text }) => text));
  return {
    text: printTsv(block),
    html: printHtmlTable(cells),
    block,
    rowIds: lines.rows.map((row) => shape.rowIds[row] ?? ''),
    columns,
    source: selection.ranges,
    cut,
  };
}

const blank: CopiedCell = { kind: 'text', text: '' };
