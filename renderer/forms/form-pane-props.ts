import type { SheetMarks } from '../drawing/sheet-marks.ts';
import type { CellRange } from '../drawing/sheet-places.ts';
import type { FormMenuPlace } from './form-pointer.ts';
import type { LearnRun } from './use-learn.ts';

/** What the lists beside the drawing show, and how they lead back to it. */
export type FormPaneProps = {
  readonly run: LearnRun;
  readonly marks: SheetMarks | null;
  /** The column whose fields are open. */
  readonly editing: number | null;
  readonly onEdit: (column: number | null) => void;
  readonly onShow: (range: CellRange) => void;
  readonly onMenu: (place: FormMenuPlace, button: HTMLElement) => void;
};
