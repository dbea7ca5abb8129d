/** How much room a text takes in a wrapped cell, estimated: no fonts are at hand here. Lengths are points. */

/** Padding left and right of a cell's text, and the allowance for what the printer's fonts differ. */
const sidePadding = 6;
/** A line of Chinese print needs somewhat more than its font's size. */
const lineSpacing = 1.32;
const verticalPadding = 8;
/** The tallest row that Excel allows. */
const largestRowHeight = 409;

/** One unit of column width is a digit of the workbook's usual font: 7 pixels at 96 per inch. */
export function pointsOfWidth(columnWidth: number): number {
  return columnWidth * 7 * 0.75;
}

/** The number of lines that a text wraps to. A mark that may not begin a line takes the character before along. */
export function countLines(text: string, width: number, fontSize: number): number {
  const room = Math.max(width - sidePadding, fontSize);
  if (text.length * fontSize <= room && !text.includes('\n')) return 1;
  let lines = 0;
  for (const paragraph of text.split('\n')) {
    lines += 1;
    let used = 0;
    let previous = 0;
    for (const letter of paragraph) {
      const size = isNarrow(letter) ? fontSize * 0.55 : fontSize;
      if (used + size > room && used > 0) {
        lines += 1;
        used = neverBegins.includes(letter) ? previous + size : size;
      } else used += size;
      previous = size;
    }
  }
  return lines;
}

/** The height of a row so that every one of its texts is fully seen. */
export function rowHeightFor(
  texts: readonly { readonly text: string; readonly width: number; readonly fontSize: number }[],
  least: number,
): number {
  let height = least;
  for (const { text, width, fontSize } of texts) {
    height = Math.max(height, countLines(text, width, fontSize) * fontSize * lineSpacing + verticalPadding);
  }
  return Math.min(Math.ceil(height), largestRowHeight);
}

const neverBegins = '、，。；：！？）》」』】〉”’';

function isNarrow(letter: string): boolean {
  return letter <= '\u02ff';
}
