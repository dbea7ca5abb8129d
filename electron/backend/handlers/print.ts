import { findExportProblems } from '../../../shared/annex/export-problems.ts';
import type { Exported, Progress } from '../../../shared/api.ts';
import { describeProblem, type Problem } from '../../../shared/model/problem.ts';
import { joinPages } from '../../../shared/print/document.ts';
import { describeFonts } from '../../../shared/print/font-report.ts';
import type { LaidPrint } from '../../../shared/print/laid.ts';
import type { PrintOptions } from '../../../shared/print/options.ts';
import { type PrintSheet, printSheetOf } from '../../../shared/print/print-sheet.ts';
import type { PrintedPages } from '../../../shared/print/printed-pages.ts';
import { reportSheetOf } from '../../../shared/print/report-sheet.ts';
import { safeFileName } from '../../security.ts';
import { type InstalledFonts, readInstalledFonts } from '../print/installed-fonts.ts';
import { describePrint, layOut, titleOf } from '../print/make-print.ts';
import type { PrintStage } from '../print/pdf-printer.ts';
import { browserPrinter } from '../print/print-with-browser.ts';
import { listGroups, requireDatabase, requireTable, requireWorkbook, type Session } from '../session.ts';
import { findForm } from '../store/forms.ts';
import { listRows } from '../store/rows.ts';
import type { HandlersOf } from './handlers.ts';

export const printHandlers: HandlersOf<'print'> = {
  'print.choice': async (_, { session }) => ({
    choice: await session.printChoices.read(requireWorkbook(session).file),
  }),

  'print.remember': async ({ choice }, { session }) => {
    await session.printChoices.save(requireWorkbook(session).file, choice);
    return { choice };
  },

  'print.pages': (options, { session }) => readPages(session, options),

  'print.pdf': async (options, { session, signal, onProgress }) => {
    onProgress({ message: '正在排版', done: 0, total: 4 });
    const pages = await readPages(session, options);
    const count = pages.pages.length;
    const stages = {
      starting: { message: `已排好 ${count} 页，正在启动浏览器`, done: 1, total: 4 },
      loading: { message: `正在载入 ${count} 页`, done: 2, total: 4 },
      printing: { message: `正在生成 PDF，共 ${count} 页`, done: 3, total: 4 },
    } satisfies Record<PrintStage, Progress>;
    const onStage = (stage: PrintStage): void => onProgress(stages[stage]);
    const printPdf = session.options.printPdf ?? browserPrinter;
    const bytes = await printPdf(joinPages(pages), { signal, onStage });
    onProgress({ message: 'PDF 已生成', done: 4, total: 4 });
    return offer(session, pages.title, 'pdf', bytes, [...pages.problems, ...fontProblems(pages)]);
  },

  'print.word': async (options, { session, onProgress }) => {
    onProgress({ message: '正在排版', done: 0, total: 2 });
    const { print, problems } = readPrint(session, options);
    onProgress({ message: '正在生成 Word 文档', done: 1, total: 2 });
    // The library is large and few people need it: it is loaded with the first document.
    const { writeWord } = await import('../print/write-word.ts');
    const bytes = await writeWord(print, titleOf(print));
    onProgress({ message: 'Word 文档已生成', done: 2, total: 2 });
    return offer(session, titleOf(print), 'docx', bytes, problems);
  },
};

async function readPages(session: Session, options: PrintOptions): Promise<PrintedPages> {
  const { print, problems } = readPrint(session, options);
  return describePrint(print, problems, await installedFonts(session));
}

/** The tables laid out, with what was found in them. @throws HuibiaoError `not_found`, `bad_request` */
export function readPrint(
  session: Session,
  options: PrintOptions,
): { readonly print: LaidPrint; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const sheets = options.tables.map((name): PrintSheet => {
    const definition = requireTable(session, name);
    const database = requireDatabase(session);
    const rows = listRows(database, definition.key);
    const groups = listGroups(session, definition);
    if (options.look === 'report') return reportSheetOf(definition, rows, groups);
    problems.push(...findExportProblems(definition, rows, groups));
    return printSheetOf(definition, rows, groups, findForm(database, definition.key)?.definition ?? null);
  });
  return { print: layOut(sheets, options, localDay(session.options.now())), problems };
}

/** The fonts of the PC, asked for once: changing options must not wait for them. */
const fontsOf = new WeakMap<Session, Promise<InstalledFonts | null>>();

function installedFonts(session: Session): Promise<InstalledFonts | null> {
  const known = fontsOf.get(session) ?? readInstalledFonts();
  fontsOf.set(session, known);
  return known;
}

function fontProblems({ fonts }: PrintedPages): Problem[] {
  return describeFonts(fonts).map((message) => describeProblem({ code: 'fonts', severity: 'note', message }));
}

function offer(
  session: Session,
  title: string,
  extension: 'pdf' | 'docx',
  bytes: Uint8Array,
  problems: readonly Problem[],
): Exported {
  const fileName = `${safeFileName(title)}.${extension}`;
  return { downloadId: session.transfers.offer({ name: fileName, bytes }), fileName, problems };
}

function localDay(now: Date): string {
  const part = (value: number): string => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${part(now.getMonth() + 1)}-${part(now.getDate())}`;
}
