/** The columns of a form, with all that its header, its validations, its formats and its data tell. */

import { isDateFormat, isNumberFormat } from '../../../../shared/form/number-format.ts';
import { isRequiredTitle, plainTitle } from '../../../../shared/form/titles.ts';
import type { ColumnType } from '../../../../shared/model/column.ts';
import type { FormColumn, FormReason } from '../../../../shared/model/form.ts';
import type { Region, RegionColumn } from '../regions/region.ts';
import { cellAt, mergeAt, type Sheet } from '../sheet.ts';
import { type FormBody, isCovered } from './find-body.ts';
import type { SheetMarkup, WorkbookMarkup } from './form-markup.ts';
import { readChoices } from './list-choices.ts';
import type { Validation } from './validations.ts';

/** What the learning of one sheet works on. */
export type FormSource = {
  readonly sheet: Sheet;
  /** All sheets of the workbook, where drop-downs may keep their words. */
  readonly sheets: readonly Sheet[];
  readonly workbook: WorkbookMarkup | null;
  readonly markup: SheetMarkup | null;
};

/** Left to right; what the header merges into one column is one. */
export function learnColumns(
  source: FormSource,
  region: Region,
  body: FormBody,
  reasons: FormReason[],
): FormColumn[] {
  const known = {
    hidden: new Set(region.hiddenColumns.map(({ column }) => column)),
    summed: summedColumns(source, region),
  };
  return [...region.columns, ...region.hiddenColumns]
    .sort((left, right) => left.column - right.column)
    .filter((column, index, all) => isOwnColumn(source.sheet, region, body, column, all[index - 1]))
    .map((column) => learnColumn(source, body, column, known, reasons));
}

function learnColumn(
  source: FormSource,
  body: FormBody,
  { column, path, type: seen, measureWord, serial }: RegionColumn,
  { hidden, summed }: { readonly hidden: ReadonlySet<number>; readonly summed: ReadonlySet<number> },
  reasons: FormReason[],
): FormColumn {
  const explain = (why: string): void => void reasons.push({ rows: [], columns: [column], why });
  const { sheet, markup } = source;
  const rules = (markup?.validations ?? []).filter((rule) => covers(rule, body, column));
  const { choices, why: whyChoices } = choicesOf(source, rules);
  if (whyChoices !== null) explain(whyChoices);
  const format = markup?.lookAt(body.patternRow, column).format ?? null;
  const title = plainTitle(path.at(-1) ?? '');
  const hasData = hasValues(sheet, body, column);
  const { type, why } = typeOf({
    ...{ seen, title, choices, rules, format, hasData, serial },
    summed: summed.has(column),
  });
  if (why !== null) explain(why);
  const marked = path.some(isRequiredTitle);
  const required = marked || rules.some((rule) => rule.required);
  if (required) explain(marked ? '表头标了必填' : '数据有效性不许留空');
  const formula = isFormulaColumn(sheet, markup, body, column);
  if (formula) explain('表样里有公式，由表样自己计算');
  return {
    column,
    path: [...path],
    type,
    measureWord: type === 'number' ? measureWord : null,
    required,
    choices: type === 'boolean' ? [] : [...choices],
    serial,
    formula,
    hidden: hidden.has(column),
    format,
    part: 'value',
    counts: null,
    field: null,
  };
}

/** What the first drop-down among the rules offers; `why` is null where there is none. */
export function choicesOf(
  { sheet, sheets, workbook }: FormSource,
  rules: readonly Validation[],
): { readonly choices: readonly string[]; readonly why: string | null } {
  const list = rules.find(({ type }) => type === 'list');
  if (list === undefined || workbook === null) return { choices: [], why: null };
  const read = readChoices(list.formula, { sheets, markup: workbook, sheet: sheet.name });
  return read.kind === 'choices'
    ? { choices: read.choices, why: `${read.from}，${read.choices.length}个可选项` }
    : { choices: [], why: read.why };
}

export type TypeEvidence = {
  readonly seen: RegionColumn['type'];
  readonly title: string;
  readonly choices: readonly string[];
  readonly rules: readonly Validation[];
  readonly format: string | null;
  readonly hasData: boolean;
  readonly serial: boolean;
  /** The total row adds the column up. */
  readonly summed: boolean;
};

/** `why` is null where the region has said so already. */
export function typeOf(evidence: TypeEvidence): { readonly type: ColumnType; readonly why: string | null } {
  const { seen, title, choices, rules, format, hasData, serial, summed } = evidence;
  const as = (type: ColumnType, why: string | null = null) => ({ type, why });
  if (choices.length > 0) {
    return choices.every((choice) => choice === '是' || choice === '否') ? as('boolean') : as('choice');
  }
  if (!hasData && !serial) {
    if (rules.some(({ type }) => type === 'number')) return as('number', '数据有效性只许填数');
    if (rules.some(({ type }) => type === 'date')) return as('date', '数据有效性只许填日期');
    if (format?.includes('%') === true) return as('percent', `单元格格式是“${format}”`);
    if (seen === 'text' && format !== null) {
      if (isDateFormat(format)) return as('date', `单元格格式是“${format}”`);
      if (isNumberFormat(format)) return as('number', `单元格格式是“${format}”`);
    }
    if (seen === 'text' && summed) return as('number', '合计行对这一栏求和');
  }
  switch (seen) {
    case 'id':
      return as('identity');
    case 'code':
      return as('text');
    case 'text':
      return nameType(title);
    default:
      return as(seen);
  }
}

/** Columns of names that the workbook knows: units and villages. */
function nameType(title: string): { readonly type: ColumnType; readonly why: string | null } {
  if (/^(?:所[在属])?(?:乡镇|镇|乡\(镇\)|镇\(乡\)|乡镇\(街道\)|镇街|乡镇街道)(?:名称?)?$/.test(title)) {
    return { type: 'unit', why: `“${title}”填单位` };
  }
  if (/^(?:责任|牵头|配合|实施|建设|主管)(?:单位|部门)$/.test(title)) {
    return { type: 'units', why: `“${title}”可填几个单位` };
  }
  if (/^(?:所[在属])?(?:行政村|建制村|村|村庄|村\(社区\))(?:名称?)?$/.test(title)) {
    return { type: 'village', why: `“${title}”填村名` };
  }
  return { type: 'text', why: null };
}

function summedColumns({ sheet, markup }: FormSource, region: Region): Set<number> {
  const adds = (row: number, column: number): boolean =>
    /\b(?:SUM|SUBTOTAL)\(/i.test(markup?.formulaAt(row, column) ?? '') &&
    cellAt(sheet, row, column)?.kind !== 'text';
  const rows = [...region.totalRows, ...region.subtotalRows];
  return new Set(
    region.columns.filter(({ column }) => rows.some((row) => adds(row, column))).map(({ column }) => column),
  );
}

/** A rule that reaches the first row of the body, or begins within it. */
function covers(
  { ranges }: Validation,
  { firstRow, lastRow, patternRow }: FormBody,
  column: number,
): boolean {
  return ranges.some(
    (range) =>
      column >= range.firstColumn &&
      column <= range.lastColumn &&
      ((patternRow >= range.firstRow && patternRow <= range.lastRow) ||
        (range.firstRow >= firstRow && range.firstRow <= Math.max(firstRow, lastRow))),
  );
}

function hasValues(sheet: Sheet, { firstRow, lastRow }: FormBody, column: number): boolean {
  for (let row = firstRow; row <= lastRow; row += 1) {
    const cell = cellAt(sheet, row, column);
    if (cell !== undefined && !cell.formula && cell.text.trim() !== '') return true;
  }
  return false;
}

function isFormulaColumn(sheet: Sheet, markup: SheetMarkup | null, body: FormBody, column: number): boolean {
  const { patternRow } = body;
  if (body.lastRow < body.firstRow) return false;
  return (
    cellAt(sheet, patternRow, column)?.formula === true || markup?.formulaAt(patternRow, column) !== undefined
  );
}

/** Under a header of several columns the cells of the body may be merged alike, or only the first be used. */
function isOwnColumn(
  sheet: Sheet,
  region: Region,
  body: FormBody,
  { column, path }: RegionColumn,
  before: RegionColumn | undefined,
): boolean {
  if (isCovered(sheet, body.patternRow, column) && body.lastRow >= body.firstRow) {
    const merge = mergeAt(sheet, body.patternRow, column);
    if (merge !== null && merge.firstColumn !== column) return false;
  }
  if (before === undefined || path.length === 0 || before.path.join('\n') !== path.join('\n')) return true;
  const header = region.headerRows.at(-1) ?? 0;
  const shared = mergeAt(sheet, header, column);
  if (shared === null || shared.firstColumn === column) return true;
  for (let row = region.bodyRow; row <= region.lastRow; row += 1) {
    if ((cellAt(sheet, row, column)?.text ?? '').trim() !== '') return true;
  }
  return false;
}
