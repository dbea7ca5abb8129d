/** bytes → format → sheets → the sheet that holds the table → rows. Every step says what it could not do. */
import type { Progress } from '../../../../shared/api.ts';
import type { IncomingRows } from '../../../../shared/merge/incoming.ts';
import { HuibiaoError } from '../../../../shared/model/failure.ts';
import { describeProblem, type Problem } from '../../../../shared/model/problem.ts';
import type { TableDefinition } from '../../../../shared/model/table.ts';
import { filledColumns, type Sheet } from '../sheet.ts';
import type { ReadRequest } from '../sheet-tools.ts';
import { ZipDamage, ZipTooLarge } from '../zip/zip.ts';
import { detectFormat } from './detect-format.ts';
import type { Findings } from './findings.ts';
import { fieldsOf } from './grouped-context.ts';
import {
  findGroupedHeader,
  findListHeader,
  type GroupedHeader,
  groupedTitles,
  type ListHeader,
  listTitles,
  nearestHeader,
} from './layout.ts';
import { loadHtml, loadSpreadsheetXml } from './load-markup.ts';
import { loadXls, loadXlsx } from './load-workbook.ts';
import { readCsv } from './read-csv.ts';
import { readGrouped } from './read-grouped.ts';
import { readList } from './read-list.ts';
import { judgeTitle, linesAbove, normalizeTitle, type TitleJudgement } from './titles.ts';

/**
 * Reads the rows that a file holds for one table.
 * @throws HuibiaoError with a spreadsheet code: the file cannot be used, and nothing of it was
 */
export function readRows(request: ReadRequest, onProgress: (progress: Progress) => void): IncomingRows {
  const { definition, fileName, groups } = request;
  onProgress({ message: `正在读取“${fileName}”`, done: 0, total: 3 });
  const sheets = loadSheets(request.bytes, fileName);
  onProgress({ message: '正在查找表头', done: 1, total: 3 });
  const { table, problems } = findTable(visibleSheets(sheets, fileName), definition, fileName);
  onProgress({ message: `正在整理“${table.sheet.name}”的内容`, done: 2, total: 3 });
  const findings = readTable(table, definition, groups);
  const found = [...problems, ...findings.problems];
  if (findings.rows.length === 0) {
    found.push(
      describeProblem({
        code: 'no_rows',
        severity: 'explain',
        sheet: table.sheet.name,
        message: '表头下面没有一条记录。请核对是否选对了文件。',
      }),
    );
  }
  onProgress({ message: `读到${findings.rows.length}条记录`, done: 3, total: 3 });
  return {
    sheet: table.sheet.name,
    columns: carriedColumns(table.header),
    groups: definition.grouped === null ? null : [...findings.groups],
    rows: findings.rows,
    problems: found,
  };
}

/** Every sheet of a file, hidden ones included. @throws HuibiaoError with a spreadsheet code */
export function loadSheets(bytes: Uint8Array, fileName: string): Sheet[] {
  const format = detectFormat(bytes);
  try {
    switch (format.kind) {
      case 'refused':
        throw new HuibiaoError(format.code, `“${fileName}”${format.what}。${format.advice}`, { fileName });
      case 'xlsx':
        return loadXlsx(bytes, format.entries).sheets;
      case 'xls':
        return loadXls(bytes);
      case 'text':
        return [readCsv(bytes, fileName)];
      case 'xml':
        return loadSpreadsheetXml(bytes, fileName);
      case 'html':
        return loadHtml(bytes, fileName);
    }
  } catch (error) {
    throw asRefusal(error, fileName);
  }
}

function asRefusal(error: unknown, fileName: string): HuibiaoError {
  if (error instanceof HuibiaoError) return error;
  if (error instanceof ZipTooLarge) return tooLarge(fileName, error.message);
  const cause = error instanceof Error ? error.message : String(error);
  if (!(error instanceof ZipDamage) && /allocation|string length|array length/i.test(cause)) {
    return tooLarge(fileName, '内容超出内存所能容纳');
  }
  return new HuibiaoError(
    'damaged',
    `“${fileName}”已损坏，读不出来。可能没有传完或存坏了。请让对方重新发送，或用 Excel、WPS 打开修复后另存为 .xlsx 再导入。`,
    { fileName, cause },
  );
}

function tooLarge(fileName: string, bound: string): HuibiaoError {
  return new HuibiaoError(
    'too_large',
    `“${fileName}”太大：${bound}。请删去多余的工作表、空行和图片，或拆成几个文件再导入。`,
    { fileName, bound },
  );
}

function visibleSheets(sheets: readonly Sheet[], fileName: string): Sheet[] {
  const visible = sheets.filter(({ state }) => state === 'visible');
  if (visible.length === 0) {
    throw new HuibiaoError(
      'no_visible_sheet',
      `“${fileName}”没有可见的工作表。请在 Excel 或 WPS 中取消隐藏要导入的工作表，保存后再导入。`,
      { fileName, sheets: sheets.length },
    );
  }
  const filled = visible.filter((sheet) => sheet.rows.some((_, row) => filledColumns(sheet, row).length > 0));
  if (filled.length === 0) {
    throw new HuibiaoError('empty', `“${fileName}”里没有任何内容。请核对是否选对了文件，或是否忘了保存。`, {
      fileName,
      sheets: sheets.length,
    });
  }
  return filled;
}

type FoundTable = {
  readonly sheet: Sheet;
  readonly header: GroupedHeader | ListHeader;
  readonly title: TitleJudgement;
};

/** The sheet that holds the table, and what to say about the choice. @throws HuibiaoError `other_table` */
function findTable(
  sheets: readonly Sheet[],
  definition: TableDefinition,
  fileName: string,
): { readonly table: FoundTable; readonly problems: readonly Problem[] } {
  const candidates = sheets.flatMap((sheet): FoundTable[] => {
    const header = findGroupedHeader(sheet, definition) ?? findListHeader(sheet, definition);
    if (header === null) return [];
    return [{ sheet, header, title: judgeTitle(definition, linesAbove(sheet, header.headerRow)) }];
  });
  const fitting = candidates.filter(({ title }) => title.kind !== 'other');
  const preferred = [...fitting].sort((left, right) => preference(right) - preference(left));
  const [table, second] = preferred;
  if (table === undefined) throw describeOtherTable(sheets, candidates, definition, fileName);
  const problems: Problem[] = [];
  if (second !== undefined && preference(second) === preference(table)) {
    const others = preferred.slice(1).map(({ sheet }) => `“${sheet.name}”`);
    problems.push(
      describeProblem({
        code: 'several_tables',
        severity: 'explain',
        sheet: table.sheet.name,
        message: `几张工作表都像“${definition.title}”，只读了“${table.sheet.name}”，没有读${others.join('、')}。请核对。`,
      }),
    );
  }
  if (table.title.kind === 'differs') {
    problems.push(
      describeProblem({
        code: 'title_differs',
        severity: 'note',
        sheet: table.sheet.name,
        message: `文件的标题是“${table.title.found}”，台账的标题是“${definition.documentTitle ?? definition.title}”。请核对是否选对了文件。`,
      }),
    );
  }
  return { table, problems };

  function preference({ sheet, header, title }: FoundTable): number {
    const names = [definition.annexLabel, definition.title, definition.documentTitle];
    const named = names.some((name) => name !== null && normalizeTitle(name) === normalizeTitle(sheet.name));
    const titled = title.kind === 'fits' && header.headerRow > 0;
    return (named ? 2 : 0) + (titled ? 1 : 0);
  }
}

function readTable(
  { sheet, header }: FoundTable,
  definition: TableDefinition,
  groups: readonly string[],
): Findings {
  switch (header.kind) {
    case 'grouped':
      return readGrouped(sheet, header, definition, groups);
    case 'list':
      return readList(sheet, header, definition, groups);
  }
}

/** A grouped sheet says group, choice and name by its layout, whichever of its choices it has. */
function carriedColumns(header: GroupedHeader | ListHeader): string[] {
  switch (header.kind) {
    case 'grouped': {
      const { groupColumn, choiceColumn, nameColumn } = header.layout;
      const lineColumns = fieldsOf(header, 'line').map(([, { column }]) => column.key);
      return [groupColumn, choiceColumn, nameColumn, ...lineColumns];
    }
    case 'list':
      return [...header.fields.values()].flatMap((field) =>
        field.kind === 'column' ? [field.column.key] : [],
      );
  }
}

function describeOtherTable(
  sheets: readonly Sheet[],
  candidates: readonly FoundTable[],
  definition: TableDefinition,
  fileName: string,
): HuibiaoError {
  const other = candidates.find(({ title }) => title.kind === 'other');
  if (other !== undefined && other.title.kind === 'other') {
    const own = [definition.annexLabel, definition.documentTitle].filter((text) => text !== null).join(' ');
    return new HuibiaoError(
      'other_table',
      `“${fileName}”里的表是“${other.title.found}”，不是“${own}”。请换一个文件，或先切换到对应的台账再导入。`,
      { fileName, sheet: other.sheet.name, found: other.title.found },
    );
  }
  const layouts = [
    ...(definition.grouped === null ? [] : [groupedTitles(definition, definition.grouped)]),
    listTitles(definition),
  ];
  const wanted = layouts.map((titles) => titles.join('、')).join('；或者：');
  const nearest = sheets
    .map((sheet) => ({ sheet, ...nearestHeader(sheet, layouts.flat()) }))
    .reduce((best, next) => (next.matches > best.matches ? next : best));
  const texts = nearest.texts.slice(0, 20).join('、');
  const found =
    nearest.matches === 0
      ? `文件里没有一个栏目对得上，看到的是：${texts}`
      : `文件里最像表头的是工作表“${nearest.sheet.name}”中的：${texts}`;
  return new HuibiaoError(
    'other_table',
    `“${fileName}”里没有找到“${definition.title}”。要找的栏目：${wanted}。${found}。请核对是否选对了文件和台账。`,
    { fileName, sheet: nearest.sheet.name, wanted, found: texts },
  );
}
