/** Values into the cells of a sheet: only the elements of these cells are written anew. */
import type { MergedRange } from '../sheet.ts';
import { cellName } from '../sheet.ts';
import { contentOf, described, detailsOf, type FilledSheet, resultOf } from './cell-content.ts';
import type { CellWrite } from './fill.ts';
import { columnsOfSheet, rowsOfSheet } from './formula/references.ts';
import { readArrayRanges, unshareFormulas } from './formula-ranges.ts';
import { growRows } from './grow-rows.ts';
import { CellInserter } from './insert-cells.ts';
import { type TextLooks, textLooksOf } from './parts/text-looks.ts';
import { refuse } from './refusal.ts';
import { type IndexedCell, SheetIndex } from './sheet-index.ts';
import type { TemplateSheet } from './template.ts';
import type { TextStyles } from './text-styles.ts';
import type { WorkbookEdit } from './workbook-edit.ts';
import { attributeOf, type XmlElement } from './xml/element-tree.ts';
import { writeRange } from './xml/range-text.ts';
import { rewriteCell, rewriteResult, writeStyle } from './xml/rewrite-cell.ts';
import { Splices } from './xml/splices.ts';

/**
 * @returns whether a formula was replaced
 * @throws HuibiaoError which names the cell that cannot be written
 */
export function fillCells(
  edit: WorkbookEdit,
  sheet: TemplateSheet,
  cells: readonly CellWrite[],
  { growsRows, styles }: { readonly growsRows: boolean; readonly styles: TextStyles },
): boolean {
  if (cells.length === 0) return false;
  const { template } = edit;
  const looks = growsRows ? textLooksOf(template) : null;
  const bytes = edit.read(sheet.part);
  const done = (content: Buffer): void => edit.write(sheet.part, content);
  const fillerOf = (index: SheetIndex): CellFiller =>
    new CellFiller(index, { name: sheet.name, prefix: index.prefix, date1904: template.date1904 }, styles);
  const filler = fillerOf(new SheetIndex(bytes, sheet.part));
  const orphaned = filler.check(cells);
  if (orphaned.size === 0) return filler.write(cells, looks, done);
  const unshared = new SheetIndex(unshareFormulas(bytes, sheet.part, orphaned), sheet.part);
  return fillerOf(unshared).write(cells, looks, done);
}

class CellFiller {
  readonly #index: SheetIndex;
  readonly #filled: FilledSheet;
  readonly #styles: TextStyles;
  readonly #arrays: readonly MergedRange[];
  readonly #splices = new Splices();
  readonly #added: CellInserter;

  constructor(index: SheetIndex, filled: FilledSheet, styles: TextStyles) {
    this.#index = index;
    this.#filled = filled;
    this.#styles = styles;
    this.#added = new CellInserter(index, this.#splices);
    this.#arrays = readArrayRanges(index.bytes, index.part);
  }

  /** @returns the numbers of shared formulas whose first cell is written over, so that the others lose it */
  check(cells: readonly CellWrite[]): Set<string> {
    for (const write of cells) this.#checkPlace(write);
    this.#refuseTwice(cells);
    const orphaned = new Set<string>();
    for (const write of cells) {
      const cell = this.#index.cell(write.row, write.column);
      this.#checkMerge(write, cell);
      const formula = this.#index.formulaOf(cell);
      this.#checkFormula(write, formula);
      if (write.value.kind === 'result' || formula === undefined) continue;
      const shared = attributeOf(formula, 'si');
      if (shared !== undefined && attributeOf(formula, 'ref') !== undefined) orphaned.add(shared.value);
    }
    return orphaned;
  }

  /** @returns whether a formula was replaced */
  write(cells: readonly CellWrite[], looks: TextLooks | null, done: (content: Buffer) => void): boolean {
    const index = this.#index;
    let replacesFormula = false;
    for (const write of cells) {
      const cell = index.cell(write.row, write.column);
      if (cell === undefined) this.#addCell(write);
      else {
        this.#fillCell(cell, write);
        if (write.value.kind !== 'result' && index.formulaOf(cell) !== undefined) replacesFormula = true;
      }
    }
    this.#added.finish();
    if (looks !== null) growRows(index, cells, looks, this.#splices);
    done(this.#splices.applyTo(index.bytes));
    return replacesFormula;
  }

  #fillCell(cell: IndexedCell, write: CellWrite): void {
    const index = this.#index;
    const { start, end, headEnd } = cell;
    const { value, styleFrom } = write;
    const style = this.#styles.styleFor(styleFrom === undefined ? cell.style : this.#styleFor(write), value);
    if (value.kind !== 'result' && headEnd !== null && style === cell.style) {
      const { type, xml } = contentOf(value, this.#filled, write);
      const opened = type === null ? '>' : ` t="${type}">`;
      if (xml !== '') this.#splices.replace(headEnd, end, `${opened}${xml}</c>`);
      else if (!index.isBlank(cell)) this.#splices.replace(headEnd, end, '/>');
      return;
    }
    const element = index.elementOf(cell);
    const bytes = index.bytes.subarray(start, end);
    if (value.kind === 'result') {
      const content = resultOf(value.value, this.#filled, write);
      rewriteResult(element, content, start, this.#splices, bytes);
    } else rewriteCell(element, contentOf(value, this.#filled, write), start, this.#splices, bytes);
    if (style !== cell.style) writeStyle(element, style, start, this.#splices);
  }

  #addCell(write: CellWrite): void {
    const { row, column, value } = write;
    if (value.kind === 'result') return;
    const content = contentOf(value, this.#filled, write);
    if (content.xml === '' && write.styleFrom === undefined) return;
    const style = this.#styles.styleFor(this.#styleFor(write), value);
    this.#added.add(row, column, style, content.type, content.xml);
  }

  #styleFor({ row, column, styleFrom }: CellWrite): string | null {
    return this.#index.styleAt(styleFrom?.row ?? row, styleFrom?.column ?? column);
  }

  #detailsOf({ row, column }: CellWrite) {
    return detailsOf({ sheet: this.#filled.name, row, column });
  }

  #checkPlace(write: CellWrite): void {
    const { row, column } = write;
    const isCell =
      Number.isInteger(row) &&
      Number.isInteger(column) &&
      row >= 0 &&
      column >= 0 &&
      row < rowsOfSheet &&
      column < columnsOfSheet;
    if (!isCell) {
      refuse(
        `工作表“${this.#filled.name}”没有第 ${row + 1} 行第 ${column + 1} 列`,
        { sheet: this.#filled.name, row, column },
        'bad_request',
      );
    }
  }

  #refuseTwice(cells: readonly CellWrite[]): void {
    const keys = cells.map(({ row, column }) => row * columnsOfSheet + column);
    // As nearly always, each is behind the one before.
    if (keys.every((key, index) => index === 0 || key > (keys[index - 1] ?? 0))) return;
    const seen = new Set<number>();
    for (const [index, write] of cells.entries()) {
      if (seen.size === seen.add(keys[index] ?? 0).size) {
        refuse(
          `${described({ sheet: this.#filled.name, ...write })}要填两次，不知道以哪一次为准`,
          this.#detailsOf(write),
          'bad_request',
        );
      }
    }
  }

  #checkMerge(write: CellWrite, cell: IndexedCell | undefined): void {
    const { row, column, value } = write;
    const merge = this.#index.mergeAt(row, column);
    if (merge === undefined || (merge.firstRow === row && merge.firstColumn === column)) return;
    const isBlank = value.kind === 'blank' || (value.kind === 'text' && value.text === '');
    if (isBlank && (cell === undefined || this.#index.isBlank(cell))) return;
    const range = writeRange(merge);
    refuse(
      `${described({ sheet: this.#filled.name, row, column })}在合并单元格 ${range} 里面，填了也看不见。请填到左上角的 ${cellName(merge.firstRow, merge.firstColumn)}`,
      { ...this.#detailsOf(write), merge: range },
    );
  }

  #checkFormula(write: CellWrite, formula: XmlElement | undefined): void {
    const { row, column, value, replaceFormula = false } = write;
    const array = this.#arrays.find(
      (range) =>
        row >= range.firstRow &&
        row <= range.lastRow &&
        column >= range.firstColumn &&
        column <= range.lastColumn,
    );
    if (value.kind === 'result') {
      if (formula !== undefined || array !== undefined) return;
      refuse(
        `${described({ sheet: this.#filled.name, row, column })}没有公式，不能填公式的结果`,
        this.#detailsOf(write),
      );
    }
    if (array !== undefined) {
      const range = writeRange(array);
      refuse(`${described({ sheet: this.#filled.name, row, column })}属于数组公式 ${range}，不能单独填写`, {
        ...this.#detailsOf(write),
        array: range,
      });
    }
    if (formula === undefined || replaceFormula) return;
    refuse(
      `${described({ sheet: this.#filled.name, row, column })}是公式，没有填写。要用填报的数代替公式，请在表样的设置里允许`,
      { ...this.#detailsOf(write), formula: formula.text },
    );
  }
}
