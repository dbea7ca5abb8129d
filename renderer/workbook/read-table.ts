/** Reads a table page by page: the first rows can be shown at once, and the backend answers others in between. */
import type { TableRows } from '../../shared/api.ts';
import { HuibiaoError } from '../../shared/model/failure.ts';
import { callBackend } from '../rpc/backend.ts';

/** Several screens full: what is shown while the rest is read. */
const firstRows = 2000;
const pageRows = 10_000;
/** As often is a table begun again that somebody else changes while it is read. */
const attempts = 5;

type Readers = {
  /** The first rows of a table that has more. */
  readonly onFirst: (first: TableRows) => void;
  readonly onAll: (all: TableRows) => void;
};

/** All pages are of one revision. @throws HuibiaoError of the call, `stale_edit` when the table never rests */
export async function readTable(table: string, { onFirst, onAll }: Readers): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const first = await callBackend('rows.list', { table, page: { after: null, limit: firstRows } });
    if (first.next !== null && attempt === 0) {
      onFirst(first);
      await nextPaint();
    }
    const all = await readOn(table, first);
    if (all !== null) {
      onAll(all);
      return;
    }
  }
  throw new HuibiaoError('stale_edit', '这张表正在别处不断改动，没有读完。请稍后重新打开这张表。', { table });
}

/** What was shown is on the screen before more is read; a window that is not seen paints nothing. */
function nextPaint(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 200);
    globalThis.requestAnimationFrame?.(() => setTimeout(resolve, 0));
  });
}

/** The first page with all others behind it; null when the table was changed in between. */
async function readOn(table: string, first: TableRows): Promise<TableRows | null> {
  const rows = [...first.rows];
  for (let after = first.next; after !== null; ) {
    const page = await callBackend('rows.list', { table, page: { after, limit: pageRows } });
    if (page.revision !== first.revision) return null;
    for (const row of page.rows) rows.push(row);
    after = page.next;
  }
  return { ...first, rows, next: null };
}
