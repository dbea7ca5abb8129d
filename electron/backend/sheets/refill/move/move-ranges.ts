import { blockGrowth, fullGrowth, type Growth, noGrowth } from '../formula/row-move.ts';
import { shiftFormula } from '../formula/shift-formula.ts';
import { attributeOf, childOf, descendants, type XmlElement } from '../xml/element-tree.ts';
import { readRanges } from '../xml/range-text.ts';
import { escapeText } from '../xml/write-text.ts';
import { type AnchorHold, moveAnchor } from './move-anchors.ts';
import { moveMerges } from './move-merges.ts';
import { moveBreaks, moveCellAttribute, moveView } from './move-view.ts';
import { rangesAfter, writeAttribute, writeCount } from './range-values.ts';
import type { SheetMove } from './sheet-move.ts';

/** Which attribute of which element is a range or a list of ranges, and what it takes in. */
const rangeAttributes: Readonly<Record<string, readonly [attribute: string, growth: Growth]>> = {
  dimension: ['ref', fullGrowth],
  autoFilter: ['ref', blockGrowth],
  sortState: ['ref', blockGrowth],
  sortCondition: ['ref', blockGrowth],
  hyperlink: ['ref', noGrowth],
  cellWatch: ['r', noGrowth],
  cellSmartTags: ['r', noGrowth],
  inputCells: ['r', noGrowth],
  scenarios: ['sqref', noGrowth],
  protectedRange: ['sqref', fullGrowth],
  ignoredError: ['sqref', fullGrowth],
  conditionalFormatting: ['sqref', fullGrowth],
  dataValidation: ['sqref', fullGrowth],
};

/** Elements whose formulas are written as for the first row of the element's ranges. */
const rangeRules: ReadonlySet<string> = new Set(['conditionalFormatting', 'dataValidation']);
const formulaElements: ReadonlySet<string> = new Set(['formula', 'formula1', 'formula2', 'f']);

/**
 * One child of the sheet's root, whatever it is.
 * @returns false when nothing is left of it: the caller takes it out
 */
export function moveRanges(element: XmlElement, context: SheetMove): boolean {
  switch (element.name) {
    case 'mergeCells':
      return moveMerges(element, context);
    case 'rowBreaks':
    case 'colBreaks':
      return moveBreaks(element, context);
    case 'sheetView':
    case 'customSheetView':
      moveView(element, context);
      break;
    case 'sheetPr':
      moveCellAttribute(element, 'syncRef', context);
      break;
    case 'anchor':
      if (context.move !== null) moveAnchor(element, holdOf(element), context.move, context);
      return true;
    default:
      if (rangeRules.has(element.name)) return moveRule(element, context);
      if (element.name === 'sparkline') return moveSparkline(element, context);
  }
  if (!moveRangeAttribute(element, context)) return false;
  moveFormulas(element, context, {});
  return moveChildren(element, context);
}

/** How an embedded object or a control says that it holds to the cells under it. */
function holdOf(anchor: XmlElement): AnchorHold {
  const isSet = (name: string): boolean => /^(?:1|true)$/.test(attributeOf(anchor, name)?.value ?? '');
  if (isSet('sizeWithCells')) return 'twoCell';
  return isSet('moveWithCells') ? 'oneCell' : 'absolute';
}

/** Elements that mean nothing without what is in them, and may not be there without it. */
const containers: ReadonlySet<string> = new Set([
  ...['mergeCells', 'dataValidations', 'hyperlinks', 'protectedRanges', 'ignoredErrors', 'cellWatches'],
  ...['conditionalFormattings', 'sparklines', 'sparklineGroups', 'smartTags', 'scenarios', 'ext', 'extLst'],
]);

/** Children that are gone are taken out and counted; false when nothing is left of what only holds them. */
function moveChildren(element: XmlElement, context: SheetMove): boolean {
  const { splices } = context;
  let left = 0;
  const gone: XmlElement[] = [];
  for (const child of element.children) {
    if (moveRanges(child, context)) left += 1;
    else gone.push(child);
  }
  if (gone.length === 0) return true;
  if (left === 0 && containers.has(element.name)) return false;
  for (const child of gone) splices.remove(child.start, child.end);
  writeCount(element, left, context);
  return true;
}

function moveRangeAttribute(element: XmlElement, context: SheetMove): boolean {
  const rule = rangeAttributes[element.name];
  const attribute = rule === undefined ? undefined : attributeOf(element, rule[0]);
  if (rule === undefined || attribute === undefined || context.move === null) return true;
  const after = rangesAfter(attribute.value, rule[1], context.move, context.part);
  if (after === null) return element.name === 'dimension';
  writeAttribute(attribute, after, context);
  return true;
}

/** A validation or conditional format, of the standard or (with its ranges in an element `sqref`) of Excel 2010. */
function moveRule(element: XmlElement, context: SheetMove): boolean {
  const { move, part, splices } = context;
  const attribute = attributeOf(element, 'sqref');
  const child = attribute === undefined ? childOf(element, 'sqref') : undefined;
  const text = attribute?.value ?? child?.text ?? '';
  const ranges = readRanges(text, part);
  const first = Math.min(...ranges.map(({ firstRow }) => firstRow));
  let distance = 0;
  if (move !== null && ranges.length > 0) {
    const after = rangesAfter(text, fullGrowth, move, part);
    if (after === null) return false;
    if (attribute !== undefined) writeAttribute(attribute, after, context);
    else if (child !== undefined && after !== text) splices.replace(child.openEnd, child.closeStart, after);
    distance = Math.min(...readRanges(after, part).map(({ firstRow }) => firstRow)) - first;
  }
  const home = Number.isFinite(first) ? first : null;
  for (const inner of descendants(element)) moveFormulas(inner, context, { home, distance });
  return true;
}

/** A small chart in a cell. */
function moveSparkline(element: XmlElement, context: SheetMove): boolean {
  const { move, part, splices } = context;
  const place = childOf(element, 'sqref');
  const row = place === undefined ? null : (readRanges(place.text, part)[0]?.firstRow ?? null);
  if (place !== undefined && move !== null) {
    const after = rangesAfter(place.text, noGrowth, move, part);
    if (after === null) return false;
    if (after !== place.text) splices.replace(place.openEnd, place.closeStart, after);
  }
  for (const inner of element.children) moveFormulas(inner, context, { home: row });
  return true;
}

type FormulaPlace = { readonly home?: number | null; readonly distance?: number };

/** The formula that the element itself is or carries in an attribute. */
function moveFormulas(
  element: XmlElement,
  context: SheetMove,
  { home = null, distance }: FormulaPlace,
): void {
  const { splices, sheet, moves } = context;
  const shift = (text: string): string =>
    shiftFormula(text, { sheet, row: home }, moves, distance === undefined ? {} : { distance });
  if (formulaElements.has(element.name) && element.children.length === 0) {
    const text = shift(element.text);
    if (text !== element.text) splices.replace(element.openEnd, element.closeStart, escapeText(text));
  }
  const inAttribute = element.name === 'cfvo' ? 'val' : element.name === 'hyperlink' ? 'location' : null;
  const attribute = inAttribute === null ? undefined : attributeOf(element, inAttribute);
  if (attribute !== undefined) writeAttribute(attribute, shift(attribute.value), context);
}
