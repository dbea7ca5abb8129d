/** 填报单位：高都镇　单位：万元　填报日期：2025年10月15日 → its entries, each with its cells. */
import type { InfoField } from './region.ts';
import type { WindowCell, WindowRow } from './window.ts';
import { compact, infoKind, infoLabelPattern, isDateLine, isHeaderText, isMeasureWord } from './words.ts';

/** The entries of a row; empty when the row has none. */
export function readInfo({ cells }: WindowRow): InfoField[] {
  const fields: InfoField[] = [];
  for (let index = 0; index < cells.length; index += 1) {
    const cell = cells[index];
    if (cell === undefined) continue;
    const entries = entriesOf(cell);
    const last = entries.at(-1);
    if (last === undefined) {
      if (isDateCell(cell, cells)) fields.push(dateField(cell));
      continue;
    }
    const next = cells[index + 1];
    // 填报单位：| 高都镇: the value stands in a cell of its own.
    if (last.value === null && next !== undefined && entriesOf(next).length === 0) {
      entries[entries.length - 1] = withValue(last, next.text.trim(), next.column);
      index += 1;
    }
    fields.push(...entries);
  }
  return fields;
}

/** The one cell of a row that says when; several of them head columns. */
function isDateCell({ label }: WindowCell, cells: readonly WindowCell[]): boolean {
  return (
    isDateLine(label) &&
    /年|\d{4}/.test(label) &&
    cells.filter((other) => isDateLine(other.label)).length === 1
  );
}

/** Filled cells that an info line has at most; longer rows are records or a header. */
const mostInfoCells = 60;

/**
 * What share of a row's cells are entries of an info line, so that a title with a colon in it is none. Labels that
 * are in no list (项目类别：甲类) count only beside others, or where the row has hardly another cell.
 */
export function infoShare(row: WindowRow): number {
  const known = shares.get(row);
  if (known !== undefined) return known;
  const share = weighInfo(row);
  shares.set(row, share);
  return share;
}

/** Every row near a header is asked dozens of times. */
const shares = new WeakMap<WindowRow, number>();

function weighInfo({ cells }: WindowRow): number {
  if (cells.length === 0 || cells.length > mostInfoCells || !cells.some(mayTell)) return 0;
  let explained = 0;
  let labelled = 0;
  let known = 0;
  let pending = false;
  const others: WindowCell[] = [];
  for (const cell of cells) {
    const entries = entriesOf(cell);
    if (entries.length > 0) {
      explained += 1;
      labelled += 1;
      if (entries.some(({ kind }) => kind !== 'other')) known += 1;
      pending = entries.at(-1)?.value === null;
    } else if (pending || isDateCell(cell, cells)) {
      explained += 1;
      known += pending ? 0 : 1;
      pending = false;
    } else {
      pending = false;
      others.push(cell);
    }
  }
  // 村名 | 2025年 heads columns; a date beside a label or an office says when.
  if (labelled === 0 && others.some(({ label, row: top, lastRow }) => lastRow > top || isHeaderText(label)))
    return 0;
  return known > 0 || cells.length <= 2 ? explained / cells.length : 0;
}

/** Whether the row has an entry with a label that info lines are known to have. */
export function hasKnownEntry({ cells }: WindowRow): boolean {
  return cells.some((cell) => entriesOf(cell).some(({ kind }) => kind !== 'other'));
}

function mayTell({ label, text }: WindowCell): boolean {
  return /[:：]/.test(text) || isStamp(label) || isDateLine(label);
}

/** 贫困村（盖章）: a place for a name and its seal, without a colon. */
function isStamp(label: string): boolean {
  return /^\p{Script=Han}{2,12}[(](?:盖章|公章|签章|章)[)]$/u.test(label);
}

function entriesOf(cell: WindowCell): InfoField[] {
  if (cell.cell.kind !== 'text' || cell.text.length > 400) return [];
  if (isStamp(cell.label)) {
    const label = cell.label.replace(/[(].*$/, '');
    return [
      {
        kind: 'unit',
        label,
        value: null,
        row: cell.row,
        labelColumn: cell.column,
        valueColumn: cell.column,
      },
    ];
  }
  if (!/[:：]/.test(cell.text)) return [];
  const found = [...cell.text.matchAll(infoLabelPattern)].filter(({ index }) => standsFree(cell.text, index));
  const first = found[0];
  if (first === undefined) return freeEntry(cell);
  if (compact(cell.text.slice(0, first.index)).length > 12) return [];
  return found.map((match, index) => {
    const end = found[index + 1]?.index ?? cell.text.length;
    const label = compact(match[0]).slice(0, -1);
    const value = cell.text.slice(match.index + match[0].length, end).trim();
    const field: InfoField = {
      kind: infoKind(label) ?? 'other',
      label,
      value: null,
      row: cell.row,
      labelColumn: cell.column,
      valueColumn: cell.column,
    };
    return compact(value).replace(/_/g, '') === '' ? field : withValue(field, value, cell.column);
  });
}

/** 主要负责人： is one label, not 主要 followed by 负责人：; 金额（单位：万元） is a header. */
function standsFree(text: string, index: number): boolean {
  const before = text[index - 1] ?? ' ';
  return /[\s、;；,，]/.test(before) || (index === 1 && /[(（【]/.test(before));
}

/** 项目类别：甲类: a short label that is in no list. */
function freeEntry(cell: WindowCell): InfoField[] {
  const match = /^([^:：]{2,10})[:：]([^:：]{0,40})$/.exec(cell.text.trim());
  if (match === null || !/^[\p{Script=Han}()（）“”\s]+$/u.test(match[1] ?? '')) return [];
  if (/^(?:其中|包括|包含|按|加|减|其他)/.test(compact(match[1] ?? ''))) return [];
  const value = (match[2] ?? '').trim();
  return [
    {
      kind: 'other',
      label: compact(match[1] ?? ''),
      value: value === '' ? null : value,
      row: cell.row,
      labelColumn: cell.column,
      valueColumn: cell.column,
    },
  ];
}

/** 单位：万元 names a measure, 单位：高都镇 a unit; only the value can tell. */
function withValue(field: InfoField, value: string, valueColumn: number): InfoField {
  const kind = field.label === '单位' && isMeasureWord(compact(value)) ? 'measure' : field.kind;
  return { ...field, kind, value, valueColumn };
}

function dateField(cell: WindowCell): InfoField {
  const blank = !/[\d一二三四〇]/.test(cell.label);
  return {
    kind: /日|号/.test(cell.label) || cell.kind === 'date' ? 'date' : 'period',
    label: '',
    value: blank ? null : cell.text.trim(),
    row: cell.row,
    labelColumn: cell.column,
    valueColumn: cell.column,
  };
}
