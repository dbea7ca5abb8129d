import type { PrintOptions } from '../../../shared/print/options.ts';
import type { PrintSheet } from '../../../shared/print/print-sheet.ts';

/** A 公文 sets short things and numbers in the middle; a ledger has its numbers under one another. */
export function alignOf(
  { look }: PrintOptions,
  sheet: PrintSheet,
  column: number,
): 'left' | 'center' | 'right' {
  const align = sheet.columns[column]?.align ?? 'left';
  return align === 'right' && look !== 'ledger' ? 'center' : align;
}
