/**
 * A circulated form, filled: the form's own file with only those parts changed that have to, and in those only the
 * cells that are written and the references that have moved.
 */
import type { FillReport, SheetFill, WorkbookFill } from './fill.ts';
import { fillCells } from './fill-cells.ts';
import { markCells } from './mark-cells.ts';
import { moveRows } from './move-rows.ts';
import { writeProperties } from './parts/custom-properties.ts';
import { DerivedStyles } from './parts/derived-styles.ts';
import { addSheet, writeStates } from './parts/sheet-list.ts';
import { protectSheet } from './protect-sheet.ts';
import { askForCalculation, dropCalculationOrder, hasFormulas } from './recalculate.ts';
import { asRefusal, refuse } from './refusal.ts';
import { regroupCells } from './regroup-cells.ts';
import { openTemplate, type Template } from './template.ts';
import { formatTexts, TextStyles } from './text-styles.ts';
import { validateCells } from './validate-cells.ts';
import { WorkbookEdit } from './workbook-edit.ts';

export type FilledWorkbook = { readonly bytes: Uint8Array; readonly report: FillReport };

/** @throws HuibiaoError: the form cannot be filled, or not with this; the message names the cell */
export function refillWorkbook(bytes: Uint8Array, fill: WorkbookFill): FilledWorkbook {
  return refillTemplate(openTemplate(bytes), fill);
}

/** One copy of a form that is filled many times. @throws HuibiaoError */
export function refillTemplate(template: Template, fill: WorkbookFill): FilledWorkbook {
  try {
    return fillEdit(new WorkbookEdit(template), fill);
  } catch (error) {
    throw asRefusal(error);
  }
}

/** In this order: rows first, so that everything else is told as the sheets are numbered afterwards. */
function fillEdit(edit: WorkbookEdit, fill: WorkbookFill): FilledWorkbook {
  const { template } = edit;
  refuseTwice(fill);
  const hasMoved = moveRows(edit, fill.sheets);
  let replacesFormula = false;
  const styles = new TextStyles(edit);
  for (const { sheet: name, cells: given = [], regroups, growsRows = false } of fill.sheets) {
    const sheet = edit.sheet(name);
    const cells = regroups === undefined ? given : regroupCells(edit, sheet, regroups, given);
    if (fillCells(edit, sheet, cells, { growsRows, styles })) replacesFormula = true;
  }
  styles.finish();
  const recalculates = edit.hasChanged && hasFormulas(template);
  if (recalculates) askForCalculation(edit);
  if (hasMoved || replacesFormula) dropCalculationOrder(edit);
  for (const { sheet, choices = [], checks = [] } of fill.sheets) {
    validateCells(edit, edit.sheet(sheet), choices, checks);
  }
  restyle(edit, fill.sheets);
  writeStates(
    edit,
    new Map(
      fill.sheets.flatMap(({ sheet, state }) => (state === undefined ? [] : [[edit.sheet(sheet), state]])),
    ),
  );
  for (const sheet of fill.added ?? []) addSheet(edit, sheet);
  writeProperties(edit, fill.properties ?? {});
  return {
    bytes: edit.toBytes(),
    report: { changedParts: edit.changedParts, hasMacros: template.hasMacros, recalculates },
  };
}

function restyle(edit: WorkbookEdit, sheets: readonly SheetFill[]): void {
  formatTexts(edit, sheets);
  if (!sheets.some(({ protection, marks = [] }) => protection !== undefined || marks.length > 0)) return;
  const styles = new DerivedStyles(edit);
  for (const { sheet, protection } of sheets) {
    if (protection !== undefined) protectSheet(edit, edit.sheet(sheet), protection, styles);
  }
  styles.finish();
  const tints = new DerivedStyles(edit);
  for (const { sheet, marks = [] } of sheets) {
    if (marks.length > 0) markCells(edit, edit.sheet(sheet), marks, tints);
  }
  tints.finish();
}

function refuseTwice({ sheets }: WorkbookFill): void {
  const names = sheets.map(({ sheet }) => sheet.toLowerCase());
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) refuse(`工作表“${twice}”要填两次`, { sheet: twice }, 'bad_request');
}
