import type { ImportReport } from '../../shared/api.ts';
import type { TableDefinition } from '../../shared/model/table.ts';
import { describeField, isRequired } from './reading-words.ts';

/**
 * Why 确认导入 has to wait, and what to do; null where it need not. A file without a 必填 column may still change rows
 * that the table has, as what it does not bring stays there; but it can neither add a whole row nor tell which are gone.
 */
export function whyNotYet(
  table: TableDefinition,
  { refusal, reading, added, removed }: Pick<ImportReport, 'refusal' | 'reading' | 'added' | 'removed'>,
): string | null {
  if (refusal !== null) return '还不能导入：请在左边指出表头（行号上按右键）或栏目（列头的 ▾）。';
  const lacking = reading.missing.filter((field) => isRequired(table, field));
  if (lacking.length === 0 || added + removed === 0) return null;
  const names = lacking.map((field) => `“${describeField(table, field)}”`).join('、');
  return `还不能导入：没有必填的${names}。请在左边列头的 ▾ 指出是哪一栏，或在文件中补上。`;
}
