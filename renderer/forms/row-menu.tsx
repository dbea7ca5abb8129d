/** What rows of a form's sheet may be said to be. */
import {
  BorderOutlined,
  CheckOutlined,
  DeleteOutlined,
  FormOutlined,
  PicCenterOutlined,
  PlusOutlined,
  VerticalAlignBottomOutlined,
  VerticalAlignTopOutlined,
} from '@ant-design/icons';
import type { FormDefinition } from '../../shared/model/form.ts';
import { describeSpan, lettersOf, nameOfCell, type RowSpan } from '../drawing/sheet-places.ts';
import type { MenuEntry } from '../menu/menu-entries.tsx';
import { type FormCorrection, figureAt } from './form-corrections.ts';
import { type FormPointer, headerTexts, nearestLeft } from './form-pointer.ts';
import { item } from './menu-item.ts';

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
