/** Tables (超级表) of a sheet: their range, filter and formulas, while the rows of the sheet move. */
import { blockGrowth, type RowMove } from '../formula/row-move.ts';
import { shiftFormula, type WorkbookMoves } from '../formula/shift-formula.ts';
import { refuse } from '../refusal.ts';
import type { TemplateSheet } from '../template.ts';
import type { WorkbookEdit } from '../workbook-edit.ts';
import { attributeOf, childOf, descendants, type XmlElement } from '../xml/element-tree.ts';
import { readRanges, rowsOf, withRows, writeRange } from '../xml/range-text.ts';
import type { Splices } from '../xml/splices.ts';
import { escapeText } from '../xml/write-text.ts';
import { editPart, replaceValue } from './edit-part.ts';
import { related } from './list-related.ts';

/** @throws HuibiaoError when the header of a table, or all of its data, is deleted */
export function moveTables(
  edit: WorkbookEdit,
  sheet: TemplateSheet,
  move: RowMove | null,
  moves: WorkbookMoves,
): void {
  for (const part of related(edit, sheet.part, 'table')) {
    editPart(edit, part, (root, splices) => {
      if (move !== null) moveTableRange(root, splices, move, sheet.name, part);
      const first = readRanges(attributeOf(root, 'ref')?.value ?? '', part)[0]?.firstRow;
      const row = first === undefined ? null : first + 1;
      for (const element of descendants(root)) {
        if (element.name !== 'calculatedColumnFormula' && element.name !== 'totalsRowFormula') continue;
        const text = shiftFormula(element.text, { sheet: sheet.name, row }, moves);
        if (text !== element.text) splices.replace(element.openEnd, element.closeStart, escapeText(text));
      }
    });
  }
}

function moveTableRange(
  table: XmlElement,
  splices: Splices,
  move: RowMove,
  sheet: string,
  part: string,
): void {
  const ref = attributeOf(table, 'ref');
  const range = ref === undefined ? undefined : readRanges(ref.value, part)[0];
  if (ref === undefined || range === undefined) return;
  const count = (name: string, absent: number): number => Number(attributeOf(table, name)?.value ?? absent);
  const totals = count('totalsRowCount', 0);
  const header = count('headerRowCount', 1);
  const after = move.spanAfter(rowsOf(range), blockGrowth);
  const isHeaderKept = header === 0 || move.rowAfter(range.firstRow) !== null;
  if (after === null || !isHeaderKept || after.last - after.first < header + totals) {
    const name = attributeOf(table, 'displayName')?.value ?? attributeOf(table, 'name')?.value ?? '';
    refuse(`工作表“${sheet}”里的表格“${name}”会失去表头或全部数据行，不能这样删除行`, { sheet, table: name });
  }
  replaceValue(splices, ref, writeRange(withRows(range, after)));
  const filter = childOf(table, 'autoFilter');
  const filterRef = filter === undefined ? undefined : attributeOf(filter, 'ref');
  replaceValue(
    splices,
    filterRef,
    writeRange(withRows(range, { first: after.first, last: after.last - totals })),
  );
  for (const element of descendants(table)) {
    if (element.name !== 'sortState' && element.name !== 'sortCondition') continue;
    const sorted = attributeOf(element, 'ref');
    const rows = sorted === undefined ? undefined : readRanges(sorted.value, part)[0];
    const sortedAfter = rows === undefined ? null : move.spanAfter(rowsOf(rows), blockGrowth);
    if (rows !== undefined && sortedAfter !== null) {
      replaceValue(splices, sorted, writeRange(withRows(rows, sortedAfter)));
    }
  }
}
