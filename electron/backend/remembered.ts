import { z } from 'zod';
import { openStateFile } from './state-file.ts';

/** What a person chose about her workbooks; kept beside the program, not in the workbooks that others open. */
export type Remembered<Choice> = {
  /** Null where nothing was chosen. */
  readonly read: (key: string) => Promise<Choice | null>;
  readonly save: (key: string, choice: Choice) => Promise<void>;
};

/** @param longest how many are kept, those last changed */
export function openRemembered<Choice>(
  stateFolder: string | null,
  name: string,
  schema: z.ZodType<Choice>,
  longest: number,
): Remembered<Choice> {
  const state = openStateFile<Readonly<Record<string, Choice>>>(
    stateFolder,
    name,
    z.record(z.string(), schema),
    {},
  );
  return {
    read: async (key) => (await state.read())[key] ?? null,
    save: async (key, choice) => {
      const { [key]: _replaced, ...others } = await state.read();
      const kept = Object.entries(others).slice(-(longest - 1));
      await state.write(Object.fromEntries([...kept, [key, choice]]));
    },
  };
}
