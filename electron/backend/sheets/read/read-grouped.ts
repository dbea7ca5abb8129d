/** 附件样式: one line a group, names joined in a cell for each choice, a 合计 line below. */
import type { CellValue } from '../../../../shared/model/cell-value.ts';
import { findColumn, type GroupedLayout, type TableDefinition } from '../../../../shared/model/table.ts';
import { findNearestName } from '../../../../shared/values/nearest-name.ts';
import { cellAt, cellName, textAt } from '../sheet.ts';
import { readCellValue } from './cell-value.ts';
import type { Candidate } from './find-table.ts';
import { type Findings, incomingRow, type Place, reportInto, shorten } from './findings.ts';
import { type GroupedContext, groupedContext, headerPlace } from './grouped-context.ts';
import { readGroup, readNames, reportUnread } from './grouped-names.ts';
import { checkTotals } from './grouped-totals.ts';
import { type MergeReading, reportMerges } from './merged-cells.ts';

/** Lines → one row for each name, in reading order. Nothing that a line holds is left out without a finding. */
export function readGrouped(
  table: Candidate,
  dataRows: readonly number[],
  totalRow: number | null,
  definition: TableDefinition,
  layout: GroupedLayout,
  groups: readonly string[],
): Findings {
  const findings: Findings = { rows: [], groups: new Set(), problems: [] };
  const report = reportInto(findings, table.sheet);
  const context = groupedContext(table, definition, layout, groups, findings, report);
  reportMissingColumns(context);
  reportMerges(table.sheet, mergeReadings(context), dataRows, report);
  const counted = new Map<string, number>();
  const firstLines = new Map<string, string>();
  const firstNames = new Map<string, string>();
  for (const row of dataRows) readLine(context, row, counted, firstLines, firstNames);
  if (totalRow !== null) checkTotals(context, totalRow, counted);
  return findings;
}

/** A remark merged over several lines holds for each of them; names are those of its first line. */
function mergeReadings({ lines, choices, definition, layout }: GroupedContext): MergeReading[] {
  const names = findColumn(definition, layout.nameColumn);
  return [
    ...choices.flatMap(({ at, choice }): MergeReading[] =>
      names === null ? [] : [{ at, column: names, title: choice, reading: 'once' }],
    ),
    ...lines.map(
      ({ at, column, filledFrom }): MergeReading => ({
        at,
        column,
        title: column.title,
        reading: filledFrom === null ? 'once' : 'filled',
      }),
    ),
  ];
}

function readLine(
  context: GroupedContext,
  row: number,
  counted: Map<string, number>,
  firstLines: Map<string, string>,
  firstNames: Map<string, string>,
): void {
  const { layout, findings, report, definition } = context;
  const group = readGroup(context, row);
  const names = context.choices.flatMap(({ at, choice }) => readNames(context, { row, column: at }, choice));
  const lineValues = context.lines.map(({ at, column, filledFrom }) => {
    const place = { row: filledFrom?.get(row) ?? row, column: at };
    const value = readCellValue(column, cellAt(context.sheet, place.row, at));
    if (place.row === row) reportUnread(report, value, place, column.key);
    return [column.key, value, place] as const;
  });

  for (const { choice } of names) counted.set(choice, (counted.get(choice) ?? 0) + 1);
  if (group.value === null && names.length > 0) {
    const title = findColumn(definition, layout.groupColumn)?.title ?? layout.groupColumn;
    report(
      group.place,
      {
        code: 'missing_unit',
        severity: 'must',
        message: `第${row + 1}行有${names.length}个名称，没有写${title}。请补上${title}。`,
      },
      layout.groupColumn,
    );
  }
  if (typeof group.value === 'string') findings.groups.add(group.value);
  if (typeof group.value === 'string')
    checkGroup(context, group.value, group.place, firstLines, group.inherited);
  if (names.length === 0) {
    for (const [key, value, place] of lineValues) {
      if (value === null) continue;
      report(
        place,
        {
          code: 'note_without_names',
          severity: 'explain',
          message: `这一行没有村名，“${shorten(textAt(context.sheet, place.row, place.column))}”无处可记，没有读入。请先填村名。`,
        },
        key,
      );
    }
  }
  for (const { choice, value, place } of names) {
    if (typeof value === 'string') checkRepeated(context, group.value, value, place, firstNames);
    const choicePlace = headerPlace(context.table, place.column);
    findings.rows.push(
      incomingRow([
        [layout.groupColumn, group.value, group.place],
        [layout.choiceColumn, choice, choicePlace],
        [layout.nameColumn, value, place],
        ...lineValues,
      ]),
    );
  }
}

function checkGroup(
  { groups, layout, report }: GroupedContext,
  group: string,
  place: Place,
  firstLines: Map<string, string>,
  inherited: boolean,
): void {
  const first = firstLines.get(group);
  const here = cellName(place.row, place.column);
  if (first !== undefined && !inherited) {
    report(
      place,
      {
        code: 'repeated_unit',
        severity: 'explain',
        message: `“${group}”已经在${first}写过一行，两行都读入。请核对是否重复，或是否写错了名称。`,
      },
      layout.groupColumn,
    );
  }
  if (first === undefined) firstLines.set(group, here);
  if (groups.length === 0 || groups.includes(group) || first !== undefined) return;
  const nearest = findNearestName(group, groups);
  report(
    place,
    {
      code: 'unknown_unit',
      severity: 'explain',
      message:
        nearest === null
          ? `“${group}”不在填报单位中，已按原样读入。请核对名称。`
          : `“${group}”不在填报单位中，已按原样读入。是否应为“${nearest}”？请核对。`,
    },
    layout.groupColumn,
  );
}

function checkRepeated(
  { layout, report }: GroupedContext,
  group: CellValue,
  name: string,
  place: Place,
  firstNames: Map<string, string>,
): void {
  const key = JSON.stringify([group, name]);
  const first = firstNames.get(key);
  if (first === undefined) {
    firstNames.set(key, cellName(place.row, place.column));
    return;
  }
  report(
    place,
    {
      code: 'repeated_name',
      severity: 'explain',
      message: `“${name}”在${typeof group === 'string' ? group : '这里'}重复出现，前一处在${first}，都已读入。请核对后删去多余的。`,
    },
    layout.nameColumn,
  );
}

function reportMissingColumns({ table, report }: GroupedContext): void {
  const { region, binding } = table;
  const place = { row: region.headerRows.at(-1) ?? 0, column: binding.columns[0]?.column ?? 0 };
  for (const field of binding.missing) {
    if (field.kind !== 'choice') continue;
    report(place, {
      code: 'missing_column',
      severity: 'explain',
      message: `表头没有“${field.choice}”这一栏，读作没有${field.choice}。如果是漏了，请补上再导入。`,
    });
  }
}
