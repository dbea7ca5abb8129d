import type { CellValue } from '../../shared/model/cell-value.ts';

/** The text of a cell of the table of units; '' for everything else. */
export function asText(value: CellValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
