/** The order in which the standard wants the children of a worksheet. */
import type { SheetIndex } from './sheet-index.ts';
import { qualified } from './xml/element-tree.ts';
import type { Splices } from './xml/splices.ts';

const order: readonly string[] = [
  ...['sheetPr', 'dimension', 'sheetViews', 'sheetFormatPr', 'cols', 'sheetData', 'sheetCalcPr'],
  ...['sheetProtection', 'protectedRanges', 'scenarios', 'autoFilter', 'sortState', 'dataConsolidate'],
  ...[
    'customSheetViews',
    'mergeCells',
    'phoneticPr',
    'conditionalFormatting',
    'dataValidations',
    'hyperlinks',
  ],
  ...[
    'printOptions',
    'pageMargins',
    'pageSetup',
    'headerFooter',
    'rowBreaks',
    'colBreaks',
    'customProperties',
  ],
  ...['cellWatches', 'ignoredErrors', 'smartTags', 'drawing', 'legacyDrawing', 'legacyDrawingHF'],
];

/** Writes a new child of the root behind what comes before it. `content` is what follows the name in the tag. */
export function insertSheetElement(index: SheetIndex, name: string, content: string, splices: Splices): void {
  const rank = order.indexOf(name);
  const before = index.elements.filter((element) => {
    const other = order.indexOf(element.name);
    return other >= 0 && other < rank;
  });
  const behindData = rank > order.indexOf('sheetData') ? index.data.end : 0;
  const at = Math.max(behindData, ...before.map(({ end }) => end));
  const tag = qualified(index.prefix, name);
  splices.insert(at, content.endsWith('/>') ? `<${tag}${content}` : `<${tag}${content}</${tag}>`);
}
