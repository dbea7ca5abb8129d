/** What stands in the cells of 附件样式, and what copying them takes. */
import { type AnnexLine, lineColumnsOf } from '../../shared/annex/lines.ts';
import { joinNames } from '../../shared/annex/names.ts';
import type { ChoiceTotal } from '../../shared/annex/totals.ts';
import type { CopiedCell } from '../../shared/grid/html-table.ts';
import { findColumn, type GroupedLayout, type TableDefinition } from '../../shared/model/table.ts';
import { formatCellValue } from '../../shared/values/cell-text.ts';
import {
  blankCell,
  type CellMark,
  plainHeader,
  type SheetCell,
  type SheetColumn,
} from '../grid/sheet-model.ts';
import { differenceText, type TableProblem } from './find-problems.ts';
import { choiceColumnKey, countedTitle, declaredTitle, type LineRow } from './line-rows.ts';

export function columnsOf(
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

export function groupCell(group: string): SheetCell {
  return { ...blankCell, text: group, readOnly: '乡镇在「单位」表里维护，这里不能改。' };
}

export function namesCell(line: AnnexLine, choice: string, mark: CellMark | null): SheetCell {
  const text = joinNames((line.names[choice] ?? []).map(({ name }) => name));
  return { ...blankCell, text, editText: text, mark };
}

export function valueCell(table: TableDefinition, line: AnnexLine, key: string): SheetCell {
  const column = findColumn(table, key);
  const value = line.values[key] ?? null;
  if (column === null) return blankCell;
  const text = formatCellValue(column, value);
  const mark: CellMark | null = line.mixed.includes(key)
    ? { severity: 'note', reason: `各村的${column.title}不同，这里合并显示；修改会统一成一个。` }
    : null;
  return { ...blankCell, text, editText: text, mark };
}

export function totalCell(
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
export function marksOf(problems: readonly TableProblem[]): ReadonlyMap<string, CellMark> {
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

/** Names as text; a total as the number it is, without the remark beside it. */
export function copyOf(
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
