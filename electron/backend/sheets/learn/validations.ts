/** 数据有效性: what a sheet allows in its cells, in the spelling of the standard and in that of newer programs. */
import { parseRange } from '../ooxml/cell-reference.ts';
import { isTrue } from '../ooxml/workbook-part.ts';
import { Token, type XmlScanner } from '../ooxml/xml-scanner.ts';
import { decodeEscapes } from '../ooxml/xml-text.ts';
import type { MergedRange } from '../sheet.ts';

export type Validation = {
  readonly type: 'list' | 'number' | 'date' | 'other';
  readonly ranges: readonly MergedRange[];
  /** The first formula: for a list what it offers. */
  readonly formula: string;
  /** The cell may not be left blank: the rule stops whoever breaks it and does not let blanks pass, or says 必填. */
  readonly required: boolean;
};

const types: Readonly<Record<string, Validation['type']>> = {
  list: 'list',
  whole: 'number',
  decimal: 'number',
  date: 'date',
};

/**
 * Reads the open `dataValidation` of either spelling: ranges and formulas are an attribute and children, or children
 * of children (`xm:sqref`, `x14:formula1/xm:f`). Stands on its close token afterwards. @throws WorkbookDamage
 */
export function readValidation(scanner: XmlScanner): Validation {
  const { depth } = scanner;
  const type = types[scanner.attribute('type') ?? ''] ?? 'other';
  const stops = isTrue(scanner.attribute('showErrorMessage')) && scanner.attribute('errorStyle') === null;
  const prompt = decodeEscapes(scanner.attribute('prompt') ?? '');
  const title = decodeEscapes(scanner.attribute('promptTitle') ?? '');
  const required =
    (stops && !isTrue(scanner.attribute('allowBlank'))) || /必填|不能为空|不得为空/.test(title + prompt);
  let ranges = scanner.attribute('sqref') ?? '';
  let formula = '';
  while (scanner.nextTag() !== Token.close || scanner.depth > depth) {
    if (scanner.is('formula1')) formula = readAllText(scanner);
    else if (scanner.is('sqref')) ranges = readAllText(scanner);
    else scanner.skip();
  }
  return {
    type,
    required,
    formula: formula.trim(),
    ranges: ranges.split(/\s+/).flatMap((text) => rangeOf(text) ?? []),
  };
}

/** The characters in the open element and in those inside it; stands on its close token afterwards. */
function readAllText(scanner: XmlScanner): string {
  const { depth } = scanner;
  let text = '';
  while (scanner.next() !== Token.close || scanner.depth > depth) {
    if (scanner.kind === Token.text) text += scanner.textValue();
  }
  return text;
}

/** `B2:B10`, a cell, a whole column `C:C` or whole rows `3:9`. */
function rangeOf(text: string): MergedRange | null {
  const columns = /^\$?([A-Z]{1,3}):\$?([A-Z]{1,3})$/.exec(text);
  if (columns !== null) return parseRange(`${columns[1]}1:${columns[2]}1048576`);
  const rows = /^\$?(\d+):\$?(\d+)$/.exec(text);
  if (rows !== null) return parseRange(`A${rows[1]}:XFD${rows[2]}`);
  return parseRange(text.replaceAll('$', ''));
}
