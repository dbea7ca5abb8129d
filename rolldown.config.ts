/** Bundles the Electron host; all chunks lie flat in dist/electron, so that workers find each other. */
import { defineConfig } from 'rolldown';

export default defineConfig({
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
});
