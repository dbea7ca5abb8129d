/** A form of 1,000 × 20 cells filled: only what changes is written, against loading and writing all of it. */
import ExcelJS from 'exceljs';
import { refillWorkbook } from '../../electron/backend/sheets/refill/refill.ts';
import { type BenchRow, median } from './report.ts';

const rows = 1000;
const columns = 20;
const firstRow = 3;
const rounds = 5;

export async function benchFill(): Promise<readonly BenchRow[]> {
  const form = await buildForm();
  const ours: number[] = [];
  const peer: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await clock(() => void fillWithOurs(form)));
    peer.push(await clock(() => fillWithPeer(form)));
  }
  const what = `${rows} × ${columns} cells filled into their form, peer exceljs`;
  return [{ what, unit: 's', ours: median(ours), peer: median(peer), aim: 0.2 }];
}

/** A title, a header and ruled blank lines, as forms are circulated. */
async function buildForm(): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('表');
  sheet.getCell('A1').value = '进度表';
  const thin = { style: 'thin' } as const;
  for (let row = firstRow; row < firstRow + rows; row += 1) {
    for (let column = 1; column <= columns; column += 1) {
      const cell = sheet.getCell(row, column);
      cell.border = { top: thin, bottom: thin, left: thin, right: thin };
      cell.font = { name: '宋体', size: 11 };
    }
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

function fillWithOurs(form: Uint8Array): Uint8Array {
  const cells = Array.from({ length: rows * columns }, (_, index) => {
    const row = firstRow - 1 + Math.floor(index / columns);
    const column = index % columns;
    const given = valueAt(row, column);
    const value =
      typeof given === 'number'
        ? ({ kind: 'number', value: given } as const)
        : ({ kind: 'text', text: given } as const);
    return { row, column, value };
  });
  return refillWorkbook(form, { sheets: [{ sheet: '表', cells }] }).bytes;
}

async function fillWithPeer(form: Uint8Array): Promise<void> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(new Uint8Array(form).buffer);
  const sheet = workbook.getWorksheet('表');
  if (sheet === undefined) throw new Error('the form has a sheet');
  for (let row = firstRow - 1; row < firstRow - 1 + rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      sheet.getCell(row + 1, column + 1).value = valueAt(row, column);
    }
  }
  await workbook.xlsx.writeBuffer();
}

function valueAt(row: number, column: number): string | number {
  return column % 2 === 0 ? row * 100 + column / 10 : `第${row}行第${column}栏`;
}

async function clock(work: () => void | Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}
