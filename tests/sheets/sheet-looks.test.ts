/** What a sheet looks like, for drawing it. */
import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { readWindow } from '../../electron/backend/sheets/read/read-rows.ts';
import type { SheetWindow } from '../../shared/model/reading.ts';
import { formBytes, withParts } from '../fixtures/forms.ts';
import { villageForm } from '../fixtures/issue.ts';

async function drawnBook(): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('样式');
  sheet.getColumn(1).width = 20;
  sheet.getRow(1).height = 30;
  const cell = sheet.getCell('A1');
  cell.value = '标题';
  cell.font = {
    name: '黑体',
    size: 18,
    bold: true,
    italic: true,
    underline: true,
    color: { argb: 'FFC00000' },
  };
  cell.fill = {
    type: 'pattern',
    pattern: 'solid',
    fgColor: { theme: 4, tint: 0.6 } as Partial<ExcelJS.Color>,
  };
  cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
  sheet.getCell('B2').value = { formula: 'SUM(C2:C3)', result: 3 };
  sheet.getCell('C6').border = {
    left: { style: 'medium' },
    bottom: { style: 'double', color: { indexed: 10 } as Partial<ExcelJS.Color> },
  };
  const hidden = workbook.addWorksheet('字典', { state: 'hidden' });
  hidden.getCell('A1').value = '词';
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

function show(bytes: Uint8Array, firstRow = 0): SheetWindow {
  return readWindow({
    bytes,
    fileName: '表.xlsx',
    identity: null,
    sheet: null,
    firstRow,
    rowCount: 500,
    looks: true,
  });
}

describe('the looks of a sheet', () => {
  it('are its fonts, fills, lines, sizes and computed cells', async () => {
    const { looks, rows, sheet } = show(await drawnBook());
    const drawn = looks?.drawn;
    if (drawn == null) throw new Error('no looks');
    expect(sheet).toBe('样式');
    const styleAt = (row: number, column: number) => drawn.styles[drawn.rows[row]?.styles[column] ?? -1];
    expect(styleAt(0, 0)).toMatchObject({
      font: '黑体',
      size: 24,
      bold: true,
      italic: true,
      underline: true,
      color: '#c00000',
      horizontal: 'center',
      vertical: 'center',
      wrap: true,
    });
    expect(styleAt(0, 0)?.fill).toMatch(/^#[\da-f]{6}$/);
    expect(drawn.rows[0]?.height).toBe(40);
    expect(drawn.columnWidths[0]).toBe(145);
    expect(drawn.rows[1]?.formulas).toEqual([1]);
    // Lines far below the last text are part of the drawing.
    expect(rows).toHaveLength(6);
    expect(styleAt(5, 2)).toMatchObject({
      left: { width: 2, line: 'solid', color: null },
      bottom: { width: 3, line: 'double', color: '#ff0000' },
      top: null,
    });
    expect(looks?.sheets).toEqual([
      { name: '样式', state: 'visible', rowCount: 6, columnCount: 3 },
      { name: '字典', state: 'hidden', rowCount: 1, columnCount: 1 },
    ]);
  });

  it('come a part at a time', async () => {
    const bytes = await drawnBook();
    const later = show(bytes, 4);
    expect(later.rows).toHaveLength(2);
    expect(later.looks?.drawn?.rows).toHaveLength(2);
    expect(show(bytes, 40).rows).toEqual([]);
  });

  it('are not told where they were not asked for, nor by a file that has none', async () => {
    const bytes = await formBytes([villageForm]);
    const plain = readWindow({
      bytes,
      fileName: '表.xlsx',
      identity: null,
      sheet: '改厕',
      firstRow: 0,
      rowCount: 9,
    });
    expect(plain.looks).toBeUndefined();
    const csv = new TextEncoder().encode('村名,户数\n大兴村,3\n');
    expect(show(csv)).toMatchObject({ looks: { drawn: null } });
  });

  it('are plain where the styles cannot be read', async () => {
    const bytes = withParts(await formBytes([villageForm]), (part, xml) =>
      part === 'xl/theme/theme1.xml' ? xml.slice(0, 200) : xml,
    );
    const { looks, rows } = show(bytes);
    expect(looks?.drawn).toBeNull();
    expect(rows.length).toBeGreaterThan(5);
  });
});
