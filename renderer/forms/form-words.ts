/** How what was learnt of a form is put into words and shown in the drawing. */
import { figurePath } from '../../shared/form/column-titles.ts';
import { pathTitle } from '../../shared/form/titles.ts';
import { columnTypeNames, layoutNames, placeNames } from '../../shared/form/words.ts';
import type {
  FormColumn,
  FormDefinition,
  FormFigure,
  FormProposal,
  FormReason,
} from '../../shared/model/form.ts';
import type { CellMark, ColumnMeaning, RowMark, SheetMarks } from '../drawing/sheet-marks.ts';
import { lettersOf, nameOfCell } from '../drawing/sheet-places.ts';
import type { FormCorrection, FormPointing } from './form-corrections.ts';

export const layoutHints: Readonly<Record<FormDefinition['layout'], string>> = {
  list: '每行一条记录',
  grouped: '每行一个单位，一格里写几个名称',
  fixed: '每一格填一个固定的数',
};

export function titleOf({ path, column }: Pick<FormColumn, 'path' | 'column'>): string {
  const title = pathTitle(path.filter((text) => text !== ''));
  return title === '' ? `${lettersOf(column)} 栏（无栏名）` : title;
}

export function titleOfFigure(figure: FormFigure): string {
  const title = pathTitle(figurePath(figure).filter((text) => text !== ''));
  return title === '' ? nameOfCell(figure.row, figure.column) : title;
}

/** What a column holds, in the few characters that fit above it; its title stands in the sheet already. */
export function contentOf(column: FormColumn): string {
  if (column.serial) return '序号';
  if (column.hidden) return '隐藏';
  switch (column.part) {
    case 'group':
      return '单位';
    case 'names':
      return '名单';
    case 'count':
      return '个数';
    case 'value':
      return valueWords(column);
  }
}

export function valueWords({
  type,
  measureWord,
  choices,
  formula,
}: Pick<FormColumn, 'type' | 'measureWord' | 'choices' | 'formula'>): string {
  const name =
    type === 'choice'
      ? `${choices.length} 选一`
      : columnTypeNames[type] + (measureWord === null ? '' : `·${measureWord}`);
  return formula ? `${name}·公式` : name;
}

export function describeProposal({ form }: FormProposal): string {
  const count = form.layout === 'fixed' ? `${form.figures.length} 格` : `${form.columns.length} 栏`;
  const { firstRow, lastRow } = form.header;
  const header = firstRow === lastRow ? `表头第${firstRow + 1}行` : `表头第${firstRow + 1}–${lastRow + 1}行`;
  return `${form.sheet}：${layoutNames[form.layout]}，${header}，${count}`;
}

/** Why a column is what it is; '' where nothing is said. */
export function whyOfColumn(reasons: readonly FormReason[], column: number): string {
  return wordsOf(reasons.filter((reason) => reason.columns.includes(column) && reason.rows.length === 0));
}

/** What holds for most columns, to be said once above them all; null where there is no such reason. */
export function usualReason(reasons: readonly FormReason[], { columns }: FormDefinition): FormReason | null {
  return (
    reasons.find(({ rows, columns: told }) => rows.length === 0 && told.length * 2 > columns.length) ?? null
  );
}

export function whyOfRow(reasons: readonly FormReason[], row: number): string {
  return wordsOf(reasons.filter((reason) => reason.rows.includes(row) && reason.columns.length === 0));
}

function wordsOf(reasons: readonly FormReason[]): string {
  return [...new Set(reasons.map(({ why }) => why))].join('；');
}

export type MarkedForm = {
  readonly form: FormDefinition;
  readonly reasons: readonly FormReason[];
  readonly pointing: FormPointing;
  readonly corrections: readonly FormCorrection[];
  /** Whether the row shows anything. */
  readonly hasText: (row: number) => boolean;
  /** The fill-in cells of a merged range count as its first. */
  readonly isFormula: (row: number, column: number) => boolean;
};

/** The form as the drawing of its sheet shows it. */
export function marksOfForm({
  form,
  reasons,
  pointing,
  corrections,
  hasText,
  isFormula,
}: MarkedForm): SheetMarks {
  const columns = new Map(form.columns.map((column) => [column.column, column]));
  const figures = new Map(form.figures.map((figure) => [nameOfCell(figure.row, figure.column), figure]));
  const figureColumns = new Map<number, number>();
  for (const { column } of form.figures) figureColumns.set(column, (figureColumns.get(column) ?? 0) + 1);
  const figureRows = new Set(form.figures.map(({ row }) => row));
  const places = Map.groupBy(form.places, (place) => nameOfCell(place.row, place.column));
  const placeRows = new Set(form.places.map(({ row }) => row));
  const totals = new Map(form.totals.map((total) => [total.row, total]));
  const rows = kept<number, RowMark | null>();
  const cells = kept<string, CellMark | null>();
  const meanings = kept<number, ColumnMeaning>();
  const isFixed = form.layout === 'fixed';
  const { header, body } = form;

  const markRow = (row: number): RowMark | null => {
    const why = whyOfRow(reasons, row);
    const total = totals.get(row);
    if (total !== undefined) {
      return { role: total.kind, word: total.kind === 'total' ? '合计' : '小计', why: why || '汇总上面各行' };
    }
    if (isFixed ? figureRows.has(row) : row >= body.firstRow && row <= body.lastRow) {
      return { role: 'data', word: isFixed ? '指标' : '填写', why: why || '在这里填写' };
    }
    if (row >= header.firstRow && row <= header.lastRow && (!isFixed || columns.size + figures.size > 0)) {
      return { role: 'header', word: '表头', why: why || '各栏的名称' };
    }
    if (placeRows.has(row)) return { role: 'info', word: '填报项', why: why || '有要代填的单位、日期等' };
    if (!hasText(row)) return null;
    if (isFixed && row >= body.firstRow && row <= body.lastRow) {
      return { role: 'section', word: '不填', why: '这一行没有要填的格' };
    }
    if (row < header.firstRow) return { role: 'title', word: '标题', why: why || '表头之上的文字' };
    return row > body.lastRow ? { role: 'note', word: '附注', why: why || '原样保留' } : null;
  };
  const markCell = (row: number, column: number): CellMark | null => {
    const there = places.get(nameOfCell(row, column));
    if (there !== undefined) {
      return { kind: 'place', why: `下发时代填：${there.map(({ kind }) => placeNames[kind]).join('、')}` };
    }
    const figure = figures.get(nameOfCell(row, column));
    if (figure !== undefined) {
      return {
        kind: figure.formula ? 'formula' : 'figure',
        why: `${titleOfFigure(figure)}（${valueWords(figure)}）`,
      };
    }
    if (isFixed) return null;
    const own = columns.get(column);
    if (totals.has(row)) return isFormula(row, column) ? { kind: 'formula', why: '由表样自己计算' } : null;
    if (own === undefined || row < body.firstRow || row > body.lastRow) return null;
    if (own.formula) return { kind: 'formula', why: '由表样自己计算' };
    return {
      kind: form.keyColumns.includes(column) ? 'key' : 'input',
      why: `${titleOf(own)}（${contentOf(own)}）`,
    };
  };
  const columnAt = (column: number): ColumnMeaning => {
    if (isFixed) {
      const count = figureColumns.get(column) ?? 0;
      return count === 0
        ? { kind: 'outside', text: '—', why: '这一列没有要填的格' }
        : { kind: 'read', text: `${count} 格`, why: `这一列有 ${count} 格要填` };
    }
    const own = columns.get(column);
    if (own === undefined) return { kind: 'outside', text: '不在表内', why: '不是表样的栏目' };
    const reason = whyOfColumn(reasons, column);
    const why = `${titleOf(own)}${reason === '' ? '' : `：${reason}`}`;
    const isKey = form.keyColumns.includes(column);
    const set = own.serial || own.hidden || own.part === 'count';
    return { kind: isKey ? 'key' : set ? 'ignored' : 'read', text: contentOf(own), why };
  };
  return {
    rowAt: (row) => rows(row, () => markRow(row)),
    isRowPointedOut: (row) =>
      (pointing.header !== null && row >= pointing.header.firstRow && row <= pointing.header.lastRow) ||
      corrections.some(
        (one) =>
          (one.kind === 'body' && (row === one.firstRow || row === one.lastRow)) ||
          (one.kind === 'total' && one.row === row),
      ),
    columnAt: (column) => meanings(column, () => columnAt(column)),
    isColumnPointedOut: (column) =>
      corrections.some(
        (one) =>
          'column' in one &&
          one.column === column &&
          ['column', 'dropped', 'added', 'key'].includes(one.kind),
      ),
    isRead: (column) => (isFixed ? figureColumns.has(column) : columns.has(column)),
    cellAt: (row, column) => cells(nameOfCell(row, column), () => markCell(row, column)),
  };
}

/** The active place in words. */
export function describeFormSpot(
  marks: SheetMarks,
  { row, column }: { readonly row: number; readonly column: number },
): string {
  const meaning = marks.columnAt(column);
  const columnPart = `${lettersOf(column)} 栏 → ${meaning.text}（${meaning.why}）`;
  if (row < 0) return columnPart;
  const cell = marks.cellAt?.(row, column) ?? null;
  const mark = marks.rowAt(row);
  const rowPart = mark === null ? '不用的行' : `${mark.word}（${mark.why}）`;
  const cellPart = cell === null ? columnPart : `${nameOfCell(row, column)} → ${cell.why}`;
  return `第${row + 1}行 ${rowPart}　${cellPart}`;
}

/** Answers each question once and gives the same object again. */
function kept<Key, Value>(): (key: Key, make: () => Value) => Value {
  const known = new Map<Key, { readonly value: Value }>();
  return (key, make) => {
    const found = known.get(key) ?? { value: make() };
    known.set(key, found);
    return found.value;
  };
}
