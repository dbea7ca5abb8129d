/** What can be pointed out at a place of a form's sheet. */
import {
  BorderOutlined,
  CheckOutlined,
  DeleteOutlined,
  EditOutlined,
  FormOutlined,
  KeyOutlined,
  OrderedListOutlined,
  PicCenterOutlined,
  PlusOutlined,
  StarOutlined,
  VerticalAlignBottomOutlined,
  VerticalAlignTopOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import { columnTypeNames, placeNames } from '../../shared/form/words.ts';
import { type ColumnType, columnTypeSchema } from '../../shared/model/column.ts';
import type { FormColumn, FormDefinition, FormPlace } from '../../shared/model/form.ts';
import type { MenuPlace } from '../drawing/SheetDrawing.tsx';
import { describeSpan, lettersOf, nameOfCell, type RowSpan } from '../drawing/sheet-places.ts';
import type { MenuEntry } from '../menu/menu-entries.tsx';
import { type FormCorrection, figureAt, placeAt } from './form-corrections.ts';

export type SheetTexts = {
  /** What stands in the cell; '' for a blank one. */
  readonly textAt: (row: number, column: number) => string;
  readonly isFormula: (row: number, column: number) => boolean;
  /** The first cell of the merged range that covers it; itself where it stands alone. */
  readonly ownerOf: (row: number, column: number) => { readonly row: number; readonly column: number };
};

export type FormPointer = {
  /** Null while nothing is recognised. */
  readonly form: FormDefinition | null;
  readonly texts: SheetTexts;
  readonly columnCount: number;
  readonly pointHeader: (span: RowSpan) => void;
  readonly correct: (...corrections: readonly FormCorrection[]) => void;
  /** Shows the fields of a column in the pane. */
  readonly edit: (column: number) => void;
};

export type FormMenuPlace =
  | MenuPlace
  | {
      readonly kind: 'place';
      readonly row: number;
      readonly column: number;
      /** Which of several in the cell; null for whatever is there. */
      readonly before: string | null;
    }
  | { readonly kind: 'figure'; readonly row: number; readonly column: number };

/** The kinds of places that a person may point out. */
const placeKinds = [
  'unit',
  'period',
  'date',
  'preparer',
  'reviewer',
  'head',
  'phone',
  'measure',
  'formCode',
] as const satisfies readonly FormPlace['kind'][];

export function rowEntries(
  pointer: FormPointer,
  span: RowSpan,
  column: number | null,
  open: { readonly column: (column: number) => void; readonly place: (row: number, column: number) => void },
): readonly MenuEntry[] {
  const { form, correct, pointHeader } = pointer;
  const { firstRow, lastRow } = span;
  const one = firstRow === lastRow;
  const name = describeSpan(span);
  const total = form?.totals.find(({ row }) => row === firstRow) ?? null;
  const body = form?.body ?? null;
  const isList = form !== null && form.layout !== 'fixed';
  return [
    item(
      'header',
      one ? '这一行是表头' : `从第${firstRow + 1}行到第${lastRow + 1}行是表头`,
      <PicCenterOutlined aria-hidden />,
      () => pointHeader(span),
    ),
    ...(isList && body !== null
      ? [
          ...(one
            ? [
                item('first', '填写从这一行开始', <VerticalAlignTopOutlined aria-hidden />, () =>
                  correct({ kind: 'body', firstRow, lastRow: Math.max(firstRow, body.lastRow) }),
                ),
                item('last', '填写到这一行为止', <VerticalAlignBottomOutlined aria-hidden />, () =>
                  correct({ kind: 'body', firstRow: Math.min(firstRow, body.firstRow), lastRow: firstRow }),
                ),
              ]
            : [
                item('body', `${name}是填写的行`, <VerticalAlignTopOutlined aria-hidden />, () =>
                  correct({ kind: 'body', firstRow, lastRow }),
                ),
              ]),
          ...(one
            ? (['total', 'subtotal'] as const).map((kind) =>
                item(
                  kind,
                  kind === 'total' ? '这一行是合计' : '这一行是小计',
                  total?.kind === kind ? <CheckOutlined aria-label="现在" /> : null,
                  () =>
                    correct({
                      kind: 'total',
                      row: firstRow,
                      total: kind,
                      formulas: formulasOf(pointer, firstRow),
                    }),
                ),
              )
            : []),
          ...(total === null
            ? []
            : [
                item('noTotal', '不是合计', null, () =>
                  correct({ kind: 'total', row: firstRow, total: null, formulas: [] }),
                ),
              ]),
        ]
      : []),
    ...(column === null
      ? []
      : [
          { kind: 'rule' } as const,
          ...(form?.layout === 'fixed' ? figureEntries(pointer, form, span, column) : []),
          item(
            'place',
            `${nameOfCell(firstRow, column)} 填单位、日期等…`,
            <FormOutlined aria-hidden />,
            () => open.place(firstRow, column),
            '',
            form === null || !one ? '先指出表头，再选一格' : null,
          ),
          ...(isList
            ? [
                item('column', `${lettersOf(column)} 栏是…`, <BorderOutlined aria-hidden />, () =>
                  open.column(column),
                ),
              ]
            : []),
        ]),
  ];
}

function formulasOf({ texts, columnCount }: FormPointer, row: number): number[] {
  return Array.from({ length: columnCount }, (_, at) => at).filter((at) => texts.isFormula(row, at));
}

/** What may be filled in for the unit at a cell; `before` names one of several places in it. */
export function placeEntries(
  { form, texts, correct }: FormPointer,
  row: number,
  column: number,
  before: string | null,
): readonly MenuEntry[] {
  const owner = texts.ownerOf(row, column);
  const there = (form?.places ?? []).filter(
    (place) => place.row === owner.row && place.column === owner.column,
  );
  const [only, ...more] = before === null ? there : there.filter((place) => place.before === before);
  if (only !== undefined && more.length > 0) {
    return [only, ...more].map((place) =>
      item(
        place.before,
        `${place.label === '' ? placeNames[place.kind] : place.label}：不填`,
        <DeleteOutlined aria-hidden />,
        () => correct({ kind: 'place', instead: place, place: null }),
      ),
    );
  }
  const place = (kind: FormPlace['kind']): FormPlace =>
    only === undefined
      ? placeAt(owner.row, owner.column, kind, {
          text: texts.textAt(owner.row, owner.column),
          left: nearestLeft(texts, owner.row, owner.column),
        })
      : { ...only, kind };
  return [
    ...placeKinds.map((kind) =>
      item(kind, placeNames[kind], only?.kind === kind ? <CheckOutlined aria-label="现在" /> : null, () =>
        correct({ kind: 'place', instead: only ?? null, place: place(kind) }),
      ),
    ),
    ...(only === undefined
      ? []
      : [
          { kind: 'rule' } as const,
          item('none', '这里什么也不填', <DeleteOutlined aria-hidden />, () =>
            correct({ kind: 'place', instead: only, place: null }),
          ),
        ]),
  ];
}

/** Everything that a column of the sheet may be. */
export function columnEntries(
  { form, texts, correct, edit }: FormPointer,
  column: number,
): readonly MenuEntry[] {
  if (form === null) return [item('none', '请先指出表头', null, () => undefined, '', '请先指出表头')];
  if (form.layout === 'fixed')
    return [item('none', '固定表逐格指定', null, () => undefined, '', '请在格上按右键')];
  const own = form.columns.find((one) => one.column === column) ?? null;
  if (own === null) {
    return [
      item('add', '这一列是表样的一栏', <PlusOutlined aria-hidden />, () =>
        correct({ kind: 'added', column, path: headerTexts(texts, form, column) }),
      ),
    ];
  }
  const set = (patch: Extract<FormCorrection, { kind: 'column' }>['patch']) => (): void =>
    correct({ kind: 'column', column, patch });
  const isKey = form.keyColumns.includes(column);
  const plain = !own.serial && own.part === 'value';
  return [
    ...(form.layout === 'grouped' ? partEntries(form, own, correct) : []),
    ...(form.layout === 'grouped' && !plain
      ? []
      : columnTypeSchema.options.map((type) =>
          item(
            type,
            columnTypeNames[type],
            plain && own.type === type ? <CheckOutlined aria-label="现在" /> : null,
            set({ type, serial: false }),
          ),
        )),
    { kind: 'rule' },
    item(
      'serial',
      '序号（自动编）',
      own.serial ? <CheckOutlined aria-label="现在" /> : <OrderedListOutlined aria-hidden />,
      set({ serial: !own.serial }),
    ),
    item(
      'required',
      own.required ? '不必填' : '必填',
      <StarOutlined aria-hidden />,
      set({ required: !own.required }),
    ),
    item('key', isKey ? '不是关键栏' : '是关键栏（认记录用）', <KeyOutlined aria-hidden />, () =>
      correct({ kind: 'key', column, isKey: !isKey }),
    ),
    item('edit', '改名、可选项…', <EditOutlined aria-hidden />, () => edit(column)),
    item('drop', '不是表样的栏目', <DeleteOutlined aria-hidden />, () =>
      correct({ kind: 'dropped', column }),
    ),
  ];
}

/** Types of a figure of a fixed form. */
export function figureTypeEntries(
  { correct }: FormPointer,
  row: number,
  column: number,
  now: ColumnType,
): readonly MenuEntry[] {
  return [
    ...columnTypeSchema.options.map((type) =>
      item(type, columnTypeNames[type], type === now ? <CheckOutlined aria-label="现在" /> : null, () =>
        correct({
          kind: 'figurePatch',
          row,
          column,
          patch: { type, ...(type === 'number' ? {} : { measureWord: null }) },
        }),
      ),
    ),
    { kind: 'rule' },
    item('drop', '这一格不填', <DeleteOutlined aria-hidden />, () =>
      correct({ kind: 'figure', row, column, figure: null }),
    ),
  ];
}

/** The header's texts above a column, from the top level down. */
export function headerTexts(texts: SheetTexts, form: FormDefinition, column: number): string[] {
  const found: string[] = [];
  for (let row = form.header.firstRow; row <= form.header.lastRow; row += 1) {
    const owner = texts.ownerOf(row, column);
    const text = texts.textAt(owner.row, owner.column).replace(/\s+/gu, '');
    if (text !== '' && found.at(-1) !== text) found.push(text);
  }
  return found;
}

function partEntries(
  form: FormDefinition,
  own: FormColumn,
  correct: FormPointer['correct'],
): readonly MenuEntry[] {
  const { column } = own;
  const check = (part: FormColumn['part']): ReactNode =>
    own.part === part && !own.serial ? <CheckOutlined aria-label="现在" /> : null;
  const group = form.columns.find(({ part }) => part === 'group') ?? null;
  const names = form.columns.filter(({ part }) => part === 'names');
  return [
    item('group', '每行的单位', check('group'), () =>
      correct(
        ...(group === null || group.column === column
          ? []
          : [{ kind: 'column', column: group.column, patch: { part: 'value' } } as const]),
        { kind: 'column', column, patch: { part: 'group', type: 'unit', serial: false, counts: null } },
        { kind: 'key', column, isKey: true },
      ),
    ),
    item('names', '名单（一格写几个）', check('names'), () =>
      correct({
        kind: 'column',
        column,
        patch: { part: 'names', type: 'units', serial: false, counts: null },
      }),
    ),
    item('count', '名单的个数', check('count'), () =>
      correct({
        kind: 'column',
        column,
        patch: {
          part: 'count',
          type: 'number',
          serial: false,
          counts: names.find((one) => one.column > column)?.column ?? names[0]?.column ?? null,
        },
      }),
    ),
    item('value', '整行的说明（备注等）', check('value'), () =>
      correct({
        kind: 'column',
        column,
        patch: { part: 'value', type: 'text', serial: false, counts: null },
      }),
    ),
    { kind: 'rule' },
  ];
}

function figureEntries(
  { texts, correct }: FormPointer,
  form: FormDefinition,
  { firstRow, lastRow }: RowSpan,
  column: number,
): readonly MenuEntry[] {
  const cells = Array.from({ length: lastRow - firstRow + 1 }, (_, index) =>
    texts.ownerOf(firstRow + index, column),
  );
  const known = cells.filter((cell) =>
    form.figures.some((one) => one.row === cell.row && one.column === cell.column),
  );
  const open = cells.filter((cell) => !known.includes(cell));
  const range =
    firstRow === lastRow ? '这一格' : `${nameOfCell(firstRow, column)}:${nameOfCell(lastRow, column)} `;
  return [
    ...(open.length === 0
      ? []
      : [
          item('figure', `${range}要填`, <PlusOutlined aria-hidden />, () =>
            correct(
              ...open.map(
                ({ row, column: at }): FormCorrection => ({
                  kind: 'figure',
                  row,
                  column: at,
                  figure: figureAt(row, at, {
                    rowPath: [nearestLeft(texts, row, at)].filter((text) => text !== ''),
                    columnPath: headerTexts(texts, form, at),
                    formula: texts.isFormula(row, at),
                  }),
                }),
              ),
            ),
          ),
        ]),
    ...(known.length === 0
      ? []
      : [
          item('noFigure', `${range}不填`, <DeleteOutlined aria-hidden />, () =>
            correct(
              ...known.map(
                ({ row, column: at }): FormCorrection => ({ kind: 'figure', row, column: at, figure: null }),
              ),
            ),
          ),
        ]),
  ];
}

/** The text that names a cell: the next one to its left. */
function nearestLeft(texts: SheetTexts, row: number, column: number): string {
  for (let at = column - 1; at >= 0; at -= 1) {
    const owner = texts.ownerOf(row, at);
    const text = texts.textAt(owner.row, owner.column).replace(/\s+/gu, '');
    if (text !== '') return text.replace(/[:：]$/, '');
  }
  return '';
}

function item(
  key: string,
  title: string,
  icon: ReactNode,
  run: () => void,
  keys = '',
  disabled: string | null = null,
): MenuEntry {
  return { kind: 'item', key, title, keys, icon, disabled, run };
}
