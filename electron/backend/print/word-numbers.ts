/** Page numbers of a Word document: below the text block, or beside it on pages that lie across. */
import {
  AlignmentType,
  Footer,
  Header,
  HeightRule,
  type ISectionOptions,
  PageNumber,
  Paragraph,
  Table,
  TableAnchorType,
  TableCell,
  TableLayoutType,
  TableRow,
  TextDirection,
  TextRun,
  WidthType,
} from 'docx';
import type { LaidPrint, LaidSheet } from '../../../shared/print/laid.ts';
import { numberSize, type PageFrame, pageFrame, point } from '../../../shared/print/paper.ts';
import { blankParagraph, exactLine, fontOf, halfPoints, twips } from './word-text.ts';

export function numberParts(
  print: LaidPrint,
  sheet: LaidSheet,
): Pick<ISectionOptions, 'headers' | 'footers'> {
  const { options } = print;
  const empty = { default: new Header({ children: [] }), even: new Header({ children: [] }) };
  if (!options.pageNumbers) {
    return {
      headers: empty,
      footers: { default: new Footer({ children: [] }), even: new Footer({ children: [] }) },
    };
  }
  const odd = pageFrame(options, sheet.landscape, 1);
  const even = pageFrame(options, sheet.landscape, 2);
  if (odd.number.turned) {
    // A text in a header can lie anywhere on the page: a frame of one cell, turned clockwise.
    return {
      headers: {
        default: new Header({ children: [turnedNumber(print, odd), blankParagraph()] }),
        even: new Header({ children: [turnedNumber(print, even), blankParagraph()] }),
      },
      footers: { default: new Footer({ children: [] }), even: new Footer({ children: [] }) },
    };
  }
  return {
    headers: empty,
    footers: {
      default: new Footer({ children: [numberParagraph(print, odd)] }),
      even: new Footer({ children: [numberParagraph(print, even)] }),
    },
  };
}

function numberParagraph(print: LaidPrint, { number, body }: PageFrame): Paragraph {
  const aside = twips(number.box.left - body.left);
  const ledger = print.options.look === 'ledger';
  const size = ledger ? 10.5 : numberSize;
  const children = ledger
    ? ['第 ', PageNumber.CURRENT, ' 页　共 ', PageNumber.TOTAL_PAGES, ' 页']
    : ['— ', PageNumber.CURRENT, ' —'];
  return new Paragraph({
    alignment: { start: AlignmentType.LEFT, middle: AlignmentType.CENTER, end: AlignmentType.RIGHT }[
      number.align
    ],
    indent: { left: aside, right: aside },
    spacing: exactLine(numberSize * point),
    children: [new TextRun({ children, font: fontOf(print, 'number'), size: halfPoints(size) })],
  });
}

function turnedNumber(print: LaidPrint, { number }: PageFrame): Table {
  const { box } = number;
  const none = { style: 'none', size: 0 } as const;
  return new Table({
    float: {
      horizontalAnchor: TableAnchorType.PAGE,
      absoluteHorizontalPosition: twips(box.left),
      verticalAnchor: TableAnchorType.PAGE,
      absoluteVerticalPosition: twips(box.top),
    },
    width: { size: twips(box.width + 2), type: WidthType.DXA },
    columnWidths: [twips(box.width + 2)],
    layout: TableLayoutType.FIXED,
    margins: { left: 0, right: 0, top: 0, bottom: 0 },
    borders: {
      top: none,
      bottom: none,
      left: none,
      right: none,
      insideHorizontal: none,
      insideVertical: none,
    },
    rows: [
      new TableRow({
        height: { value: twips(box.height), rule: HeightRule.EXACT },
        children: [
          new TableCell({
            textDirection: TextDirection.TOP_TO_BOTTOM_RIGHT_TO_LEFT,
            children: [
              new Paragraph({
                alignment: number.align === 'end' ? AlignmentType.RIGHT : AlignmentType.LEFT,
                children: [
                  new TextRun({
                    children: ['— ', PageNumber.CURRENT, ' —'],
                    font: fontOf(print, 'number'),
                    size: halfPoints(numberSize),
                  }),
                ],
              }),
            ],
          }),
        ],
      }),
    ],
  });
}
