/** What pointing at a form's sheet works on, and what its texts say of a cell. */
import type { FormDefinition } from '../../shared/model/form.ts';
import type { MenuPlace } from '../drawing/SheetDrawing.tsx';
import type { RowSpan } from '../drawing/sheet-places.ts';
import type { FormCorrection } from './form-corrections.ts';

export type SheetTexts = {
  /** What stands in the cell; '' for a blank one. */
  readonly textAt: (row: number, column: number) => string;
  readonly isFormula: (row: number, column: number) => boolean;
  /** The first cell of the merged range that covers it; itself where it stands alone. */
  readonly ownerOf: (row: number, column: number) => { readonly row: number; readonly column: number };
};

export type FormPointer = {
  /** Null while nothing is recognised. */
  readonly form: FormDefinition | null;
  readonly texts: SheetTexts;
  readonly columnCount: number;
  readonly pointHeader: (span: RowSpan) => void;
  readonly correct: (...corrections: readonly FormCorrection[]) => void;
  /** Shows the fields of a column in the pane. */
  readonly edit: (column: number) => void;
};

export type FormMenuPlace =
  | MenuPlace
  | {
      readonly kind: 'place';
      readonly row: number;
      readonly column: number;
      /** Which of several in the cell; null for whatever is there. */
      readonly before: string | null;
    }
  | { readonly kind: 'figure'; readonly row: number; readonly column: number };

/** The header's texts above a column, from the top level down. */
export function headerTexts(texts: SheetTexts, form: FormDefinition, column: number): string[] {
  const found: string[] = [];
  for (let row = form.header.firstRow; row <= form.header.lastRow; row += 1) {
    const owner = texts.ownerOf(row, column);
    const text = texts.textAt(owner.row, owner.column).replace(/\s+/gu, '');
    if (text !== '' && found.at(-1) !== text) found.push(text);
  }
  return found;
}

/** The text that names a cell: the next one to its left. */
export function nearestLeft(texts: SheetTexts, row: number, column: number): string {
  for (let at = column - 1; at >= 0; at -= 1) {
    const owner = texts.ownerOf(row, at);
    const text = texts.textAt(owner.row, owner.column).replace(/\s+/gu, '');
    if (text !== '') return text.replace(/[:：]$/, '');
  }
  return '';
}
