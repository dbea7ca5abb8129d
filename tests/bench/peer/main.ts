/** The peer: AG Grid Community as it comes, on the same rows. Its API is put on `window` for the bench to call. */
import { AllCommunityModule, createGrid, type GridApi, ModuleRegistry } from 'ag-grid-community';

declare global {
  interface Window {
    openPeer: () => Promise<number>;
    peer: GridApi;
  }
}

ModuleRegistry.registerModules([AllCommunityModule]);

/** Builds the grid; resolves to the milliseconds until rows are drawn. */
window.openPeer = async () => {
  const response = await fetch('/rows.json');
  const { columns, rows }: { columns: string[]; rows: (string | number)[][] } = await response.json();
  const started = performance.now();
  const rowData = rows.map((row) => Object.fromEntries(row.map((value, index) => [columns[index], value])));
  return new Promise((resolve) => {
    window.peer = createGrid(document.getElementById('grid') as HTMLElement, {
      columnDefs: columns.map((field) => ({ field })),
      rowData,
      onFirstDataRendered: () => requestAnimationFrame(() => resolve(performance.now() - started)),
    });
  });
};
