/** One workbook for each unit, out of one form. */
import type { Progress } from '../../../../shared/api.ts';
import type { FormDefinition } from '../../../../shared/model/form.ts';
import type { Problem } from '../../../../shared/model/problem.ts';
import { readFormMarkup } from '../learn/form-markup.ts';
import type { CellRange } from '../refill/fill.ts';
import { refillTemplate } from '../refill/refill.ts';
import { SheetIndex } from '../refill/sheet-index.ts';
import { openTemplate, type Template } from '../refill/template.ts';
import type { IssuedCopies, IssueRequest } from './issue-request.ts';
import { type CopySheets, planCopy } from './plan-copy.ts';

/**
 * Makes the copies. What a copy need not change is byte for byte the form's.
 * @throws HuibiaoError: the form cannot be filled, or not with this; the message names the cell
 */
export function issueCopies(request: IssueRequest, onProgress: (progress: Progress) => void): IssuedCopies {
  const { units } = request;
  const template = openTemplate(request.template);
  const sheets = describeSheets(request, template);
  const problems: Problem[] = [];
  const copies = units.map((unit, index) => {
    onProgress({ message: `正在制作 ${unit.name}`, done: index, total: units.length });
    const copy = planCopy(request, unit, sheets);
    problems.push(...copy.problems);
    return { name: unit.fileName, data: refillTemplate(template, copy.fill).bytes };
  });
  return { copies, problems };
}

/** What is the same for all copies. */
function describeSheets({ template: bytes, form }: IssueRequest, template: Template): CopySheets {
  const markup = readFormMarkup(bytes, template.archive.entries)?.sheets.get(form.sheet);
  const ranges = markup?.validations.flatMap((validation) => validation.ranges) ?? [];
  return {
    listSheet: freeSheetName(template),
    hasRule: (range) => ranges.some((other) => meet(range, other)),
    numbersBlankRows: numbersBlankRows(form, template),
  };
}

function numbersBlankRows(
  { sheet: name, columns, body, prefilled }: FormDefinition,
  { sheets, contentOf }: Template,
): boolean {
  const serial = columns.find((column) => column.serial)?.column;
  const part = sheets.find((sheet) => sheet.name === name)?.part;
  if (serial === undefined || part === undefined || prefilled || body.lastRow < body.firstRow) return false;
  const index = new SheetIndex(contentOf(part), part);
  const cell = index.cell(body.lastRow, serial);
  return cell !== undefined && !index.isBlank(cell);
}

function freeSheetName({ sheets }: Template): string {
  const taken = new Set(sheets.map(({ name }) => name.toLowerCase()));
  let name = '汇表选项';
  for (let count = 2; taken.has(name); count += 1) name = `汇表选项${count}`;
  return name;
}

function meet(left: CellRange, right: CellRange): boolean {
  return (
    left.firstRow <= right.lastRow &&
    right.firstRow <= left.lastRow &&
    left.firstColumn <= right.lastColumn &&
    right.firstColumn <= left.lastColumn
  );
}
