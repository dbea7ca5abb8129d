/** The cells around a table that say who filled it in, when, and in what measure. */
import type { FormPlace } from '../../../../shared/model/form.ts';
import { readInfo } from '../regions/info-line.ts';
import type { InfoField, Region } from '../regions/region.ts';
import { openWindow, type WindowRow } from '../regions/window.ts';
import { compact, infoKind, isDateLine } from '../regions/words.ts';
import { mergeAt, type Sheet, textAt } from '../sheet.ts';
import type { SheetMarkup } from './form-markup.ts';

/** Those of the info lines above the table and of the signatures below it, in reading order. */
export function learnPlaces(region: Region, sheet: Sheet, markup: SheetMarkup | null): FormPlace[] {
  const below = new Set(region.noteRows.filter((row) => row >= region.bodyRow));
  const lines = openWindow(sheet).rows.filter(({ row }) => below.has(row));
  const fields = [...region.info, ...lines.flatMap(readSignatures)]
    .filter(({ label }) => !remark.test(label))
    .flatMap(setDatesApart);
  const byCell = new Map<string, InfoField[]>();
  for (const field of fields) {
    const cell = `${field.row} ${field.labelColumn}`;
    byCell.set(cell, [...(byCell.get(cell) ?? []), field]);
  }
  return [...byCell.values()].flatMap((inCell) => placesOfCell(inCell, sheet, markup));
}

/** Tells how to fill in, and is not filled in: 填表说明：1.本表由…。 */
const remark = /^(?:填[表报写]|编制|指标)?(?:说明|要求|须知|注意事项)$|^(?:备注|附注|注)\d*$/;

/** A date further right is a place of its own, not the value of a unit left blank; a month is a period. */
function setDatesApart(field: InfoField): InfoField[] {
  const { kind, value, label, labelColumn, valueColumn } = field;
  if (label === '' && kind === 'date' && !/[日号]/.test(value ?? '日')) return [{ ...field, kind: 'period' }];
  if (kind === 'date' || kind === 'period' || labelColumn === valueColumn) return [field];
  if (value === null || !isDateLine(compact(value))) return [field];
  const when = /[日号]/.test(value) ? 'date' : 'period';
  return [
    { ...field, value: null, valueColumn: labelColumn },
    { ...field, kind: when, label: '', labelColumn: valueColumn },
  ];
}

/** 填表人： and, in a row that has such entries, also 审核人 without a colon before a blank cell. */
function readSignatures(row: WindowRow): InfoField[] {
  const fields = readInfo(row);
  const labelled = row.cells.flatMap(({ label, column, lastColumn }): InfoField[] => {
    const kind = infoKind(label);
    if (kind === null || kind === 'unit' || fields.some((field) => field.labelColumn === column)) return [];
    const next = row.cells.find((cell) => cell.column > column);
    if (next !== undefined && next.column <= lastColumn + 1) return [];
    return [{ kind, label, value: null, row: row.row, labelColumn: column, valueColumn: lastColumn + 1 }];
  });
  return [...fields, ...labelled];
}

function placesOfCell(fields: readonly InfoField[], sheet: Sheet, markup: SheetMarkup | null): FormPlace[] {
  const places: FormPlace[] = [];
  let from = 0;
  for (const [index, { kind, label, value, row, labelColumn, valueColumn }] of fields.entries()) {
    if (valueColumn !== labelColumn) {
      const text = textAt(sheet, row, valueColumn);
      places.push({ kind, label, row, column: valueColumn, before: '', value: text, after: '' });
      continue;
    }
    const text = textAt(sheet, row, labelColumn);
    const start = label === '' ? from : endOfLabel(text, label, from);
    if (start === null) continue;
    const line = index === fields.length - 1 ? lineBeside(sheet, markup, row, labelColumn) : null;
    if (value === null && line !== null && text.slice(start).trim() === '') {
      places.push({ kind, label, row, column: line, before: '', value: '', after: '' });
      continue;
    }
    const next = fields[index + 1];
    const end = next === undefined ? text.length : (startOfLabel(text, next.label, start) ?? text.length);
    const found = text.slice(start, end);
    // White space around a value is layout; a value of blanks alone is there to be written on.
    const blankDate = /^[\s\u3000_]*年/u.test(found);
    const lead = value === null || blankDate ? '' : (/^\s*/u.exec(found)?.[0] ?? '');
    const own =
      value === null ? (/^[_\s]*_/u.exec(found)?.[0] ?? '') : found.slice(lead.length).replace(/\s+$/u, '');
    const at = start + lead.length;
    places.push({
      kind,
      label,
      row,
      column: labelColumn,
      before: text.slice(0, at),
      value: own,
      after: text.slice(at + own.length),
    });
    from = at + own.length;
  }
  return places;
}

/** The cell to the right of a label that is blank and has a line to write on. */
function lineBeside(sheet: Sheet, markup: SheetMarkup | null, row: number, column: number): number | null {
  const beside = (mergeAt(sheet, row, column)?.lastColumn ?? column) + 1;
  if (markup === null || textAt(sheet, row, beside).trim() !== '') return null;
  return markup.lookAt(row, beside).underlined ? beside : null;
}

/** Where the label's colon ends; white space inside the label is layout. null for a label without colon. */
function endOfLabel(text: string, label: string, from: number): number | null {
  const match = labelPattern(label).exec(text.slice(from));
  return match === null ? null : from + match.index + match[0].length;
}

function startOfLabel(text: string, label: string, from: number): number | null {
  const match = labelPattern(label).exec(text.slice(from));
  return match === null ? null : from + match.index;
}

/** Labels come in 半角: 填报单位(盖章). */
function labelPattern(label: string): RegExp {
  const chars = [...label].map((char) => {
    if (char === '(') return '[(（]';
    if (char === ')') return '[)）]';
    return char.replace(/[\\^$.*+?|[\]{}]/, '\\$&');
  });
  return new RegExp(`${chars.join('\\s*')}\\s*[:：]`, 'u');
}
