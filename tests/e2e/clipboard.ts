/** The system's clipboard, as other programs fill and read it. */
import type { Page } from 'playwright-core';

export async function allowClipboard(page: Page): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
}

/** Puts what another program would have copied on the clipboard: text, and HTML where it offers some. */
export async function copyElsewhere(page: Page, text: string, html: string | null = null): Promise<void> {
  await page.evaluate(
    async ([plain, table]) => {
      const item: Record<string, Blob> = { 'text/plain': new Blob([plain ?? ''], { type: 'text/plain' }) };
      if (table !== null && table !== undefined) item['text/html'] = new Blob([table], { type: 'text/html' });
      await navigator.clipboard.write([new ClipboardItem(item)]);
    },
    [text, html] as const,
  );
}

/** What another program would paste. */
export function pasteElsewhere(page: Page): Promise<{ text: string; html: string }> {
  return page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const read = async (type: string): Promise<string> =>
      item?.types.includes(type) ? (await item.getType(type)).text() : '';
    return { text: await read('text/plain'), html: await read('text/html') };
  });
}
