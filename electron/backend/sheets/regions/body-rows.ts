/** What each row below a header is, when only itself and the rows next to it are looked at. */
import { hasKnownEntry, infoShare } from './info-line.ts';
import { isUnitRow, judgeNumberRow } from './number-row.ts';
import type { ReasonCode } from './region.ts';
import { isFigure, type WindowCell, type WindowRow } from './window.ts';
import {
  infoKind,
  isChineseOrdinal,
  isExampleMark,
  isNoteText,
  isNoteTitle,
  isPageMark,
  isSectionLabel,
  signerKind,
  type TotalRank,
  totalRank,
} from './words.ts';

export type BodyRole = 'data' | 'section' | 'subtotal' | 'total' | 'note' | 'excluded' | 'numbers' | 'units';

export type BodyRow = {
  readonly row: WindowRow;
  role: BodyRole;
  /** For totals: how much they sum up. */
  rank: TotalRank | null;
  /** A section row that also carries figures, so far taken for data. */
  readonly mayBeSection: boolean;
  /** Begins with 书记 or 审核人 and is so far taken for data. */
  readonly maySign: boolean;
  readonly blankBefore: boolean;
  code: ReasonCode;
  why: string;
  /** What else the row may be, and what to do then; null where it is what its role says. */
  doubt: Doubt | null;
};

export type Doubt = { readonly code: ReasonCode; readonly why: string };

export type BodyContext = {
  /** The header's cells, row by row. */
  readonly headerRows: readonly WindowRow[];
  readonly firstColumn: number;
  readonly columnCount: number;
  readonly serialColumn: number | null;
  /** The title of each column, its lowest level. */
  readonly titles: ReadonlyMap<number, string>;
};

/** What the row is when only itself and its neighbours are looked at; `settleBody` looks at all. */
export function judgeRow(
  row: WindowRow,
  previous: BodyRow | null,
  next: WindowRow | undefined,
  context: BodyContext,
): BodyRow {
  const blankBefore = previous !== null && row.row > reachOf(previous.row) + 1;
  const plain = {
    row,
    rank: null,
    mayBeSection: false,
    maySign: false,
    blankBefore,
    doubt: null,
  } satisfies Partial<BodyRow>;
  const as = (role: BodyRole, why: string, code: ReasonCode = 'plain'): BodyRow => ({
    ...plain,
    role,
    why,
    code,
  });
  const { cells } = row;
  const [first] = cells;
  if (first === undefined) return as('excluded', '没有内容', 'blank');

  if (isRepeatedHeader(row, context)) {
    return as('excluded', '与表头相同，是换页时重复的表头', 'repeated_header');
  }
  const belowHeader = previous === null || isHeaderPart(previous);
  const numbers = belowHeader ? judgeNumberRow(row, headerCells(context), next) : null;
  if (numbers === 'certain') return as('numbers', '依次编号，是栏号', 'column_numbers');
  if (numbers === 'likely') return as('numbers', '依次写着1、2、3，像是栏号', 'likely_column_numbers');
  if (belowHeader && isUnitRow(row)) return as('units', '都是计量单位', 'column_units');
  if (cells.length === 1 && isPageMark(first.label)) {
    return as('excluded', '是页码、续表一类的页面标记', 'page_mark');
  }

  const total = totalOf(cells, context);
  if (total !== null) return { ...as('total', `写着“${shorten(total.label)}”`), rank: total.rank };
  const note = noteOf(row, previous, context);
  if (note !== null) return as('note', note);
  if (cells.slice(0, 2).some(({ label }) => isExampleMark(label))) return as('excluded', '是填写示例');

  const section = sectionOf(cells, context);
  if (section === 'section') return as('section', `“${shorten(first.label)}”只是小标题，没有填写内容`);
  if (cells.every(({ column }) => column === context.serialColumn)) {
    return as('excluded', '只有序号', 'serial_only');
  }
  const filled = cells.filter(({ column }) => column !== context.serialColumn);
  if (filled.every(({ cell, kind }) => cell.formula && (kind === 'error' || isZero(cell)))) {
    return as('excluded', '除序号外只有没有结果的公式', 'formulas_only');
  }
  const record = {
    ...as('data', ''),
    mayBeSection: section === 'maybe',
    maySign: signerKind(first.label) !== null && first.kind === 'text',
  };
  const ranks =
    first.column === context.serialColumn || /排名|名次/.test(context.titles.get(first.column) ?? '');
  return numbers === 'unlikely' && !ranks ? { ...record, doubt: numberedDoubt } : record;
}

const numberedDoubt: Doubt = {
  code: 'numbered_record',
  why: '依次写着1、2、3，下一行接着编号，当作记录读入。如果是栏号，请在预览中指定这一行不是记录。',
};

/** The last row that a row's merged cells reach. */
export function reachOf({ row, cells }: WindowRow): number {
  return cells.reduce((last, { lastRow }) => Math.max(last, lastRow), row);
}

export function shorten(text: string): string {
  return text.length > 20 ? `${text.slice(0, 20)}…` : text;
}

/** Whether the row prints a row of the header again. */
export function isRepeatedHeader(row: WindowRow, { headerRows }: Pick<BodyContext, 'headerRows'>): boolean {
  return headerRows.some((header) => {
    const labels = labelsByColumn(header);
    const same = row.cells.filter(({ column, label }) => labels.get(column) === label).length;
    return (
      same >= Math.min(2, header.cells.length) &&
      same >= 0.8 * Math.max(row.cells.length, header.cells.length)
    );
  });
}

/** Every row of a table is compared with its header. */
const knownLabels = new WeakMap<WindowRow, ReadonlyMap<number, string>>();

function labelsByColumn(row: WindowRow): ReadonlyMap<number, string> {
  const known = knownLabels.get(row);
  if (known !== undefined) return known;
  const labels = new Map(row.cells.map(({ column, label }) => [column, label]));
  knownLabels.set(row, labels);
  return labels;
}

function headerCells({ headerRows }: BodyContext): WindowCell[] {
  return headerRows.flatMap(({ cells }) => cells);
}

function isHeaderPart({ role, code }: BodyRow): boolean {
  return role === 'numbers' || role === 'units' || code === 'repeated_header';
}

/** The label of a total stands before the first figure; 合 and 计 may stand in two cells. */
function totalOf(
  cells: readonly WindowCell[],
  { serialColumn }: BodyContext,
): { readonly label: string; readonly rank: TotalRank } | null {
  const labels: string[] = [];
  for (const cell of cells) {
    if (isFigure(cell)) {
      if (cell.column === serialColumn || cell === cells[0]) continue;
      break;
    }
    if (cell.kind === 'text') labels.push(cell.label);
    if (labels.length >= 5) break;
  }
  if (/^(?:合计|总计|小计|共计)$/.test(labels.slice(0, 2).join('')) && labels[0]?.length === 1) {
    return { label: labels.slice(0, 2).join(''), rank: labels[0] === '小' ? 1 : labels[0] === '总' ? 4 : 3 };
  }
  for (const label of labels) {
    const rank = totalRank(label);
    // TOTAL among words is one of them.
    if (rank !== null && (!/^[a-z-]+:?$/i.test(label) || cells.some(({ kind }) => kind === 'number')))
      return { label, rank };
  }
  return null;
}

function noteOf(row: WindowRow, previous: BodyRow | null, { columnCount }: BodyContext): string | null {
  const { cells } = row;
  const [first] = cells;
  if (first === undefined) return null;
  // 说明 | 3: an item that is called so.
  const isItem = isNoteTitle(first.label) && (cells.some(isFigure) || columnCount === 1);
  if (isNoteText(first.label) && cells.length <= 3 && !isItem)
    return `以“${shorten(first.label)}”开头，是说明`;
  if (infoShare(row) >= 0.5 && hasKnownEntry(row)) return signatureWhy;
  if (isSignature(cells, columnCount)) return signatureWhy;
  if (isSigningPlace(row)) return '是签字盖章处';
  if (previous?.role === 'note' && cells.length === 1 && /^[(]?\d{1,2}[)、.]|^[①-⑳]/.test(first.label)) {
    return '接着上面的说明';
  }
  return null;
}

export const signatureWhy = '是填表人、审核人、日期一类的落款';

/** 填表人 | 林知远 | 审核人 | 苏青禾, or 制表 alone: labels without a colon that only a signature has. */
function isSignature(cells: readonly WindowCell[], columnCount: number): boolean {
  const [first] = cells;
  const kind = first === undefined || first.kind !== 'text' ? null : signerKind(first.label);
  if (kind === null || cells.filter(isFigure).length > 1) return false;
  if (cells.length === 1) return kind !== 'head' && columnCount > 1;
  const kinds = cells.map(({ label }) => infoKind(label)).filter((each) => each !== null);
  return kinds.length > 1 && kinds.some((each) => each !== 'head' && each !== 'unit');
}

/** 户主（签名）: a row where somebody signs or seals, whatever stands beside it. */
export function isSigningPlace({ cells }: WindowRow): boolean {
  return cells.length <= 4 && cells.some(({ label }) => /[(](?:签字|签名|盖章|公章|签章)[)]:?$/.test(label));
}

/** A row of one text that opens a section; `maybe` where figures stand behind a section's label. */
function sectionOf(
  cells: readonly WindowCell[],
  { serialColumn, columnCount, firstColumn }: BodyContext,
): 'section' | 'maybe' | null {
  const [first, second] = cells;
  if (first === undefined || first.kind !== 'text') return null;
  const labelled =
    isSectionLabel(first.label) ||
    (isChineseOrdinal(first.label) && second !== undefined && second.kind === 'text');
  const labelCells = isSectionLabel(first.label) ? 1 : 2;
  if (labelled && first.column <= firstColumn + 1) {
    if (cells.length <= labelCells) return 'section';
    return cells.slice(labelCells).every((cell) => isFigure(cell) || cell.kind === 'none') ? 'maybe' : null;
  }
  if (cells.length > 1) return null;
  if (first.column === serialColumn && columnCount > 1) return 'section';
  const width = first.lastColumn - first.column + 1;
  return width >= 2 && width >= 0.6 * columnCount && columnCount > 2 ? 'section' : null;
}

function isZero(cell: WindowCell['cell']): boolean {
  return (cell.kind === 'number' && cell.value === 0) || cell.text.trim() === '0' || cell.text.trim() === '-';
}
