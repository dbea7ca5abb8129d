import type { Column } from '../../shared/model/column.ts';

/** The class of a column's cells and of its head. */
export function alignmentOf({ type }: Column): 'number' | '' {
  return type === 'number' || type === 'percent' ? 'number' : '';
}
