/**
 * The blank form of an annex of village names.
 * The page follows GB/T 9704-2012: A4, 37 mm above, 28 mm left, 35 mm below and 26 mm right of a print area of
 * 156 mm; the label in 黑体 3号, the title in 小标宋 2号, page numbers as — 1 — in 宋体 4号 on the outer side.
 */
import ExcelJS from 'exceljs';
import { withoutTimes } from '../../electron/backend/sheets/zip/zip.ts';

/** What the form prints above its table. */
export type AnnexForm = { readonly label: string; readonly title: string };

const columns = [
  { title: '乡镇', width: 12.5 },
  { title: '精品示范村', width: 22 },
  { title: '提档升级村', width: 37 },
  { title: '备注', width: 12 },
] as const;

const built = new Date(Date.UTC(2025, 0, 1));
const lastColumn = 'D';
const thin = { style: 'thin' } as const;
const border = { top: thin, bottom: thin, left: thin, right: thin };

/** An empty annex form of the county's layout, the same bytes every time. */
export async function buildAnnexForm({ label, title }: AnnexForm): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  workbook.creator = '汇表';
  workbook.lastModifiedBy = '汇表';
  workbook.created = built;
  workbook.modified = built;
  const sheet = workbook.addWorksheet(label, {
    pageSetup: {
      paperSize: 9,
      orientation: 'portrait',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      margins: {
        top: inches(37),
        left: inches(28),
        bottom: inches(35),
        right: inches(26),
        header: inches(15),
        footer: inches(25.5),
      },
      printTitlesRow: '3:3',
      printArea: `A$1:${lastColumn}$5`,
    },
    headerFooter: {
      differentOddEven: true,
      oddFooter: '&R&"宋体,常规"&14— &P —　',
      evenFooter: '&L&"宋体,常规"&14　— &P —',
    },
  });
  sheet.columns = columns.map(({ width }) => ({ width }));

  const labelCell = sheet.getCell('A1');
  labelCell.value = label;
  labelCell.font = font('黑体', 16);
  labelCell.alignment = { vertical: 'middle', horizontal: 'left' };
  sheet.getRow(1).height = 28;

  sheet.mergeCells(`A2:${lastColumn}2`);
  const titleCell = sheet.getCell('A2');
  titleCell.value = title;
  titleCell.font = font('方正小标宋简体', 22);
  titleCell.alignment = { vertical: 'middle', horizontal: 'center', wrapText: true };
  sheet.getRow(2).height = 74;

  fillRow(
    sheet,
    3,
    columns.map((column) => column.title),
    font('黑体', 12),
    'center',
    30,
  );
  fillRow(sheet, 4, ['', '', '', ''], font('仿宋_GB2312', 12), 'left', 26);
  sheet.getCell('A4').alignment = { vertical: 'middle', horizontal: 'center', wrapText: true };
  fillRow(sheet, 5, ['合计', 0, 0, ''], font('仿宋_GB2312', 12), 'center', 28);
  return withoutTimes(new Uint8Array(await workbook.xlsx.writeBuffer()));
}

function fillRow(
  sheet: ExcelJS.Worksheet,
  row: number,
  values: readonly (string | number)[],
  style: Partial<ExcelJS.Font>,
  horizontal: 'left' | 'center',
  height: number,
): void {
  for (const [index, value] of values.entries()) {
    const cell = sheet.getRow(row).getCell(index + 1);
    cell.value = value === '' ? null : value;
    cell.font = style;
    cell.border = border;
    cell.alignment = { vertical: 'middle', horizontal, wrapText: true };
  }
  sheet.getRow(row).height = height;
}

function font(name: string, size: number): Partial<ExcelJS.Font> {
  return { name, size, charset: 134 };
}

function inches(millimetres: number): number {
  return Math.round((millimetres / 25.4) * 10_000) / 10_000;
}
