/** The list of sheets in the workbook: which are shown, and sheets of ours that are added behind them. */
import { cellName } from '../../sheet.ts';
import type { AddedSheet, SheetFill } from '../fill.ts';
import { refuse } from '../refusal.ts';
import type { TemplateSheet } from '../template.ts';
import type { WorkbookEdit } from '../workbook-edit.ts';
import { attributeOf, attributesEnd, childOf, descendants, qualified } from '../xml/element-tree.ts';
import { appendChild } from '../xml/insert-child.ts';
import { escapeAttribute, textElement } from '../xml/write-text.ts';
import { editPart, replaceValue } from './edit-part.ts';
import { addPart, freeName, isStrict, relationshipType } from './relationships.ts';

type State = NonNullable<SheetFill['state']>;

/** @throws HuibiaoError when no sheet would be left to see */
export function writeStates(edit: WorkbookEdit, states: ReadonlyMap<TemplateSheet, State>): void {
  if (states.size === 0) return;
  const { sheets, workbookPart } = edit.template;
  const stateOf = (sheet: TemplateSheet): State => states.get(sheet) ?? sheet.state;
  const shown = sheets.find((sheet) => stateOf(sheet) === 'visible');
  if (shown === undefined) refuse('不能把所有工作表都隐藏，至少要留一张看得见的');
  editPart(edit, workbookPart, (root, splices, bytes) => {
    const list = childOf(root, 'sheets')?.children.filter(({ name }) => name === 'sheet') ?? [];
    for (const [sheet, state] of states) {
      const element = list[sheet.index];
      const attribute = element === undefined ? undefined : attributeOf(element, 'state');
      if (element === undefined || state === sheet.state) continue;
      if (attribute === undefined) splices.insert(attributesEnd(element, bytes), ` state="${state}"`);
      else if (state === 'visible') splices.remove(attribute.start, attribute.end);
      else replaceValue(splices, attribute, state);
    }
    for (const view of descendants(root)) {
      if (view.name !== 'workbookView') continue;
      const active = attributeOf(view, 'activeTab');
      const sheet = sheets.find(({ index }) => index === Number(active?.value ?? 0));
      if (sheet === undefined || stateOf(sheet) === 'visible') continue;
      if (active === undefined) splices.insert(attributesEnd(view, bytes), ` activeTab="${shown.index}"`);
      else replaceValue(splices, active, String(shown.index));
    }
  });
}

/** A sheet of texts, behind the others. @throws HuibiaoError when the name is taken or none */
export function addSheet(edit: WorkbookEdit, { name, state, rows }: AddedSheet): void {
  const isTaken = edit.template.sheets.some((sheet) => sheet.name.toLowerCase() === name.toLowerCase());
  if (isTaken || !/^(?!')[^[\]*?:/\\]{1,31}(?<!')$/.test(name)) {
    refuse(
      isTaken ? `表样里已经有工作表“${name}”` : `“${name}”不能作工作表的名称`,
      { sheet: name },
      'bad_request',
    );
  }
  const main = isStrict(edit.template)
    ? 'http://purl.oclc.org/ooxml/spreadsheetml/main'
    : 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const lines = rows.map((texts, row) => {
    const cells = texts.map((text, column) =>
      text === ''
        ? ''
        : `<c r="${cellName(row, column)}" t="inlineStr"><is>${textElement('t', text)}</is></c>`,
    );
    return `<row r="${row + 1}">${cells.join('')}</row>`;
  });
  const id = addPart(edit, edit.template.workbookPart, {
    name: freeName(edit, `${folderOf(edit.template.workbookPart)}worksheets/sheet`, '.xml'),
    content: `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="${main}"><sheetData>${lines.join('')}</sheetData></worksheet>`,
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml',
    relationship: relationshipType(edit.template, 'worksheet'),
  });
  editPart(edit, edit.template.workbookPart, (root, splices, bytes) => {
    const list = childOf(root, 'sheets');
    const sheets = list?.children ?? [];
    const [first] = sheets;
    const idName = first?.attributes.find((attribute) => /:id$/.test(attribute.name))?.name;
    if (list === undefined || idName === undefined) return;
    const number =
      Math.max(0, ...sheets.map((sheet) => Number(attributeOf(sheet, 'sheetId')?.value ?? 0))) + 1;
    const shown = state === 'visible' ? '' : ` state="${state}"`;
    const tag = qualified(list.prefix, 'sheet');
    const xml = `<${tag} name="${escapeAttribute(name)}" sheetId="${number}"${shown} ${idName}="${id}"/>`;
    appendChild(list, xml, splices, bytes);
  });
}

function folderOf(part: string): string {
  return part.slice(0, part.lastIndexOf('/') + 1);
}
