/** Typed cells of 附件样式 as changes of the annex's rows, and the name of the edit that they make. */
import { planLineValueEdit, planNamesEdit } from '../../shared/annex/edit-line.ts';
import { type AnnexLine, groupRows } from '../../shared/annex/lines.ts';
import { joinNames, splitNames } from '../../shared/annex/names.ts';
import type { Change } from '../../shared/model/change.ts';
import { HuibiaoError } from '../../shared/model/failure.ts';
import type { Row } from '../../shared/model/row.ts';
import { applyChanges, orderedRows } from '../../shared/model/rows-state.ts';
import { findColumn, type TableDefinition } from '../../shared/model/table.ts';
import { formatCellValue, parseCellText } from '../../shared/values/cell-text.ts';
import type { CellEdit, EditGesture, EditResult } from '../grid/sheet-model.ts';
import { describeWent, labelOfGesture } from './edit-label.ts';
import { declaredRowId, type LineRow, type LinesModelInput } from './line-rows.ts';

export function editLines(
  input: LinesModelInput,
  choiceByColumn: ReadonlyMap<string, string>,
  lineRows: readonly LineRow[],
  edits: readonly CellEdit[],
  gesture: EditGesture,
): EditResult {
  const labels: string[] = [];
  const places: string[] = [];
  const changes: Change[] = [];
  let { rows, table } = input;
  for (const { rowId, column, text } of edits) {
    const choice = choiceByColumn.get(column);
    if (rowId === declaredRowId && choice !== undefined) {
      const after = declareTotal(table, choice, text);
      changes.push({ kind: 'tableSet', table: table.key, before: table, after });
      table = after;
      const before = input.table.grouped?.declaredTotals[choice] ?? null;
      labels.push(
        `修改 ${table.title} 文件合计 ${choice}${describeWent(before === null ? '' : String(before), text.trim())}`,
      );
      continue;
    }
    const row = lineRows.find(({ id }) => id === rowId);
    if (row?.kind !== 'line') continue;
    const { layout, newId } = input;
    const context = { table: table.key, layout, rows, newId };
    // An earlier cell of the same line may have moved its rows.
    const line = groupRows(table, layout, rows, [row.line.group]).lines[0] ?? row.line;
    const planned =
      choice === undefined
        ? planLineValueEdit(context, line, column, typedValue(table, column, text))
        : planNamesEdit(context, line, choice, splitNames(text));
    if (planned.length === 0) continue;
    places.push(`${line.group} ${choice ?? findColumn(table, column)?.title ?? ''}`);
    labels.push(
      choice === undefined
        ? valueLabel(table, line, column, text)
        : namesLabel(line, choice, splitNames(text)),
    );
    changes.push(...planned);
    rows = applyToRows(table, rows, planned);
  }
  const [first] = labels;
  if (first !== undefined) {
    const single = labels.length === 1 && (gesture.kind === 'type' || gesture.kind === 'clear');
    const label = single ? first : labelOfGesture(gesture, edits.length, 0) + placesLabel(places);
    input.commit(label, changes);
  }
  return { changed: labels.length, unread: 0, appendedIds: [] };
}

/** （高都镇 精品示范村、大阳镇 提档升级村 等）: where an edit of several cells took place. */
function placesLabel(places: readonly string[]): string {
  if (places.length === 0) return '';
  return `（${places.slice(0, 4).join('、')}${places.length > 4 ? ' 等' : ''}）`;
}

function valueLabel(table: TableDefinition, line: AnnexLine, key: string, text: string): string {
  const column = findColumn(table, key);
  const before = column === null ? '' : formatCellValue(column, line.values[key] ?? null);
  return `修改 ${line.group} ${column?.title ?? ''}${describeWent(before, text)}`;
}

/** 修改 高都镇 提档升级村（增加 大兴村，删除 任庄村） */
function namesLabel(line: AnnexLine, choice: string, names: readonly string[]): string {
  const old = (line.names[choice] ?? []).map(({ name }) => name);
  const added = names.filter((name) => !old.includes(name));
  const removed = old.filter((name) => !names.includes(name));
  const parts = [
    added.length === 0 ? '' : `增加 ${joinNames(added)}`,
    removed.length === 0 ? '' : `删除 ${joinNames(removed)}`,
  ].filter((part) => part !== '');
  return `修改 ${line.group} ${choice}（${parts.length === 0 ? '调整顺序' : parts.join('，')}）`;
}

function declareTotal(table: TableDefinition, choice: string, text: string): TableDefinition {
  const number = text.trim().normalize('NFKC');
  if (number !== '' && !/^\d{1,6}$/.test(number)) {
    throw new HuibiaoError('invalid_edit', '文件合计只能是整数；文件没有列合计时留空。');
  }
  const { grouped } = table;
  if (grouped === null) return table;
  const declaredTotals = { ...grouped.declaredTotals, [choice]: number === '' ? null : Number(number) };
  return { ...table, grouped: { ...grouped, declaredTotals } };
}

function typedValue(table: TableDefinition, columnKey: string, text: string) {
  const column = findColumn(table, columnKey);
  return column === null ? null : parseCellText(column, text);
}

function applyToRows(
  table: TableDefinition,
  rows: readonly Row[],
  changes: readonly Change[],
): readonly Row[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const state = { tables: new Map([[table.key, table]]), rows: new Map([[table.key, byId]]) };
  return orderedRows(applyChanges(state, changes), table.key);
}
