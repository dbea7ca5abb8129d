/** How much of a workbook is read; beyond it the file is refused with a message that names the bound. */
import { ZipTooLarge } from '../zip/zip.ts';

export const sheetBounds = {
  /** As many as a sheet of Excel has. */
  rows: 1_048_576,
  columns: 16_384,
  /** Cells that hold something, in all sheets together. */
  cells: 4_000_000,
  /** Characters of one text; Excel itself stops at 32,767. */
  textLength: 100_000,
  /** In one sheet. */
  merges: 100_000,
  sheets: 1000,
} as const;

/** @throws ZipTooLarge always; `subject` says in Chinese what there is too much of */
export function refuseBeyond(subject: string, found: number, bound: number, unit: string): never {
  throw new ZipTooLarge(`${subject}有 ${grouped(found)} ${unit}，超过 ${grouped(bound)} ${unit}`);
}

function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
