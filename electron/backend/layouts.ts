import { type TableLayout, tableLayoutSchema } from '../../shared/model/layout.ts';
import { openRemembered } from './remembered.ts';

/** Layouts that are kept. */
const longest = 500;

/** How this person sees the views of her workbooks. */
export type LayoutList = {
  readonly read: (file: string, view: string) => Promise<TableLayout | null>;
  readonly save: (file: string, view: string, layout: TableLayout) => Promise<void>;
};

export function openLayoutList(stateFolder: string | null): LayoutList {
  const layouts = openRemembered(stateFolder, 'layouts.json', tableLayoutSchema, longest);
  const keyOf = (file: string, view: string): string => `${file}\n${view}`;
  return {
    read: (file, view) => layouts.read(keyOf(file, view)),
    save: (file, view, layout) => layouts.save(keyOf(file, view), layout),
  };
}
