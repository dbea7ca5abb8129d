/** Comments (批注) and the boxes they are shown in, and other shapes of the old drawing format, while rows move. */
import { parseCellName } from '../../ooxml/cell-reference.ts';
import { cellName } from '../../sheet.ts';
import type { RowMove } from '../formula/row-move.ts';
import { shiftFormula, type WorkbookMoves } from '../formula/shift-formula.ts';
import type { TemplateSheet } from '../template.ts';
import type { WorkbookEdit } from '../workbook-edit.ts';
import { attributeOf, descendants } from '../xml/element-tree.ts';
import { escapeText } from '../xml/write-text.ts';
import { editPart, replaceValue } from './edit-part.ts';
import { related } from './list-related.ts';

/** A comment goes with its cell; with a deleted row it goes away. */
export function moveComments(edit: WorkbookEdit, sheet: TemplateSheet, move: RowMove): void {
  for (const part of related(edit, sheet.part, 'comments', 'threadedComment', 'tableSingleCells')) {
    editPart(edit, part, (root, splices) => {
      for (const element of descendants(root)) {
        const name = placedElements[element.name];
        const attribute = name === undefined ? undefined : attributeOf(element, name);
        const place = attribute === undefined ? null : parseCellName(attribute.value);
        if (place === null) continue;
        const row = move.rowAfter(place.row);
        if (row === null) splices.remove(element.start, element.end);
        else replaceValue(splices, attribute, cellName(row, place.column));
      }
    });
  }
}

const placedElements: Readonly<Record<string, string>> = {
  comment: 'ref',
  threadedComment: 'ref',
  singleXmlCell: 'r',
};

/**
 * VML is not always well-formed XML, so it is edited as text: the row that a comment's box belongs to, the rows its
 * corners hang on, and what controls are linked to.
 */
export function moveOldDrawings(
  edit: WorkbookEdit,
  sheet: TemplateSheet,
  move: RowMove | null,
  moves: WorkbookMoves,
): void {
  for (const part of related(edit, sheet.part, 'vmlDrawing')) {
    const text = edit.read(part).toString('utf8');
    const moved = text.replace(shapePattern, (shape) => moveShape(shape, sheet.name, move, moves));
    if (moved !== text) edit.write(part, Buffer.from(moved));
  }
}

const shapePattern = /<v:(shape|rect|oval|line|group)\b(?![^>]*\/>)[^>]*>[\s\S]*?<\/v:\1>/g;

function moveShape(shape: string, sheet: string, move: RowMove | null, moves: WorkbookMoves): string {
  const linked = shape.replace(
    /(<x:Fmla(?:Link|Range|Txbx|Pict)>)([^<]*)(?=<)/g,
    (_whole, open: string, formula: string) =>
      open + escapeText(shiftFormula(unescaped(formula), { sheet, row: null }, moves)),
  );
  if (move === null) return linked;
  const row = /<x:Row>\s*(\d+)\s*<\/x:Row>/.exec(linked);
  const isComment = /ObjectType="Note"/.test(linked) && row !== null;
  if (isComment && move.rowAfter(Number(row[1])) === null) return '';
  const anchor = /<x:Anchor>\s*([\d\s,]+)<\/x:Anchor>/.exec(linked)?.[1]?.split(',').map(Number) ?? [];
  const top = anchor[2];
  const held = isComment ? Number(row[1]) : top;
  const by = held === undefined ? 0 : move.nearestAfter(held) - held;
  if (by === 0) return linked;
  return linked
    .replace(/(<x:Row>\s*)(\d+)/, (_whole, open: string, digits: string) => open + (Number(digits) + by))
    .replace(
      /(<x:Anchor>)([^<]*)/,
      (_whole, open: string, numbers: string) => open + moveCorners(numbers, by),
    );
}

/** Column, offset, row, offset of the upper left corner, then of the lower right one. */
function moveCorners(numbers: string, by: number): string {
  return numbers
    .split(',')
    .map((piece, index) =>
      index === 2 || index === 6
        ? piece.replace(/-?\d+/, (row) => String(Math.max(Number(row) + by, 0)))
        : piece,
    )
    .join(',');
}

function unescaped(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|apos);/g, (_whole, name: string) => characters[name] ?? '');
}

const characters: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Controls (下拉框, 复选框): the cells that they are linked to. */
export function moveControls(edit: WorkbookEdit, sheet: TemplateSheet, moves: WorkbookMoves): void {
  for (const part of related(edit, sheet.part, 'ctrlProp')) {
    editPart(edit, part, (root, splices) => {
      for (const name of ['fmlaLink', 'fmlaRange', 'fmlaTxbx', 'fmlaGroup']) {
        const attribute = attributeOf(root, name);
        if (attribute === undefined) continue;
        replaceValue(
          splices,
          attribute,
          shiftFormula(attribute.value, { sheet: sheet.name, row: null }, moves),
        );
      }
    });
  }
}
