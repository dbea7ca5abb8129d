/** 附件样式: a line a township, names joined with 、, the counted and the declared 合计 below. */
import { choicesOf, groupRows } from '../../shared/annex/lines.ts';
import { countTotals } from '../../shared/annex/totals.ts';
import { indexRows } from '../grid/row-index.ts';
import { type EditGesture, type SheetModel, wholeTable } from '../grid/sheet-model.ts';
import {
  choiceColumnKey,
  countedRowId,
  countedTitle,
  declaredRowId,
  declaredTitle,
  type LineRow,
  type LinesModelInput,
} from './line-rows.ts';
import { columnsOf, copyOf, groupCell, marksOf, namesCell, totalCell, valueCell } from './lines-cells.ts';
import { editLines } from './lines-edit.ts';

export function makeLinesModel(input: LinesModelInput): SheetModel<LineRow> {
  const { table, layout, rows, registry } = input;
  const choices = choicesOf(table, layout);
  const choiceByColumn = new Map(choices.map((choice) => [choiceColumnKey(choice), choice]));
  const { lines } = groupRows(table, layout, rows, registry.townships);
  const totals = countTotals(table, layout, lines);
  const marks = marksOf(input.problems);
  const lineRows = lines.map((line): LineRow => ({ id: line.group, kind: 'line', line }));

  return {
    key: `${table.key}:lines`,
    label: table.documentTitle ?? table.title,
    columns: columnsOf(table, layout, choices),
    rows: lineRows,
    totals: [
      { id: countedRowId, kind: 'counted', totals },
      { id: declaredRowId, kind: 'declared', totals },
    ],
    rowName: (row) => (row.kind === 'line' ? row.id : row.kind === 'counted' ? countedTitle : declaredTitle),
    cellOf: (row, column) => {
      const choice = choiceByColumn.get(column);
      if (row.kind !== 'line') return totalCell(row.kind, row.totals, column === layout.groupColumn, choice);
      if (choice !== undefined) {
        return namesCell(row.line, choice, marks.get(`${row.line.group} ${choice}`) ?? null);
      }
      return column === layout.groupColumn ? groupCell(row.line.group) : valueCell(table, row.line, column);
    },
    suggestionsFor: (row, column) => {
      if (row.kind !== 'line' || !choiceByColumn.has(column)) return null;
      const villages = registry.villages.get(row.line.group) ?? [];
      const taken = new Map(
        Object.entries(row.line.names).flatMap(([choice, names]) => names.map(({ name }) => [name, choice])),
      );
      const options = villages.map((value) => {
        const choice = taken.get(value);
        return { value, note: choice === undefined ? '' : `已在 ${choice}` };
      });
      return { options, only: false, many: true };
    },
    valueOf: (row, column) => {
      const choice = choiceByColumn.get(column);
      if (row.kind === 'line') {
        if (choice !== undefined) return (row.line.names[choice] ?? []).map(({ name }) => name);
        return column === layout.groupColumn ? row.line.group : (row.line.values[column] ?? null);
      }
      const total = row.totals.find((one) => one.choice === choice);
      return total === undefined ? null : row.kind === 'counted' ? total.counted : total.declared;
    },
    copyOf: (row, column) => copyOf(table, layout, row, choiceByColumn.get(column), column),
    rowNumber: (row) => (indexRows(lineRows).get(row.id) ?? -1) + 1,
    view: wholeTable,
    rowActions: {
      kind: 'refused',
      reason: '附件样式里一行是一个乡镇，不能增加、删除或移动行。村的增减直接改名单，或切换到「逐村台账」。',
    },
    edit: (edits, options) => editLines(input, choiceByColumn, lineRows, edits, options?.gesture ?? typing),
  };
}

const typing: EditGesture = { kind: 'type' };
