import type { KeyboardEvent, ReactElement } from 'react';
import type { ReadingSheet } from '../../shared/model/reading.ts';

type SheetTabsProps = {
  readonly sheets: readonly ReadingSheet[];
  readonly shown: string;
  readonly onShow: (sheet: string) => void;
};

/** The sheets of the file, as at the bottom of Excel; hidden ones can be read too, and say that they are hidden. */
export function SheetTabs({ sheets, shown, onShow }: SheetTabsProps): ReactElement {
  const move = (event: KeyboardEvent<HTMLElement>): void => {
    const tabs = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="tab"]')];
    const at = tabs.findIndex((tab) => tab.matches(':focus'));
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    tabs[Math.max(0, Math.min(to, tabs.length - 1))]?.focus();
  };
  return (
    <div className="sheet-tabs" role="tablist" aria-label="文件中的工作表" onKeyDown={move}>
      {sheets.map(({ name, state, rowCount }) => (
        <button
          key={name}
          type="button"
          role="tab"
          aria-selected={name === shown}
          tabIndex={name === shown ? 0 : -1}
          title={rowCount === 0 ? `${name}（空白）` : `${name}（${rowCount} 行）`}
          onClick={() => name !== shown && onShow(name)}
        >
          {name}
          {state !== 'visible' && <em> 隐藏</em>}
          {rowCount === 0 && <em> 空白</em>}
        </button>
      ))}
    </div>
  );
}
