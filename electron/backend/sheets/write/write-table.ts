import type { Progress } from '../../../../shared/api.ts';
import type { WriteRequest, WrittenTable } from '../sheet-tools.ts';
import { writeForm } from './write-form.ts';
import { writeList } from './write-list.ts';

/** A table with a form is filled into it, every other one written as a list. */
export function writeTable(request: WriteRequest, onProgress: (progress: Progress) => void): WrittenTable {
  const { definition, form, rows } = request;
  onProgress({ message: `正在写出“${definition.title}”的${rows.length}条记录`, done: 0, total: 1 });
  const written = form === null ? { bytes: writeList(request), problems: [] } : writeForm(request, form);
  onProgress({ message: `“${definition.title}”已写好`, done: 1, total: 1 });
  return written;
}
