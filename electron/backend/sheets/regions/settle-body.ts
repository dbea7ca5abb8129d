/** What only the whole body can tell: totals without the word, where data end, signatures, sections with sums. */
import { type BodyContext, type BodyRow, signatureWhy } from './body-rows.ts';
import { addUp, figureOf, isShare, percentColumns } from './figures.ts';
import { isFigure, type WindowCell } from './window.ts';
import { isComparison, isDateLine, likelyTotal, signerKind } from './words.ts';

/** Settles the roles and doubts of all rows below a header. */
export function settleBody(rows: readonly BodyRow[], context: BodyContext): void {
  settleTotals(rows);
  settleSections(rows, context);
  settleSums(rows, context);
  settleComparisons(rows, context);
  settleSignatures(rows, context);
  settleTail(rows, context);
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
    const figures = numbersOf(each, serialColumn);
    const sums = addUp(parts);
    if (parts.length < 2 || figures.length === 0 || !figures.every((cell) => isSum(cell, sums))) continue;
    each.role = 'section';
    each.why = '是小标题，其中的数正好是下面各行之和';
  }
}

const mostNamed = 10;

/** 全县 | 12 | 322: a total by its figures, at the top or the bottom of a table that has no 合计. */
function settleSums(rows: readonly BodyRow[], { serialColumn }: BodyContext): void {
  const data = rows.filter(({ role }) => role === 'data');
  const ended = rows.some(({ role }) => role === 'total');
  const likelyOnes = data.filter((each) => likelyTotal(nameOf(each, serialColumn)) !== null);
  // Where many rows say 全县, that is where their work is done.
  const named = likelyOnes.length > mostNamed ? [] : likelyOnes;
  const bottom = data.findLast((each) => !isComparison(nameOf(each, serialColumn)));
  const candidates = new Set([...named, ...(ended || bottom === undefined ? [] : [bottom])]);
  if (candidates.size === 0) return;
  // Most tables end with a record like any other: one column says so.
  const [only] = candidates;
  if (
    candidates.size === 1 &&
    only !== undefined &&
    named.length === 0 &&
    !mayAddUp(only, data, serialColumn)
  ) {
    return;
  }
  const sums = addUp(data);
  const shares = percentColumns(data);
  for (const each of candidates) {
    const name = nameOf(each, serialColumn);
    const likely = likelyTotal(name);
    const atEdge = each === data[0] || each === bottom || each === data.at(-1);
    // What compares with a total is no part of it.
    const others = data.filter(
      (other) => other !== each && (likely === null || !isComparison(nameOf(other, serialColumn))),
    );
    const own = others.length === data.length - 1 ? sums : addUp([each, ...others]);
    const figures = numbersOf(each, serialColumn).filter(({ column }) => !shares.has(column));
    if (figures.length === 0 || others.length < 2) {
      if (likely === 'sum' && atEdge && figures.length === 0) {
        each.role = 'total';
        each.why = `写着“${name}”，没有填写内容`;
      } else if (likely !== null) each.doubt = mayBeTotal(`写着“${name}”`);
      continue;
    }
    if (likely === 'average') {
      const averages = figures.every(({ column, cell }) =>
        isNear(figureOf(cell), ((own.get(column) ?? 0) - figureOf(cell)) / others.length, 0.006),
      );
      if (averages) {
        each.role = 'total';
        each.why = `写着“${name}”，各数正好是其余各行的平均数`;
      } else if (!ended) each.doubt = mayBeTotal(`写着“${name}”`);
      continue;
    }
    const adds = figures.every(({ column, cell }) =>
      isNear(figureOf(cell), (own.get(column) ?? 0) - figureOf(cell), 1e-6),
    );
    const some = figures.some(({ cell }) => figureOf(cell) !== 0);
    if (adds && some && atEdge && (likely === 'sum' || name === '')) {
      each.role = 'total';
      each.why = `${name === '' ? '没有名称' : `写着“${name}”`}，各数正好是其余各行之和`;
    } else if (likely === 'sum') {
      each.doubt = mayBeTotal(`写着“${name}”，但各数不是其余各行之和`);
    } else if (adds && some && (figures.length > 1 || others.length > 3)) {
      each.doubt = mayBeTotal('各数正好是其余各行之和');
    }
  }
}

/** Whether its first figure that is no share is the sum of its column. */
function mayAddUp(each: BodyRow, data: readonly BodyRow[], serialColumn: number | null): boolean {
  const figures = numbersOf(each, serialColumn);
  const whole = figures.find((cell) => !isShare(cell));
  if (whole === undefined) return true;
  let sum = 0;
  for (const { row } of data) {
    const cell = row.cells.find(({ column }) => column === whole.column);
    if (cell === undefined) continue;
    if (isShare(cell)) return true;
    if (cell.kind === 'number') sum += figureOf(cell.cell);
  }
  const own = figureOf(whole.cell);
  return isNear(own, sum - own, 1e-6);
}

function mayBeTotal(what: string): NonNullable<BodyRow['doubt']> {
  return {
    code: 'summing_record',
    why: `${what}，当作记录读入。如果是合计，请在预览中指定这一行不是记录。`,
  };
}

/** 其中：山区, 去年同期 and 增长% below the last total are no records. */
function settleComparisons(
  rows: readonly BodyRow[],
  { serialColumn, titles, firstColumn }: BodyContext,
): void {
  const total = rows.findLastIndex(({ role }) => role === 'total');
  const hasRecords = rows.slice(0, Math.max(0, total)).some(({ role }) => role === 'data');
  const below = rows.slice(total + 1).filter(({ role }) => role === 'data');
  const compares = (each: BodyRow): boolean => isComparison(nameOf(each, serialColumn));
  if (total >= 0 && hasRecords) {
    if (!below.every(compares)) return;
    for (const each of below) {
      each.role = 'excluded';
      each.code = 'comparison';
      each.why = '在合计之下，是对合计的细分或比较';
    }
    return;
  }
  // 增长 is an item like others where the rows are 指标.
  if (/指标|项目|内容|名称/.test(titles.get(firstColumn) ?? '') || total >= 0) return;
  for (const each of [...rows].reverse()) {
    if (each.role !== 'data') continue;
    if (!compares(each)) return;
    each.doubt ??= {
      code: 'summing_record',
      why: '像是对上面各行的细分或比较，当作记录读入。如果不是记录，请在预览中指定。',
    };
  }
}

/** 审核人 | 苏青禾 below a table signs it; 书记 | 张三 | 大兴村 between or like other rows is a record. */
function settleSignatures(rows: readonly BodyRow[], context: BodyContext): void {
  if (!rows.some(({ maySign, role }) => maySign && role === 'data')) return;
  const { titles } = context;
  const sure = rows.filter(({ role, maySign }) => role === 'data' && !maySign);
  const lastInside = rows.findLastIndex(
    ({ role, maySign }) => role === 'subtotal' || role === 'total' || (role === 'data' && !maySign),
  );
  const figureColumns = columnsOfFigures(sure);
  for (const [index, each] of rows.entries()) {
    const [first] = each.row.cells;
    if (!each.maySign || each.role !== 'data' || first === undefined) continue;
    if (/职务|职位|岗位|角色|身份|人员/.test(titles.get(first.column) ?? '')) continue;
    const prepares = signerKind(first.label) !== 'head';
    const atEnd = lastInside >= 0 && index > lastInside;
    const apart = each.blankBefore || (rows[index - 1]?.role ?? 'data') !== 'data';
    const fits = fitsColumns(each, context, figureColumns);
    if ((!fits && (atEnd || prepares)) || (atEnd && apart && prepares)) {
      each.role = 'note';
      each.why = signatureWhy;
    } else if (!fits || atEnd || prepares) {
      each.doubt = {
        code: 'signing_record',
        why: '像落款，当作记录读入。如果是落款，请在预览中指定这一行不是记录。',
      };
    }
  }
}

function columnsOfFigures(rows: readonly BodyRow[]): ReadonlySet<number> {
  const counts = new Map<number, number>();
  for (const { row } of rows) {
    for (const cell of row.cells) {
      if (cell.kind !== 'none')
        counts.set(cell.column, (counts.get(cell.column) ?? 0) + (isFigure(cell) ? 1 : -1));
    }
  }
  return new Set([...counts].filter(([, count]) => count > 0).map(([column]) => column));
}

/** Fills its columns as records do: half of them at least, each under a title, no text among figures. */
function fitsColumns(
  { row }: BodyRow,
  { titles, columnCount }: BodyContext,
  figureColumns: ReadonlySet<number>,
): boolean {
  return (
    row.cells.length * 2 >= columnCount &&
    row.cells.every(
      (cell) => titles.has(cell.column) && !(figureColumns.has(cell.column) && cell.kind === 'text'),
    )
  );
}

/** Texts below the last full row of the table are notes, signatures and dates, not rows. */
function settleTail(rows: readonly BodyRow[], { firstColumn, columnCount, titles }: BodyContext): void {
  const lastFull = rows.findLastIndex(
    ({ role, row }) => role === 'total' || role === 'subtotal' || (role === 'data' && row.cells.length > 1),
  );
  if (lastFull === rows.length - 1) return;
  const firstCells = rows.flatMap(({ role, row }) => (role === 'data' ? row.cells.slice(0, 1) : []));
  let ended = rows[lastFull]?.role === 'total' && rows.slice(0, lastFull).some(({ role }) => role === 'data');
  for (const each of rows.slice(lastFull + 1)) {
    const { row, role, blankBefore } = each;
    const [first] = row.cells;
    if (role === 'note') ended = true;
    if (first === undefined || (role !== 'data' && role !== 'section') || row.cells.length > 1) continue;
    const alike = (test: (cell: WindowCell) => boolean): boolean =>
      role === 'data' && firstCells.filter((cell) => cell.column === first.column && test(cell)).length > 1;
    const isLong = first.label.length >= 18;
    const strange =
      (isLong &&
        (role === 'section' || isSentence(first.label)) &&
        !alike(({ label }) => label.length >= 18)) ||
      (isDateLine(first.label) &&
        !/日|时间|年|月|期/.test(titles.get(first.column) ?? '') &&
        !alike(({ label }) => isDateLine(label))) ||
      first.column > firstColumn + Math.max(1, columnCount / 3);
    if (isLong && role === 'data' && !strange && !alike(({ label }) => label.length >= 18)) {
      each.doubt = {
        code: 'long_record',
        why: '只有一格文字，当作记录读入。如果是说明，请在预览中指定这一行不是记录。',
      };
    }
    if (lastFull < 0 && !strange) continue;
    if (!(ended || strange || (blankBefore && columnCount > 1))) continue;
    ended = true;
    each.role = 'note';
    each.why = '在表的末尾，只有一段文字';
    each.doubt = null;
  }
}

/** What a name does not contain and a sentence does. */
function isSentence(label: string): boolean {
  return /[,。;:!?]|^\d{1,2}[.、]|^[(]\d{1,2}[)]/.test(label);
}

/** The row's first text before its figures, 序号 aside; '' where figures come first. */
function nameOf({ row }: BodyRow, serialColumn: number | null): string {
  const first = row.cells.find(({ column }) => column !== serialColumn);
  return first === undefined || first.kind !== 'text' ? '' : first.label;
}

function numbersOf({ row }: BodyRow, serialColumn: number | null): WindowCell[] {
  return row.cells.filter(({ kind, column }) => kind === 'number' && column !== serialColumn);
}

function isSum({ column, cell }: WindowCell, sums: ReadonlyMap<number, number>): boolean {
  return isNear(figureOf(cell), sums.get(column) ?? 0, 1e-6);
}

function isNear(value: number, wanted: number, tolerance: number): boolean {
  return Math.abs(wanted - value) < tolerance * Math.max(1, Math.abs(wanted));
}
