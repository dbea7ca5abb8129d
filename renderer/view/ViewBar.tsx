import { CloseOutlined, FilterFilled, ReloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactElement } from 'react';
import { describeFilter, describeSort } from './describe-view.ts';
import {
  isFiltered,
  isSorted,
  type RowsView,
  withoutFilter,
  withoutFilters,
  withoutSort,
  withQuick,
} from './view-state.ts';

type ViewBarProps = {
  readonly view: RowsView;
  readonly stale: boolean;
  readonly shownCount: number;
  readonly rowCount: number;
  readonly rowWord: string;
  readonly hiddenTitles: readonly string[];
  readonly titleOf: (column: string) => string;
  readonly onApply: (view: RowsView) => void;
  readonly onShowColumns: () => void;
};

/** What is not shown as the table has it: always said as long as it is so, with the way back. */
export function ViewBar(props: ViewBarProps): ReactElement | null {
  const { view, stale, shownCount, rowCount, rowWord, hiddenTitles, titleOf, onApply } = props;
  const filtered = isFiltered(view);
  const sorted = isSorted(view);
  if (!filtered && !sorted && hiddenTitles.length === 0) return null;
  return (
    <section className="view-bar" aria-label="筛选和排序">
      {filtered && (
        <>
          <FilterFilled aria-hidden className="view-bar-icon" />
          <span className="view-bar-label">已筛选：</span>
          {view.filters.map((filter) => (
            <Chip
              key={filter.column}
              text={describeFilter(filter, titleOf(filter.column))}
              onRemove={() => onApply(withoutFilter(view, filter.column))}
            />
          ))}
          {view.quick.trim() !== '' && (
            <Chip text={`含「${view.quick.trim()}」`} onRemove={() => onApply(withQuick(view, ''))} />
          )}
          <span className="view-bar-count" role="status">
            显示 {shownCount}/{rowCount} {rowWord}
          </span>
          <button type="button" className="link-button" onClick={() => onApply(withoutFilters(view))}>
            清除筛选
          </button>
        </>
      )}
      {sorted && (
        <>
          <span className="view-bar-label">排序：{describeSort(view.sort, titleOf)}</span>
          <button type="button" className="link-button" onClick={() => onApply(withoutSort(view, null))}>
            清除排序
          </button>
        </>
      )}
      {(filtered || sorted) && stale && (
        <Button
          size="small"
          icon={<ReloadOutlined aria-hidden />}
          title="有行改动过。改动的行先留在原处，点这里按现在的内容重新筛选和排序（Ctrl+Alt+L）"
          onClick={() => onApply(view)}
        >
          重新应用
        </Button>
      )}
      {hiddenTitles.length > 0 && (
        <>
          <span className="view-bar-label">
            隐藏 {hiddenTitles.length} 列：{hiddenTitles.slice(0, 3).join('、')}
            {hiddenTitles.length > 3 ? '…' : ''}
          </span>
          <button type="button" className="link-button" onClick={props.onShowColumns}>
            全部显示
          </button>
        </>
      )}
    </section>
  );
}

function Chip({ text, onRemove }: { readonly text: string; readonly onRemove: () => void }): ReactElement {
  return (
    <span className="view-chip">
      <span className="view-chip-text" title={text}>
        {text}
      </span>
      <button type="button" aria-label={`去掉 ${text}`} title="去掉这个条件" onClick={onRemove}>
        <CloseOutlined aria-hidden />
      </button>
    </span>
  );
}
