/** SheetJS, which reads what is no usual .xlsx: a fifth of a second and 30 MB that most files never need. */
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type * as SheetJs from '@e965/xlsx';

type Library = { readonly library: typeof SheetJs };

/** Bundled, it is a CommonJS file beside the chunks, which can be loaded at once wherever the program lies. */
const libraryUrl = import.meta.url.endsWith('.ts')
  ? new URL('./sheetjs-library.ts', import.meta.url)
  : new URL('./sheetjs-library.cjs', import.meta.url);

let loaded: typeof SheetJs | null = null;

/** Loads the library when it is first asked for. */
export function sheetJs(): typeof SheetJs {
  if (loaded === null) {
    const required: Library = createRequire(import.meta.url)(fileURLToPath(libraryUrl));
    loaded = required.library;
  }
  return loaded;
}
