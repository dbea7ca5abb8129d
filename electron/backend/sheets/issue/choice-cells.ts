/** Where the texts of drop-downs stand: in their rule where they fit, otherwise in a column of the hidden sheet. */
import { sameContent } from '../../../../shared/model/same-content.ts';
import type { ChoiceList } from '../refill/fill.ts';
import type { OfferedChoices } from './input-rules.ts';

export type PlacedChoices = {
  readonly choices: readonly ChoiceList[];
  /** What the hidden sheet is to hold; no rows where all texts fit. */
  readonly rows: readonly (readonly string[])[];
};

/** @param listSheet what the hidden sheet is called */
export function placeChoices(offered: readonly OfferedChoices[], listSheet: string): PlacedChoices {
  const lists: (readonly string[])[] = [];
  const choices = offered.map(({ texts, ...rule }): ChoiceList => {
    if (fitsInRule(texts)) return { ...rule, source: { kind: 'texts', texts } };
    const known = lists.findIndex((list) => sameContent(list, texts));
    const column = known < 0 ? lists.push(texts) - 1 : known;
    const range = { firstRow: 0, lastRow: texts.length - 1, firstColumn: column, lastColumn: column };
    return { ...rule, source: { kind: 'cells', sheet: listSheet, range } };
  });
  const height = Math.max(0, ...lists.map(({ length }) => length));
  const rows = Array.from({ length: height }, (_, row) => lists.map((list) => list[row] ?? ''));
  return { choices, rows };
}

/** A rule holds 255 characters, and separates its texts with commas. */
function fitsInRule(texts: readonly string[]): boolean {
  const joined = texts.join(',');
  return joined.length <= 200 && texts.every((text) => !/[,"\n]|^\s|\s$|^=/.test(text));
}
