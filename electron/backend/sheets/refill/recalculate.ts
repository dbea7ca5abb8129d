/** Results of formulas that are no longer true: whoever opens the workbook is asked to calculate. */

import { editPart, replaceValue } from './parts/edit-part.ts';
import { related } from './parts/list-related.ts';
import { removePart } from './parts/relationships.ts';
import type { Template } from './template.ts';
import type { WorkbookEdit } from './workbook-edit.ts';
import { attributeOf, attributesEnd, childOf, qualified } from './xml/element-tree.ts';
import { insertChild } from './xml/insert-child.ts';

/** Whether a cell of the form holds a formula. */
export function hasFormulas(template: Template): boolean {
  return template.sheets.some(
    ({ part, type }) =>
      type === 'worksheet' && /<(?:\w+:)?f[\s>/]/.test(template.contentOf(part).toString('latin1')),
  );
}

/** Asks for a calculation when the workbook is opened. */
export function askForCalculation(edit: WorkbookEdit): void {
  editPart(edit, edit.template.workbookPart, (root, splices, bytes) => {
    const properties = childOf(root, 'calcPr');
    if (properties === undefined) {
      insertChild(
        root,
        `<${qualified(root.prefix, 'calcPr')} fullCalcOnLoad="1"/>`,
        beforeCalcPr,
        splices,
        bytes,
      );
      return;
    }
    const asked = attributeOf(properties, 'fullCalcOnLoad');
    if (asked === undefined) splices.insert(attributesEnd(properties, bytes), ' fullCalcOnLoad="1"');
    else if (asked.value !== 'true') replaceValue(splices, asked, '1');
  });
}

/** What the standard puts before `calcPr`. */
const beforeCalcPr: ReadonlySet<string> = new Set([
  ...[
    'fileVersion',
    'fileSharing',
    'workbookPr',
    'workbookProtection',
    'bookViews',
    'sheets',
    'functionGroups',
  ],
  ...['externalReferences', 'definedNames', 'AlternateContent', 'revisionPtr'],
]);

/** The order of calculation is out of date once formulas have moved or gone; Excel makes it anew. */
export function dropCalculationOrder(edit: WorkbookEdit): void {
  for (const part of related(edit, edit.template.workbookPart, 'calcChain')) {
    removePart(edit, edit.template.workbookPart, part);
  }
}
