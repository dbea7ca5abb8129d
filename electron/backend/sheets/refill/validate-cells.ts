/** Drop-downs and checks of what is typed (数据有效性). */
import type { CellRange, ChoiceList, Hint, ValueCheck } from './fill.ts';
import { replaceValue } from './parts/edit-part.ts';
import { refuse } from './refusal.ts';
import { SheetIndex } from './sheet-index.ts';
import { insertSheetElement } from './sheet-order.ts';
import type { TemplateSheet } from './template.ts';
import type { WorkbookEdit } from './workbook-edit.ts';
import { attributeOf, qualified, type XmlElement } from './xml/element-tree.ts';
import { readRanges, writeRange } from './xml/range-text.ts';
import { Splices } from './xml/splices.ts';
import { escapeAttribute, escapeText } from './xml/write-text.ts';

/** What the form already checks in these cells gives way. @throws HuibiaoError when a list or hint does not fit */
export function validateCells(
  edit: WorkbookEdit,
  sheet: TemplateSheet,
  choices: readonly ChoiceList[],
  checks: readonly ValueCheck[],
): void {
  if (choices.length + checks.length === 0) return;
  const index = new SheetIndex(edit.read(sheet.part), sheet.part);
  const splices = new Splices();
  const added = [
    ...choices.map((choice) =>
      written(index, choice, listAttributes, [listFormula(choice, sheet.name)], sheet.name),
    ),
    ...checks.map((check) => written(index, check, checkAttributes(check), boundsOf(check), sheet.name)),
  ];
  const ranges = [...choices, ...checks].map(({ range }) => range);
  const known = index.element('dataValidations');
  if (known === undefined) {
    insertSheetElement(index, 'dataValidations', ` count="${added.length}">${added.join('')}`, splices);
  } else {
    const left = known.children.filter((rule) => giveWay(rule, ranges, index, splices));
    splices.insert(known.children.at(-1)?.end ?? known.openEnd, added.join(''));
    replaceValue(splices, attributeOf(known, 'count'), String(left.length + added.length));
  }
  edit.write(sheet.part, splices.applyTo(index.bytes));
}

/** @returns whether something is left of the rule */
function giveWay(
  rule: XmlElement,
  cuts: readonly CellRange[],
  { part }: SheetIndex,
  splices: Splices,
): boolean {
  const attribute = attributeOf(rule, 'sqref');
  if (attribute === undefined) return true;
  const before = readRanges(attribute.value, part);
  const after = cuts.reduce<readonly CellRange[]>(
    (left, cut) => left.flatMap((range) => without(range, cut)),
    before,
  );
  if (after.length === 0) splices.remove(rule.start, rule.end);
  else if (after.length !== before.length || after.some((range, at) => range !== before[at])) {
    replaceValue(splices, attribute, after.map(writeRange).join(' '));
  }
  return after.length > 0;
}

/** What is left of a range: above, below, and at both sides of what is cut out. */
function without(range: CellRange, cut: CellRange): CellRange[] {
  const firstRow = Math.max(range.firstRow, cut.firstRow);
  const lastRow = Math.min(range.lastRow, cut.lastRow);
  const firstColumn = Math.max(range.firstColumn, cut.firstColumn);
  const lastColumn = Math.min(range.lastColumn, cut.lastColumn);
  if (firstRow > lastRow || firstColumn > lastColumn) return [range];
  return [
    { ...range, lastRow: firstRow - 1 },
    { ...range, firstRow, lastRow, lastColumn: firstColumn - 1 },
    { ...range, firstRow, lastRow, firstColumn: lastColumn + 1 },
    { ...range, firstRow: lastRow + 1 },
  ].filter((piece) => piece.firstRow <= piece.lastRow && piece.firstColumn <= piece.lastColumn);
}

type Rule = { readonly range: CellRange; readonly strict: boolean; readonly hint?: Hint };

function written(
  index: SheetIndex,
  rule: Rule,
  attributes: string,
  formulas: readonly string[],
  sheet: string,
): string {
  const tag = (name: string) => qualified(index.prefix, name);
  const style = rule.strict ? '' : ' errorStyle="warning"';
  const hint = rule.hint === undefined ? '' : hintAttributes(rule.hint, sheet);
  const inner = formulas.map(
    (formula, at) => `<${tag(`formula${at + 1}`)}>${escapeText(formula)}</${tag(`formula${at + 1}`)}>`,
  );
  const name = tag('dataValidation');
  return `<${name}${attributes}${style} allowBlank="1" showInputMessage="1" showErrorMessage="1"${hint} sqref="${writeRange(rule.range)}">${inner.join('')}</${name}>`;
}

/** Excel's bounds of a title and of a message. */
const longestTitle = 32;
const longestMessage = 225;

function hintAttributes({ title, message }: Hint, sheet: string): string {
  if (title.length > longestTitle || message.length > longestMessage) {
    refuse(
      `工作表“${sheet}”的输入提示“${title}”太长：标题最多 ${longestTitle} 个字，内容最多 ${longestMessage} 个字`,
      { sheet },
    );
  }
  const [shownTitle, shownText] = [escapeAttribute(title), escapeAttribute(message)];
  return ` errorTitle="${shownTitle}" error="${shownText}" promptTitle="${shownTitle}" prompt="${shownText}"`;
}

const listAttributes = ' type="list"';
/** Of a list that is written out in the rule itself. */
const longestList = 255;

function listFormula({ source }: ChoiceList, sheet: string): string {
  if (source.kind === 'cells') {
    const { firstRow, lastRow, firstColumn, lastColumn } = source.range;
    const corner = (row: number, column: number) =>
      writeRange({ firstRow: row, lastRow: row, firstColumn: column, lastColumn: column }).replace(
        /^([A-Z]+)/,
        '$$$1$$',
      );
    return `'${source.sheet.replaceAll("'", "''")}'!${corner(firstRow, firstColumn)}:${corner(lastRow, lastColumn)}`;
  }
  const text = source.texts.join(',');
  if (text.length > longestList || source.texts.some((choice) => choice.includes(','))) {
    refuse(
      `工作表“${sheet}”的下拉选项合起来超过 ${longestList} 个字，或选项里有英文逗号，不能直接写在单元格里。请放到一张隐藏的工作表上`,
      {
        sheet,
        length: text.length,
      },
    );
  }
  return `"${text.replaceAll('"', '""')}"`;
}

function checkAttributes({ type, least, most }: ValueCheck): string {
  if (least === null && most === null) return ` type="${type}" operator="greaterThanOrEqual"`;
  const operator =
    most === null ? ' operator="greaterThanOrEqual"' : least === null ? ' operator="lessThanOrEqual"' : '';
  return ` type="${type}"${operator}`;
}

function boundsOf({ type, least, most }: ValueCheck): string[] {
  const bounds = [least, most].filter((bound) => bound !== null).map(String);
  // Without a bound the kind of value is all that is checked.
  return bounds.length > 0 ? bounds : [type === 'date' || type === 'textLength' ? '0' : '-1E+300'];
}
