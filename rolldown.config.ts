/**
 * Bundles the Electron host; all chunks lie flat in dist/electron, so that workers find each other. SheetJS lies beside
 * them as a file of its own, which is loaded when a file needs it.
 */
import { defineConfig } from 'rolldown';

export default defineConfig([
  {
    input: {
      main: 'electron/main.ts',
      'backend-process': 'electron/backend-process.ts',
      'sheet-worker': 'electron/backend/sheets/sheet-worker.ts',
    },
    platform: 'node',
    external: ['electron', 'better-sqlite3'],
    output: {
      dir: 'dist/electron',
      format: 'esm',
      entryFileNames: '[name].js',
      chunkFileNames: '[name]-[hash].js',
      cleanDir: true,
    },
  },
  {
    input: { 'sheetjs-library': 'electron/backend/sheets/read/sheetjs-library.ts' },
    platform: 'node',
    output: { dir: 'dist/electron', format: 'cjs', entryFileNames: '[name].cjs' },
  },
]);
