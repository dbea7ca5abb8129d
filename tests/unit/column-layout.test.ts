import { describe, expect, it } from 'vitest';
import {
  type ColumnsView,
  defaultColumns,
  fitFrozen,
  freezeUpTo,
  hideColumns,
  moveColumn,
  resizeColumn,
  restoreColumns,
  showColumns,
  unfreezeAll,
} from '../../renderer/view/column-layout.ts';

const columns = ['section', 'task', 'indicator', 'target', 'note'].map((key) => ({ key }));
const plain = defaultColumns('other:rows', columns);

describe('the columns of a view', () => {
  it('freeze up to 指标 in 重点任务, and nowhere else, as long as nobody chose otherwise', () => {
    expect(frozen(defaultColumns('tasks:rows', columns))).toEqual(['section', 'task', 'indicator']);
    expect(frozen(plain)).toEqual([]);
    const chosen = { columns: [...unfreezeAll(defaultColumns('tasks:rows', columns))] };
    expect(frozen(restoreColumns('tasks:rows', columns, chosen))).toEqual([]);
  });

  it('come back as they were left; columns of the table that are new follow, columns that are gone are forgotten', () => {
    const left = [
      ...moveColumn(resizeColumn(plain, 'target', 200), 'target', 0),
      { ...at(plain, 'note'), key: 'gone' },
    ];
    const restored = restoreColumns('other:rows', [...columns, { key: 'added' }], { columns: left });
    expect(order(restored)).toEqual(['target', 'section', 'task', 'indicator', 'note', 'added']);
    expect(at(restored, 'target').width).toBe(200);
  });

  it('are all shown when a remembered layout hides every one of them', () => {
    const hidden = { columns: plain.map((column) => ({ ...column, hidden: true })) };
    expect(restoreColumns('other:rows', columns, hidden).every((column) => !column.hidden)).toBe(true);
  });

  it('freeze up to a column, set free what lies behind, and move into and out of the frozen ones', () => {
    const two = freezeUpTo(freezeUpTo(plain, 'target'), 'task');
    expect(frozen(two)).toEqual(['section', 'task']);
    expect(frozen(moveColumn(two, 'note', 0))).toEqual(['note', 'section', 'task']);
    expect(frozen(moveColumn(two, 'section', 4))).toEqual(['task']);
    expect(order(moveColumn(two, 'section', 4))).toEqual(['task', 'indicator', 'target', 'note', 'section']);
  });

  it('move to an index among those that are shown', () => {
    const hidden = hideColumns(plain, ['task']);
    expect(order(moveColumn(hidden, 'note', 1))).toEqual(['section', 'task', 'note', 'indicator', 'target']);
  });

  it('are set free, the last first, where frozen ones would leave no room to scroll', () => {
    const three = freezeUpTo(plain, 'indicator');
    const widthOf = (): number => 150;
    expect(frozen(fitFrozen(three, widthOf, 1366))).toEqual(['section', 'task', 'indicator']);
    expect(frozen(fitFrozen(three, widthOf, 600))).toEqual(['section', 'task']);
    expect(frozen(fitFrozen(resizeColumn(three, 'section', 500), widthOf, 600))).toEqual([]);
  });

  it('hide and show again; the last one that is shown stays', () => {
    const one = hideColumns(plain, ['section', 'task', 'indicator', 'target']);
    expect(hideColumns(one, ['note'])).toBe(one);
    expect(
      showColumns(one, ['task'])
        .filter(({ hidden }) => !hidden)
        .map(({ key }) => key),
    ).toEqual(['task', 'note']);
  });
});

function order(view: ColumnsView): string[] {
  return view.map(({ key }) => key);
}

function frozen(view: ColumnsView): string[] {
  return view.filter((column) => column.frozen).map(({ key }) => key);
}

function at(view: ColumnsView, key: string): ColumnsView[number] {
  const column = view.find((one) => one.key === key);
  if (column === undefined) throw new Error(`no column ${key}`);
  return column;
}
