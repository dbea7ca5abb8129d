/** A form of the ledger and its rounds, as changes. */
import { createHash } from 'node:crypto';
import type { StoredFile } from '../../electron/backend/store/files.ts';
import type { Change } from '../../shared/model/change.ts';
import type { FormDefinition } from '../../shared/model/form.ts';
import type { FormEdition } from '../../shared/model/form-edition.ts';
import type { Round } from '../../shared/model/round.ts';

export function storedFile(text: string, name = `${text}.xlsx`): StoredFile {
  const bytes = new TextEncoder().encode(text);
  return { id: createHash('sha256').update(bytes).digest('hex'), name, bytes };
}

export const blankDefinition: FormDefinition = {
  title: '项目台账',
  layout: 'list',
  sheet: 'Sheet1',
  header: { firstRow: 1, lastRow: 1 },
  body: { firstRow: 2, lastRow: 4 },
  prefilled: false,
  patternRow: 2,
  columns: [],
  keyColumns: [],
  figures: [],
  totals: [],
  places: [],
};

export function edition(number: number, changed: Partial<FormEdition> = {}): FormEdition {
  const file = storedFile(`第${number}版`);
  return {
    key: 'form1',
    edition: number,
    table: 'ledger',
    title: '项目台账表',
    layout: 'list',
    fileId: file.id,
    fileName: file.name,
    definition: blankDefinition,
    ...changed,
  };
}

export function setForm(before: FormEdition | null, after: FormEdition | null): Change {
  const one = after ?? before;
  return {
    kind: 'formSet',
    table: one?.table ?? '',
    form: one?.key ?? '',
    edition: one?.edition ?? 1,
    before,
    after,
  };
}

export function round(key: string, changed: Partial<Round> = {}): Round {
  return {
    key,
    form: 'form1',
    edition: 1,
    period: '2025-10',
    dueAt: '2025-10-15T17:00',
    unitKind: '乡镇',
    units: ['高都镇', '巴公镇'],
    note: '',
    createdAt: '2025-10-01T01:00:00.000Z',
    ...changed,
  };
}

export function setRound(before: Round | null, after: Round | null): Change {
  return { kind: 'roundSet', table: 'ledger', round: (after ?? before)?.key ?? '', before, after };
}
