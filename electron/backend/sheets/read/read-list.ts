/** 逐行表: one row a record, a column of the table under each title. */
import { type CellValue, isUnread } from '../../../../shared/model/cell-value.ts';
import type { Column } from '../../../../shared/model/column.ts';
import { columnForRow } from '../../../../shared/model/computed.ts';
import { findColumn, type TableDefinition } from '../../../../shared/model/table.ts';
import { parseCellText } from '../../../../shared/values/cell-text.ts';
import { damagedNumberReason, isDamagedNumber } from '../../../../shared/values/identity-number.ts';
import { findNearestName } from '../../../../shared/values/nearest-name.ts';
import { cellAt, cellName, textAt } from '../sheet.ts';
import { readCellValue } from './cell-value.ts';
import type { Candidate } from './find-table.ts';
import { type Findings, incomingRow, type Place, type Report, reportInto, shorten } from './findings.ts';
import { foreignMeasure, readConverted } from './measure.ts';
import { type MergeReading, reportMerges, rowsUnderMerges } from './merged-cells.ts';
import { reportSections, sectionOf } from './section-groups.ts';

/** A column of the sheet and what it holds. */
type BoundColumn = MergeReading & {
  /** The unit of its figures, where that is not the table's. */
  readonly measure: string | null;
  /** A row under a merged cell → the row that holds the text; null where a merged cell is one value. */
  readonly filledFrom: ReadonlyMap<number, number> | null;
};

/** Rows of data → typed rows. `groups` are the names that the table's group column may hold. */
export function readList(
  table: Candidate,
  dataRows: readonly number[],
  definition: TableDefinition,
  groups: readonly string[],
): Findings {
  const { sheet, sections } = table;
  const findings: Findings = { rows: [], groups: new Set(), problems: [] };
  const report = reportInto(findings, sheet);
  const columns = boundColumns(table, definition);
  reportMissing(table, definition, report);
  reportMeasures(columns, report, table);
  if (sections !== null) reportSections(sections, report);
  reportMerges(sheet, columns, dataRows, report);
  const seen = new Map<string, number>();
  for (const row of dataRows) {
    const places = columns.map((bound) => ({
      ...bound,
      place: { row: bound.filledFrom?.get(row) ?? row, column: bound.at },
    }));
    const texts = Object.fromEntries(
      places.map(({ column, place }) => [column.key, textAt(sheet, place.row, place.column).trim()]),
    );
    const entries = places.map(({ column, measure, place }): Entry => {
      const cell = cellAt(sheet, place.row, place.column);
      const own = columnForRow(column, texts);
      const value = measure === null ? readCellValue(own, cell) : readConverted(own, measure, cell);
      return { column, place, value };
    });
    if (sections !== null) {
      const section = sectionOf(sections, row);
      entries.unshift({
        column: sections.column,
        place: section?.place ?? { row, column: table.region.firstColumn },
        value: section === null ? null : parseCellText(sections.column, section.name),
      });
    }
    for (const { column, place, value } of entries) reportValue(column, place, value, row);
    checkGroup(entries);
    checkRepeated(entries, row);
    findings.rows.push(incomingRow(entries.map(({ column, value, place }) => [column.key, value, place])));
  }
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
    if (column.type === 'text' && typeof value === 'string' && isDamagedNumber(value)) {
      report(
        place,
        {
          code: 'damaged_number',
          severity: 'explain',
          message: `“${column.title}”里的“${value.trim()}”按原样保留。${damagedNumberReason}`,
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

function boundColumns({ sheet, region, binding }: Candidate, definition: TableDefinition): BoundColumn[] {
  return binding.columns.flatMap(({ column: at, field, measureWord }): BoundColumn[] => {
    const column = field?.kind === 'column' ? findColumn(definition, field.key) : null;
    if (column === null) return [];
    // A name merged over several rows holds for each of them; an amount would be counted twice.
    const isAmount = column.type === 'number' || column.type === 'percent';
    const isKey = definition.keyColumns.includes(column.key) || region.fillDownColumns.includes(at);
    return [
      {
        at,
        column,
        title: column.title,
        reading: isAmount ? 'once' : isKey ? 'known' : 'filled',
        measure: foreignMeasure(column, measureWord, region),
        filledFrom: isAmount ? null : rowsUnderMerges(sheet, at),
      },
    ];
  });
}

function reportMissing({ region, binding }: Candidate, { columns }: TableDefinition, report: Report): void {
  const place = { row: region.headerRows.at(-1) ?? 0, column: binding.columns[0]?.column ?? 0 };
  for (const field of binding.missing) {
    const column = field.kind === 'column' ? columns.find(({ key }) => key === field.key) : undefined;
    if (column === undefined) continue;
    report(
      place,
      {
        code: 'missing_column',
        severity: column.required ? 'must' : 'note',
        message: column.required
          ? `表头没有必填的“${column.title}”这一栏。请补上这一栏再导入。`
          : `表头没有“${column.title}”这一栏，这一栏没有读入。`,
      },
      column.key,
    );
  }
}

function reportMeasures(columns: readonly BoundColumn[], report: Report, { region }: Candidate): void {
  for (const { at, column, measure } of columns) {
    if (measure === null) continue;
    report(
      { row: region.headerRows.at(-1) ?? 0, column: at },
      {
        code: 'measure_converted',
        severity: 'explain',
        message: `“${column.title}”在文件里以“${measure}”为单位，本表以“${column.measureWord}”为单位，已逐个换算。请核对单位是否写对。`,
      },
      column.key,
    );
  }
}
