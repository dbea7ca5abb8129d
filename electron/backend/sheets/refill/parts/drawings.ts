/** Shapes, pictures and charts: where they hang while the rows of their sheet move, and the ranges charts draw. */
import type { RowMove } from '../formula/row-move.ts';
import { shiftFormula, type WorkbookMoves } from '../formula/shift-formula.ts';
import { type AnchorHold, moveAnchor } from '../move/move-anchors.ts';
import type { TemplateSheet } from '../template.ts';
import type { WorkbookEdit } from '../workbook-edit.ts';
import { attributeOf, descendants } from '../xml/element-tree.ts';
import { escapeText } from '../xml/write-text.ts';
import { editPart } from './edit-part.ts';
import { related } from './list-related.ts';

/** The anchors of a sheet's own drawings. */
export function moveDrawings(edit: WorkbookEdit, sheet: TemplateSheet, move: RowMove): void {
  for (const part of related(edit, sheet.part, 'drawing')) {
    editPart(edit, part, (root, splices) => {
      for (const anchor of descendants(root)) {
        if (anchor.name === 'oneCellAnchor') moveAnchor(anchor, 'oneCell', move, { splices });
        else if (anchor.name === 'twoCellAnchor') {
          moveAnchor(anchor, holds[attributeOf(anchor, 'editAs')?.value ?? ''] ?? 'twoCell', move, {
            splices,
          });
        }
      }
    });
  }
}

const holds: Readonly<Record<string, AnchorHold>> = { oneCell: 'oneCell', absolute: 'absolute' };

/** What charts and linked shapes on any sheet take from cells. The values that a chart keeps are drawn anew on load. */
export function moveCharts(edit: WorkbookEdit, sheet: TemplateSheet, moves: WorkbookMoves): void {
  for (const drawing of related(edit, sheet.part, 'drawing')) {
    for (const part of related(edit, drawing, 'chart', 'chartEx')) {
      editPart(edit, part, (root, splices) => {
        for (const element of descendants(root)) {
          if ((element.name !== 'f' && element.name !== 'sqref') || element.children.length > 0) continue;
          const text = shiftFormula(element.text, { sheet: '', row: null }, moves);
          if (text !== element.text) splices.replace(element.openEnd, element.closeStart, escapeText(text));
        }
      });
    }
  }
}
