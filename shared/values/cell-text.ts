import { joinNames, splitNames } from '../annex/names.ts';
import { type CellValue, isNameList, type NoneValue } from '../model/cell-value.ts';
import type { Column } from '../model/column.ts';
import { parseDateText } from './date-text.ts';
import { parseIdentityNumber } from './identity-number.ts';
import { formatNumber, formatPercent, parseNumberText, parsePercentText } from './number-text.ts';
import { parsePhoneNumber } from './phone.ts';
import { foldWidth, normaliseLineEnds, unreadText } from './text.ts';

/**
 * What a person typed, or a text cell of a file, means in a column. What is certain becomes a typed value; what
 * is not becomes `UnreadText` with the text as it was and a Chinese reason. Never throws.
 *
 * White space alone is 未填 everywhere. In typed columns 无, 暂无, / and dashes are a confirmed none. A text
 * column keeps every text as typed, 无 too: there it is a word, and already different from 未填.
 */
export function parseCellText(column: Column, text: string): CellValue {
  if (text.trim() === '') return null;
  switch (column.type) {
    case 'text':
      return normaliseLineEnds(text);
    case 'choice':
      return parseChoice(column.choices, text);
    case 'boolean':
      return parseBoolean(text);
    case 'number':
      return parseNone(text) ?? parseNumberText(text, column.measureWord);
    case 'percent':
      return parseNone(text) ?? parsePercentText(text);
    case 'date':
      return parseNone(text) ?? parseDateText(text);
    case 'unit':
    case 'village':
      return parseName(column, text);
    case 'units':
      return parseNames(text);
    case 'identity':
      return parseNone(text) ?? parseIdentityNumber(text);
    case 'phone':
      return parseNone(text) ?? parsePhoneNumber(text);
  }
}

/**
 * What the grid, the clipboard and text exports show of a value: numbers as plain digits without separators, so
 * that a copy pastes back as the same value; dates as ISO; names joined with 、; 未填 as an empty text.
 */
export function formatCellValue(column: Column, value: CellValue): string {
  if (value === null) return '';
  if (isNameList(value)) return joinNames(value);
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return column.type === 'percent' ? formatPercent(value) : formatNumber(value);
    case 'boolean':
      return value ? '是' : '否';
    default:
      return value.text;
  }
}

const strokes: readonly string[] = ['/', '\\', '-', '−', '–', '—', '——', '―', '--'];
const noneWords: readonly string[] = ['无', '暂无', ...strokes];

/** A confirmed none, kept as it was written; null when the text says something else. */
export function parseNone(text: string, words: readonly string[] = noneWords): NoneValue | null {
  const written = text.trim();
  return words.includes(foldWidth(written)) ? { kind: 'none', text: written } : null;
}

const yesWords: readonly string[] = ['是', '√', '✓', '✔', '☑', 'TRUE', 'true'];
const noWords: readonly string[] = ['否', '×', '✗', '✘', '☒', 'FALSE', 'false'];

/** 有 and 无 are not taken for 是 and 否: 无 can also mean that there is nothing to answer. */
function parseBoolean(text: string): CellValue {
  const word = text.trim();
  if (yesWords.includes(word)) return true;
  if (noWords.includes(word)) return false;
  return parseNone(text, strokes) ?? unreadText(text, '分不清是“是”还是“否”。请填“是”或“否”，不适用填“/”。');
}

/** A choice in the column's own spelling; 无 is a choice where the column lists it. */
function parseChoice(choices: readonly string[], text: string): CellValue {
  if (choices.includes(text)) return text;
  const written = foldWidth(text).trim();
  const alike = choices.filter((choice) => foldWidth(choice).trim() === written);
  if (alike.length === 1 && alike[0] !== undefined) return alike[0];
  const none = parseNone(text);
  if (none !== null) return none;
  return unreadText(
    text,
    choices.length === 0
      ? '本栏还没有设定可选项。请先在栏目设置里写明可选项。'
      : `不在可选项里。请从这些中选一个：${choices.join('、')}。`,
  );
}

function parseName(column: Column, text: string): CellValue {
  const names = splitNames(text);
  const [name] = names;
  if (name === undefined) return unreadText(text, `只有标点，没有名称。请填写${column.title}。`);
  if (names.length === 1) return parseNone(name) ?? name;
  return unreadText(text, `写了${names.length}个名称，本栏每行只填一个。请分成${names.length}行填写。`);
}

function parseNames(text: string): CellValue {
  const names = splitNames(text);
  const [name] = names;
  if (name === undefined) return unreadText(text, '只有标点，没有名称。请填写名称，几个名称用“、”隔开。');
  if (names.length === 1) return parseNone(name) ?? names;
  if (names.every((each) => parseNone(each) === null)) return names;
  return unreadText(text, '名称和“无”写在了一起，分不清有没有。请只留名称，或只写“无”。');
}
