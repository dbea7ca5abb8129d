/** Real workbook files in a temporary folder, and a table with a column of every type. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import {
  closeWorkbook,
  type StoreContext,
  type WritableDatabase,
} from '../../electron/backend/store/open.ts';
import type { RowValues } from '../../shared/model/cell-value.ts';
import type { Change } from '../../shared/model/change.ts';
import { defineColumn } from '../../shared/model/column.ts';
import { type FailureCode, HuibiaoError } from '../../shared/model/failure.ts';
import type { Row } from '../../shared/model/row.ts';
import type { TableDefinition } from '../../shared/model/table.ts';

export const ledger: TableDefinition = {
  key: 'ledger',
  title: '项目台账',
  documentTitle: '泽州县项目台账',
  annexLabel: null,
  columns: [
    defineColumn({ key: 'name', title: '名称', required: true }),
    defineColumn({ key: 'count', title: '户数', type: 'number', measureWord: '户' }),
    defineColumn({ key: 'share', title: '占比', type: 'percent' }),
    defineColumn({ key: 'due', title: '时限', type: 'date' }),
    defineColumn({ key: 'done', title: '已完成', type: 'boolean' }),
    defineColumn({ key: 'category', title: '类别', type: 'choice', choices: ['甲', '乙'] }),
    defineColumn({ key: 'township', title: '乡镇', type: 'unit' }),
    defineColumn({ key: 'offices', title: '责任单位', type: 'units' }),
    defineColumn({ key: 'village', title: '村名', type: 'village' }),
    defineColumn({ key: 'rate', title: '完成率', type: 'percent', computed: 'completionRate' }),
  ],
  keyColumns: ['township', 'name'],
  grouped: null,
  position: 1,
};

export function ledgerRow(id: string, values: RowValues = {}, position = id): Row {
  return { id, position, unit: null, round: null, values, source: null };
}

export function add(row: Row, table = 'ledger'): Change {
  return { kind: 'rowAdded', table, row };
}

export function set(rowId: string, before: RowValues, after: RowValues, table = 'ledger'): Change {
  return { kind: 'cellsSet', table, rowId, before, after };
}

export const defineLedger: Change = { kind: 'tableSet', table: 'ledger', before: null, after: ledger };

/** Ids that count up, and a clock that goes a minute further at each look, from 2025-10-15 09:00 UTC. */
export function countingContext(): StoreContext {
  let ids = 0;
  let minutes = 0;
  return {
    newId: () => {
      ids += 1;
      return `id${ids}`;
    },
    now: () => {
      minutes += 1;
      return new Date(Date.UTC(2025, 9, 15, 9, minutes));
    },
  };
}

/** A folder for each test; what was opened in it with `track` is closed and the folder removed afterwards. */
export function temporaryFolder(): {
  readonly path: (name: string) => string;
  readonly track: (db: WritableDatabase) => WritableDatabase;
} {
  let folder = '';
  let open: WritableDatabase[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'huibiao-store-'));
  });
  afterEach(() => {
    for (const db of open) closeWorkbook(db);
    open = [];
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    path: (name) => join(folder, name),
    track: (db) => {
      open.push(db);
      return db;
    },
  };
}

/** Every file in a folder with the hash of its bytes: equal before and after means untouched. */
export function fingerprint(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true })
      .map(String)
      .sort()
      .map((name) => {
        const path = join(folder, name);
        return [
          name,
          statSync(path).isDirectory()
            ? 'folder'
            : createHash('sha256').update(readFileSync(path)).digest('hex'),
        ];
      }),
  );
}

/** The HuibiaoError that `work` throws; anything else, or nothing, fails the test. */
export function failureOf(work: () => unknown): HuibiaoError {
  try {
    work();
  } catch (error) {
    if (error instanceof HuibiaoError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

export function codeOf(work: () => unknown): FailureCode {
  return failureOf(work).code;
}
