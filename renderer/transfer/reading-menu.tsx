/** What can be pointed out at a place of the drawn sheet. */
import {
  CheckOutlined,
  CloseCircleOutlined,
  MinusSquareOutlined,
  PicCenterOutlined,
  ProfileOutlined,
  UndoOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { Reading, ReadingChoice, ReadingField } from '../../shared/model/reading.ts';
import type { TableDefinition } from '../../shared/model/table.ts';
import { lettersOf, type RowSpan } from '../drawing/sheet-places.ts';
import type { MenuEntry } from '../menu/menu-entries.tsx';
import {
  assignColumn,
  forgetColumn,
  forgetRows,
  isColumnPointedOut,
  isRowPointedOut,
  isSameField,
  markRows,
  pointHeader,
} from './correct-reading.ts';
import { columnReadAs, describeField, fieldsOf } from './reading-words.ts';

type Pointing = {
  readonly table: TableDefinition;
  readonly reading: Reading;
  /** What holds now, with the sheet on view named. */
  readonly choice: ReadingChoice;
  readonly point: (next: ReadingChoice) => void;
};

export function rowEntries(
  { choice, point }: Pointing,
  span: RowSpan,
  column: number | null,
  openColumn: (column: number) => void,
): readonly MenuEntry[] {
  const { firstRow, lastRow } = span;
  const count = lastRow - firstRow + 1;
  const one = count === 1;
  return [
    item(
      'header',
      one ? '这一行是表头' : `从第${firstRow + 1}行到第${lastRow + 1}行是表头`,
      <PicCenterOutlined aria-hidden />,
      () => point(pointHeader(choice, span)),
    ),
    item('data', one ? '这是记录' : `这 ${count} 行是记录`, <ProfileOutlined aria-hidden />, () =>
      point(markRows(choice, span, 'data')),
    ),
    item('skipped', one ? '不导入这一行' : `不导入这 ${count} 行`, <CloseCircleOutlined aria-hidden />, () =>
      point(markRows(choice, span, 'skipped')),
    ),
    ...(isRowPointedOut(choice, span)
      ? [item('forget', '恢复自动识别', <UndoOutlined aria-hidden />, () => point(forgetRows(choice, span)))]
      : []),
    ...(column === null
      ? []
      : [
          { kind: 'rule' } as const,
          item('column', `${lettersOf(column)} 栏是…`, <MinusSquareOutlined aria-hidden rotate={90} />, () =>
            openColumn(column),
          ),
        ]),
  ];
}

/** Everything that a column of the sheet may be; another column that is read so already is named. */
export function columnEntries(
  { table, reading, choice, point }: Pointing,
  column: number,
): readonly MenuEntry[] {
  const now = reading.columns.find((one) => one.column === column)?.field ?? null;
  const entries = fieldsOf(table, reading.layout).map((field): MenuEntry => {
    const current = now !== null && isSameField(now, field);
    return item(
      keyOf(field),
      describeField(table, field),
      current ? <CheckOutlined aria-label="现在" /> : null,
      () => point(assignColumn(choice, column, field)),
      current ? '' : takenBy(reading, field),
    );
  });
  return [
    ...entries.slice(0, -1),
    { kind: 'rule' },
    ...entries.slice(-1),
    ...(isColumnPointedOut(choice, column)
      ? [
          item('forget', '恢复自动识别', <UndoOutlined aria-hidden />, () =>
            point(forgetColumn(choice, column)),
          ),
        ]
      : []),
  ];
}

function takenBy(reading: Reading, field: ReadingField): string {
  const other = columnReadAs(reading, field);
  return other === null ? '' : `现为 ${lettersOf(other.column)} 栏`;
}

function keyOf(field: ReadingField): string {
  switch (field.kind) {
    case 'column':
      return `column:${field.key}`;
    case 'choice':
      return `choice:${field.choice}`;
    case 'ignored':
      return 'ignored';
  }
}

function item(key: string, title: string, icon: ReactNode, run: () => void, keys = ''): MenuEntry {
  return { kind: 'item', key, title, keys, icon, disabled: null, run };
}
