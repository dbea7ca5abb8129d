/** What a unit may type into the cells that it fills: drop-downs, and checks of numbers and dates with a Chinese hint. */
import { figurePath } from '../../../../shared/form/column-titles.ts';
import { isDateFormat } from '../../../../shared/form/number-format.ts';
import { pathTitle } from '../../../../shared/form/titles.ts';
import type { Column, ColumnType } from '../../../../shared/model/column.ts';
import type { FormColumn, FormFigure } from '../../../../shared/model/form.ts';
import { findColumn, type TableDefinition } from '../../../../shared/model/table.ts';
import type { CellRange, ChoiceList, Hint, ValueCheck } from '../refill/fill.ts';
import type { InputCells } from './input-cells.ts';
import type { IssueUnit } from './issue-request.ts';

/** A drop-down before it is known where its texts will stand. */
export type OfferedChoices = Omit<ChoiceList, 'source'> & { readonly texts: readonly string[] };

export type InputRules = {
  readonly choices: readonly OfferedChoices[];
  readonly checks: readonly ValueCheck[];
  /** Where a spreadsheet would take what is typed for a number and drop digits of it. */
  readonly texts: readonly CellRange[];
};

/**
 * @param hasRule whether the form itself already says what is allowed there: its own rules stay as they are
 */
export function planRules(
  inputs: readonly InputCells[],
  table: TableDefinition,
  unit: Pick<IssueUnit, 'name' | 'villages'>,
  hasRule: (range: CellRange) => boolean,
): InputRules {
  const choices: OfferedChoices[] = [];
  const checks: ValueCheck[] = [];
  const texts: CellRange[] = [];
  for (const { cells, range } of inputs) {
    const column = boundColumn(cells, table);
    if (cells.format === null && isDigits(column?.type ?? cells.type)) texts.push(range);
    if (hasRule(range)) continue;
    const offered = offeredTexts(cells, column, unit);
    if (offered !== null) choices.push({ range, hint: hintOf(cells, offered.message), ...offered });
    else {
      const check = checkOf(cells, column);
      if (check !== null) checks.push({ range, ...check });
    }
  }
  return { choices, checks, texts };
}

function isDigits(type: ColumnType): boolean {
  return type === 'identity' || type === 'phone';
}

function boundColumn(cells: FormColumn | FormFigure, table: TableDefinition): Column | null {
  const key = 'key' in cells ? cells.key : cells.field?.kind === 'column' ? cells.field.key : null;
  return key === null ? null : findColumn(table, key);
}

type Offer = { readonly texts: readonly string[]; readonly strict: boolean; readonly message: string };

function offeredTexts(
  cells: FormColumn | FormFigure,
  column: Column | null,
  { name, villages }: Pick<IssueUnit, 'name' | 'villages'>,
): Offer | null {
  if ('part' in cells && cells.part !== 'value') return null;
  const type = column?.type ?? cells.type;
  const choices = column !== null && column.choices.length > 0 ? column.choices : cells.choices;
  if (type === 'choice' && choices.length > 0) {
    return { texts: choices, strict: true, message: '请从下拉列表中选一项。' };
  }
  if (type === 'boolean') return { texts: ['是', '否'], strict: true, message: '请选“是”或“否”。' };
  if (type === 'unit') return { texts: [name], strict: false, message: `请选本单位：${name}。` };
  if (type === 'village' && villages.length > 0) {
    return { texts: villages, strict: false, message: '请从下拉列表中选村名，以免写成别字。' };
  }
  return null;
}

function checkOf(cells: FormColumn | FormFigure, column: Column | null): Omit<ValueCheck, 'range'> | null {
  const check = (
    type: ValueCheck['type'],
    [least, most]: readonly [number, number],
    strict: boolean,
    message: string,
  ): Omit<ValueCheck, 'range'> => ({ type, least, most, strict, hint: hintOf(cells, message) });

  if ('part' in cells && cells.part === 'names') {
    return check('textLength', [0, longestText], false, '可以写几个名称，名称之间用顿号（、）隔开。');
  }
  if ('serial' in cells && (cells.serial || cells.part === 'count')) return null;
  // In a cell of text whatever is typed is text: a rule for numbers would refuse everything.
  const isText = cells.format === '@';
  switch (column?.type ?? cells.type) {
    case 'number': {
      if (isText) return null;
      const measure = column?.measureWord ?? cells.measureWord;
      const measured = measure === null ? '' : `，单位：${measure}`;
      return check(
        'decimal',
        numbers,
        true,
        `请填数字${measured}，不要带单位和文字。没有的填 0，还不清楚的先空着。`,
      );
    }
    case 'percent':
      if (cells.format?.includes('%') !== true) return null;
      return check('decimal', numbers, true, '请填百分数，如 89%。');
    case 'date':
      if (isText || (cells.format !== null && !isDateFormat(cells.format))) return null;
      return check('date', dates, true, '请填日期，如 2025-10-15。');
    case 'identity':
      return check('textLength', [15, 18], false, '身份证号是 18 位，请核对位数。');
    default:
      return null;
  }
}

function hintOf(cells: FormColumn | FormFigure, message: string): Hint {
  const path = 'rowPath' in cells ? figurePath(cells) : cells.path;
  const title = pathTitle(path.slice(-1));
  return { title: [...title].length > 16 ? `${[...title].slice(0, 15).join('')}…` : title, message };
}

/** As far as numbers are exact. */
const numbers = [-999_999_999_999_999, 999_999_999_999_999] as const;
/** The first and last day that a sheet knows, as serial numbers. */
const dates = [1, 2_958_465] as const;
const longestText = 32_767;
