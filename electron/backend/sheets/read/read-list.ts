/** 逐行表: one row a record, a column of the table under each title. */
import { type CellValue, isUnread } from '../../../../shared/model/cell-value.ts';
import type { Column } from '../../../../shared/model/column.ts';
import { columnForRow } from '../../../../shared/model/computed.ts';
import type { TableDefinition } from '../../../../shared/model/table.ts';
import { cellAt, cellName, filledColumns, mergeAt, type Sheet, textAt } from '../sheet.ts';
import { readCellValue } from './cell-value.ts';
import {
  type Findings,
  incomingRow,
  type Place,
  reportInto,
  reportUnknownColumns,
  shorten,
} from './findings.ts';
import type { ListField, ListHeader } from './layout.ts';
import { findNearestName } from './nearest-name.ts';
import { isNoteLine, isTotalTitle, normalizeTitle } from './titles.ts';

/** Rows below the header → typed rows. `groups` are the names that the table's group column may hold. */
export function readList(
  sheet: Sheet,
  header: ListHeader,
  definition: TableDefinition,
  groups: readonly string[],
): Findings {
  const findings: Findings = { rows: [], groups: new Set(), problems: [] };
  const report = reportInto(findings, sheet);
  const columns = [...header.fields].flatMap(([at, field]) =>
    field.kind === 'column' ? [[at, field.column] as const] : [],
  );
  const missing = definition.columns.filter(
    ({ key, computed }) => computed === null && !columns.some(([, column]) => column.key === key),
  );
  for (const { title, required, key } of missing) {
    report(
      { row: header.headerRow, column: columns[0]?.[0] ?? 0 },
      {
        code: 'missing_column',
        severity: required ? 'must' : 'note',
        message: required
          ? `表头没有必填的“${title}”这一栏。请补上这一栏再导入。`
          : `表头没有“${title}”这一栏，这一栏没有读入。`,
      },
      key,
    );
  }

  const dataRows: number[] = [];
  const seen = new Map<string, number>();
  for (let row = header.dataRow; row < sheet.rows.length; row += 1) {
    const filled = filledColumns(sheet, row).filter((column) => header.fields.get(column)?.kind !== 'serial');
    const [first] = filled;
    if (first === undefined || isRepeatedHeader(sheet, header, row)) continue;
    const text = textAt(sheet, row, filledColumns(sheet, row)[0] ?? first);
    if (isTotalTitle(text) || (filled.length === 1 && isNoteLine(text))) {
      const all = filled.map((column) => textAt(sheet, row, column).trim()).join(' ');
      report(
        { row, column: first },
        {
          code: 'text_outside_table',
          severity: 'note',
          message: `第${row + 1}行“${shorten(all)}”是合计或说明，不是记录，没有读入。`,
        },
      );
      continue;
    }
    dataRows.push(row);
    const places = columns.map(([at, column]) => ({
      column,
      place: placeOf(sheet, row, at, definition.keyColumns.includes(column.key)),
    }));
    const texts = Object.fromEntries(
      places.map(({ column, place }) => [column.key, textAt(sheet, place.row, place.column).trim()]),
    );
    const entries = places.map(({ column, place }) => ({
      column,
      place,
      value: readCellValue(columnForRow(column, texts), cellAt(sheet, place.row, place.column)),
    }));
    for (const { column, place, value } of entries) reportValue(column, place, value, row);
    checkGroup(entries);
    checkRepeated(entries, row);
    findings.rows.push(incomingRow(entries.map(({ column, value, place }) => [column.key, value, place])));
  }
  reportUnknownColumns(sheet, dataRows, (column) => unknownTitle(header.fields.get(column)), report);
  return findings;

  function reportValue(column: Column, place: Place, value: CellValue, row: number): void {
    if (value === null && column.required) {
      report(
        { row, column: place.column },
        {
          code: 'required_empty',
          severity: 'must',
          message: `第${row + 1}行没有填必填的“${column.title}”。请补上。`,
        },
        column.key,
      );
    }
    if (isUnread(value)) {
      report(
        place,
        {
          code: 'unread_value',
          severity: 'explain',
          message: `“${column.title}”里的“${shorten(value.text)}”没有读懂，按原样保留。${value.reason}`,
        },
        column.key,
      );
      return;
    }
    const cell = cellAt(sheet, place.row, place.column);
    if (cell !== undefined && cell.kind !== 'text' && nameTypes.includes(column.type)) {
      report(
        place,
        {
          code: 'not_a_name',
          severity: 'explain',
          message: `“${column.title}”里是${cell.kind === 'date' ? '日期' : '数字'}“${shorten(cell.text)}”，不像名称，已按文字读入。请核对。`,
        },
        column.key,
      );
    }
  }

  function checkGroup(entries: readonly Entry[]): void {
    const entry = entries.find(({ column }) => column.key === definition.grouped?.groupColumn);
    if (entry === undefined || typeof entry.value !== 'string') return;
    if (groups.length === 0 || groups.includes(entry.value)) return;
    const nearest = findNearestName(entry.value, groups);
    report(
      entry.place,
      {
        code: 'unknown_unit',
        severity: 'explain',
        message: `“${entry.value}”不在填报单位中，已按原样读入。${nearest === null ? '' : `是否应为“${nearest}”？`}请核对。`,
      },
      entry.column.key,
    );
  }

  function checkRepeated(entries: readonly Entry[], row: number): void {
    const names = definition.grouped;
    if (names === null) return;
    const [group, name] = [names.groupColumn, names.nameColumn].map((key) =>
      entries.find(({ column }) => column.key === key),
    );
    if (typeof group?.value !== 'string' || typeof name?.value !== 'string') return;
    const key = JSON.stringify([group.value, name.value]);
    const earlier = seen.get(key);
    if (earlier === undefined) {
      seen.set(key, row);
      return;
    }
    report(
      name.place,
      {
        code: 'repeated_name',
        severity: 'explain',
        message: `“${name.value}”在${group.value}重复出现，前一处在${cellName(earlier, name.place.column)}，都已读入。请核对后删去多余的。`,
      },
      name.column.key,
    );
  }
}

type Entry = { readonly column: Column; readonly place: Place; readonly value: CellValue };

const nameTypes: readonly Column['type'][] = ['unit', 'units', 'village'];

/** A key cell merged over several rows holds for each of them; any other value belongs to its first row only. */
function placeOf(sheet: Sheet, row: number, column: number, isKey: boolean): Place {
  const merge = isKey ? mergeAt(sheet, row, column) : null;
  return merge === null ? { row, column } : { row: merge.firstRow, column: merge.firstColumn };
}

function isRepeatedHeader(sheet: Sheet, header: ListHeader, row: number): boolean {
  const columns = [...header.fields.keys()];
  const texts = columns.map((column) => normalizeTitle(textAt(sheet, row, column)));
  return (
    texts.filter((text) => text !== '').length > 1 &&
    texts.every(
      (text, index) => text === normalizeTitle(textAt(sheet, header.headerRow, columns[index] ?? 0)),
    )
  );
}

function unknownTitle(field: ListField | undefined): string | 'known' | null {
  if (field === undefined) return null;
  return field.kind === 'unknown' || field.kind === 'repeated' ? field.title : 'known';
}
