/** 退回: the file that came back, with what is wrong tinted and commented in it, and a sheet that lists it. */

import { HuibiaoError } from '../../../../shared/model/failure.ts';
import { describeProblem, type Problem } from '../../../../shared/model/problem.ts';
import { parseCellName } from '../ooxml/cell-reference.ts';
import { detectFormat } from '../read/detect-format.ts';
import { loadSheets } from '../read/load-file.ts';
import { sheetJs } from '../read/sheetjs.ts';
import type { CellMark, WorkbookFill } from '../refill/fill.ts';
import { refillTemplate } from '../refill/refill.ts';
import { openTemplate, type Template } from '../refill/template.ts';
import type { Sheet, SheetCell } from '../sheet.ts';

export type MarkRequest = {
  /** Left as they are. */
  readonly bytes: Uint8Array;
  readonly fileName: string;
  /** 高都镇. */
  readonly unit: string;
  /** What to mend in general. */
  readonly reason: string;
  readonly problems: readonly Pick<Problem, 'severity' | 'sheet' | 'cell' | 'message'>[];
};

export type MarkedReturn = {
  readonly bytes: Uint8Array;
  /** Why it is not their own file but a converted one; null where it is. */
  readonly converted: string | null;
  readonly problems: readonly Problem[];
};

/** @throws HuibiaoError with a spreadsheet code where the file cannot be opened at all */
export function markReturn(request: MarkRequest): MarkedReturn {
  const { bytes, fileName } = request;
  if (detectFormat(bytes).kind === 'xlsx') {
    try {
      return { ...markTemplate(openTemplate(bytes), request), converted: null };
    } catch (error) {
      if (!(error instanceof HuibiaoError)) throw error;
      const converted = `原文件不能原样标注（${error.message.replace(/。$/, '')}），标在转换成的 .xlsx 里，格式可能有出入。`;
      return { ...markTemplate(openTemplate(convert(bytes, fileName)), request), converted };
    }
  }
  const extension = /\.[^.]+$/.exec(fileName)?.[0] ?? '';
  const converted = `原文件是${extension === '' ? '旧格式' : ` ${extension} `}，标在转换成的 .xlsx 里，格式可能有出入。`;
  return { ...markTemplate(openTemplate(convert(bytes, fileName)), request), converted };
}

const author = '汇表';
const colors = { must: 'FFC7CE', explain: 'FFEB9C', note: 'DDEBF7' } as const;

function markTemplate(template: Template, request: MarkRequest): Omit<MarkedReturn, 'converted'> {
  const lost: Problem[] = [];
  const marks = new Map<string, Map<string, MarkedCell>>();
  for (const problem of request.problems) {
    const place = problem.cell === null ? null : parseCellName(problem.cell);
    if (problem.sheet === null || place === null) continue;
    const sheet = template.sheets.find(({ name, type }) => name === problem.sheet && type === 'worksheet');
    if (sheet === undefined) {
      lost.push(
        describeProblem({
          code: 'not_marked',
          severity: 'note',
          sheet: problem.sheet,
          cell: problem.cell,
          message: `工作表“${problem.sheet}”里的问题没有标在格上，写在“审核意见”里。`,
        }),
      );
      continue;
    }
    const cells = marks.get(sheet.name) ?? new Map<string, MarkedCell>();
    marks.set(sheet.name, cells);
    const known = cells.get(problem.cell ?? '');
    cells.set(problem.cell ?? '', {
      ...place,
      severity: known === undefined ? problem.severity : graver(known.severity, problem.severity),
      messages: [...(known?.messages ?? []), problem.message],
    });
  }
  const fill: WorkbookFill = {
    sheets: [...marks].map(([sheet, cells]) => ({
      sheet,
      marks: [...cells.values()].map(
        ({ row, column, severity, messages }): CellMark => ({
          row,
          column,
          color: colors[severity],
          comment: { author, text: messages.join('\n') },
        }),
      ),
    })),
    added: [{ name: freeName(template), state: 'visible', rows: opinionRows(request) }],
  };
  return { bytes: refillTemplate(template, fill).bytes, problems: lost };
}

type MarkedCell = {
  readonly row: number;
  readonly column: number;
  readonly severity: Problem['severity'];
  readonly messages: readonly string[];
};

function graver(left: Problem['severity'], right: Problem['severity']): Problem['severity'] {
  if (left === 'must' || right === 'must') return 'must';
  return left === 'explain' || right === 'explain' ? 'explain' : 'note';
}

function opinionRows({ unit, reason, problems }: MarkRequest): string[][] {
  return [
    ['审核意见'],
    [`填报单位：${unit}`],
    ...(reason === '' ? [] : [[`退回原因：${reason}`]]),
    ['请按下面逐条改正后重新报送。有底色的格子上有批注。'],
    ['序号', '工作表', '单元格', '要求', '意见'],
    ...problems.map(({ sheet, cell, severity, message }, index) => [
      String(index + 1),
      sheet ?? '',
      cell ?? '',
      severity === 'must' ? '必须改正' : severity === 'explain' ? '请核实，无误的请说明' : '请留意',
      message,
    ]),
  ];
}

/** A copy that went back before already carries one. */
function freeName({ sheets }: Template): string {
  const taken = new Set(sheets.map(({ name }) => name.toLowerCase()));
  let name = '审核意见';
  for (let count = 2; taken.has(name); count += 1) name = `审核意见${count}`;
  return name;
}

/** What stands in the cells, each at its own place, in a workbook of today. */
function convert(bytes: Uint8Array, fileName: string): Uint8Array {
  const { utils, write } = sheetJs();
  const workbook = utils.book_new();
  for (const sheet of loadSheets(bytes, fileName)) {
    const made = utils.aoa_to_sheet([[]]);
    let [lastRow, lastColumn] = [0, 0];
    for (const [row, line] of sheet.rows.entries()) {
      for (const [column, cell] of (line ?? []).entries()) {
        if (cell === undefined) continue;
        made[utils.encode_cell({ r: row, c: column })] = cellOf(cell);
        lastRow = Math.max(lastRow, row);
        lastColumn = Math.max(lastColumn, column);
      }
    }
    made['!ref'] = utils.encode_range({ s: { r: 0, c: 0 }, e: { r: lastRow, c: lastColumn } });
    made['!merges'] = sheet.merges.map(({ firstRow, lastRow: bottom, firstColumn, lastColumn: right }) => ({
      s: { r: firstRow, c: firstColumn },
      e: { r: bottom, c: right },
    }));
    utils.book_append_sheet(workbook, made, sheetName(sheet, workbook.SheetNames));
  }
  return new Uint8Array(write(workbook, { type: 'array', bookType: 'xlsx', compression: true }));
}

function cellOf(cell: SheetCell) {
  switch (cell.kind) {
    case 'number':
      return { t: 'n' as const, v: cell.value, z: cell.format };
    case 'boolean':
      return { t: 'b' as const, v: cell.value };
    case 'text':
    case 'date':
    case 'error':
      return { t: 's' as const, v: cell.text.slice(0, 32_767) };
  }
}

function sheetName({ name }: Sheet, taken: readonly string[]): string {
  return name !== '' && !taken.includes(name) ? name : `Sheet${taken.length + 1}`;
}
