/** The indicators of a fixed form: the texts at the left that say what each of its rows is about. */

import { plainTitle } from '../../../../shared/form/titles.ts';
import type { FormColumn } from '../../../../shared/model/form.ts';
import { foldWidth } from '../../../../shared/values/text.ts';
import type { Region } from '../regions/region.ts';
import { isMeasureWord, isSerialTitle } from '../regions/words.ts';
import { cellAt, filledColumns, mergeAt, type Sheet, textAt } from '../sheet.ts';
import type { SheetMarkup } from './form-markup.ts';

export type IndicatorLabel = {
  /** As written. */
  readonly text: string;
  readonly column: number;
  /** The first row of the merged range that the label holds for. */
  readonly fromRow: number;
};

export type IndicatorRow = {
  readonly row: number;
  /** The labels that hold for the row, left to right. */
  readonly labels: readonly IndicatorLabel[];
  /** How far the last label stands in, in half characters. */
  readonly indent: number;
  readonly measureWord: string | null;
  /** Only heads the rows below: it has no measure where the others have one. */
  readonly isHead: boolean;
};

export type IndicatorRows = {
  readonly rows: readonly IndicatorRow[];
  readonly labelColumns: readonly number[];
  readonly measureColumn: number | null;
  readonly codeColumn: number | null;
  /** Columns that say something of the row and take no figure: 计量单位, 代码. */
  readonly otherColumns: readonly number[];
  /** What share of the cells beside the labels is blank. */
  readonly blankShare: number;
};

const mostRows = 2000;

/** null where no row below the header begins with a text. */
export function findIndicators(
  region: Region,
  sheet: Sheet,
  markup: SheetMarkup | null,
  columns: readonly FormColumn[],
): IndicatorRows | null {
  const rows = labelledRows(region, sheet, markup);
  const [first] = rows;
  if (first === undefined) return null;
  const titleOf = ({ path }: FormColumn): string => plainTitle(path.at(-1) ?? '');
  const measureColumn =
    columns.find(
      (column) => /^(?:计量单位|单位)$/.test(titleOf(column)) && isMeasureColumn(sheet, rows, column.column),
    )?.column ?? null;
  const codeColumn =
    columns.find(
      (column) =>
        /^(?:行次|代码|指标代码|编码|栏次)$/.test(titleOf(column)) || isCodeColumn(sheet, rows, column),
    )?.column ?? null;
  const labelColumns = findLabelColumns(sheet, rows, columns, [measureColumn, codeColumn]);
  if (labelColumns.length === 0) return null;
  const otherColumns = [
    measureColumn,
    codeColumn,
    ...columns.filter(({ serial }) => serial).map(({ column }) => column),
  ].filter((column) => column !== null);
  const last = labelColumns.at(-1) ?? 0;
  const indicators = rows.flatMap((row): IndicatorRow[] => {
    const labels = labelColumns
      .map((column) => ({
        text: labelAt(sheet, row, column),
        column,
        fromRow: mergeAt(sheet, row, column)?.firstRow ?? row,
      }))
      .filter(({ text }) => text.trim() !== '');
    const lead = labels.at(-1)?.text;
    if (lead === undefined) return [];
    const style = markup?.lookAt(row, last).indent ?? 0;
    const measure = measureColumn === null ? '' : labelAt(sheet, row, measureColumn).trim();
    return [
      {
        row,
        labels,
        indent: leadingSpace(lead) + style * 2,
        measureWord: isMeasureWord(foldWidth(measure)) ? measure : null,
        isHead: measureColumn !== null && measure === '' && nestingOf(lead).kind === 'numbered',
      },
    ];
  });
  const answers = columns.filter(
    ({ column, hidden }) => !hidden && !labelColumns.includes(column) && !otherColumns.includes(column),
  );
  let blank = 0;
  for (const { row } of indicators) {
    blank += answers.filter(({ column }) => {
      const cell = cellAt(sheet, row, column);
      return cell === undefined || cell.formula || cell.text.trim() === '';
    }).length;
  }
  const all = indicators.length * answers.length;
  return {
    rows: indicators,
    labelColumns,
    measureColumn,
    codeColumn,
    otherColumns: [...new Set(otherColumns)],
    blankShare: all === 0 ? 0 : blank / all,
  };
}

/** How a label says that it belongs under another one. */
export type Nesting = {
  readonly kind: 'numbered' | 'which' | 'plain';
  /** 一、 1, （一） 2, 1. 3, （1） 4, ① 5. */
  readonly level: number;
};

export function nestingOf(text: string): Nesting {
  const label = foldWidth(text).replace(/\s+/gu, '');
  if (/^(?:其中|#|其:)/.test(label)) return { kind: 'which', level: 0 };
  const forms: readonly [number, RegExp][] = [
    [1, /^[一二三四五六七八九十]{1,3}[、.,]/],
    [2, /^[(][一二三四五六七八九十]{1,3}[)]/],
    [3, /^\d{1,2}[、.](?!\d)/],
    [4, /^[(]\d{1,2}[)]|^\d{1,2}[)]/],
    [5, /^[①-⑳]/],
  ];
  const form = forms.find(([, pattern]) => pattern.test(label));
  return form === undefined ? { kind: 'plain', level: 0 } : { kind: 'numbered', level: form[0] };
}

/** The rows below the header to its last ruled or known row that begin with a text. */
function labelledRows(region: Region, sheet: Sheet, markup: SheetMarkup | null): number[] {
  const known = new Set([
    ...region.dataRows,
    ...region.sectionRows,
    ...region.subtotalRows,
    ...region.totalRows,
  ]);
  const notes = new Set(region.noteRows);
  const rows: number[] = [];
  for (let row = region.bodyRow; row < Math.min(region.bodyRow + mostRows, sheet.rows.length); row += 1) {
    const filled = filledColumns(sheet, row);
    const ruled =
      markup !== null &&
      region.columns.filter(({ column }) => markup.lookAt(row, column).bordered).length * 2 >
        region.columns.length;
    if (filled.length === 0 && !ruled && !isUnderMerge(sheet, row, region)) break;
    if (!known.has(row) && !ruled) {
      if (notes.has(row)) break;
      continue;
    }
    if (filled.some((column) => cellAt(sheet, row, column)?.kind === 'text')) rows.push(row);
  }
  return rows;
}

function isUnderMerge(sheet: Sheet, row: number, region: Region): boolean {
  const merge = mergeAt(sheet, row, region.columns[0]?.column ?? 0);
  return merge !== null && merge.firstRow < row;
}

/** The leading columns of texts; they end where the first column begins that most rows leave to be filled. */
function findLabelColumns(
  sheet: Sheet,
  rows: readonly number[],
  columns: readonly FormColumn[],
  passed: readonly (number | null)[],
): number[] {
  const labels: number[] = [];
  for (const { column, serial, hidden } of columns) {
    if (passed.includes(column) || serial || hidden) continue;
    const texts = rows.filter((row) => {
      const anchor = mergeAt(sheet, row, column);
      const cell = cellAt(sheet, anchor?.firstRow ?? row, anchor?.firstColumn ?? column);
      return cell !== undefined && cell.kind === 'text' && !cell.formula && !isClosed(cell.text);
    }).length;
    if (texts * 2 < rows.length) {
      // A column of names that hardly any row needs: 其中 beside merged labels.
      if (labels.length === 0 || texts < 2 || texts * 4 < rows.length) break;
    }
    labels.push(column);
    if (labels.length >= 4) break;
  }
  return labels;
}

/** The label that holds for the row: that of the merged range it lies in; '' under one that began at its left. */
function labelAt(sheet: Sheet, row: number, column: number): string {
  const merge = mergeAt(sheet, row, column);
  if (merge === null) return textAt(sheet, row, column);
  return merge.firstColumn === column ? textAt(sheet, merge.firstRow, column) : '';
}

/** —, × and / say that nothing belongs here. */
export function isClosed(text: string): boolean {
  return /^[-—－–×xX/\\*]+$/.test(text.trim());
}

function isMeasureColumn(sheet: Sheet, rows: readonly number[], column: number): boolean {
  const texts = rows.map((row) => labelAt(sheet, row, column).trim()).filter((text) => text !== '');
  return (
    texts.length > 0 && texts.filter((text) => isMeasureWord(foldWidth(text))).length * 2 >= texts.length
  );
}

/** 01, 02, 03 down a column: numbers of the rows. */
function isCodeColumn(sheet: Sheet, rows: readonly number[], { column, path }: FormColumn): boolean {
  if (isSerialTitle(plainTitle(path.at(-1) ?? ''))) return false;
  const numbers = rows.map((row) => textAt(sheet, row, column).trim()).filter((text) => text !== '');
  return (
    numbers.length >= 3 &&
    numbers.length * 2 >= rows.length &&
    numbers.every((text, index) => /^\d{1,3}$/.test(text) && Number(text) === Number(numbers[0]) + index)
  );
}

function leadingSpace(text: string): number {
  const space = /^[\s\u3000]*/u.exec(text)?.[0] ?? '';
  return [...space].reduce((width, char) => width + (char === '\u3000' ? 2 : 1), 0);
}
