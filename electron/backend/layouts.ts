import { z } from 'zod';
import { type TableLayout, tableLayoutSchema } from '../../shared/model/layout.ts';
import { openStateFile } from './state-file.ts';

const layoutsSchema = z.record(z.string(), tableLayoutSchema);
/** Layouts that are kept, those of the views last changed. */
const longest = 500;

/** How this person sees the views of her workbooks; kept beside the program, not in the workbook that others open. */
export type LayoutList = {
  readonly read: (file: string, view: string) => Promise<TableLayout | null>;
  readonly save: (file: string, view: string, layout: TableLayout) => Promise<void>;
};

export function openLayoutList(stateFolder: string | null): LayoutList {
  const state = openStateFile(stateFolder, 'layouts.json', layoutsSchema, {});
  const keyOf = (file: string, view: string): string => `${file}\n${view}`;
  return {
    read: async (file, view) => (await state.read())[keyOf(file, view)] ?? null,
    save: async (file, view, layout) => {
      const { [keyOf(file, view)]: _replaced, ...others } = await state.read();
      const kept = Object.entries(others).slice(-(longest - 1));
      await state.write(Object.fromEntries([...kept, [keyOf(file, view), layout]]));
    },
  };
}
