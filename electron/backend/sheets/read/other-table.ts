/** Why a file is not taken for the table, naming what was looked for and what was found. */
import { type Failure, HuibiaoError } from '../../../../shared/model/failure.ts';
import type { TableDefinition } from '../../../../shared/model/table.ts';
import { filledColumns, type Sheet, textAt } from '../sheet.ts';
import { targetsOf } from './bind-targets.ts';
import type { FoundTable } from './find-table.ts';
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
      `还不知道${lacking.map((title) => `“${title}”`).join('、')}在哪一列，没有导入。请指出这些栏目各是哪一列，或重新指定表头。`,
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
  const texts = nearest.texts.slice(0, 20).join('、');
  const found =
    nearest.matches === 0
      ? `文件里没有一个栏目对得上，看到的是：${texts}`
      : `文件里最像表头的是工作表“${nearest.sheet.name}”中的：${texts}`;
  return new HuibiaoError(
    'other_table',
    `“${fileName}”里没有找到“${definition.title}”。要找的栏目：${wanted}。${found}。请核对是否选对了文件和台账。`,
    { fileName, sheet: nearest.sheet.name, wanted, found: texts },
  ).toFailure();
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
