/** The system's clipboard from a menu or a button, as far as a browser, or the desktop program, lets a page at it. */
import { onDesktop } from '../rpc/backend.ts';
import type { CopiedBlock } from './copy-cells.ts';
import type { ClipboardContent } from './read-clipboard.ts';

/** Makes the event that the keyboard would make, in the field that has the focus; false when nobody heard it. */
export function runClipboardCommand(command: 'copy' | 'cut'): boolean {
  const listening = new AbortController();
  let heard = false;
  const options = { capture: true, signal: listening.signal };
  // The field is empty, and nothing of it is selected: this says that there is something to copy all the same.
  window.addEventListener(`before${command}`, (event) => event.preventDefault(), options);
  window.addEventListener(
    command,
    () => {
      heard = true;
    },
    options,
  );
  const done = document.execCommand(command);
  listening.abort();
  return done && heard;
}

/** Lets the desktop program paste into the field that has the focus; false in a browser, which cannot. */
export async function pasteOnDesktop(): Promise<boolean> {
  if (!onDesktop) return false;
  const response = await fetch('/host/paste', { method: 'POST' });
  if (!response.ok) throw new Error(`paste refused: ${response.status}`);
  return true;
}

export function writeSystemClipboard({ text, html }: CopiedBlock): Promise<void> {
  return navigator.clipboard.write([
    new ClipboardItem({
      'text/plain': new Blob([text], { type: 'text/plain' }),
      'text/html': new Blob([html], { type: 'text/html' }),
    }),
  ]);
}

export async function readSystemClipboard(): Promise<ClipboardContent> {
  const items = await navigator.clipboard.read();
  const read = async (type: string): Promise<string> => {
    const item = items.find(({ types }) => types.includes(type));
    return item === undefined ? '' : (await item.getType(type)).text();
  };
  const image = items.flatMap(({ types }) => types).find((type) => type.startsWith('image/'));
  return {
    text: await read('text/plain'),
    html: await read('text/html'),
    files: image === undefined ? [] : [{ name: '图片', type: image }],
  };
}
