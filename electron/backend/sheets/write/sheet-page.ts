/** The page of a table written anew: that of its print, as far as spreadsheet programs know it. */
import type { TableDefinition } from '../../../../shared/model/table.ts';
import { breakTitle } from '../../../../shared/print/break-title.ts';
import { measuresOf } from '../../../../shared/print/looks.ts';
import { type PrintLook, usualPrintOptions } from '../../../../shared/print/options.ts';
import { numberSize, pageFrame, point } from '../../../../shared/print/paper.ts';
import type { PrintSettings } from '../../../../shared/print/print-choice.ts';
import type { NewPage } from './workbook/new-workbook.ts';

/** How a table is printed that is written. */
export type SheetPrint = {
  readonly settings: PrintSettings;
  /** The number of its first page. */
  readonly firstPage: number;
};

/** What nobody chose otherwise: an annex as 公文附件, any other table as 台账. */
export function usualSheetPrint({ annexLabel }: TableDefinition): SheetPrint {
  return { settings: usualPrintOptions([], annexLabel === null ? 'ledger' : 'document'), firstPage: 1 };
}

/** @param width of all columns together in points, as the sheet has them */
export function sheetPageOf(
  definition: TableDefinition,
  { settings, firstPage }: SheetPrint,
  width: number,
): NewPage {
  const { look, paper, pageNumbers } = settings;
  const landscape = liesAcross(settings, width);
  const { body, ...sheet } = frameOf(settings, landscape);
  const bottom = sheet.height - body.top - body.height;
  const head = headOf(definition, look, body.width);
  const top = Math.max(body.top, head.height + leastEdge);
  const margins = {
    ...{ left: body.left, right: sheet.width - body.left - body.width, top, bottom },
    header: top - head.height,
    footer: Math.max(bottom - numberDistance(look) - (numberSize * point) / 2, leastEdge),
  };
  return {
    paperSize: { A3: 8, A4: 9 }[paper],
    landscape,
    fit: { width: 1, height: 0 },
    centered: true,
    margins: inches(margins),
    header: head.text,
    ...(pageNumbers ? numbersOf(look) : {}),
    ...(pageNumbers && firstPage !== 1 ? { firstPageNumber: firstPage } : {}),
  };
}

/** Millimetres that printers leave blank. */
const leastEdge = 5;

/** Columns that would shrink to less than this part of their size upright are printed across. */
const leastScale = 0.75;

function liesAcross(settings: PrintSettings, width: number): boolean {
  switch (settings.direction) {
    case 'upright':
      return false;
    case 'landscape':
      return true;
    case 'auto':
      return width * point * leastScale > frameOf(settings, false).body.width;
  }
}

/** Spreadsheets have the same margins on all pages, and numbers below the table only. */
function frameOf(settings: PrintSettings, landscape: boolean) {
  const { body, width, height } = pageFrame({ ...settings, tables: [] }, landscape, 1);
  return { body, width, height };
}

/** Millimetres from the text block to the middle of the number. */
function numberDistance(look: PrintLook): number {
  return look === 'ledger' ? 6 : 7;
}

function numbersOf(look: PrintLook): Pick<NewPage, 'footer' | 'evenFooter'> {
  if (look === 'ledger') {
    return { footer: '&L&"宋体,常规"&10打印日期：&D&C&"宋体,常规"&10第 &P 页　共 &N 页' };
  }
  return {
    footer: `&R&"宋体,常规"&${numberSize}— &P —　`,
    evenFooter: `&L&"宋体,常规"&${numberSize}　— &P —`,
  };
}

/** Label and title stand above the text block, so that the sheet itself begins with its header. */
function headOf(
  { annexLabel, documentTitle, title }: TableDefinition,
  look: PrintLook,
  width: number,
): { readonly text: string; readonly height: number } {
  const { titleSize, faces } = measuresOf(look);
  const lines = breakTitle(cut(documentTitle ?? title), width / (titleSize * point));
  const font = faces.title === '小标宋' ? '方正小标宋简体' : faces.title;
  const inTitle = (texts: readonly string[]): string => `&"${font},常规"&${titleSize} ${texts.join('\n')}`;
  const titled = inTitle(lines.map(plain));
  const height = (lines.length * titleSize * linePitch + 8) * point;
  if (look !== 'document' || annexLabel === null) return { text: `&C${titled}`, height };
  const label = `&"黑体,常规"&${labelSize} `;
  // Both have the same lines, blank ones not empty: programs differ in where they put the shorter of two texts.
  const below = inTitle(lines.map(() => '　'));
  const text = `&L${label}${plain(annexLabel)}\n${below}&C${label}　\n${titled}`;
  return { text, height: height + labelSize * linePitch * point };
}

/** A header of more than 255 characters, codes included, makes a file count as damaged. */
function cut(title: string): string {
  const letters = [...title];
  let length = 0;
  const kept = letters.findIndex((letter) => {
    length += plain(letter).length;
    return length > longestTitle;
  });
  return kept < 0 ? title : `${letters.slice(0, kept).join('')}…`;
}

/** What label and fonts leave of those. */
const longestTitle = 120;

/** An & is a code's beginning. */
function plain(text: string): string {
  return text.replaceAll('&', '&&');
}

/** 3号. */
const labelSize = 16;
/** Of a line in em. */
const linePitch = 1.3;

function inches<Key extends string>(lengths: Readonly<Record<Key, number>>): Record<Key, number> {
  const rounded = Object.entries<number>(lengths).map(([edge, length]) => [
    edge,
    Math.round((length / 25.4) * 10_000) / 10_000,
  ]);
  return Object.fromEntries(rounded);
}
