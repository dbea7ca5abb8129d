/** Who, when and in what measure → the cells of a form that say so. */
import type { FormPlace } from '../model/form.ts';
import type { PlannedCell } from './plan-lines.ts';

/** What the places of a form are filled with; what is not given stays as the form has it. */
export type FillContext = {
  readonly unit?: string;
  /** As it is to be printed: 2025年10月. */
  readonly period?: string;
  /** ISO, printed as 2025年10月15日; any other text as it is. */
  readonly date?: string;
  readonly measure?: string;
  readonly preparer?: string;
  readonly reviewer?: string;
  readonly head?: string;
  readonly phone?: string;
  readonly formCode?: string;
};

/** Several entries of one cell are filled together; what stands between them stays. */
export function planPlaces(places: readonly FormPlace[], context: FillContext): PlannedCell[] {
  const byCell = new Map<string, FormPlace[]>();
  for (const place of places) {
    const cell = `${place.row} ${place.column}`;
    byCell.set(cell, [...(byCell.get(cell) ?? []), place]);
  }
  return [...byCell.values()].flatMap((inCell): PlannedCell[] => {
    const [first] = inCell;
    if (first === undefined || inCell.every((place) => textFor(place, context) === null)) return [];
    return [
      { row: first.row, column: first.column, value: { kind: 'text', text: textOfCell(inCell, context) } },
    ];
  });
}

/** ISO as it is printed: 2025年10月15日, 2025年10月; any other text as it is. */
export function printedDate(iso: string): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(iso) ?? [];
  if (year === undefined || month === undefined) return iso;
  return `${year}年${Number(month)}月${day === undefined ? '' : `${Number(day)}日`}`;
}

function textOfCell(places: readonly FormPlace[], context: FillContext): string {
  const ordered = [...places].sort((left, right) => left.before.length - right.before.length);
  const [first] = ordered;
  if (first === undefined) return '';
  const whole = first.before + first.value + first.after;
  let text = '';
  let at = 0;
  for (const place of ordered) {
    const start = place.before.length;
    text += whole.slice(at, start) + (textFor(place, context) ?? place.value);
    at = start + place.value.length;
  }
  return text + whole.slice(at);
}

function textFor({ kind, label, value }: FormPlace, context: FillContext): string | null {
  if (kind === 'other') return null;
  const given = context[kind];
  if (given === undefined || given === '') return null;
  // A county's own seal or name above is no place for the unit that reports.
  if (kind === 'unit' && label === '' && value !== '') return null;
  return kind === 'date' || kind === 'period' ? printedDate(given) : given;
}
