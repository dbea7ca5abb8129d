/** What a drop-down list offers, wherever its words are kept. */
import { parseRange } from '../ooxml/cell-reference.ts';
import { type MergedRange, type Sheet, textAt } from '../sheet.ts';
import type { WorkbookMarkup } from './form-markup.ts';

export type ListChoices =
  | { readonly kind: 'choices'; readonly choices: readonly string[]; readonly from: string }
  /** Offered by a formula that depends on other cells, or refers to what is not there. */
  | { readonly kind: 'unknown'; readonly why: string };

type Source = {
  readonly sheets: readonly Sheet[];
  readonly markup: Pick<WorkbookMarkup, 'names' | 'sheetNames'>;
  /** The sheet that has the drop-down. */
  readonly sheet: string;
};

const mostChoices = 2000;

/** Reads what stands behind a list: words in the rule itself, a range of any sheet, a name, a range that grows. */
export function readChoices(formula: string, source: Source, depth = 0): ListChoices {
  const text = formula.replace(/^=/, '').trim();
  const inline = /^"((?:[^"]|"")*)"$/.exec(text)?.[1];
  if (inline !== undefined) return found(inline.replaceAll('""', '"').split(','), '下拉列表里写明');
  const range = readReference(text);
  if (range !== null) return readRange(range, source);
  const grown = /^OFFSET\(([^,]+),/i.exec(text)?.[1];
  const start = grown === undefined ? null : readReference(grown.trim());
  if (start !== null && /COUNTA\(/i.test(text)) return readDown(start, source);
  if (/INDIRECT\(/i.test(text)) {
    return { kind: 'unknown', why: '下拉列表随别的单元格变化（联动），不能固定列出可选项' };
  }
  const name = depth < 5 ? findName(text, source) : null;
  if (name !== null) return readChoices(name, source, depth + 1);
  return { kind: 'unknown', why: `下拉列表取自“${text}”，读不出可选项` };
}

type Reference = { readonly sheet: string | null; readonly range: MergedRange };

/** `$A$1:$A$5`, `字典!$A$1`, `'字典 表'!$A:$A`; null for anything else. */
function readReference(text: string): Reference | null {
  const match =
    /^(?:(?:'((?:[^']|'')+)'|([^'!:(),"]+))!)?(\$?[A-Z]{1,3}(?:\$?\d+)?(?::\$?[A-Z]{1,3}(?:\$?\d+)?)?)$/.exec(
      text,
    );
  if (match === null) return null;
  const [, quoted, plain, cells = ''] = match;
  const bare = cells.replaceAll('$', '');
  const columns = /^([A-Z]+):([A-Z]+)$/.exec(bare);
  const range = parseRange(columns === null ? bare : `${columns[1]}1:${columns[2]}1048576`);
  return range === null ? null : { sheet: quoted?.replaceAll("''", "'") ?? plain ?? null, range };
}

function findName(text: string, { markup, sheet }: Source): string | null {
  const position = markup.sheetNames.indexOf(sheet);
  const alike = markup.names.filter(({ name }) => name.toLowerCase() === text.toLowerCase());
  const own = alike.find((each) => each.sheet === position) ?? alike.find((each) => each.sheet === null);
  return own?.refersTo ?? null;
}

function readRange({ sheet: name, range }: Reference, source: Source): ListChoices {
  const sheet = source.sheets.find((each) => each.name === (name ?? source.sheet));
  if (sheet === undefined) return { kind: 'unknown', why: `下拉列表取自“${name}”，没有这张工作表` };
  const words: string[] = [];
  const lastRow = Math.min(range.lastRow, sheet.rows.length - 1);
  for (let row = range.firstRow; row <= lastRow && words.length < mostChoices; row += 1) {
    for (
      let column = range.firstColumn;
      column <= Math.min(range.lastColumn, range.firstColumn + 500);
      column += 1
    ) {
      words.push(textAt(sheet, row, column));
    }
  }
  return found(words, name === null || name === source.sheet ? '下拉列表取自本表' : `下拉列表取自“${name}”`);
}

/** From a cell down to the first blank one. */
function readDown({ sheet: name, range }: Reference, source: Source): ListChoices {
  const sheet = source.sheets.find((each) => each.name === (name ?? source.sheet));
  if (sheet === undefined) return { kind: 'unknown', why: `下拉列表取自“${name}”，没有这张工作表` };
  const words: string[] = [];
  for (let { firstRow: row } = range; words.length < mostChoices; row += 1) {
    const word = textAt(sheet, row, range.firstColumn);
    if (word.trim() === '') break;
    words.push(word);
  }
  return found(words, `下拉列表取自“${name ?? source.sheet}”`);
}

function found(words: readonly string[], from: string): ListChoices {
  const choices = [...new Set(words.map((word) => word.trim()).filter((word) => word !== ''))];
  return choices.length === 0
    ? { kind: 'unknown', why: '下拉列表是空的' }
    : { kind: 'choices', choices: choices.slice(0, mostChoices), from };
}
