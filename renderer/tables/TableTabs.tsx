import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { type KeyboardEvent, type ReactElement, useEffect, useRef, useState } from 'react';
import type { TableDefinition } from '../../shared/model/table.ts';
import type { TableView } from './places.ts';

type TableTabsProps = {
  readonly tables: readonly TableDefinition[];
  readonly active: string;
  /** Null for tables with one view only. */
  readonly view: TableView | null;
  readonly onShow: (table: string) => void;
  readonly onView: (view: TableView) => void;
};

const views: readonly { readonly key: TableView; readonly title: string }[] = [
  { key: 'lines', title: '附件样式' },
  { key: 'rows', title: '逐村台账' },
];

export function TableTabs({ tables, active, view, onShow, onView }: TableTabsProps): ReactElement {
  const strip = useRef<HTMLDivElement>(null);
  const [overflows, setOverflows] = useState(false);

  useEffect(() => {
    const element = strip.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setOverflows(element.scrollWidth > element.clientWidth + 1));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows the active tab
  useEffect(() => {
    strip.current
      ?.querySelector('[aria-selected="true"]')
      ?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
  }, [active]);

  const scroll = (by: number): void => strip.current?.scrollBy({ left: by });
  const pressKey = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const index = tables.findIndex(({ key }) => key === active);
    const next = step === undefined ? undefined : tables[index + step];
    if (next === undefined) return;
    event.preventDefault();
    onShow(next.key);
  };

  return (
    <>
      {overflows && (
        <button type="button" className="tab-scroll" aria-label="向左滚动标签" onClick={() => scroll(-160)}>
          <LeftOutlined aria-hidden />
        </button>
      )}
      <div className="table-tabs" role="tablist" aria-label="台账" ref={strip} onKeyDown={pressKey}>
        {tables.map(({ key, title }) => (
          <button
            key={key}
            type="button"
            role="tab"
            aria-selected={key === active}
            tabIndex={key === active ? 0 : -1}
            onClick={() => onShow(key)}
          >
            {title}
          </button>
        ))}
      </div>
      {overflows && (
        <button type="button" className="tab-scroll" aria-label="向右滚动标签" onClick={() => scroll(160)}>
          <RightOutlined aria-hidden />
        </button>
      )}
      {view !== null && (
        <div className="view-switch" role="radiogroup" aria-label="查看方式">
          {views.map(({ key, title }) => (
            // biome-ignore lint/a11y/useSemanticElements: two buttons that look like one switch
            <button
              key={key}
              type="button"
              role="radio"
              aria-checked={key === view}
              onClick={() => onView(key)}
            >
              {title}
            </button>
          ))}
        </div>
      )}
    </>
  );
}
