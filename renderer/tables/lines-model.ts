/** 附件样式: a line a township, names joined with 、, the counted and the declared 合计 below. */
import { planLineValueEdit, planNamesEdit } from '../../shared/annex/edit-line.ts';
import { type AnnexLine, choicesOf, groupRows, lineColumnsOf } from '../../shared/annex/lines.ts';
import { joinNames, splitNames } from '../../shared/annex/names.ts';
import { type ChoiceTotal, countTotals } from '../../shared/annex/totals.ts';
import type { CopiedCell } from '../../shared/grid/html-table.ts';
import type { Change } from '../../shared/model/change.ts';
import { HuibiaoError } from '../../shared/model/failure.ts';
import type { Row } from '../../shared/model/row.ts';
import { applyChanges, orderedRows } from '../../shared/model/rows-state.ts';
import { findColumn, type GroupedLayout, type TableDefinition } from '../../shared/model/table.ts';
import { formatCellValue, parseCellText } from '../../shared/values/cell-text.ts';
import { indexRows } from '../grid/row-index.ts';
import {
  blankCell,
  type CellEdit,
  type CellMark,
  type EditGesture,
  type EditResult,
  plainHeader,
  type SheetCell,
  type SheetColumn,
  type SheetModel,
  wholeTable,
} from '../grid/sheet-model.ts';
import { labelOfGesture } from './edit-label.ts';
import { differenceText, type TableProblem } from './find-problems.ts';
import type { Registry } from './registry.ts';

/** A row of the view: a township's line, or one of the two totals. */
export type LineRow =
  | { readonly id: string; readonly kind: 'line'; readonly line: AnnexLine }
  | { readonly id: string; readonly kind: 'counted' | 'declared'; readonly totals: readonly ChoiceTotal[] };

type LinesModelInput = {
  readonly table: TableDefinition;
  readonly layout: GroupedLayout;
  readonly rows: readonly Row[];
  readonly registry: Registry;
  readonly problems: readonly TableProblem[];
  readonly newId: () => string;
  readonly commit: (label: string, changes: readonly Change[]) => void;
};

/** Row ids of the totals; a township cannot be called so. */
export const countedRowId = 'total:counted';
export const declaredRowId = 'total:declared';

/** Column key of the names under a choice. */
export function choiceColumnKey(choice: string): string {
  return `choice:${choice}`;
}

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
      const taken = new Set(Object.values(row.line.names).flatMap((names) => names.map(({ name }) => name)));
      const options = villages.map((value) => ({ value, note: taken.has(value) ? '已在名单' : '' }));
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

function editLines(
  input: LinesModelInput,
  choiceByColumn: ReadonlyMap<string, string>,
  lineRows: readonly LineRow[],
  edits: readonly CellEdit[],
  gesture: EditGesture,
): EditResult {
  const labels: string[] = [];
  const changes: Change[] = [];
  let { rows, table } = input;
  for (const { rowId, column, text } of edits) {
    const choice = choiceByColumn.get(column);
    if (rowId === declaredRowId && choice !== undefined) {
      const after = declareTotal(table, choice, text);
      changes.push({ kind: 'tableSet', table: table.key, before: table, after });
      table = after;
      labels.push(`修改 ${table.title} 文件合计 ${choice}`);
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
    labels.push(
      choice === undefined
        ? `修改 ${line.group} ${findColumn(table, column)?.title ?? ''}`
        : namesLabel(line, choice, splitNames(text)),
    );
    changes.push(...planned);
    rows = applyToRows(table, rows, planned);
  }
  const [first] = labels;
  if (first !== undefined) {
    const single = labels.length === 1 && (gesture.kind === 'type' || gesture.kind === 'clear');
    input.commit(single ? first : labelOfGesture(gesture, edits.length, 0), changes);
  }
  return { changed: labels.length, unread: 0, appendedIds: [] };
}

const typing: EditGesture = { kind: 'type' };

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

/** Names as text; a total as the number it is, without the remark beside it. */
function copyOf(
  table: TableDefinition,
  layout: GroupedLayout,
  row: LineRow,
  choice: string | undefined,
  column: string,
): CopiedCell {
  if (row.kind === 'line') {
    if (choice !== undefined) {
      return { kind: 'text', text: joinNames((row.line.names[choice] ?? []).map(({ name }) => name)) };
    }
    const text = column === layout.groupColumn ? row.line.group : valueCell(table, row.line, column).editText;
    return { kind: 'text', text };
  }
  if (column === layout.groupColumn) {
    return { kind: 'text', text: row.kind === 'counted' ? countedTitle : declaredTitle };
  }
  const total = row.totals.find((one) => one.choice === choice);
  const value = (row.kind === 'counted' ? total?.counted : total?.declared) ?? null;
  return value === null ? { kind: 'text', text: '' } : { kind: 'number', text: String(value), value };
}

const countedTitle = '合计';
const declaredTitle = '文件合计';

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

function columnsOf(
  table: TableDefinition,
  layout: GroupedLayout,
  choices: readonly string[],
): readonly SheetColumn[] {
  const common = {
    type: 'text',
    flex: 0,
    align: 'left',
    wrap: true,
    required: false,
    editor: { kind: 'text' },
    frozen: false,
    header: plainHeader,
  } as const;
  const group = findColumn(table, layout.groupColumn);
  return [
    { ...common, key: layout.groupColumn, title: group?.title ?? '', width: 92, wrap: false },
    ...choices.map((choice) => ({
      ...common,
      type: 'units' as const,
      editor: { kind: 'names' } as const,
      key: choiceColumnKey(choice),
      title: choice,
      width: 150,
      flex: 3,
    })),
    ...lineColumnsOf(table, layout).map(({ key, title }) => ({ ...common, key, title, width: 80, flex: 1 })),
  ];
}

function groupCell(group: string): SheetCell {
  return { ...blankCell, text: group, readOnly: '乡镇在「单位」表里维护，这里不能改。' };
}

function namesCell(line: AnnexLine, choice: string, mark: CellMark | null): SheetCell {
  const text = joinNames((line.names[choice] ?? []).map(({ name }) => name));
  return { ...blankCell, text, editText: text, mark };
}

function valueCell(table: TableDefinition, line: AnnexLine, key: string): SheetCell {
  const column = findColumn(table, key);
  const value = line.values[key] ?? null;
  if (column === null) return blankCell;
  const text = formatCellValue(column, value);
  const mark: CellMark | null = line.mixed.includes(key)
    ? { severity: 'note', reason: `各村的${column.title}不同，这里合并显示；修改会统一成一个。` }
    : null;
  return { ...blankCell, text, editText: text, mark };
}

function totalCell(
  kind: 'counted' | 'declared',
  totals: readonly ChoiceTotal[],
  isTitle: boolean,
  choice: string | undefined,
): SheetCell {
  if (isTitle) {
    const text = kind === 'counted' ? countedTitle : declaredTitle;
    return { ...blankCell, text, tone: 'total', readOnly: '合计行的名称不能改。' };
  }
  const total = totals.find((one) => one.choice === choice);
  if (total === undefined) return { ...blankCell, tone: 'total', readOnly: '合计行没有这一栏。' };
  if (kind === 'counted') {
    const readOnly = '合计由上面的村名自动数出，不用填写。';
    return { ...blankCell, text: String(total.counted), number: total.counted, tone: 'total', readOnly };
  }
  const { counted, declared } = total;
  if (declared === null) return { ...blankCell, tone: 'total' };
  const editText = String(declared);
  if (counted === declared)
    return { ...blankCell, text: editText, editText, number: declared, tone: 'total' };
  return {
    text: `${declared} ▲ 相差 ${Math.abs(counted - declared)}`,
    editText,
    number: declared,
    tone: 'differs',
    mark: {
      severity: 'must',
      reason: `${total.choice}实数 ${counted}，文件所列 ${declared}，实数${differenceText(counted, declared)}。`,
    },
    readOnly: null,
  };
}

/** One mark a cell: all messages about its names, the gravest colour. */
function marksOf(problems: readonly TableProblem[]): ReadonlyMap<string, CellMark> {
  const marks = new Map<string, CellMark>();
  for (const { line, message, severity, rowId } of problems) {
    if (line === null || rowId === null) continue;
    const key = `${line.group} ${line.choice}`;
    const known = marks.get(key);
    marks.set(key, {
      severity: known?.severity === 'must' ? 'must' : severity,
      reason: known === undefined ? message : `${known.reason}\n${message}`,
    });
  }
  return marks;
}
