/** Where things lie on a page. All lengths are millimetres from the page's top left corner as it is read. */
import { type PrintOptions, usualMargins } from './options.ts';

export type Box = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

/** The place of a page number: its line of text, and whether that is turned clockwise by a quarter. */
export type NumberPlace = {
  readonly box: Box;
  readonly turned: boolean;
  readonly align: 'start' | 'middle' | 'end';
};

export type PageFrame = {
  readonly width: number;
  readonly height: number;
  /** 版心: what is printed stays within it, but for the page number. */
  readonly body: Box;
  readonly number: NumberPlace;
};

const papers = {
  A4: { width: 210, height: 297 },
  A3: { width: 297, height: 420 },
} as const;

/** One line of the 22 that a page of 225 mm has, the pitch of everything that a 公文 sets. */
export const documentLine = 225 / 22;

/** Millimetres of a point. */
export const point = 25.4 / 72;

/** 4号, the size of page numbers; one character of it is the space that they keep from the edge. */
export const numberSize = 14;

/** The page of that number: odd pages have the binding edge at the left of the upright sheet. */
export function pageFrame(options: PrintOptions, landscape: boolean, number: number): PageFrame {
  const paper = papers[options.paper];
  const margins = options.margins ?? usualMargins(options.look);
  const binding = !options.duplex || number % 2 === 1 ? margins.binding : margins.outer;
  const outer = margins.binding + margins.outer - binding;
  // A sheet read across is the upright one turned clockwise: its left edge is on top then, on odd and even pages.
  const edges = landscape
    ? { top: binding, right: margins.top, bottom: outer, left: margins.bottom }
    : { top: margins.top, right: outer, bottom: margins.bottom, left: binding };
  const width = landscape ? paper.height : paper.width;
  const height = landscape ? paper.width : paper.height;
  const body = {
    left: edges.left,
    top: edges.top,
    width: width - edges.left - edges.right,
    height: height - edges.top - edges.bottom,
  };
  return { width, height, body, number: numberPlace(options, landscape, number, body) };
}

/** GB/T 9704-2012: 7 mm below the text block, odd numbers one character from its right, even ones from its left. */
function numberPlace(options: PrintOptions, landscape: boolean, number: number, body: Box): NumberPlace {
  const line = numberSize * point;
  if (options.look === 'ledger') {
    const box = { left: body.left, top: body.top + body.height + 3.5, width: body.width, height: line };
    return { box, turned: false, align: 'middle' };
  }
  const align = number % 2 === 1 ? 'end' : 'start';
  if (landscape && options.look === 'document' && options.landscapeNumber === 'document') {
    const left = body.left - distance - line / 2;
    const box = { left, top: body.top + line, width: line, height: body.height - 2 * line };
    return { box, turned: true, align };
  }
  const top = body.top + body.height + distance - line / 2;
  const box = { left: body.left + line, top, width: body.width - 2 * line, height: line };
  return { box, turned: false, align };
}

/**
 * 7 mm to the dashes. They lie in the middle of a line in 宋体 of offices and somewhat lower in the fonts that stand in
 * for it; the line is between the two.
 */
const distance = 7 - 0.35;
