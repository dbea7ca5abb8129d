/** What each row below a header is: data, section, total, note, or none of the table's rows. */
import { hasKnownEntry, infoShare } from './info-line.ts';
import { isNumberRow, isUnitRow } from './number-row.ts';
import { isFigure, type WindowCell, type WindowRow } from './window.ts';
import {
  isChineseOrdinal,
  isDateLine,
  isExampleMark,
  isNoteText,
  isPageMark,
  isSectionLabel,
  isSignerLabel,
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
  readonly blankBefore: boolean;
  why: string;
};

/** Why rows are passed over that belong to the page, not to the table: nothing is lost with them. */
export const pageReasons = {
  blank: '没有内容',
  repeatedHeader: '与表头相同，是换页时重复的表头',
  repeatedTitle: '与标题相同，是换页时重复的标题',
  pageMark: '是页码、续表一类的页面标记',
  serialOnly: '只有序号',
  formulasOnly: '除序号外只有没有结果的公式',
} as const;

export type BodyContext = {
  /** The header's cells, row by row. */
  readonly headerRows: readonly WindowRow[];
  readonly firstColumn: number;
  readonly columnCount: number;
  readonly serialColumn: number | null;
};

/** What the row is when only itself and the row before it are looked at; `settleBody` looks at all. */
export function judgeRow(row: WindowRow, previous: BodyRow | null, context: BodyContext): BodyRow {
  const blankBefore = previous !== null && row.row > reachOf(previous.row) + 1;
  const as = (role: BodyRole, why: string, rank: TotalRank | null = null, mayBeSection = false): BodyRow => ({
    row,
    role,
    why,
    rank,
    mayBeSection,
    blankBefore,
  });
  const { cells } = row;
  const [first] = cells;
  if (first === undefined) return as('excluded', pageReasons.blank);

  if (isRepeatedHeader(row, context)) return as('excluded', pageReasons.repeatedHeader);
  const belowHeader = previous === null || isHeaderPart(previous);
  if (
    belowHeader &&
    isNumberRow(
      row,
      context.headerRows.flatMap((header) => header.cells),
    )
  ) {
    return as('numbers', '依次编号，是栏号');
  }
  if (belowHeader && isUnitRow(row)) return as('units', '都是计量单位');
  if (cells.length === 1 && isPageMark(first.label)) return as('excluded', pageReasons.pageMark);

  const total = totalOf(cells, context);
  if (total !== null) return as('total', `写着“${shorten(total.label)}”`, total.rank);
  const note = noteOf(row, previous);
  if (note !== null) return as('note', note);
  if (cells.slice(0, 2).some(({ label }) => isExampleMark(label))) return as('excluded', '是填写示例');

  const section = sectionOf(cells, context);
  if (section === 'section') return as('section', `“${shorten(first.label)}”只是小标题，没有填写内容`);
  if (cells.every(({ column }) => column === context.serialColumn))
    return as('excluded', pageReasons.serialOnly);
  const filled = cells.filter(({ column }) => column !== context.serialColumn);
  if (filled.every(({ cell, kind }) => cell.formula && (kind === 'error' || isZero(cell)))) {
    return as('excluded', pageReasons.formulasOnly);
  }
  return as('data', '', null, section === 'maybe');
}

/** Settles what only the whole body can tell: which totals are of parts, where data end, which sections hold sums. */
export function settleBody(rows: readonly BodyRow[], context: BodyContext): void {
  settleTotals(rows);
  settleSections(rows, context);
  settleTail(rows, context);
}

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

function isHeaderPart({ role, why }: BodyRow): boolean {
  return role === 'numbers' || role === 'units' || (role === 'excluded' && why.includes('表头'));
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
    if (rank !== null) return { label, rank };
  }
  return null;
}

function noteOf(row: WindowRow, previous: BodyRow | null): string | null {
  const { cells } = row;
  const [first] = cells;
  if (first === undefined) return null;
  if (isNoteText(first.label) && cells.length <= 3) return `以“${shorten(first.label)}”开头，是说明`;
  if (infoShare(row) >= 0.5 && hasKnownEntry(row)) return '是填表人、审核人、日期一类的落款';
  if (isSignerLabel(first.label) && cells.filter(isFigure).length <= 1)
    return '是填表人、审核人、日期一类的落款';
  if (isSigningPlace(row)) return '是签字盖章处';
  if (previous?.role === 'note' && cells.length === 1 && /^[(]?\d{1,2}[)、.]|^[①-⑳]/.test(first.label)) {
    return '接着上面的说明';
  }
  return null;
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

/** 小计 are parts; of several kinds of totals only the widest are totals of the table. */
function settleTotals(rows: readonly BodyRow[]): void {
  const ranks = rows.flatMap(({ role, rank }) => (role === 'total' && rank !== null ? [rank] : []));
  const widest = Math.max(1, ...ranks.filter((rank) => rank > 1));
  for (const each of rows) {
    if (each.role !== 'total' || each.rank === null) continue;
    if (each.rank === 1) {
      each.role = 'subtotal';
      each.why += '，是一部分的合计';
    } else if (each.rank < widest) {
      each.role = 'subtotal';
      each.why += '，表中另有范围更大的合计';
    }
  }
}

/** 一、高都镇 | 120: a section with its sum, where the figures are the sums of the rows up to the next section. */
function settleSections(rows: readonly BodyRow[], { serialColumn }: BodyContext): void {
  for (const [index, each] of rows.entries()) {
    if (!each.mayBeSection || each.role !== 'data') continue;
    const parts: BodyRow[] = [];
    for (const next of rows.slice(index + 1, index + 2000)) {
      if (next.mayBeSection || next.role === 'section' || next.role === 'total') break;
      if (next.role === 'data') parts.push(next);
    }
    const figures = each.row.cells.filter(({ kind, column }) => kind === 'number' && column !== serialColumn);
    const sums = figures.every(({ column, cell }) => {
      const sum = parts.reduce((total, { row }) => total + figureAt(row, column), 0);
      return Math.abs(sum - figureOf(cell)) < 1e-6 * Math.max(1, Math.abs(sum));
    });
    if (parts.length < 2 || figures.length === 0 || !sums) continue;
    each.role = 'section';
    each.why = '是小标题，其中的数正好是下面各行之和';
  }
}

function figureAt({ cells }: WindowRow, column: number): number {
  const cell = cells.find((candidate) => candidate.column === column);
  return cell === undefined ? 0 : figureOf(cell.cell);
}

function figureOf(cell: WindowCell['cell']): number {
  if (cell.kind === 'number') return cell.value;
  const value = Number(cell.text.replace(/[,，\s]/g, ''));
  return Number.isFinite(value) ? value : 0;
}

/** Texts below the last full row of the table are notes, signatures and dates, not rows. */
function settleTail(rows: readonly BodyRow[], { firstColumn, columnCount }: BodyContext): void {
  const lastFull = rows.findLastIndex(
    ({ role, row }) => role === 'total' || role === 'subtotal' || (role === 'data' && row.cells.length > 1),
  );
  let ended = rows[lastFull]?.role === 'total' && rows.slice(0, lastFull).some(({ role }) => role === 'data');
  for (const each of rows.slice(lastFull + 1)) {
    const { row, role, blankBefore } = each;
    const [first] = row.cells;
    if (role === 'note') ended = true;
    if (first === undefined || (role !== 'data' && role !== 'section') || row.cells.length > 1) continue;
    const strange =
      first.label.length >= 18 ||
      isDateLine(first.label) ||
      first.column > firstColumn + Math.max(1, columnCount / 3);
    if (lastFull < 0 && !strange) continue;
    if (!(ended || strange || (blankBefore && columnCount > 1))) continue;
    ended = true;
    each.role = 'note';
    each.why = '在表的末尾，只有一段文字';
  }
}
