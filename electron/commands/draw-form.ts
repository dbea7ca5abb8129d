/** What was learnt of a form as a small drawing; rows count from 1 and columns have letters. */
import { columnTypeNames, layoutNames, placeNames } from '../../shared/form/words.ts';
import type { FormColumn, FormDefinition, FormProposal } from '../../shared/model/form.ts';
import { cellName, columnName } from '../backend/sheets/sheet.ts';

export function drawForm({ form, why }: FormProposal): string[] {
  const { header, body } = form;
  const rows = body.lastRow - body.firstRow + 1;
  const room = rows === 0 ? `插入在${rowName(body.firstRow)}之前` : `${rowsName(body)}（${rows} 行）`;
  const totals = form.totals.map(({ row }) => rowName(row)).join('、');
  return [
    `┌ ${form.title}  〔${layoutNames[form.layout]}〕 工作表“${form.sheet}”`,
    `│ 表头 ${rowsName({ firstRow: header.firstRow, lastRow: header.lastRow })}　填写 ${room}${totals === '' ? '' : `　合计 ${totals}`}`,
    `│ 依据：${why}`,
    ...form.columns.map(
      (column) => `│ ${columnName(column.column).padStart(6)}  ${describeColumn(form, column)}`,
    ),
    ...form.figures.map(({ row, column, rowPath, columnPath, type, measureWord, formula }) => {
      const notes = [columnTypeNames[type], measureWord, formula ? '公式' : null].filter(
        (note) => note !== null,
      );
      const path = [rowPath.join(' / '), columnPath.join(' / ')].filter((part) => part !== '').join(' × ');
      return `│ ${cellName(row, column).padStart(6)}  ${path}  〔${notes.join('，')}〕`;
    }),
    ...form.places.map(({ kind, label, row, column, value }) => {
      const now = value.trim() === '' ? '（未填）' : value.trim();
      return `│ ${cellName(row, column).padStart(6)}  ${placeNames[kind]}${label === '' ? '' : `（${label}）`}：${now}`;
    }),
    '└',
  ];
}

/** Every decision with its place and its reason, one a line. */
export function explainForm({ reasons }: FormProposal): string[] {
  return reasons.map(({ rows, columns, why }) => {
    const first = rows[0];
    const last = rows.at(-1);
    const places = [
      ...(first === undefined || last === undefined ? [] : [rowsName({ firstRow: first, lastRow: last })]),
      ...columns.map((column) => `${columnName(column)}列`),
    ];
    return `  ${places.join('、')}：${why}`;
  });
}

function describeColumn({ keyColumns, columns }: FormDefinition, column: FormColumn): string {
  const path = column.path.length === 0 ? '（无名）' : column.path.join(' / ');
  const counted = columns.find((each) => each.column === column.counts);
  const notes = [
    column.serial ? '序号，重新编' : columnTypeNames[column.type],
    column.measureWord,
    column.required ? '必填' : null,
    column.choices.length > 0
      ? column.choices.slice(0, 6).join('|') + (column.choices.length > 6 ? '|…' : '')
      : null,
    column.formula ? '公式，不写' : null,
    column.hidden ? '隐藏' : null,
    keyColumns.includes(column.column) ? '认行' : null,
    column.part === 'group' ? '分组' : null,
    column.part === 'names' ? '名称连写' : null,
    column.part === 'count'
      ? `个数${counted === undefined ? '' : `（${columnName(counted.column)}列）`}`
      : null,
  ];
  return `${path}  〔${notes.filter((note) => note !== null && note !== '').join('，')}〕`;
}

function rowName(row: number): string {
  return `第${row + 1}行`;
}

function rowsName({ firstRow, lastRow }: { readonly firstRow: number; readonly lastRow: number }): string {
  return firstRow >= lastRow ? rowName(firstRow) : `第${firstRow + 1}–${lastRow + 1}行`;
}
