import { joinPages, type PrintableDocument } from '../../shared/print/document.ts';

let waiting: HTMLIFrameElement | null = null;

/**
 * Opens the browser's own print dialog with the very pages that are shown. They are in a frame of their own, without
 * scripts, that nobody sees.
 */
export async function printInBrowser(print: PrintableDocument): Promise<void> {
  waiting?.remove();
  const frame = document.createElement('iframe');
  waiting = frame;
  frame.className = 'print-frame';
  frame.title = '要打印的页面';
  frame.tabIndex = -1;
  frame.setAttribute('aria-hidden', 'true');
  // The origin is for us, who call its print(); scripts stay forbidden.
  frame.setAttribute('sandbox', 'allow-same-origin allow-modals');
  const loaded = new Promise<void>((resolve) => {
    frame.addEventListener('load', () => resolve(), { once: true });
  });
  frame.srcdoc = joinPages(print);
  document.body.append(frame);
  await loaded;
  const { contentWindow } = frame;
  contentWindow?.addEventListener('afterprint', () => frame.remove(), { once: true });
  contentWindow?.focus();
  contentWindow?.print();
}
