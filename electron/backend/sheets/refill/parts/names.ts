/** Defined names (名称): print areas and titles, filters, and those that people gave. */
import type { WorkbookMoves } from '../formula/shift-formula.ts';
import { shiftFormula } from '../formula/shift-formula.ts';
import type { WorkbookEdit } from '../workbook-edit.ts';
import { attributeOf } from '../xml/element-tree.ts';
import { escapeText } from '../xml/write-text.ts';
import { editPart } from './edit-part.ts';

/** Without a `$` a name means another row in every cell; those stay as they are. */
export function moveNames(edit: WorkbookEdit, moves: WorkbookMoves): void {
  const sheets = edit.template.sheets;
  editPart(edit, edit.template.workbookPart, (root, splices) => {
    for (const list of root.children) {
      if (list.name !== 'definedNames') continue;
      for (const name of list.children) {
        if (name.name !== 'definedName') continue;
        const local = attributeOf(name, 'localSheetId');
        const sheet =
          sheets.find(({ index }) => local !== undefined && index === Number(local.value))?.name ?? '';
        const text = shiftFormula(name.text, { sheet, row: null }, moves, { onlyFixed: true });
        if (text !== name.text) splices.replace(name.openEnd, name.closeStart, escapeText(text));
      }
    }
  });
}
