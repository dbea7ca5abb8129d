/** A card (登记卡, 审批表): words and blanks side by side, each blank named by the word at its left. */
import { plainTitle } from '../../../../shared/form/titles.ts';
import type { FormFigure, FormPlace } from '../../../../shared/model/form.ts';
import { guessType } from '../regions/column-types.ts';
import { bracketMeasure, compact } from '../regions/words.ts';
import { cellAt, filledColumns, mergeAt, textAt } from '../sheet.ts';
import { isCovered } from './find-body.ts';
import { choicesOf, type FormSource, typeOf } from './form-columns.ts';

/** A card is a page or two. */
const mostRows = 200;

/**
 * The ruled blanks that stand right of a word, top to bottom; `places` (who fills it in, and when) are none of them.
 * None where the lines of the sheet could not be read.
 */
export function learnCard(source: FormSource, places: readonly FormPlace[]): FormFigure[] {
  const { sheet, markup } = source;
  if (markup === null) return [];
  const isOpen = (row: number, column: number): boolean =>
    !isCovered(sheet, row, column) &&
    textAt(sheet, row, column).trim() === '' &&
    cellAt(sheet, row, column)?.formula !== true &&
    markup.lookAt(row, column).bordered &&
    !places.some((place) => place.row === row && place.column === column);
  return sheet.rows.slice(0, mostRows).flatMap((_, row) =>
    filledColumns(sheet, row).flatMap((word): FormFigure[] => {
      if (isCovered(sheet, row, word) || cellAt(sheet, row, word)?.kind !== 'text') return [];
      const column = (mergeAt(sheet, row, word)?.lastColumn ?? word) + 1;
      return isOpen(row, column) ? [figureOf(source, row, column, compact(textAt(sheet, row, word)))] : [];
    }),
  );
}

/** Several rows with more than one blank each: neither a list of names nor one of indicators. */
export function isCard(figures: readonly FormFigure[]): boolean {
  const rows = Map.groupBy(figures, ({ row }) => row);
  return [...rows.values()].filter(({ length }) => length > 1).length > 1;
}

function figureOf(source: FormSource, row: number, column: number, word: string): FormFigure {
  const { markup } = source;
  const rules = (markup?.validations ?? []).filter(({ ranges }) =>
    ranges.some(
      ({ firstRow, lastRow, firstColumn, lastColumn }) =>
        firstRow <= row && row <= lastRow && firstColumn <= column && column <= lastColumn,
    ),
  );
  const { choices } = choicesOf(source, rules);
  const format = markup?.lookAt(row, column).format ?? null;
  const { type } = typeOf({
    seen: guessType([word], []).type,
    title: plainTitle(word),
    ...{ choices, rules, format },
    ...{ hasData: false, serial: false, summed: false },
  });
  return {
    ...{ row, column, type, format },
    rowPath: [word],
    columnPath: [],
    measureWord: type === 'number' ? bracketMeasure(word) : null,
    formula: false,
    choices: type === 'boolean' ? [] : [...choices],
    key: null,
  };
}
