/** One reader over some files in a process of its own: `node read-child.ts READER FILE…`; prints one line of JSON. */
import { readFileSync } from 'node:fs';
import { scanWorkbook } from '../../electron/backend/sheets/ooxml/scan-workbook.ts';
import {
  checkBounds,
  inflateEntry,
  listEntries,
  workbookBounds,
} from '../../electron/backend/sheets/zip/zip.ts';

const noForeignFormat = () => null;
const [reader = '', ...files] = process.argv.slice(2);
const read = await readerNamed(reader);
let rows = 0;
let refused = 0;
for (const file of files) {
  try {
    rows += await read(readFileSync(file));
  } catch {
    refused += 1;
  }
}
process.stdout.write(JSON.stringify({ rows, refused, peakMebibytes: process.resourceUsage().maxRSS / 1024 }));

/** Reads the bytes of a workbook, and says how many rows it has. Libraries are loaded for the reader that needs them. */
async function readerNamed(name: string): Promise<(bytes: Buffer) => number | Promise<number>> {
  switch (name) {
    case 'huibiao':
      return (bytes) => {
        const scanned = scanWorkbook(bytes, listEntries(bytes), noForeignFormat);
        if (scanned.kind === 'unusual') throw new Error(scanned.what);
        return scanned.sheets.reduce((sum, sheet) => sum + sheet.rows.length, 0);
      };
    case 'huibiao and SheetJS behind it': {
      const { loadSheets } = await import('../../electron/backend/sheets/read/load-file.ts');
      return (bytes) => loadSheets(bytes, 'x.xlsx').reduce((sum, sheet) => sum + sheet.rows.length, 0);
    }
    case 'SheetJS': {
      const { read } = await import('@e965/xlsx');
      return (bytes) => {
        const workbook = read(bytes, {
          type: 'buffer',
          dense: true,
          cellHTML: false,
          cellNF: true,
          cellText: true,
        });
        return Object.values(workbook.Sheets).reduce((sum, sheet) => sum + (sheet['!data']?.length ?? 0), 0);
      };
    }
    case 'exceljs': {
      const { default: ExcelJS } = await import('exceljs');
      return async (bytes) => {
        const workbook = new ExcelJS.Workbook();
        await workbook.xlsx.load(new Uint8Array(bytes).buffer);
        return workbook.worksheets.reduce((sum, sheet) => sum + sheet.rowCount, 0);
      };
    }
    case 'bare':
      return bareScan;
    default:
      throw new Error(`no such reader: ${name}`);
  }
}

/** The bound below which no reader gets: inflate what is needed, look at every byte, keep where each value is. */
function bareScan(bytes: Buffer): number {
  const entries = listEntries(bytes);
  checkBounds(entries, workbookBounds);
  let rows = 0;
  for (const entry of entries) {
    if (!/worksheets\/[^/]+\.xml$|sharedStrings\.xml$|styles\.xml$|workbook\.xml$/.test(entry.name)) continue;
    const part = inflateEntry(bytes, entry);
    const values: number[] = [];
    for (let at = 0; at < part.length; at += 1) {
      if (part[at] !== 0x3c) continue;
      if (part[at + 1] === 0x76) values.push(at + 3);
      else if (part[at + 1] === 0x72 && part[at + 2] === 0x6f) rows += 1;
    }
  }
  return rows;
}
