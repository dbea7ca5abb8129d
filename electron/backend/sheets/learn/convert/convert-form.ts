/** An old workbook (.xls, .et) → an .xlsx that can be filled as it is, and what that cost. */
import type { CellObject, WorkBook, WorkSheet } from '@e965/xlsx';
import { HuibiaoError } from '../../../../../shared/model/failure.ts';
import { readCompoundFile } from '../../read/compound-file.ts';
import { detectFormat } from '../../read/detect-format.ts';
import { sheetJs } from '../../read/sheetjs.ts';
import type { MergedRange } from '../../sheet.ts';
import { storableText } from '../../write/cell-text.ts';
import type {
  CellStyle,
  NewCell,
  NewCellValue,
  NewRow,
  NewSheet,
} from '../../write/workbook/new-workbook.ts';
import { writeWorkbook } from '../../write/workbook/write-workbook.ts';
import { type BiffLooks, type BiffSheetLooks, readBiffLooks } from './biff-looks.ts';

export type ConvertRequest = {
  /** Left as they are. */
  readonly bytes: Uint8Array;
  readonly fileName: string;
};

export type ConvertedForm = {
  /** Of the .xlsx; the very bytes that came in where they were one already. */
  readonly bytes: Uint8Array;
  /** The name of the .xlsx. */
  readonly fileName: string;
  /** It was an older workbook. */
  readonly converted: boolean;
  /** What a person should know; empty where nothing was converted. */
  readonly notes: readonly string[];
};

/**
 * Makes the .xlsx of a form that is an older workbook; the same bytes for the same file. Any other file comes back as
 * it is, to be judged by whoever uses it.
 * @throws HuibiaoError `form_unfillable` for an older workbook that cannot be converted
 */
export function convertForm({ bytes, fileName }: ConvertRequest): ConvertedForm {
  if (detectFormat(bytes).kind !== 'xls') return { bytes, fileName, converted: false, notes: [] };
  try {
    return convertOld(bytes, fileName);
  } catch (error) {
    if (error instanceof HuibiaoError) throw error;
    throw new HuibiaoError(
      'form_unfillable',
      `“${fileName}”是旧格式，没能转换成 .xlsx。请用 WPS 或 Excel 打开，另存为 .xlsx，再作表样。`,
      { fileName, reason: 'conversion', cause: error instanceof Error ? error.message : String(error) },
    );
  }
}

/** A style that a cell has of its own, and one for blank cells of rows and columns beyond. */
const plainStyle: CellStyle = { format: 'General', font: { name: '宋体', size: 11 } };

function convertOld(bytes: Uint8Array, fileName: string): ConvertedForm {
  const workbook = sheetJs().read(bytes, {
    type: 'array',
    dense: true,
    cellFormula: true,
    cellNF: true,
    cellStyles: true,
    sheetStubs: true,
  });
  const compound = readCompoundFile(bytes);
  const stream = compound.readStream('Workbook') ?? compound.readStream('Book');
  const looks = stream === null ? null : readBiffLooks(stream);
  const lost = new Set<string>();
  const styles: CellStyle[] = looks === null ? [plainStyle] : [...looks.styles];
  const sheets = workbook.SheetNames.flatMap((name, index): NewSheet[] => {
    const sheet = workbook.Sheets[name];
    if (sheet === undefined || (sheet['!type'] ?? 'sheet') !== 'sheet') return [];
    return [convertSheet(workbook, { name, index, sheet }, looks, lost)];
  });
  if (sheets.length === 0) throw new Error('no sheet');
  const names = (workbook.Workbook?.Names ?? [])
    .filter(({ Name, Sheet }) => (Sheet ?? null) === null && !Name.startsWith('_'))
    .filter(({ Ref }) => isFormula(Ref))
    .map(({ Name, Ref }) => ({ name: Name, formula: Ref }));
  const date1904 = workbook.Workbook?.WBProps?.date1904 === true;
  const notes = [
    '表样是旧格式（.xls、.et），已转换成 .xlsx，原文件一并保存。文字、合并、行高列宽、边框和数字格式照旧，样子可能略有出入，请核对；图片、批注、条件格式没有转换。',
    ...(looks === null
      ? ['这个文件的格式很旧，字体、边框没有读到。请用 WPS 另存为 .xlsx 再作表样更好。']
      : []),
    ...(lost.size === 0
      ? []
      : [`有${lost.size}个公式没能转换，留下了它的结果：${[...lost].slice(0, 5).join('、')}。`]),
  ];
  return {
    bytes: writeWorkbook({ sheets, styles, names, date1904 }),
    fileName: `${fileName.replace(/\.[^.]*$/, '')}.xlsx`,
    converted: true,
    notes,
  };
}

type OldSheet = { readonly name: string; readonly index: number; readonly sheet: WorkSheet };

function convertSheet(
  workbook: WorkBook,
  { name, index, sheet }: OldSheet,
  looks: BiffLooks | null,
  lost: Set<string>,
): NewSheet {
  const hidden = workbook.Workbook?.Sheets?.[index]?.Hidden ?? 0;
  const look = looks?.sheets.get(name) ?? null;
  const merges = (sheet['!merges'] ?? []).map(
    ({ s, e }): MergedRange => ({ firstRow: s.r, lastRow: e.r, firstColumn: s.c, lastColumn: e.c }),
  );
  return {
    name,
    state: hidden === 0 ? 'visible' : hidden === 1 ? 'hidden' : 'veryHidden',
    columns: columnsOf(sheet, look),
    rows: convertRows(name, sheet, look, lost),
    merges,
    ...(look === null
      ? {}
      : {
          defaultRowHeight: look.defaultHeight,
          frozenRows: look.frozen.rows,
          frozenColumns: look.frozen.columns,
          choices: look.choices,
          page: { ...look.page, ...printNames(workbook, index) },
        }),
  };
}

function columnsOf(sheet: WorkSheet, look: BiffSheetLooks | null): NewSheet['columns'] {
  const told = sheet['!cols'] ?? [];
  const count = Math.max(told.length, ...(look === null ? [0] : [...look.widths.keys()].map((at) => at + 1)));
  // A width that holds for all columns to the last tells nothing about any.
  const used = Math.min(count, usedColumns(sheet, look));
  return Array.from({ length: used }, (_, column) => ({
    width: look?.widths.get(column) ?? told[column]?.width ?? look?.defaultWidth ?? 8.43,
    hidden: told[column]?.hidden === true,
  }));
}

function usedColumns(sheet: WorkSheet, look: BiffSheetLooks | null): number {
  let used = 0;
  for (const row of sheet['!data'] ?? []) used = Math.max(used, row?.length ?? 0);
  for (const row of look?.styles.values() ?? []) {
    for (const column of row.keys()) used = Math.max(used, column + 1);
  }
  return used;
}

function* convertRows(
  name: string,
  sheet: WorkSheet,
  look: BiffSheetLooks | null,
  lost: Set<string>,
): Generator<NewRow> {
  const data: readonly (readonly (CellObject | undefined)[] | undefined)[] = sheet['!data'] ?? [];
  const rows = new Set<number>([...(look?.styles.keys() ?? []), ...(look?.heights.keys() ?? [])]);
  data.forEach((cells, row) => {
    if (cells !== undefined) rows.add(row);
  });
  for (const row of [...rows].sort((left, right) => left - right)) {
    const cells = data[row] ?? [];
    const styles = look?.styles.get(row);
    const columns = new Set<number>(styles?.keys() ?? []);
    cells.forEach((cell, column) => {
      if (cell !== undefined) columns.add(column);
    });
    yield {
      row,
      height: look?.heights.get(row) ?? null,
      hidden: sheet['!rows']?.[row]?.hidden === true,
      cells: [...columns]
        .sort((left, right) => left - right)
        .map((column): NewCell => {
          const value = convertValue(cells[column], { sheet: name, row, column }, lost);
          return { column, style: styles?.get(column) ?? 0, value };
        }),
    };
  }
}

type Place = { readonly sheet: string; readonly row: number; readonly column: number };

function convertValue(cell: CellObject | undefined, place: Place, lost: Set<string>): NewCellValue {
  if (cell === undefined) return null;
  const result = resultOf(cell, place);
  if (cell.f === undefined) return result;
  if (isFormula(cell.f)) return { formula: cell.f, result };
  lost.add(sheetJs().utils.encode_cell({ r: place.row, c: place.column }));
  return result;
}

function resultOf(cell: CellObject, place: Place): string | number | boolean | null {
  switch (cell.t) {
    case 'n':
      return typeof cell.v === 'number' ? cell.v : null;
    case 'b':
      return cell.v === true;
    case 's':
      return storableText(String(cell.v ?? ''), {
        row: `第${place.row + 1}行`,
        column: `第${place.column + 1}列`,
      });
    case 'e':
      return cell.w ?? '#VALUE!';
    default:
      return null;
  }
}

/** What SheetJS does not understand of a formula it puts in words of its own. */
function isFormula(text: string | undefined): text is string {
  return text !== undefined && text !== '' && !/undefined|SHEETJS|_xlfn\.?\(|\[object|\bNaN\b/i.test(text);
}

function printNames(
  workbook: WorkBook,
  index: number,
): Pick<NewSheet['page'] & object, 'printArea' | 'titleRows'> {
  const refOf = (name: string): string | undefined =>
    workbook.Workbook?.Names?.find(({ Name, Sheet }) => Name === name && Sheet === index)?.Ref;
  const area = /\$?([A-Z]{1,3})\$?(\d+):\$?([A-Z]{1,3})\$?(\d+)$/.exec(refOf('_xlnm.Print_Area') ?? '');
  const titles = /\$(\d+):\$(\d+)$/.exec(refOf('_xlnm.Print_Titles') ?? '');
  const { decode_col: columnOf } = sheetJs().utils;
  const [, firstColumn, firstRow, lastColumn, lastRow] = area ?? [];
  const [, first, last] = titles ?? [];
  return {
    ...(firstColumn === undefined || lastColumn === undefined
      ? {}
      : {
          printArea: {
            firstRow: Number(firstRow) - 1,
            lastRow: Number(lastRow) - 1,
            firstColumn: columnOf(firstColumn),
            lastColumn: columnOf(lastColumn),
          },
        }),
    ...(first === undefined ? {} : { titleRows: { first: Number(first) - 1, last: Number(last) - 1 } }),
  };
}
