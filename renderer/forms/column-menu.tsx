/** What a column of a form's sheet may be said to be. */
import {
  CheckOutlined,
  DeleteOutlined,
  EditOutlined,
  KeyOutlined,
  OrderedListOutlined,
  PlusOutlined,
  StarOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import { columnTypeNames } from '../../shared/form/words.ts';
import { columnTypeSchema } from '../../shared/model/column.ts';
import type { FormColumn, FormDefinition } from '../../shared/model/form.ts';
import type { MenuEntry } from '../menu/menu-entries.tsx';
import type { FormCorrection } from './form-corrections.ts';
import { type FormPointer, headerTexts } from './form-pointer.ts';
import { item } from './menu-item.ts';

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
