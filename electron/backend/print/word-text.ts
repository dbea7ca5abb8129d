/** Small parts of a Word document, in the units that Word counts in. */
import { type IParagraphOptions, LineRuleType, Paragraph, TextRun } from 'docx';
import type { LaidPrint } from '../../../shared/print/laid.ts';
import { measuresOf, type TextRole } from '../../../shared/print/looks.ts';
import { officialFamilies } from './typefaces.ts';

export function paragraph(options: IParagraphOptions, ...children: readonly TextRun[]): Paragraph {
  return new Paragraph({ ...options, children });
}

export function blankParagraph(): Paragraph {
  return new Paragraph({ children: [] });
}

export function textRun(
  print: LaidPrint,
  role: TextRole,
  size: number,
  text: string,
  onNewLine = false,
): TextRun {
  return new TextRun({
    text,
    font: fontOf(print, role),
    size: halfPoints(size),
    ...(onNewLine ? { break: 1 } : {}),
  });
}

/** The official name: offices have it, and Word itself chooses what stands in where it is not installed. */
export function fontOf(
  { options }: LaidPrint,
  role: TextRole,
): { readonly ascii: string; readonly eastAsia: string; readonly hAnsi: string; readonly cs: string } {
  const [name = '宋体'] = officialFamilies[measuresOf(options.look).faces[role]];
  return { ascii: name, eastAsia: name, hAnsi: name, cs: name };
}

/** @param height millimetres of a line, `after` millimetres below the paragraph */
export function exactLine(
  height: number,
  { after = 0 }: { readonly after?: number } = {},
): {
  readonly line: number;
  readonly lineRule: 'exact';
  readonly before: number;
  readonly after: number;
} {
  return { line: twips(height), lineRule: LineRuleType.EXACT, before: 0, after: Math.max(twips(after), 0) };
}

/** Twentieths of a point. */
export function twips(millimetres: number): number {
  return Math.round((millimetres / 25.4) * 1440);
}

/** Widths in twips that add up to exactly the table's. */
export function wholeTwips(widths: readonly number[]): number[] {
  let at = 0;
  let written = 0;
  return widths.map((width) => {
    at += width;
    const next = twips(at);
    const size = next - written;
    written = next;
    return size;
  });
}

export function halfPoints(points: number): number {
  return Math.round(points * 2);
}
