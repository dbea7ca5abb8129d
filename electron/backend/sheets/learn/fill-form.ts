/** A plan carried out on the form's own file, and what that left as it was. */
import type { FillReport, WorkbookFill } from '../refill/fill.ts';
import { refillWorkbook } from '../refill/refill.ts';
import { listEntries } from '../zip/zip.ts';

export type FillRequest = {
  /** The form; left as it is. */
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly fill: WorkbookFill;
};

export type FilledForm = {
  readonly bytes: Uint8Array;
  readonly report: FillReport;
  /** Parts that are byte for byte those of the form, as the archives themselves show. */
  readonly keptParts: readonly string[];
};

/** @throws HuibiaoError: the form cannot be filled, or not with this; the message names the cell */
export function fillForm({ bytes, fill }: FillRequest): FilledForm {
  const filled = refillWorkbook(bytes, fill);
  const before = new Map(listEntries(bytes).map((entry) => [entry.name, entry]));
  const keptParts = listEntries(filled.bytes)
    .filter(({ name }) => !name.endsWith('/'))
    .filter(({ name, crc, size }) => before.get(name)?.crc === crc && before.get(name)?.size === size)
    .map(({ name }) => name);
  return { ...filled, keptParts };
}
