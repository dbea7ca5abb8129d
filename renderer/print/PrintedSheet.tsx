import { memo, type ReactElement, useLayoutEffect, useRef } from 'react';
import type { PrintedPage } from '../../shared/print/printed-pages.ts';

type PrintedSheetProps = {
  readonly page: PrintedPage;
  readonly style: CSSStyleSheet;
  readonly scale: number;
};

/**
 * One page exactly as it is printed, in a shadow root: nothing of the screen's own style reaches it. It is laid out at
 * the paper's size and drawn smaller or larger, so that no zoom ever moves a letter to another line.
 */
export const PrintedSheet = memo(function PrintedSheet({
  page,
  style,
  scale,
}: PrintedSheetProps): ReactElement {
  const host = useRef<HTMLDivElement>(null);
  const { html, width, height } = page;
  useLayoutEffect(() => {
    if (host.current === null) return;
    const root = host.current.shadowRoot ?? host.current.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [paperSheet, style];
    root.innerHTML = html;
  }, [html, style]);
  return (
    <div
      ref={host}
      className="printed-sheet"
      style={{ width: `${width}mm`, height: `${height}mm`, transform: `scale(${scale})` }}
    />
  );
});

/** Nothing is inherited from the screen, as nothing is in the document that is printed. */
const paperSheet = new CSSStyleSheet();
paperSheet.replaceSync(':host { all: initial; display: block; }');
