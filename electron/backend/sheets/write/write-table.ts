import type { Progress } from '../../../../shared/api.ts';
import type { WriteRequest } from '../sheet-tools.ts';
import { withoutTimes } from '../zip/zip.ts';
import { writeAnnex } from './write-annex.ts';
import { writeList } from './write-list.ts';

/** A grouped table with a form is written into the form; every other one as a list. */
export async function writeTable(
  request: WriteRequest,
  onProgress: (progress: Progress) => void,
): Promise<Uint8Array> {
  const { definition, template, rows } = request;
  onProgress({ message: `正在写出“${definition.title}”的${rows.length}条记录`, done: 0, total: 1 });
  const bytes =
    template !== null && definition.grouped !== null
      ? await writeAnnex(request, definition.grouped, template)
      : await writeList(request);
  onProgress({ message: `“${definition.title}”已写好`, done: 1, total: 1 });
  return withoutTimes(bytes);
}
