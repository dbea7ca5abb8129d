/** The cells of a grouped line: its group and its names. */
import { splitNames } from '../../../../shared/annex/names.ts';
import type { CellValue } from '../../../../shared/model/cell-value.ts';
import { parseNone } from '../../../../shared/values/cell-text.ts';
import { unreadText } from '../../../../shared/values/text.ts';
import { cellAt, mergeAt, type SheetCell } from '../sheet.ts';
import { explainError, textOfDate, textOfNumber } from './cell-value.ts';
import { type Place, type Report, shorten } from './findings.ts';
import type { GroupedContext } from './grouped-context.ts';

/** One name as it stands in a cell: read, or kept as unread. */
export type NameEntry = { readonly choice: string; readonly value: CellValue; readonly place: Place };

export type GroupEntry = { readonly value: CellValue; readonly place: Place; readonly inherited: boolean };

/** The line's group; a group cell merged over several lines names each of them. */
export function readGroup({ sheet, layout, groupColumns, report }: GroupedContext, row: number): GroupEntry {
  for (const column of groupColumns) {
    const merge = mergeAt(sheet, row, column);
    const place = merge === null ? { row, column } : { row: merge.firstRow, column: merge.firstColumn };
    const cell = cellAt(sheet, place.row, place.column);
    if (cell === undefined || cell.text.trim() === '') continue;
    const inherited = place.row < row;
    if (cell.kind === 'error') {
      const value = unreadText(cell.text, explainError(cell.text));
      reportUnread(report, value, place, layout.groupColumn);
      return { value, place, inherited };
    }
    if (cell.kind !== 'text') reportNotAName(report, cell, place, layout.groupColumn);
    return { value: shownText(cell).replace(/\s+/gu, ''), place, inherited };
  }
  return { value: null, place: { row, column: groupColumns[0] ?? 0 }, inherited: false };
}

/** The names under one choice; a cell that is no list of names is kept and told. */
export function readNames(
  { sheet, layout, report }: GroupedContext,
  place: Place,
  choice: string,
): NameEntry[] {
  const { nameColumn } = layout;
  const cell = cellAt(sheet, place.row, place.column);
  if (cell === undefined || cell.text.trim() === '') return [];
  if (cell.kind === 'error') {
    const value = unreadText(cell.text, explainError(cell.text));
    reportUnread(report, value, place, nameColumn);
    return [{ choice, value, place }];
  }
  if (cell.kind !== 'text') {
    reportNotAName(report, cell, place, nameColumn);
    return [{ choice, value: shownText(cell), place }];
  }
  const names = splitNames(cell.text);
  if (names.length === 1 && parseNone(names[0] ?? '') !== null) {
    report(
      place,
      {
        code: 'confirmed_none',
        severity: 'note',
        message: `“${names[0]}”读作没有${choice}，没有作为村名读入。`,
      },
      nameColumn,
    );
    return [];
  }
  if (names.length === 0) {
    report(
      place,
      {
        code: 'unknown_column_value',
        severity: 'explain',
        message: `“${shorten(cell.text)}”只有标点，没有村名，没有读入。请核对。`,
      },
      nameColumn,
    );
  }
  for (const name of names) {
    if (parseNone(name) === null) continue;
    report(
      place,
      {
        code: 'not_a_name',
        severity: 'explain',
        message: `“${name}”和村名写在同一格里，已按村名读入。若它不是村名，请删去。`,
      },
      nameColumn,
    );
  }
  return names.map((value) => ({ choice, value, place }));
}

/** Tells a value that could not be read, if it is one. */
export function reportUnread(report: Report, value: CellValue, place: Place, column: string): void {
  if (typeof value !== 'object' || value === null || !('kind' in value) || value.kind !== 'unread') return;
  report(
    place,
    {
      code: 'unread_value',
      severity: 'explain',
      message: `“${shorten(value.text)}”没有读懂，按原样保留。${value.reason}`,
    },
    column,
  );
}

function reportNotAName(report: Report, cell: SheetCell, place: Place, column: string): void {
  const kind = cell.kind === 'date' ? '日期' : cell.kind === 'number' ? '数字' : '是否值';
  report(
    place,
    {
      code: 'not_a_name',
      severity: 'explain',
      message: `这里是${kind}“${shownText(cell)}”，不像名称，已按文字读入。请核对。`,
    },
    column,
  );
}

function shownText(cell: SheetCell): string {
  if (cell.kind === 'number') return textOfNumber(cell);
  return cell.kind === 'date' ? textOfDate(cell) : cell.text;
}
