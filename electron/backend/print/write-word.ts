/**
 * The same print as a Word document: a real table with a repeated header and rows that are not split, the same fonts,
 * sizes, margins and page numbers. Where pages end is Word's own affair, because people go on writing there.
 */
import {
  AlignmentType,
  Document,
  HeightRule,
  type ISectionOptions,
  Packer,
  PageOrientation,
  type Paragraph,
  SectionType,
  Tab,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import { breakLines } from '../../../shared/print/break-lines.ts';
import type { LaidHead, LaidPrint, LaidRow, LaidSheet } from '../../../shared/print/laid.ts';
import { measuresOf } from '../../../shared/print/looks.ts';
import { documentLine, type PageFrame, pageFrame, point } from '../../../shared/print/paper.ts';
import { alignOf } from './cell-align.ts';
import { numberParts } from './word-numbers.ts';
import { exactLine, fontOf, paragraph, textRun, twips, wholeTwips } from './word-text.ts';

export async function writeWord(print: LaidPrint, title: string): Promise<Uint8Array> {
  const document = new Document({
    creator: '汇表',
    title,
    evenAndOddHeaderAndFooters: true,
    compatabilityModeVersion: 15,
    styles: { default: { document: { run: { font: fontOf(print, 'cell'), size: 24 } } } },
    sections: print.sheets.map((sheet, index) => sectionOf(print, sheet, index)),
  });
  const settings = { path: 'word/settings.xml', data: settingsXml(print.options.duplex) };
  return new Uint8Array(await Packer.toBuffer(document, undefined, [settings]));
}

/** The package has no setting for mirrored margins, so the part is written here. */
function settingsXml(mirrored: boolean): string {
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${mirrored ? '<w:mirrorMargins/>' : ''}<w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/><w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`;
}

function sectionOf(print: LaidPrint, sheet: LaidSheet, index: number): ISectionOptions {
  const { options, pages } = print;
  const first = pages[sheet.firstPage];
  const frame = pageFrame(options, sheet.landscape, 1);
  const { body, width, height } = frame;
  const footerEdge = height - frame.number.box.top - frame.number.box.height;
  const turned = frame.number.turned;
  return {
    properties: {
      type: SectionType.NEXT_PAGE,
      page: {
        size: {
          // The package turns the sheet itself.
          width: twips(Math.min(width, height)),
          height: twips(Math.max(width, height)),
          orientation: sheet.landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
        },
        margin: {
          left: twips(body.left),
          right: twips(width - body.left - body.width),
          top: twips(body.top),
          bottom: twips(height - body.top - body.height),
          header: twips(Math.min(15, body.top)),
          footer: twips(turned ? Math.min(10, footerEdge) : footerEdge),
          gutter: 0,
        },
        ...(index === 0 ? { pageNumbers: { start: options.startPage } } : {}),
      },
    },
    ...numberParts(print, sheet),
    children: [
      ...(first?.head == null ? [] : headParagraphs(print, first.head, sheet)),
      tableOf(print, sheet),
      ...signatureParagraphs(print, sheet, frame),
    ],
  };
}

function headParagraphs(print: LaidPrint, head: LaidHead, { landscape }: LaidSheet): Paragraph[] {
  const { options } = print;
  const { titleSize } = measuresOf(options.look);
  const title = titleSize * point;
  const [first] = head.title;
  const pitch = (head.title[1]?.top ?? 0) - (first?.top ?? 0) || documentLine;
  // Word puts most of the air of an exact line above its letters; so much the title moves up.
  const raise = Math.max((pitch - title) * 0.8, 0);
  const lines = head.title.flatMap(({ text }, index) => textRun(print, 'title', titleSize, text, index > 0));
  const titleEnd = (first?.top ?? 0) + head.title.length * pitch;
  const { body } = pageFrame(options, landscape, 1);
  return [
    ...(head.label === null
      ? []
      : [
          paragraph(
            { spacing: exactLine(16 * point, { after: (first?.top ?? 0) - 16 * point - raise }) },
            textRun(print, 'label', 16, head.label.text),
          ),
        ]),
    paragraph(
      {
        alignment: AlignmentType.CENTER,
        keepNext: true,
        spacing: exactLine(pitch, {
          after: head.info === null ? Math.max(head.height - titleEnd, 0) + raise * 0.5 : 0,
        }),
      },
      ...lines,
    ),
    ...(head.info === null
      ? []
      : [
          paragraph(
            {
              tabStops: [{ type: 'right', position: twips(body.width) }],
              spacing: exactLine(6.5, { after: 0.5 }),
              keepNext: true,
            },
            textRun(print, 'info', 10.5, head.info.left),
            new TextRun({ children: [new Tab()] }),
            textRun(print, 'info', 10.5, head.info.right),
          ),
        ]),
  ];
}

function tableOf(print: LaidPrint, sheet: LaidSheet): Table {
  const { options, pages } = print;
  const { body } = pageFrame(options, sheet.landscape, 1);
  const own = pages.slice(sheet.firstPage, sheet.firstPage + sheet.pageCount).flatMap(({ rows }) => rows);
  const total = own.find(({ role }) => role === 'total')?.height ?? 0;
  const heights = own.flatMap(({ role, height }) => (role === 'data' ? [height] : []));
  const least = heights.length === 0 ? 0 : heights.reduce((low, height) => Math.min(low, height));
  const rows: { readonly role: LaidRow['role']; readonly texts: readonly string[] }[] = [
    ...sheet.sheet.rows.map(({ cells }) => ({ role: 'data', texts: cells }) as const),
    ...(sheet.sheet.total === null ? [] : [{ role: 'total', texts: sheet.sheet.total } as const]),
  ];
  const thick = { style: 'single', size: 8, color: '000000' } as const;
  const thin = { style: 'single', size: 4, color: '000000' } as const;
  const { paddingAside, paddingAbove } = measuresOf(options.look);
  const em = sheet.fontSize * point;
  // A little less, so that a line that just fits here still does after Word's rounding.
  const aside = Math.max(twips(paddingAside * em) - 2, 0);
  const above = twips(paddingAbove * em);
  return new Table({
    width: { size: twips(body.width), type: WidthType.DXA },
    columnWidths: wholeTwips(sheet.columnWidths),
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.CENTER,
    margins: { left: aside, right: aside, top: above, bottom: above },
    borders: {
      top: thick,
      bottom: thick,
      left: thick,
      right: thick,
      insideHorizontal: thin,
      insideVertical: thin,
    },
    rows: [
      ...headerRows(print, sheet),
      ...rows.map(({ role, texts }, index) => {
        // The last rows stay with the total and the line that is signed.
        const keepNext = index >= rows.length - 3 && (index < rows.length - 1 || options.signature);
        return new TableRow({
          cantSplit: true,
          height: { value: twips(role === 'total' ? total : least), rule: HeightRule.ATLEAST },
          children: texts.map((text, column) => dataCell(print, sheet, role, column, text, keepNext)),
        });
      }),
    ],
  });
}

/** All levels of the header are repeated on every page. */
function headerRows(print: LaidPrint, sheet: LaidSheet): TableRow[] {
  const widths = wholeTwips(sheet.columnWidths);
  return sheet.header.levels.map(
    ({ height, cells }) =>
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        height: { value: twips(height), rule: HeightRule.ATLEAST },
        children: cells.map(({ lines, column, columns, levels }) => {
          const width = widths.slice(column, column + columns).reduce((sum, each) => sum + each, 0);
          const spans = {
            ...(columns > 1 ? { columnSpan: columns } : {}),
            ...(levels > 1 ? { rowSpan: levels } : {}),
          };
          const looks = { width, spans, align: 'center', role: 'header', keepNext: true } as const;
          return tableCell(print, sheet, looks, [lines]);
        }),
      }),
  );
}

function dataCell(
  print: LaidPrint,
  sheet: LaidSheet,
  role: LaidRow['role'],
  column: number,
  text: string,
  keepNext: boolean,
): TableCell {
  const isData = role === 'data';
  const width = wholeTwips(sheet.columnWidths)[column] ?? 0;
  const align = isData ? alignOf(print.options, sheet.sheet, column) : 'center';
  const looks = { width, spans: {}, align, role: isData ? 'cell' : role, keepNext } as const;
  const isNames = isData && sheet.sheet.columns[column]?.breaks === 'names';
  return tableCell(
    print,
    sheet,
    looks,
    isNames ? [nameLines(print, sheet, column, text)] : splitParagraphs(text),
  );
}

/**
 * Names joined in a cell, on our lines: Word would break within a name, and what could keep it from that are unseen
 * characters that would come along wherever a name is copied to.
 */
function nameLines(
  { options }: LaidPrint,
  { fontSize, columnWidths }: LaidSheet,
  column: number,
  text: string,
): readonly string[] {
  const width = (columnWidths[column] ?? 0) / (fontSize * point);
  return breakLines(text, width - 2 * measuresOf(options.look).paddingAside, 'names');
}

function splitParagraphs(text: string): string[][] {
  return text.split('\n').map((line) => [line]);
}

type CellLooks = {
  /** Twips. */
  readonly width: number;
  readonly spans: { readonly columnSpan?: number; readonly rowSpan?: number };
  readonly align: 'left' | 'center' | 'right';
  readonly role: 'header' | 'cell' | 'total';
  readonly keepNext: boolean;
};

function tableCell(
  print: LaidPrint,
  { fontSize }: LaidSheet,
  { width, spans, align, role, keepNext }: CellLooks,
  /** Paragraphs of lines. */
  paragraphs: readonly (readonly string[])[],
): TableCell {
  const spacing = exactLine(fontSize * point * measuresOf(print.options.look).lineHeight);
  const alignment = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT }[
    align
  ];
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    ...spans,
    verticalAlign: VerticalAlignTable.CENTER,
    children: paragraphs.map((lines) =>
      paragraph(
        { alignment, spacing, keepNext },
        ...lines.map((text, index) => textRun(print, role, fontSize, text, index > 0)),
      ),
    ),
  });
}

function signatureParagraphs(print: LaidPrint, { fontSize }: LaidSheet, { body }: PageFrame): Paragraph[] {
  if (!print.options.signature) return [];
  const text = (words: string): TextRun => textRun(print, 'signature', fontSize, words);
  return [
    paragraph(
      {
        spacing: { before: twips(4) },
        tabStops: [
          { type: 'left', position: twips(body.width / 3) },
          { type: 'right', position: twips(body.width) },
        ],
      },
      text('填表人：'),
      new TextRun({ children: [new Tab()] }),
      text('审核人：'),
      new TextRun({ children: [new Tab()] }),
      text('日期：　　年　月　日'),
    ),
  ];
}
