/** One writer in a process of its own: `node write-child.ts huibiao|exceljs OUT`; prints one line of JSON. */
import { writeFileSync } from 'node:fs';
import { defineColumn } from '../../shared/model/column.ts';
import type { Row } from '../../shared/model/row.ts';
import type { TableDefinition } from '../../shared/model/table.ts';

const rowCount = 100_000;
const columnCount = 20;
const [writer = '', out = ''] = process.argv.slice(2);
// Loaded before the clock starts: bundled, both are there at once.
const { writeList } = await import('../../electron/backend/sheets/write/write-list.ts');
const { default: ExcelJS } = writer === 'exceljs' ? await import('exceljs') : { default: null };
const table = buildTable();
const rows = buildRows();
const started = performance.now();
if (ExcelJS === null) writeFileSync(out, writeList({ definition: table, rows }));
else await writeWithPeer(ExcelJS);
const seconds = (performance.now() - started) / 1000;
process.stdout.write(JSON.stringify({ seconds, peakMebibytes: process.resourceUsage().maxRSS / 1024 }));

/** The same looks, without heights that fit the texts: the peer has none. */
async function writeWithPeer({ stream }: Pick<typeof import('exceljs'), 'stream'>): Promise<void> {
  const workbook = new stream.xlsx.WorkbookWriter({
    filename: out,
    useStyles: true,
    useSharedStrings: false,
    zip: { zlib: { level: 3 } },
  });
  const sheet = workbook.addWorksheet('台账');
  const line = { style: 'thin', color: { argb: 'FF808080' } } as const;
  const looks = {
    font: { name: '宋体', size: 11, charset: 134 },
    border: { top: line, bottom: line, left: line, right: line },
  };
  const text = {
    ...looks,
    numFmt: '@',
    alignment: { vertical: 'middle', horizontal: 'left', wrapText: true },
  } as const;
  const amount = {
    ...looks,
    numFmt: 'General',
    alignment: { vertical: 'middle', horizontal: 'right', wrapText: true },
  } as const;
  sheet.addRow(table.columns.map(({ title }) => title)).commit();
  for (const { values } of rows) {
    const row = sheet.addRow(table.columns.map(({ key }) => values[key] ?? null));
    row.height = 20;
    row.eachCell((cell) => {
      cell.style = typeof cell.value === 'number' ? amount : text;
    });
    row.commit();
  }
  sheet.commit();
  await workbook.commit();
}

function buildTable(): TableDefinition {
  const columns = Array.from({ length: columnCount }, (_, index) =>
    defineColumn({
      key: `c${index}`,
      title: `第${index + 1}栏`,
      type: index % 2 === 0 ? 'number' : 'text',
      width: 120,
    }),
  );
  return {
    ...{ key: 'large', title: '台账', documentTitle: null, annexLabel: null },
    ...{ columns, keyColumns: ['c1'], grouped: null, position: 1 },
  };
}

function buildRows(): Row[] {
  return Array.from({ length: rowCount }, (_, row): Row => {
    const values = Object.fromEntries(
      Array.from({ length: columnCount }, (_unused, index) => [
        `c${index}`,
        index % 2 === 0 ? row * 10 + index / 10 : `第${row}行的内容${index}`,
      ]),
    );
    return { id: `r${row}`, position: `${row}`, unit: null, round: null, source: null, values };
  });
}
