import {
  ClearOutlined,
  PlusOutlined,
  SortAscendingOutlined,
  SortDescendingOutlined,
} from '@ant-design/icons';
import { Button } from 'antd';
import { type KeyboardEvent, type ReactElement, useMemo, useRef, useState } from 'react';
import type { ValueCount } from '../../shared/grid/row-view.ts';
import type { ColumnType } from '../../shared/model/column.ts';
import { ConditionFields } from './ConditionFields.tsx';
import { type ConditionGap, draftOf, filterOfDraft, findGap, searchValues } from './filter-draft.ts';
import { Popover } from './Popover.tsx';
import { ValueList } from './ValueList.tsx';
import {
  alsoSortedBy,
  filterOf,
  type RowsView,
  sortedBy,
  withFilter,
  withoutFilter,
  withoutSort,
} from './view-state.ts';

type FilterPanelProps = {
  readonly column: { readonly key: string; readonly title: string; readonly type: ColumnType };
  readonly anchor: { readonly left: number; readonly bottom: number };
  readonly view: RowsView;
  /** What the column holds in the rows that the other filters let through. */
  readonly values: readonly ValueCount[];
  readonly onApply: (view: RowsView) => void;
  readonly onClose: () => void;
};

/** 筛选 and 排序 of one column. */
export function FilterPanel(props: FilterPanelProps): ReactElement {
  const { column, anchor, view, values, onApply, onClose } = props;
  const before = filterOf(view, column.key);
  const [search, setSearch] = useState('');
  const [ticked, setTicked] = useState<ReadonlySet<string>>(
    () => new Set(before?.values ?? values.map(({ text }) => text)),
  );
  const [conditions, setConditions] = useState([
    draftOf(before?.conditions[0]),
    draftOf(before?.conditions[1]),
  ]);
  const [join, setJoin] = useState(before?.join ?? 'and');
  const [gap, setGap] = useState<ConditionGap | null>(null);
  const listed = useMemo(() => searchValues(values, search), [values, search]);
  const tickedCount = useMemo(() => listed.filter(({ text }) => ticked.has(text)).length, [listed, ticked]);
  const searchField = useRef<HTMLInputElement>(null);

  const sort = view.sort.find((key) => key.column === column.key) ?? null;
  const finish = (next: RowsView): void => {
    onApply(next);
    onClose();
  };
  const confirm = (): void => {
    if (tickedCount === 0) return;
    const found = findGap(column.type, conditions);
    setGap(found);
    if (found !== null) return;
    const draft = { column: column.key, before, offered: values, ticked, search, conditions, join };
    finish(withFilter(view, filterOfDraft(draft)));
  };
  const toggle = (text: string): void => {
    const next = new Set(ticked);
    if (!next.delete(text)) next.add(text);
    setTicked(next);
  };
  const toggleAll = (): void => {
    const next = new Set(ticked);
    for (const { text } of listed) {
      if (tickedCount === listed.length) next.delete(text);
      else next.add(text);
    }
    setTicked(next);
  };
  /** A search ticks what it finds, so that Enter shows just that. */
  const searchFor = (text: string): void => {
    setSearch(text);
    if (text.trim() === '') setTicked(new Set(before?.values ?? values.map((one) => one.text)));
    else setTicked(new Set(searchValues(values, text).map((one) => one.text)));
  };
  const pressKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.target instanceof HTMLButtonElement) return;
    event.preventDefault();
    confirm();
  };

  return (
    <Popover
      label={`筛选 ${column.title}`}
      anchor={anchor}
      className="filter-panel"
      onClose={onClose}
      onKeyDown={pressKey}
    >
      <div className="filter-sorts">
        {([false, true] as const).map((descending) => (
          <Button
            key={String(descending)}
            size="small"
            type={sort?.descending === descending ? 'primary' : 'default'}
            aria-pressed={sort?.descending === descending}
            icon={descending ? <SortDescendingOutlined aria-hidden /> : <SortAscendingOutlined aria-hidden />}
            onClick={() => finish(sortedBy(view, { column: column.key, descending }))}
          >
            {descending ? '降序' : '升序'}
          </Button>
        ))}
        {view.sort.length > 0 && sort === null && (
          <Button
            size="small"
            icon={<PlusOutlined aria-hidden />}
            title="先按已有的排序，相同的再按本列升序"
            onClick={() => finish(alsoSortedBy(view, { column: column.key, descending: false }))}
          >
            加为次要排序
          </Button>
        )}
        {sort !== null && view.sort.length > 1 && (
          <Button
            size="small"
            title="保持排序的先后，只改本列的方向"
            onClick={() => finish(alsoSortedBy(view, { ...sort, descending: !sort.descending }))}
          >
            换方向
          </Button>
        )}
        {sort !== null && (
          <Button
            size="small"
            icon={<ClearOutlined aria-hidden />}
            onClick={() => finish(withoutSort(view, column.key))}
          >
            清除排序
          </Button>
        )}
      </div>
      <ConditionFields
        type={column.type}
        conditions={conditions}
        join={join}
        gap={gap}
        onChange={(next, nextJoin) => {
          setGap(null);
          setConditions([...next]);
          setJoin(nextJoin);
        }}
      />
      <input
        ref={searchField}
        className="field filter-search"
        type="search"
        // biome-ignore lint/a11y/noAutofocus: a dialog that was just asked for takes the keyboard
        autoFocus
        aria-label="搜索值"
        placeholder="搜索，可用拼音首字母"
        value={search}
        onChange={(event) => searchFor(event.target.value)}
      />
      <div className="filter-all">
        <button type="button" className="link-button" disabled={listed.length === 0} onClick={toggleAll}>
          {tickedCount === listed.length && listed.length > 0 ? '全不选' : '全选'}
        </button>
        <span aria-live="polite">
          已选 {tickedCount}/{listed.length} 项
        </span>
      </div>
      {listed.length === 0 ? (
        <p className="filter-none">{values.length === 0 ? '没有行。' : '没有相符的值。'}</p>
      ) : (
        <ValueList values={listed} ticked={ticked} onToggle={toggle} />
      )}
      <div className="filter-actions">
        <Button
          size="small"
          disabled={before === null}
          onClick={() => finish(withoutFilter(view, column.key))}
        >
          清除筛选
        </Button>
        <span className="filter-gap" />
        <Button size="small" onClick={onClose}>
          取消
        </Button>
        <Button
          size="small"
          type="primary"
          disabled={tickedCount === 0}
          title={tickedCount === 0 ? '请至少选一项' : ''}
          onClick={confirm}
        >
          确定
        </Button>
      </div>
    </Popover>
  );
}
