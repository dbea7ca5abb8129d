/** Values into the cells of a sheet: only the elements of these cells are written anew. */
import type { MergedRange } from '../sheet.ts';
import { cellName } from '../sheet.ts';
import { type CellContent, contentOf, described, detailsOf, resultOf } from './cell-content.ts';
import type { CellWrite } from './fill.ts';
import { columnsOfSheet, rowsOfSheet } from './formula/references.ts';
import { readArrayRanges, unshareFormulas } from './formula-ranges.ts';
import { growRows } from './grow-rows.ts';
import { CellInserter } from './insert-cells.ts';
import { type TextLooks, textLooksOf } from './parts/text-looks.ts';
import { refuse } from './refusal.ts';
import { type IndexedCell, SheetIndex } from './sheet-index.ts';
import type { TemplateSheet } from './template.ts';
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
  growsRows: boolean,
): boolean {
  if (cells.length === 0) return false;
  const { template } = edit;
  const looks = growsRows ? textLooksOf(template) : null;
  const bytes = edit.read(sheet.part);
  const done = (content: Buffer): void => edit.write(sheet.part, content);
  const filler = new CellFiller(new SheetIndex(bytes, sheet.part), sheet.name, template.date1904);
  const orphaned = filler.check(cells);
  if (orphaned.size === 0) return filler.write(cells, looks, done);
  const unshared = new SheetIndex(unshareFormulas(bytes, sheet.part, orphaned), sheet.part);
  return new CellFiller(unshared, sheet.name, template.date1904).write(cells, looks, done);
}

class CellFiller {
  readonly #index: SheetIndex;
  readonly #sheet: string;
  readonly #date1904: boolean;
  readonly #arrays: readonly MergedRange[];
  readonly #splices = new Splices();
  readonly #added: CellInserter;

  constructor(index: SheetIndex, sheet: string, date1904: boolean) {
    this.#index = index;
    this.#sheet = sheet;
    this.#date1904 = date1904;
    this.#added = new CellInserter(index, this.#splices);
    this.#arrays = readArrayRanges(index.bytes, index.part);
  }

  /** @returns the numbers of shared formulas whose first cell is written over, so that the others lose it */
  check(cells: readonly CellWrite[]): Set<string> {
    const seen = new Set<number>();
    const orphaned = new Set<string>();
    for (const write of cells) {
      this.#checkPlace(write, seen);
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
    if (value.kind !== 'result' && headEnd !== null && styleFrom === undefined) {
      const { type, xml } = this.#contentOf(write, value);
      const opened = type === null ? '>' : ` t="${type}">`;
      if (xml !== '') this.#splices.replace(headEnd, end, `${opened}${xml}</c>`);
      else if (!index.isBlank(cell)) this.#splices.replace(headEnd, end, '/>');
      return;
    }
    const element = index.elementOf(cell);
    const bytes = index.bytes.subarray(start, end);
    if (value.kind === 'result') {
      const content = resultOf(value.value, index.prefix, { sheet: this.#sheet, ...write });
      rewriteResult(element, content, start, this.#splices, bytes);
    } else rewriteCell(element, this.#contentOf(write, value), start, this.#splices, bytes);
    if (styleFrom !== undefined) writeStyle(element, this.#styleFor(write), start, this.#splices);
  }

  #addCell(write: CellWrite): void {
    const { row, column, value } = write;
    if (value.kind === 'result') return;
    const content = this.#contentOf(write, value);
    if (content.xml === '' && write.styleFrom === undefined) return;
    this.#added.add(row, column, this.#styleFor(write), content.type, content.xml);
  }

  #contentOf(write: CellWrite, value: Exclude<CellWrite['value'], { kind: 'result' }>): CellContent {
    return contentOf(value, this.#index.prefix, this.#date1904, { sheet: this.#sheet, ...write });
  }

  #styleFor({ row, column, styleFrom }: CellWrite): string | null {
    return this.#index.styleAt(styleFrom?.row ?? row, styleFrom?.column ?? column);
  }

  #detailsOf({ row, column }: CellWrite) {
    return detailsOf({ sheet: this.#sheet, row, column });
  }

  #checkPlace(write: CellWrite, seen: Set<number>): void {
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
        `工作表“${this.#sheet}”没有第 ${row + 1} 行第 ${column + 1} 列`,
        { sheet: this.#sheet, row, column },
        'bad_request',
      );
    }
    const key = row * columnsOfSheet + column;
    if (seen.has(key)) {
      refuse(
        `${described({ sheet: this.#sheet, row, column })}要填两次，不知道以哪一次为准`,
        this.#detailsOf(write),
        'bad_request',
      );
    }
    seen.add(key);
  }

  #checkMerge(write: CellWrite, cell: IndexedCell | undefined): void {
    const { row, column, value } = write;
    const merge = this.#index.mergeAt(row, column);
    if (merge === undefined || (merge.firstRow === row && merge.firstColumn === column)) return;
    const isBlank = value.kind === 'blank' || (value.kind === 'text' && value.text === '');
    if (isBlank && (cell === undefined || this.#index.isBlank(cell))) return;
    const range = writeRange(merge);
    refuse(
      `${described({ sheet: this.#sheet, row, column })}在合并单元格 ${range} 里面，填了也看不见。请填到左上角的 ${cellName(merge.firstRow, merge.firstColumn)}`,
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
        `${described({ sheet: this.#sheet, row, column })}没有公式，不能填公式的结果`,
        this.#detailsOf(write),
      );
    }
    if (array !== undefined) {
      const range = writeRange(array);
      refuse(`${described({ sheet: this.#sheet, row, column })}属于数组公式 ${range}，不能单独填写`, {
        ...this.#detailsOf(write),
        array: range,
      });
    }
    if (formula === undefined || replaceFormula) return;
    refuse(
      `${described({ sheet: this.#sheet, row, column })}是公式，没有填写。要用填报的数代替公式，请在表样的设置里允许`,
      { ...this.#detailsOf(write), formula: formula.text },
    );
  }
}
