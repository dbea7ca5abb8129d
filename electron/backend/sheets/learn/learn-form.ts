/** bytes → what form a workbook may be, with reasons. Pure; what cannot be a form is refused with what to do. */

import { HuibiaoError } from '../../../../shared/model/failure.ts';
import type {
  FormColumn,
  FormDefinition,
  FormFigure,
  FormLayout,
  FormPlace,
  FormProposal,
  FormReason,
  LearntForm,
} from '../../../../shared/model/form.ts';
import { detectFormat } from '../read/detect-format.ts';
import { loadSheets } from '../read/load-file.ts';
import { findRegions } from '../regions/find-regions.ts';
import type { Region } from '../regions/region.ts';
import { mergeAt, type Sheet, textAt } from '../sheet.ts';
import { checkTemplate } from './check-template.ts';
import { convertForm } from './convert/convert-form.ts';
import { findBody } from './find-body.ts';
import { type FormSource, learnColumns } from './form-columns.ts';
import { readFormMarkup, type WorkbookMarkup } from './form-markup.ts';
import { findIndicators, type IndicatorRows } from './indicators.ts';
import { judgeLayout, type LayoutJudgement } from './judge-layout.ts';
import { isCard, learnCard } from './learn-card.ts';
import { learnFigures } from './learn-figures.ts';
import { learnGrouped } from './learn-grouped.ts';
import { learnPlaces } from './learn-places.ts';
import { learnTotals } from './learn-totals.ts';
import { regionUnder } from './region-under.ts';

export type LearnRequest = {
  /** Left as they are. */
  readonly bytes: Uint8Array;
  readonly fileName: string;
  /** What a person pointed out; null leaves it to the program. */
  readonly sheet: string | null;
  readonly header: { readonly firstRow: number; readonly lastRow: number } | null;
  readonly layout: FormLayout | null;
};

/**
 * Proposes the forms that a workbook may be, best first.
 * @throws HuibiaoError a spreadsheet code for a file that cannot be used (`form_unfillable` for a signed or shared one, and
 * where nothing looks like a header); `not_found` for a sheet that is not there
 */
export function learnForm({ sheet: wanted, header, layout, ...file }: LearnRequest): LearntForm {
  const { fileName } = file;
  // What is learnt is what is filled later: of an older workbook the one that it is converted to.
  const { bytes, notes: converted } = convertForm(file);
  const format = detectFormat(bytes);
  const notes = [...converted, ...(format.kind === 'xlsx' ? checkTemplate(format.entries, fileName) : [])];
  const sheets = loadSheets(bytes, fileName);
  const workbook = format.kind === 'xlsx' ? readFormMarkup(bytes, format.entries) : null;
  const note = missingMarkup(format.kind, workbook);
  const looked = sheetsToLearn(sheets, wanted, fileName);
  const proposals = looked.flatMap((sheet) => {
    const source = { sheet, sheets, workbook, markup: workbook?.sheets.get(sheet.name) ?? null };
    const regions = header === null ? findRegions(sheet) : regionUnder(sheet, header);
    return regions.map((region) => propose(source, region, layout));
  });
  if (proposals.length === 0) {
    throw new HuibiaoError(
      'form_unfillable',
      `“${fileName}”里没有认出表头。请在预览中指出哪几行是表头，也可以手工绑定到已有的台账。`,
      { fileName, reason: 'header' },
    );
  }
  proposals.sort((left, right) => right.score - left.score);
  return { proposals, notes: note === null ? notes : [...notes, note] };
}

function missingMarkup(kind: string, workbook: WorkbookMarkup | null): string | null {
  if (workbook !== null) return null;
  return kind === 'xlsx'
    ? '这个文件的写法少见，下拉选项和表格线没有读到，请核对可选项和空行。'
    : '这不是 .xlsx 文件，下拉选项和表格线没有读到。要按表样原样填写，请先在 Excel 或 WPS 中另存为 .xlsx。';
}

/** Hidden sheets keep the words of drop-downs; they are learnt only when named. */
function sheetsToLearn(sheets: readonly Sheet[], wanted: string | null, fileName: string): readonly Sheet[] {
  if (wanted === null) {
    const visible = sheets.filter(({ state }) => state === 'visible');
    return visible.length > 0 ? visible : sheets;
  }
  const named = sheets.filter(({ name }) => name === wanted);
  if (named.length > 0) return named;
  const names = sheets.map(({ name }) => `“${name}”`).join('、');
  throw new HuibiaoError(
    'not_found',
    `“${fileName}”里没有“${wanted}”这张工作表，有的是：${names}。请核对名称后重试。`,
    { fileName, sheet: wanted },
  );
}

function propose(source: FormSource, region: Region, wanted: FormLayout | null): FormProposal {
  const { sheet, markup } = source;
  const reasons = reasonsOf(region);
  const body = findBody(region, sheet, markup);
  const plain = learnColumns(source, region, body, reasons);
  const indicators = findIndicators(region, sheet, markup, plain);
  const header = {
    firstRow: region.headerRows[0] ?? 0,
    lastRow: Math.max(region.headerRows.at(-1) ?? 0, region.bodyRow - 1),
  };
  const places = learnPlaces(region, sheet, markup);
  const common = { title: titleOf(region, sheet), sheet: sheet.name, header, places };
  const judged = judgeLayout({ sheet, region, columns: plain, body, indicators }, wanted);
  const mayBeCard = wanted === null && judged.layout === 'list' && plain.length <= 2;
  const judgement: LayoutJudgement =
    mayBeCard && isCard(learnCard(source, places))
      ? { ...judged, layout: 'fixed', why: '一格文字、一格空白左右相间，像登记卡' }
      : judged;
  const score = Math.round((region.score + judgement.score) * 100) / 100;
  const proposed = (form: FormDefinition): FormProposal => ({ form, score, why: judgement.why, reasons });

  const figures = judgement.layout === 'fixed' ? figuresOf(source, plain, indicators, places) : [];
  if (judgement.layout === 'fixed' && (indicators !== null || figures.length > 0)) {
    const rows = [...new Set([...(indicators?.rows ?? []), ...figures].map(({ row }) => row))].sort(
      (left, right) => left - right,
    );
    return proposed({
      ...common,
      layout: 'fixed',
      body: { firstRow: rows[0] ?? region.bodyRow, lastRow: rows.at(-1) ?? region.bodyRow },
      prefilled: figures.some(
        ({ row, column, formula }) => !formula && textAt(sheet, row, column).trim() !== '',
      ),
      patternRow: rows[0] ?? region.bodyRow,
      columns: [],
      keyColumns: [],
      figures,
      totals: [],
    });
  }
  const grouped = judgement.layout === 'grouped';
  const columns = grouped ? learnGrouped(plain, { sheet, region, body }, reasons) : plain;
  reasons.push({ rows: rangeOf(body.firstRow, body.lastRow), columns: [], why: body.why });
  return proposed({
    ...common,
    layout: grouped ? 'grouped' : 'list',
    body: { firstRow: body.firstRow, lastRow: body.lastRow },
    prefilled: body.prefilled,
    patternRow: body.patternRow,
    columns,
    keyColumns: keyColumnsOf(columns, region),
    figures: [],
    totals: learnTotals(source, region, body, columns),
  });
}

/** By indicators in rows and heads above; a form without them may be a card. */
function figuresOf(
  source: FormSource,
  columns: readonly FormColumn[],
  indicators: IndicatorRows | null,
  places: readonly FormPlace[],
): FormFigure[] {
  const figures = indicators === null ? [] : learnFigures(source, columns, indicators);
  return figures.length > 0 ? figures : learnCard(source, places);
}

/** Types have names of their own in a form and are told with them; what holds for several columns alike is told once. */
function reasonsOf(region: Region): FormReason[] {
  const told = region.reasons.map(({ what, rows, columns, why }) => ({
    rows,
    columns,
    why: what === 'type' ? why.replace(/（[^（）]+）$/, '') : why,
  }));
  const groups = Map.groupBy(told, ({ rows, why }) => JSON.stringify([rows, why]));
  return [...groups.values()].map((alike) => ({
    rows: alike[0]?.rows ?? [],
    columns: alike.flatMap(({ columns }) => columns),
    why: alike[0]?.why ?? '',
  }));
}

/** The longest text above the table that is no label like 附件1; the sheet's name where there is none. */
function titleOf({ titleRows }: Region, sheet: Sheet): string {
  const texts = titleRows
    .flatMap((row) =>
      (sheet.rows[row] ?? []).map((cell, column) => ({ row, column, text: cell?.text ?? '' })),
    )
    .filter(({ row, column }) => {
      const merge = mergeAt(sheet, row, column);
      return merge === null || (merge.firstRow === row && merge.firstColumn === column);
    })
    .map(({ row, column }) => textAt(sheet, row, column).replace(/\s+/gu, ''))
    .filter((text) => text !== '' && !/^附[件表]\d*[:：]?$/.test(text));
  return texts.reduce((longest, text) => (text.length > longest.length ? text : longest), '') || sheet.name;
}

const keyTitle = /乡镇|^镇|县|^村|村名|行政村|自然村|姓名|户主|身份证|证件|名称|企业|合作社|编号|代码|项目$/;

/** The leading columns of names, before the first amount; the first of them where none has a telling title. */
function keyColumnsOf(columns: readonly FormColumn[], { fillDownColumns }: Region): number[] {
  const group = columns.find(({ part }) => part === 'group');
  if (group !== undefined) return [group.column];
  const named = columns.filter(({ serial, hidden, formula }) => !serial && !hidden && !formula);
  const amount = named.findIndex(({ type }) => type === 'number' || type === 'percent');
  const leading = (amount < 0 ? named : named.slice(0, amount)).filter(
    ({ type }) =>
      type === 'text' ||
      type === 'identity' ||
      type === 'unit' ||
      type === 'village' ||
      type === 'units' ||
      type === 'choice',
  );
  const telling = leading.filter(
    ({ column, path }) => fillDownColumns.includes(column) || keyTitle.test(path.at(-1) ?? ''),
  );
  return (telling.length > 0 ? telling : leading.slice(0, 1)).map(({ column }) => column);
}

function rangeOf(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}
