/** From tables to a print that can be shown, printed and saved. */

import { HuibiaoError } from '../../../shared/model/failure.ts';
import { describeProblem, type Problem } from '../../../shared/model/problem.ts';
import type { LaidPrint } from '../../../shared/print/laid.ts';
import { layOutPrint } from '../../../shared/print/layout.ts';
import type { PrintOptions } from '../../../shared/print/options.ts';
import { pageFrame } from '../../../shared/print/paper.ts';
import { type PrintSheet, withGroupsTogether, withSerials } from '../../../shared/print/print-sheet.ts';
import type { PrintedPages, PrintedTable } from '../../../shared/print/printed-pages.ts';
import type { InstalledFonts } from './installed-fonts.ts';
import { pageHtml, printStyle } from './page-html.ts';
import { reportFonts } from './report-fonts.ts';

/** @throws HuibiaoError `bad_request` where the margins leave no room */
export function layOut(sheets: readonly PrintSheet[], options: PrintOptions, printedOn: string): LaidPrint {
  for (const landscape of [false, true]) {
    const { body } = pageFrame(options, landscape, 1);
    if (body.width < 80 || body.height < 80) {
      throw new HuibiaoError('bad_request', '页边距太大，版心放不下表格。请把页边距改小一些。', {
        width: body.width,
        height: body.height,
      });
    }
  }
  // A list in another order would begin a page with nearly every row.
  const ordered = options.groupPerPage ? sheets.map(withGroupsTogether) : sheets;
  const numbered = options.serials ? ordered.map(withSerials) : ordered;
  return layOutPrint(numbered, options, printedOn);
}

/** @param problems what was found in the tables themselves */
export async function describePrint(
  print: LaidPrint,
  problems: readonly Problem[],
  installed: InstalledFonts | null,
): Promise<PrintedPages> {
  return {
    title: titleOf(print),
    style: printStyle(print),
    pages: print.pages.map((page) => ({
      number: page.number,
      table: page.sheet,
      landscape: page.landscape,
      width: page.frame.width,
      height: page.frame.height,
      html: pageHtml(print, page),
    })),
    tables: print.sheets.map(
      ({ sheet, landscape, fontSize, firstPage, pageCount }): PrintedTable => ({
        table: sheet.table,
        label: sheet.label,
        title: sheet.title,
        landscape,
        fontSize,
        rowCount: sheet.rows.length,
        firstPage,
        pageCount,
      }),
    ),
    fonts: await reportFonts(print, installed),
    problems: [...problems, ...layoutProblems(print)],
  };
}

/** The name of the print: 附件1 …, and how many more. */
export function titleOf({ sheets }: LaidPrint): string {
  const [first] = sheets;
  const name = [first?.sheet.label, first?.sheet.title].filter(Boolean).join(' ');
  return sheets.length < 2 ? name : `${name}等${sheets.length}张表`;
}

function layoutProblems({ sheets }: LaidPrint): Problem[] {
  return sheets.flatMap(({ sheet, readable, continuedRows, fontSize }) => [
    ...(readable
      ? []
      : [
          describeProblem({
            code: 'columns_narrow',
            severity: 'explain',
            message: `“${sheet.title}”栏目太多，${fontSize} 磅字也放不下，有的字会挤在一起。请改用横排、A3 纸或更小的字号。`,
          }),
        ]),
    ...(continuedRows === 0
      ? []
      : [
          describeProblem({
            code: 'row_continued',
            severity: 'note',
            message: `“${sheet.title}”有 ${continuedRows} 行比一页还高，接排到了下一页。把字号改小一些可以避免。`,
          }),
        ]),
  ]);
}
