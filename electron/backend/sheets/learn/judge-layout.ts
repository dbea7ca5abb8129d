/** Which of the three layouts a form has: evidence is counted, and the reasons of the winner are told. */
import { splitNames } from '../../../../shared/annex/names.ts';
import { plainTitle } from '../../../../shared/form/titles.ts';
import type { FormColumn, FormLayout } from '../../../../shared/model/form.ts';
import type { Region } from '../regions/region.ts';
import { cellAt, type Sheet, textAt } from '../sheet.ts';
import type { FormBody } from './find-body.ts';
import { type IndicatorRows, nestingOf } from './indicators.ts';

export type LayoutJudgement = {
  readonly layout: FormLayout;
  readonly score: number;
  readonly why: string;
};

type Evidence = readonly [points: number, why: string];

const leastGrouped = 3;
const leastFixed = 2.5;

export type LayoutEvidence = {
  readonly sheet: Sheet;
  readonly region: Region;
  readonly columns: readonly FormColumn[];
  readonly body: FormBody;
  readonly indicators: IndicatorRows | null;
};

/** @param wanted what a person pointed out; null lets the evidence decide */
export function judgeLayout(evidence: LayoutEvidence, wanted: FormLayout | null): LayoutJudgement {
  const grouped = weighGrouped(evidence);
  const fixed = weighFixed(evidence);
  if (wanted !== null) return { layout: wanted, score: 10, why: '人工指定' };
  if (fixed.points >= leastFixed && fixed.points >= grouped.points) return judged('fixed', fixed);
  if (grouped.points >= leastGrouped) return judged('grouped', grouped);
  return { layout: 'list', score: 3, why: '每行一条记录' };
}

function judged(layout: FormLayout, { points, why }: Sum): LayoutJudgement {
  return { layout, score: points, why };
}

type Sum = { readonly points: number; readonly why: string };

function sum(evidence: readonly Evidence[]): Sum {
  const told = evidence.filter(([points]) => points !== 0);
  return {
    points: told.reduce((total, [points]) => total + points, 0),
    why: told
      .filter(([points]) => points > 0)
      .map(([, why]) => why)
      .join('；'),
  };
}

/** The group of a line: what it is about. */
const groupTitle =
  /^(?:所[在属])?(?:乡镇|镇|乡\(镇\)|县区?|县\(市、区\)|县市区|街道|镇街|乡镇\(街道\)|单位|部门|单位名称|责任单位|填报单位|村|村名|片区)(?:名称)?$/;
/** Titles that are the name of one thing a row, not a kind of names. */
const singleTitle =
  /^(?:.*(?:村名|名称|姓名|户主|备注|说明|内容|措施|地址|电话|行政村|自然村|责任人|负责人|联系人|联系方式))$|^(?:村|单位|部门|乡镇)$/;
const manyTitle = /(?:村|社区|企业|合作社|项目|名单|园区|基地|学校|单位|品牌|景区)(?:名单|名称)?$/;

/** The columns whose cells hold several names, with what speaks for each. */
export function namesColumns({ sheet, region, columns, body }: Omit<LayoutEvidence, 'indicators'>) {
  const [group] = columns.filter(({ serial }) => !serial);
  return columns.flatMap((column): { column: number; evidence: Evidence[] }[] => {
    if (column === group || column.serial || column.formula || column.choices.length > 0) return [];
    if (column.type !== 'text' && column.type !== 'village') return [];
    const title = plainTitle(column.path.at(-1) ?? '');
    const name = `“${title}”`;
    const evidence: Evidence[] = [];
    const cells = body.prefilled ? textsOf(sheet, body, column.column) : [];
    const joined = cells.filter((text) => text.length < 2000 && looksJoined(text)).length;
    if (joined >= 1 && joined * 4 >= cells.length) evidence.push([2, `${name}一格里写着几个名称`]);
    const counted = region.totalRows.some((row) => cellAt(sheet, row, column.column)?.kind === 'number');
    if (counted) evidence.push([2, `${name}是文字，合计行却是个数`]);
    if (manyTitle.test(title) && !singleTitle.test(title)) evidence.push([1, `${name}像一类名称`]);
    return evidence.length === 0 ? [] : [{ column: column.column, evidence }];
  });
}

function weighGrouped(given: LayoutEvidence): Sum {
  const { columns } = given;
  const [group] = columns.filter(({ serial }) => !serial);
  const title = plainTitle(group?.path.at(-1) ?? '');
  if (group === undefined || group.type === 'number' || !groupTitle.test(title))
    return { points: 0, why: '' };
  const names = namesColumns(given);
  if (names.length === 0) return { points: 0, why: '' };
  const figures = columns.filter(
    ({ type, serial, part }) => type === 'number' && !serial && part === 'value',
  );
  const unexplained = figures.filter(({ path }) => !isCountTitle(path)).length;
  return sum([[1, `每行一个“${title}”`], ...names.flatMap(({ evidence }) => evidence), [-unexplained, '']]);
}

/** 数量, 个数, 村数: how many names stand beside it. */
export function isCountTitle(path: readonly string[]): boolean {
  return /^(?:.{0,8}(?:个数|数量|村数|家数|户数|数))(?:\([^)]*\))?$/.test(plainTitle(path.at(-1) ?? ''));
}

function weighFixed({ columns, indicators }: LayoutEvidence): Sum {
  if (indicators === null || indicators.rows.length === 0) return { points: 0, why: '' };
  const { labelColumns, rows } = indicators;
  const title = plainTitle(columns.find(({ column }) => column === labelColumns.at(-1))?.path.at(-1) ?? '');
  const labels = rows.map(({ labels: texts }) => texts.at(-1)?.text ?? '');
  const nested = labels.filter((label) => nestingOf(label).kind !== 'plain').length;
  const places = labels.filter((label) =>
    /(?:村|镇|乡|街道|社区|局|委|办|中心)$/.test(plainTitle(label)),
  ).length;
  const answers = columns.filter(
    ({ column, serial, hidden }) =>
      !serial && !hidden && !indicators.otherColumns.includes(column) && !labelColumns.includes(column),
  );
  const figures = answers.filter(({ type }) => type === 'number' || type === 'percent').length;
  return sum([
    [
      /指标|项目|内容|类别|分类|栏目|事项|^$/.test(title) ? 2 : 0,
      title === '' ? '左边的栏没有名称，写着指标' : `“${title}”下面是指标`,
    ],
    [indicators.measureColumn !== null ? 1.5 : 0, '每行有自己的计量单位'],
    [indicators.codeColumn !== null ? 1 : 0, '每行有行次或代码'],
    [nested > 0 ? 1.5 : 0, '行名分层（其中、一、1.）'],
    [answers.length > 0 && figures * 2 >= answers.length ? 1 : -2, '要填的都是数'],
    [new Set(labels).size === labels.length ? 0.5 : -1, '行名不重复'],
    [rows.length < 2 ? -2 : 0, ''],
    [places * 2 > labels.length ? -3 : 0, ''],
    [groupTitle.test(title) || /姓名|户主|村名|企业|身份证/.test(title) ? -3 : 0, ''],
    [columns.some(({ serial }) => serial) && indicators.codeColumn === null && nested === 0 ? -1 : 0, ''],
    [indicators.blankShare < 0.5 ? -1.5 : 0.5, '行名之外大多空着等填'],
  ]);
}

function textsOf(sheet: Sheet, { firstRow, lastRow }: FormBody, column: number): string[] {
  const texts: string[] = [];
  for (let row = firstRow; row <= lastRow; row += 1) {
    const text = textAt(sheet, row, column).trim();
    if (text !== '') texts.push(text);
  }
  return texts;
}

function looksJoined(text: string): boolean {
  const names = splitNames(text);
  return names.length > 1 && names.every((name) => name.length <= 15);
}
