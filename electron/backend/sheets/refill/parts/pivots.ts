/** Pivot tables (数据透视表): the range they are made from, and the one they stand in. */
import { blockGrowth, noGrowth, type RowMove } from '../formula/row-move.ts';
import type { WorkbookMoves } from '../formula/shift-formula.ts';
import { refuse } from '../refusal.ts';
import type { TemplateSheet } from '../template.ts';
import type { WorkbookEdit } from '../workbook-edit.ts';
import { attributeOf, childOf, descendants } from '../xml/element-tree.ts';
import { readRanges, rowsOf, withRows, writeRange } from '../xml/range-text.ts';
import { editPart, replaceValue } from './edit-part.ts';
import { related } from './list-related.ts';

export function movePivotSources(edit: WorkbookEdit, moves: WorkbookMoves): void {
  for (const part of related(edit, edit.template.workbookPart, 'pivotCacheDefinition')) {
    editPart(edit, part, (root, splices) => {
      for (const source of descendants(root)) {
        if (source.name !== 'worksheetSource' && source.name !== 'rangeSet') continue;
        const ref = attributeOf(source, 'ref');
        const sheet = attributeOf(source, 'sheet');
        // With a relationship it is a range of another workbook.
        const isElsewhere = source.attributes.some(({ name }) => name.endsWith(':id'));
        const move = sheet === undefined || isElsewhere ? null : moves.moveOf(sheet.value);
        const range = ref === undefined ? undefined : readRanges(ref.value, part)[0];
        if (move === null || range === undefined) continue;
        const after = move.spanAfter(rowsOf(range), blockGrowth);
        if (after !== null) replaceValue(splices, ref, writeRange(withRows(range, after)));
      }
    });
  }
}

/** @throws HuibiaoError when rows would come or go inside a pivot table */
export function movePivotTables(edit: WorkbookEdit, sheet: TemplateSheet, move: RowMove): void {
  for (const part of related(edit, sheet.part, 'pivotTable')) {
    editPart(edit, part, (root, splices) => {
      const location = childOf(root, 'location');
      const ref = location === undefined ? undefined : attributeOf(location, 'ref');
      const range = ref === undefined ? undefined : readRanges(ref.value, part)[0];
      if (range === undefined) return;
      const after = move.spanAfter(rowsOf(range), noGrowth);
      if (after === null || after.last - after.first !== range.lastRow - range.firstRow) {
        refuse(`工作表“${sheet.name}”的 ${ref?.value ?? ''} 是数据透视表，不能在它中间插入或删除行`, {
          sheet: sheet.name,
        });
      }
      replaceValue(splices, ref, writeRange(withRows(range, after)));
    });
  }
}
