/**
 * The clipboard's text/plain as Excel, WPS and LibreOffice write and read it: cells apart by tabs, rows by line
 * ends, a cell with a tab or line end inside between quotes with its own quotes doubled.
 */

/**
 * Reads clipboard text to rows of equal length; short rows end in blank cells. One line end at the end of the
 * text closes the last row. A quote inside a cell, and one at its start that nothing closes, is a quote.
 */
export function parseTsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let position = 0;
  for (;;) {
    const quoted = readQuoted(text, position);
    const end = quoted?.end ?? endOfCell(text, position);
    row.push(quoted?.cell ?? text.slice(position, end));
    if (text[end] === '\t') {
      position = end + 1;
      continue;
    }
    rows.push(row);
    row = [];
    position = text.startsWith('\r\n', end) ? end + 2 : end + 1;
    if (position >= text.length) return padRows(rows);
  }
}

/**
 * Writes rows as clipboard text. Several rows end in a line end, as Excel writes them; a single row does not, so
 * that a cell pasted into a chat or a search field brings no line with it.
 */
export function printTsv(block: readonly (readonly string[])[]): string {
  const lines = block.map((row) => row.map(printCell).join('\t'));
  return lines.length > 1 ? `${lines.join('\r\n')}\r\n` : lines.join('');
}

function printCell(text: string): string {
  return /[\t\r\n]|^"/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A cell between quotes that a tab, a line end or the end of the text follows; null when it is none. */
function readQuoted(text: string, start: number): { readonly cell: string; readonly end: number } | null {
  if (text[start] !== '"') return null;
  let quote = text.indexOf('"', start + 1);
  while (quote !== -1 && text[quote + 1] === '"') quote = text.indexOf('"', quote + 2);
  if (quote === -1 || !isCellEnd(text[quote + 1])) return null;
  return { cell: text.slice(start + 1, quote).replaceAll('""', '"'), end: quote + 1 };
}

function endOfCell(text: string, start: number): number {
  let end = start;
  while (!isCellEnd(text[end])) end += 1;
  return end;
}

function isCellEnd(char: string | undefined): boolean {
  return char === undefined || char === '\t' || char === '\n' || char === '\r';
}

/** Makes rows equally long with blank cells at their ends. */
export function padRows(rows: readonly string[][]): string[][] {
  const width = rows.reduce((most, { length }) => Math.max(most, length), 0);
  return rows.map((row) => (row.length === width ? row : [...row, ...Array(width - row.length).fill('')]));
}
