/** What a cell of a form's sheet may be said to hold. */
import { CheckOutlined, DeleteOutlined } from '@ant-design/icons';
import { columnTypeNames, placeNames } from '../../shared/form/words.ts';
import { type ColumnType, columnTypeSchema } from '../../shared/model/column.ts';
import type { FormPlace } from '../../shared/model/form.ts';
import type { MenuEntry } from '../menu/menu-entries.tsx';
import { placeAt } from './form-corrections.ts';
import { type FormPointer, nearestLeft } from './form-pointer.ts';
import { item } from './menu-item.ts';

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
