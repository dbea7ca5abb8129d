import { useState } from 'react';
import { type SheetShape, shapeOf } from './selection.ts';
import type { SheetModel, SheetRow } from './sheet-model.ts';

/** The shape of a model; the same object while rows and columns stand where they stood. */
export function useShape<RowType extends SheetRow>(model: SheetModel<RowType>): SheetShape {
  const [shape, setShape] = useState(() => shapeOf(model));
  const next = shapeOf(model, shape);
  if (next !== shape) setShape(next);
  return next;
}
