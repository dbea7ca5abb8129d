/** Why a file is not taken for the table, naming what was looked for and what was found. */
import { type Failure, HuibiaoError } from '../../../../shared/model/failure.ts';
import type { TableDefinition } from '../../../../shared/model/table.ts';
import { filledColumns, type Sheet, textAt } from '../sheet.ts';
import { targetsOf } from './bind-targets.ts';
import { describeDoubt } from './doubtful-rows.ts';
import type { FoundTable } from './find-table.ts';
import { shorten } from './findings.ts';
import { sectionColumn } from './section-groups.ts';
import { normalizeTitle } from './titles.ts';

export function refuseOtherTable(
  { candidates, table }: FoundTable,
  sheets: readonly Sheet[],
  definition: TableDefinition,
  fileName: string,
  isPointed: boolean,
): Failure {
  const other = candidates.find(({ title, binding }) => title.kind === 'other' && binding.complete);
  if (other?.title.kind === 'other') {
    const own = [definition.annexLabel, definition.documentTitle].filter((text) => text !== null).join(' ');
    return new HuibiaoError(
      'other_table',
      `“${fileName}”里的表是“${other.title.found}”，不是“${own}”。请换一个文件，或先切换到对应的台账再导入。`,
      { fileName, sheet: other.sheet.name, found: other.title.found },
    ).toFailure();
  }
  const lacking = table?.binding.lacking ?? [];
  if (isPointed && table !== null && lacking.length > 0) {
    return new HuibiaoError(
      'other_table',
      `还不知道${lacking.map((title) => `“${title}”`).join('、')}在哪一列，没有导入。请指出这些栏目各是哪一列，或重新指定表头。${hintOf(table, definition)}`,
      { fileName, sheet: table.sheet.name, lacking: lacking.join('、') },
    ).toFailure();
  }
  const layouts = (['grouped', 'list'] as const)
    .map((layout) => targetsOf(definition, layout).map(({ title }) => title))
    .filter((titles) => titles.length > 0);
  const wanted = layouts.map((titles) => titles.join('、')).join('；或者：');
  const nearest = sheets
    .map((sheet) => ({ sheet, ...nearestHeader(sheet, layouts.flat()) }))
    .reduce((best, next) => (next.matches > best.matches ? next : best));
  // A sentence brings its own full stop.
  const seen = nearest.texts.slice(0, 20).map((text) => shorten(text).replace(/[。.]+$/, ''));
  const texts = seen.join('、');
  const found =
    nearest.matches === 0
      ? `文件里没有一个栏目对得上，看到的是：${texts}`
      : `文件里最像表头的是工作表“${nearest.sheet.name}”中的：${texts}`;
  return new HuibiaoError(
    'other_table',
    `“${fileName}”里没有找到“${definition.title}”。要找的栏目：${wanted}。${found}。请核对是否选对了文件和台账。${hintOf(table, definition)}`,
    { fileName, sheet: nearest.sheet.name, wanted, found: texts },
  ).toFailure();
}

/** What may be the matter with a sheet that lacks only what stands between its rows, or a header. */
function hintOf(table: FoundTable['table'], definition: TableDefinition): string {
  if (table === null) return '';
  const { sheet, region, binding } = table;
  const column = sectionColumn(definition);
  const [section] = region.sectionRows;
  if (column !== null && section !== undefined && binding.lacking.includes(column.title)) {
    const text = shorten(textAt(sheet, section, filledColumns(sheet, section)[0] ?? 0));
    return `第${section + 1}行“${text}”等是小标题：如果写的是${column.title}，请在表中加上“${column.title}”一栏，逐行写明，再导入。`;
  }
  const doubt = region.reasons.find(({ code }) => code === 'header_like_record');
  const row = doubt?.rows[0];
  return doubt === undefined || row === undefined ? '' : describeDoubt(sheet, row, doubt.why);
}

/** The texts of the row that looks most like a header of the table. */
function nearestHeader(sheet: Sheet, titles: readonly string[]): { texts: string[]; matches: number } {
  const wanted = new Set(titles.map(normalizeTitle));
  let best = { texts: [] as string[], matches: 0 };
  for (let row = 0; row < Math.min(sheet.rows.length, 50); row += 1) {
    const texts = filledColumns(sheet, row).map((column) => normalizeTitle(textAt(sheet, row, column)));
    const matches = texts.filter((text) => wanted.has(text)).length;
    const better =
      matches > best.matches ||
      (matches === best.matches && best.texts.length < 2 && texts.length > best.texts.length);
    if (better) best = { texts, matches };
  }
  return best;
}
