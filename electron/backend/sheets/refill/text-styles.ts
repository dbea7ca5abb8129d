/** Texts that a spreadsheet takes for something else as they are typed, or when somebody enters the cell again (F2, Enter). */
import type { NewValue, SheetFill } from './fill.ts';
import { DerivedStyles } from './parts/derived-styles.ts';
import { related } from './parts/list-related.ts';
import { contains } from './protect-sheet.ts';
import { restyleCells } from './restyle-cells.ts';
import { SheetIndex } from './sheet-index.ts';
import type { WorkbookEdit } from './workbook-edit.ts';
import { Splices } from './xml/splices.ts';

/**
 * Written as a text, `=1+1`, `007` or an identity number is one; entered again it would become a formula or a number
 * unless the style of its cell says otherwise. That looks the same.
 */
export class TextStyles {
  readonly #edit: WorkbookEdit;
  /** undefined until a text needs one; null where the form has no styles. */
  #derived: DerivedStyles | null | undefined;

  constructor(edit: WorkbookEdit) {
    this.#edit = edit;
  }

  /** The style for a cell that is to hold the value: the same one for nearly all. */
  styleFor(style: string | null, value: NewValue): string | null {
    if (value.kind !== 'text' || !isReadAnew(value.text)) return style;
    if (this.#derived === undefined) this.#derived = open(this.#edit);
    const kept = this.#derived?.derive(style, { keepsText: true });
    return kept === undefined || (style === null && kept === '0') ? style : kept;
  }

  /** Writes the styles that were needed. */
  finish(): void {
    this.#derived?.finish();
  }
}

/** Gives the cells that are for texts the format that keeps them; a form without styles stays as it is. */
export function formatTexts(edit: WorkbookEdit, sheets: readonly SheetFill[]): void {
  const wanted = sheets.filter(({ textCells = [] }) => textCells.length > 0);
  const styles = wanted.length === 0 ? null : open(edit);
  if (styles === null) return;
  for (const { sheet: name, textCells = [] } of wanted) {
    const sheet = edit.sheet(name);
    const index = new SheetIndex(edit.read(sheet.part), sheet.part);
    const splices = new Splices();
    restyleCells(
      index,
      textCells,
      (style, row, column, hasFormula) =>
        !hasFormula && textCells.some((range) => contains(range, row, column))
          ? styles.derive(style, { isText: true })
          : style,
      splices,
    );
    edit.write(sheet.part, splices.applyTo(index.bytes));
  }
  styles.finish();
}

function open(edit: WorkbookEdit): DerivedStyles | null {
  if (related(edit, edit.template.workbookPart, 'styles').length === 0) return null;
  const styles = new DerivedStyles(edit);
  return styles.isUsable ? styles : null;
}

/** Rather too many than too few: formulas, numbers, dates, times, truth values, and the apostrophe that marks a text. */
export function isReadAnew(text: string): boolean {
  if (/^[=+\-@＝＋－＠]./su.test(text) || text.startsWith("'")) return true;
  if (text.length > longestNumber) return false;
  return /^(?:true|false|#[A-Z/0!?]+)$/i.test(text) || (/[\d０-９]/u.test(text) && numberLike.test(text));
}

const longestNumber = 60;
const numberLike = /^[\s\d０-９.,，:：/年月日时分秒%％$¥￥()（）eE+-]+$/u;
