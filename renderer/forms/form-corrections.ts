/** What a person sets right in a form that was learnt, as pure steps over its definition. */
import { plainTitle } from '../../shared/form/titles.ts';
import type {
  FormColumn,
  FormDefinition,
  FormFigure,
  FormLayout,
  FormPlace,
} from '../../shared/model/form.ts';
import type { RowSpan } from '../drawing/sheet-places.ts';

/** What the program is told before it learns; see `forms.learn`. */
export type FormPointing = {
  readonly sheet: string | null;
  readonly header: RowSpan | null;
  readonly layout: FormLayout | null;
};

export const nothingPointed: FormPointing = { sheet: null, header: null, layout: null };

/** Tells the places of a form apart. */
export type PlaceName = Pick<FormPlace, 'row' | 'column' | 'before'>;

export type ColumnPatch = Partial<
  Pick<
    FormColumn,
    'path' | 'type' | 'measureWord' | 'required' | 'choices' | 'serial' | 'part' | 'counts' | 'field'
  >
>;

export type FigurePatch = Partial<
  Pick<FormFigure, 'rowPath' | 'columnPath' | 'type' | 'measureWord' | 'choices' | 'key'>
>;

export type FormCorrection =
  | { readonly kind: 'title'; readonly title: string }
  | { readonly kind: 'column'; readonly column: number; readonly patch: ColumnPatch }
  /** The column is none of the form's. */
  | { readonly kind: 'dropped'; readonly column: number }
  | { readonly kind: 'added'; readonly column: number; readonly path: readonly string[] }
  | { readonly kind: 'key'; readonly column: number; readonly isKey: boolean }
  | ({ readonly kind: 'body' } & RowSpan)
  | {
      readonly kind: 'total';
      readonly row: number;
      readonly total: 'total' | 'subtotal' | null;
      /** Columns that the template totals itself. */
      readonly formulas: readonly number[];
    }
  | {
      readonly kind: 'place';
      /** What was filled in there; a cell may hold several: 填报单位：　　日期： */
      readonly instead: PlaceName | null;
      /** Null where nothing is to be filled in. */
      readonly place: FormPlace | null;
    }
  | {
      readonly kind: 'figure';
      readonly row: number;
      readonly column: number;
      readonly figure: FormFigure | null;
    }
  | {
      readonly kind: 'figurePatch';
      readonly row: number;
      readonly column: number;
      readonly patch: FigurePatch;
    };

export function applyCorrections(
  form: FormDefinition,
  corrections: readonly FormCorrection[],
): FormDefinition {
  return corrections.reduce(applyCorrection, form);
}

/** A form of named cells in which nothing is named yet. */
export function blankForm(sheet: string, title: string): FormDefinition {
  return {
    title,
    layout: 'fixed',
    sheet,
    header: { firstRow: 0, lastRow: 0 },
    body: { firstRow: 0, lastRow: 0 },
    prefilled: false,
    patternRow: 0,
    columns: [],
    keyColumns: [],
    figures: [],
    totals: [],
    places: [],
  };
}

export function isSamePlace(left: PlaceName, right: PlaceName): boolean {
  return left.row === right.row && left.column === right.column && left.before === right.before;
}

/** A cell that holds a figure, named by the texts beside it. */
export function figureAt(
  row: number,
  column: number,
  { rowPath, columnPath, formula }: Pick<FormFigure, 'rowPath' | 'columnPath' | 'formula'>,
): FormFigure {
  return {
    row,
    column,
    rowPath,
    columnPath,
    type: 'number',
    measureWord: null,
    formula,
    choices: [],
    format: null,
    key: null,
  };
}

/** The place in a cell: what stands before a colon stays, the rest gives way to the value. */
export function placeAt(
  row: number,
  column: number,
  kind: FormPlace['kind'],
  { text, left }: { readonly text: string; readonly left: string },
): FormPlace {
  const match = /^([^:：]*[:：])([\s\S]*)$/u.exec(text);
  const before = match?.[1] ?? '';
  const label = plainTitle(before === '' ? left : before).replace(/[:：]$/, '');
  return { kind, label, row, column, before, value: match === null ? text : (match[2] ?? ''), after: '' };
}

/** Why a form cannot be kept as it is; null when it can. */
export function lacksOf({ layout, columns, figures }: FormDefinition): string | null {
  if (layout === 'fixed') {
    return figures.length > 0 ? null : '还没有指定要填的格。请在左边选一格，按右键选“这一格要填”。';
  }
  const open = columns.filter(({ serial, hidden, part }) => !serial && !hidden && part !== 'count');
  if (open.length === 0) return '没有可填的栏目。请在左边指出表头，或把要填的列设为栏目。';
  if (layout !== 'grouped') return null;
  if (!columns.some(({ part }) => part === 'group')) {
    return '名单表要有一列说明每行是哪个单位。请在列头的 ▾ 里选“每行的单位”。';
  }
  return columns.some(({ part }) => part === 'names')
    ? null
    : '名单表要有填名单的列。请在列头的 ▾ 里选“名单”。';
}

function applyCorrection(form: FormDefinition, correction: FormCorrection): FormDefinition {
  switch (correction.kind) {
    case 'title':
      return { ...form, title: correction.title };
    case 'column':
      return withColumn(form, correction.column, (column) => patched(column, correction.patch));
    case 'dropped':
      return {
        ...form,
        columns: form.columns.filter(({ column }) => column !== correction.column),
        keyColumns: form.keyColumns.filter((column) => column !== correction.column),
        totals: form.totals.map((total) => ({
          ...total,
          columns: total.columns.filter((column) => column !== correction.column),
        })),
      };
    case 'added':
      return form.columns.some(({ column }) => column === correction.column)
        ? form
        : {
            ...form,
            columns: [...form.columns, newColumn(correction.column, correction.path)].toSorted(
              (left, right) => left.column - right.column,
            ),
          };
    case 'key': {
      const others = form.keyColumns.filter((column) => column !== correction.column);
      const keys = correction.isKey ? [...others, correction.column] : others;
      return { ...form, keyColumns: keys.toSorted((left, right) => left - right) };
    }
    case 'body':
      return withBody(form, correction);
    case 'total':
      return withTotal(form, correction);
    case 'place': {
      const { instead } = correction;
      const others = form.places.filter((place) => instead === null || !isSamePlace(place, instead));
      const places = correction.place === null ? others : [...others, correction.place];
      return { ...form, places: places.toSorted(byPlace) };
    }
    case 'figure': {
      const others = form.figures.filter(
        ({ row, column }) => row !== correction.row || column !== correction.column,
      );
      const figures = correction.figure === null ? others : [...others, correction.figure];
      return withFigureRows({ ...form, figures: figures.toSorted(byPlace) });
    }
    case 'figurePatch':
      return {
        ...form,
        figures: form.figures.map((figure) =>
          figure.row === correction.row && figure.column === correction.column
            ? { ...figure, ...correction.patch }
            : figure,
        ),
      };
  }
}

function withColumn(
  form: FormDefinition,
  at: number,
  change: (column: FormColumn) => FormColumn,
): FormDefinition {
  return { ...form, columns: form.columns.map((one) => (one.column === at ? change(one) : one)) };
}

/** A column has choices as long as it is one of choices, and a measure word as long as it is a number. */
function patched(column: FormColumn, patch: ColumnPatch): FormColumn {
  const next = { ...column, ...patch };
  return {
    ...next,
    measureWord: next.type === 'number' ? next.measureWord : null,
    choices: next.type === 'choice' ? next.choices : [],
  };
}

function newColumn(column: number, path: readonly string[]): FormColumn {
  return {
    column,
    path: [...path],
    type: 'text',
    measureWord: null,
    required: false,
    choices: [],
    serial: false,
    formula: false,
    hidden: false,
    format: null,
    part: 'value',
    counts: null,
    field: null,
  };
}

/** The looks that records get come from a row between others, where there is one. */
function withBody(form: FormDefinition, { firstRow, lastRow }: RowSpan): FormDefinition {
  const inside = form.patternRow >= firstRow && form.patternRow <= lastRow;
  const patternRow = inside
    ? form.patternRow
    : Math.min(lastRow, firstRow + (lastRow - firstRow >= 2 ? 1 : 0));
  return {
    ...form,
    body: { firstRow, lastRow },
    patternRow,
    totals: form.totals.filter(({ row }) => row < firstRow || row > lastRow),
  };
}

function withTotal(
  form: FormDefinition,
  { row, total, formulas }: Extract<FormCorrection, { kind: 'total' }>,
): FormDefinition {
  const others = form.totals.filter((one) => one.row !== row);
  if (total === null) return { ...form, totals: others };
  const amounts = form.columns
    .filter(({ type, part, serial }) => !serial && (type === 'number' || part === 'count'))
    .map(({ column }) => column);
  const own = amounts.filter((column) => formulas.includes(column));
  const totals = [
    ...others,
    {
      row,
      kind: total,
      columns: amounts.filter((column) => !own.includes(column)),
      formulas: [...formulas],
      sums: [],
    },
  ];
  return { ...withoutRow(form, row), totals: totals.toSorted((left, right) => left.row - right.row) };
}

/** A total at either end of the body is no row of it. */
function withoutRow(form: FormDefinition, row: number): FormDefinition {
  const { firstRow, lastRow } = form.body;
  if (row < firstRow || row > lastRow || firstRow === lastRow) return form;
  if (row === firstRow) return withBody(form, { firstRow: firstRow + 1, lastRow });
  return withBody(form, { firstRow, lastRow: row - 1 });
}

function withFigureRows(form: FormDefinition): FormDefinition {
  const rows = form.figures.map(({ row }) => row);
  if (rows.length === 0) return form;
  const [firstRow, lastRow] = [Math.min(...rows), Math.max(...rows)];
  const header =
    form.header.lastRow < firstRow ? form.header : { firstRow: 0, lastRow: Math.max(0, firstRow - 1) };
  return { ...form, header, body: { firstRow, lastRow }, patternRow: firstRow };
}

function byPlace(
  left: { readonly row: number; readonly column: number },
  right: { readonly row: number; readonly column: number },
): number {
  return left.row - right.row || left.column - right.column;
}
