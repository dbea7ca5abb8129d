import { type ReactElement, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { PrintedPages } from '../../shared/print/printed-pages.ts';
import { PrintedSheet } from './PrintedSheet.tsx';
import { placePages, rowOf, rowsBetween } from './page-strip.ts';
import { useSize } from './use-size.ts';
import './pages.css';
import './thumbnails.css';

type ThumbnailsProps = {
  readonly print: PrintedPages;
  readonly style: CSSStyleSheet;
  readonly current: number;
  readonly onShow: (index: number) => void;
};

/** 缩略图: every page small, with its number; a press shows it. */
export function Thumbnails({ print, style, current, onShow }: ThumbnailsProps): ReactElement {
  const { pages } = print;
  const scroller = useRef<HTMLElement>(null);
  const size = useSize(scroller);
  const [top, setTop] = useState(0);
  const strip = useMemo(
    () => placePages(pages, size ?? { width: 0, height: 0 }, { zoom: 'width', spread: false }, gap),
    [pages, size],
  );

  useLayoutEffect(() => {
    const row = rowOf(strip, current);
    if (row === null || scroller.current === null) return;
    const { scrollTop, clientHeight } = scroller.current;
    if (row.top - gap < scrollTop) scroller.current.scrollTop = row.top - gap;
    else if (row.top + row.height + gap > scrollTop + clientHeight) {
      scroller.current.scrollTop = row.top + row.height + gap - clientHeight;
    }
  }, [strip, current]);

  const height = size?.height ?? 0;
  const rows = size === null ? [] : rowsBetween(strip, top - height / 2, top + height * 1.5);
  return (
    <nav
      ref={scroller}
      className="thumbnails"
      aria-label="缩略图"
      onScroll={({ currentTarget }) => setTop(currentTarget.scrollTop)}
    >
      <div className="page-strip" style={{ height: strip.height }}>
        {rows.flatMap((row) =>
          row.pages.map(({ index, left, top: pageTop, width, height: pageHeight }) => {
            const page = pages[index];
            return page === undefined ? null : (
              <button
                key={index}
                type="button"
                className="thumbnail"
                // The keyboard turns pages by itself; all of them as stops would only be in its way.
                tabIndex={index === current ? 0 : -1}
                aria-label={`第 ${page.number} 页`}
                aria-current={index === current ? 'page' : undefined}
                style={{ left, top: pageTop, width }}
                onClick={() => onShow(index)}
              >
                <span className="thumbnail-paper" style={{ height: pageHeight }} aria-hidden>
                  <PrintedSheet page={page} style={style} scale={strip.scale} />
                </span>
                <span className="thumbnail-number">{page.number}</span>
              </button>
            );
          }),
        )}
      </div>
    </nav>
  );
}

/** Room for the number below each. */
const gap = 24;
