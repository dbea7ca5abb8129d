/** A ledger of any size, the same for every program that is compared. */
import { defineColumn } from '../../shared/model/column.ts';
import type { Row } from '../../shared/model/row.ts';
import type { TableDefinition } from '../../shared/model/table.ts';
import { orderKeysBetween } from '../../shared/values/order-key.ts';

const townships = [
  '下村镇',
  '大东沟镇',
  '川底镇',
  '周村镇',
  '南岭镇',
  '犁川镇',
  '山河镇',
  '高都镇',
  '大阳镇',
];
const states = ['未开始', '进行中', '已完成', '滞后'];

/** Text, names, codes, numbers and dates in `columnCount` columns named c1, c2, … */
export function makeBigTable(
  rowCount: number,
  columnCount: number,
): { titles: string[]; rows: (string | number)[][] } {
  const titles = Array.from({ length: columnCount }, (_, index) => `c${index + 1}`);
  const rows = Array.from({ length: rowCount }, (_, row) =>
    titles.map((_title, column) => valueAt(row, column)),
  );
  return { titles, rows };
}

function valueAt(row: number, column: number): string | number {
  const mixed = (row * 7919 + column * 104_729) % 100_003;
  switch (column % 5) {
    case 0:
      return `${townships[mixed % townships.length]}第${mixed % 1000}村`;
    case 1:
      return mixed / 100;
    case 2:
      return states[mixed % states.length] ?? '';
    case 3:
      return `2025-${String((mixed % 12) + 1).padStart(2, '0')}-${String((mixed % 28) + 1).padStart(2, '0')}`;
    default:
      return `1405251${String(mixed).padStart(5, '0')}`;
  }
}

/** The same as a table of a workbook. */
export function makeBigDefinition(titles: readonly string[]): TableDefinition {
  return {
    key: 'big',
    title: '大表',
    documentTitle: null,
    annexLabel: null,
    columns: titles.map((key, index) =>
      defineColumn({ key, title: key, type: index % 5 === 1 ? 'number' : index % 5 === 3 ? 'date' : 'text' }),
    ),
    keyColumns: [],
    grouped: null,
    position: 0,
  };
}

export function makeBigRows(titles: readonly string[], rows: readonly (string | number)[][]): Row[] {
  const positions = orderKeysBetween(null, null, rows.length);
  return rows.map((values, index) => ({
    id: `r${index}`,
    position: positions[index] ?? '',
    unit: null,
    round: null,
    source: null,
    values: Object.fromEntries(titles.map((title, column) => [title, values[column] ?? null])),
  }));
}
