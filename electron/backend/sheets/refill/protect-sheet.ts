/** A sheet in which only some cells can be filled in. */
import type { CellRange, SheetProtection } from './fill.ts';
import type { DerivedStyles } from './parts/derived-styles.ts';
import { replaceValue } from './parts/edit-part.ts';
import { refuse } from './refusal.ts';
import { restyleCells } from './restyle-cells.ts';
import { SheetIndex } from './sheet-index.ts';
import { insertSheetElement } from './sheet-order.ts';
import type { TemplateSheet } from './template.ts';
import type { WorkbookEdit } from './workbook-edit.ts';
import { attributeOf, attributesEnd } from './xml/element-tree.ts';
import { Splices } from './xml/splices.ts';

/** As many cells as are given a style of their own. */
const mostCells = 1_000_000;

/**
 * Locks everything but the cells of the ranges, and formulas in them too; widths and heights can still be changed.
 * Where the form is protected already, its password and what it allows stay.
 */
export function protectSheet(
  edit: WorkbookEdit,
  sheet: TemplateSheet,
  { unlocked, rowsMayCome = false }: SheetProtection,
  styles: DerivedStyles,
): void {
  const cells = unlocked.reduce((sum, range) => sum + sizeOf(range), 0);
  if (cells > mostCells) {
    refuse(
      `工作表“${sheet.name}”要放开的单元格太多（${cells} 个）。请把范围缩小`,
      { sheet: sheet.name, cells },
      'too_large',
    );
  }
  const index = new SheetIndex(edit.read(sheet.part), sheet.part);
  const splices = new Splices();
  restyleCells(
    index,
    unlocked,
    (style, row, column, hasFormula) => {
      const isOpen = !hasFormula && unlocked.some((range) => contains(range, row, column));
      const locked = !isOpen;
      return locked === styles.isLocked(style) ? style : styles.derive(style, { locked });
    },
    splices,
  );
  const known = index.element('sheetProtection');
  if (known === undefined) {
    const content = ' sheet="1" objects="1" scenarios="1" formatColumns="0" formatRows="0"';
    const rows = rowsMayCome ? ' insertRows="0"' : '';
    insertSheetElement(index, 'sheetProtection', `${content}${rows}/>`, splices);
  } else {
    const isOn = attributeOf(known, 'sheet');
    if (isOn === undefined) splices.insert(attributesEnd(known, index.bytes), ' sheet="1"');
    else if (isOn.value !== 'true') replaceValue(splices, isOn, '1');
  }
  edit.write(sheet.part, splices.applyTo(index.bytes));
}

function sizeOf({ firstRow, lastRow, firstColumn, lastColumn }: CellRange): number {
  return (lastRow - firstRow + 1) * (lastColumn - firstColumn + 1);
}

export function contains(range: CellRange, row: number, column: number): boolean {
  return (
    row >= range.firstRow && row <= range.lastRow && column >= range.firstColumn && column <= range.lastColumn
  );
}
