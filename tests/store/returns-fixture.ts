/** Returns of the ledger's form, as they are recorded and accepted. */
import type { Change } from '../../shared/model/change.ts';
import type { Return } from '../../shared/model/return.ts';
import { storedFile } from './forms-fixture.ts';

/** A file that was received from a unit for the round `r1`. */
export function received(id: string, changed: Partial<Return> = {}): Return {
  const { id: fileId, name, bytes } = storedFile(`回收${id}`);
  const sure = { certainty: 'certain' as const, why: '' };
  return {
    id,
    file: { id: fileId, name, size: bytes.byteLength },
    receivedAt: '2025-10-10T01:00:00.000Z',
    savedAt: null,
    match: {
      form: { value: 'form1', ...sure },
      edition: { value: 1, ...sure },
      round: { value: 'r1', ...sure },
      unit: { value: '高都镇', ...sure },
    },
    form: 'form1',
    edition: 1,
    round: 'r1',
    unit: '高都镇',
    version: 1,
    status: 'received',
    counts: { rows: 1, must: 0, explain: 0, note: 0 },
    notes: [],
    failure: null,
    accepted: null,
    sentBack: null,
    explanations: [],
    ...changed,
  };
}

export function fileOf(one: Return) {
  const { bytes } = storedFile(`回收${one.id}`);
  return { id: one.file.id, name: one.file.name, bytes };
}

export function asAccepted(one: Return, added = 1): Return {
  return {
    ...one,
    status: 'accepted',
    accepted: { at: '2025-10-11T01:00:00.000Z', added, changed: 0, removed: 0, unchanged: 0 },
  };
}

export function setReturn(before: Return, after: Return): Change {
  return { kind: 'returnSet', table: 'ledger', return: before.id, before, after };
}

/** Rows that come from the file of a return. */
export function rowsFrom(one: Return, count: number): Change[] {
  return Array.from({ length: count }, (_, index) => {
    const id = `${one.id}-${index}`;
    const cells = { name: `B${index + 4}`, count: `C${index + 4}` };
    const source = { fileId: one.file.id, fileName: one.file.name, sheet: 'Sheet1', cells };
    const values = { name: id, count: index };
    const row = { id, position: id, unit: one.unit, round: null, values, source };
    return { kind: 'rowAdded', table: 'ledger', row };
  });
}
