import {
  type ReactElement,
  type Ref,
  useEffect,
  useEffectEvent,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { PreviewView } from '../../shared/print/print-choice.ts';
import type { PrintedPages } from '../../shared/print/printed-pages.ts';
import { PrintedSheet } from './PrintedSheet.tsx';
import {
  keepPlace,
  type PagePlace,
  type PageStrip,
  placeAt,
  placePages,
  rowInView,
  rowOf,
  rowsBetween,
  topOf,
} from './page-strip.ts';
import { useSize } from './use-size.ts';
import './pages.css';

export type PreviewHandle = {
  /** Shows the page of that index at the top. */
  readonly show: (index: number) => void;
  /** One row of pages, or one screen of a page that is taller, up or down. */
  readonly step: (by: 1 | -1) => void;
};

type PagePreviewProps = {
  readonly print: PrintedPages;
  readonly style: CSSStyleSheet;
  readonly view: PreviewView;
  /** Index of the page that a person looks at. */
  readonly current: number;
  readonly onCurrent: (index: number) => void;
  /** Per cent, as the pages are drawn now. */
  readonly onScale: (percent: number) => void;
  /** Ctrl and the wheel. */
  readonly onZoom: (by: 1 | -1) => void;
  readonly ref: Ref<PreviewHandle>;
};

/** The pages one below the other; only those on view are there. */
export function PagePreview(props: PagePreviewProps): ReactElement {
  const { print, style, view, current, onCurrent, onScale, onZoom } = props;
  const { pages, tables } = print;
  const scroller = useRef<HTMLElement>(null);
  const size = useSize(scroller);
  const { zoom, spread } = view;
  const strip = useMemo(
    () => placePages(pages, size ?? { width: 0, height: 0 }, { zoom, spread }, gap),
    [pages, size, zoom, spread],
  );
  const [top, setTop] = useState(0);
  const place = useRef<PagePlace>({ page: 0, part: 0 });
  const placedIn = useRef(tables);
  const centredIn = useRef(0);
  /** How far we scrolled ourselves; any other place is where a person went. */
  const scrolledTo = useRef(0);

  const scrollTo = (wanted: number): void => {
    if (scroller.current === null) return;
    scroller.current.scrollTop = wanted;
    scrolledTo.current = scroller.current.scrollTop;
    setTop(scrolledTo.current);
  };
  const settle = useEffectEvent((strip: PageStrip) => {
    const kept = keepPlace(place.current, placedIn.current, tables);
    const shown = keepPlace({ page: current, part: 0 }, placedIn.current, tables).page;
    if (placedIn.current !== tables && shown !== current) onCurrent(Math.min(shown, pages.length - 1));
    placedIn.current = tables;
    place.current = kept;
    scrollTo(topOf(strip, kept));
    // Pages that are wider than the window are looked at from their middle.
    if (centredIn.current !== strip.width && scroller.current !== null) {
      scroller.current.scrollLeft = (strip.width - scroller.current.clientWidth) / 2;
    }
    centredIn.current = strip.width;
    onScale(Math.round(strip.scale * 100));
  });
  // The place is kept whenever the pages stand elsewhere.
  useLayoutEffect(() => {
    if (size !== null) settle(strip);
  }, [strip, size]);

  const follow = (): void => {
    if (scroller.current === null) return;
    const { scrollTop, clientHeight } = scroller.current;
    setTop(scrollTop);
    if (Math.abs(scrollTop - scrolledTo.current) <= 1) return;
    scrolledTo.current = scrollTop;
    place.current = placeAt(strip, scrollTop);
    const row = rowInView(strip, scrollTop, clientHeight);
    const first = row?.pages[0]?.index;
    if (first !== undefined && !row?.pages.some(({ index }) => index === current)) onCurrent(first);
  };

  const show = (index: number): void => {
    place.current = { page: index, part: 0 };
    scrollTo(topOf(strip, place.current));
    onCurrent(index);
  };
  useImperativeHandle(props.ref, () => ({
    show,
    step: (by) => {
      const row = rowOf(strip, current);
      if (row === null || scroller.current === null) return;
      const { scrollTop, clientHeight } = scroller.current;
      const hidden =
        by === 1 ? row.top + row.height - scrollTop - clientHeight : scrollTop - (row.top - strip.gap);
      if (row.height > clientHeight && hidden > 1) {
        const screen = Math.min(hidden + (by === 1 ? strip.gap : 0), clientHeight * 0.9);
        scrollTo(scrollTop + by * screen);
        place.current = placeAt(strip, scrolledTo.current);
        return;
      }
      const next = strip.rows[strip.rows.indexOf(row) + by]?.pages[0]?.index;
      if (next !== undefined) show(next);
    },
  }));

  // Whoever came by the keyboard goes on reading with it.
  useEffect(() => {
    if (document.activeElement === document.body) scroller.current?.focus({ preventScroll: true });
  }, []);

  const turnWheel = useEffectEvent((event: WheelEvent) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    if (event.deltaY !== 0) onZoom(event.deltaY < 0 ? 1 : -1);
  });
  useEffect(() => {
    const { current: element } = scroller;
    const listener = (event: WheelEvent): void => turnWheel(event);
    // React's own wheel listeners are passive and could not keep the browser from zooming everything.
    element?.addEventListener('wheel', listener, { passive: false });
    return () => element?.removeEventListener('wheel', listener);
  }, []);

  const height = size?.height ?? 0;
  const rows = size === null ? [] : rowsBetween(strip, top - height / 2, top + height * 1.5);
  return (
    <section
      ref={scroller}
      className="page-scroll"
      aria-label="打印预览"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
      tabIndex={0}
      onScroll={follow}
    >
      <div className="page-strip" style={{ width: strip.width, height: strip.height }}>
        {rows.flatMap((row) =>
          row.pages.map(({ index, left, top: pageTop, width, height: pageHeight }) => {
            const page = pages[index];
            return page === undefined ? null : (
              <article
                key={index}
                className={index === current ? 'page-paper page-current' : 'page-paper'}
                aria-label={`第 ${page.number} 页`}
                style={{ left, top: pageTop, width, height: pageHeight }}
              >
                <PrintedSheet page={page} style={style} scale={strip.scale} />
              </article>
            );
          }),
        )}
      </div>
    </section>
  );
}

const gap = 16;
