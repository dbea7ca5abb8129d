import type { Committed, TableInfo, UndoState, WorkbookInfo } from '../../shared/api.ts';
import { type Change, invertChanges } from '../../shared/model/change.ts';
import { HuibiaoError } from '../../shared/model/failure.ts';
import type { Row } from '../../shared/model/row.ts';
import { emptyRowsState, type RowsState } from '../../shared/model/rows-state.ts';
import type { TableDefinition } from '../../shared/model/table.ts';
import { asFailure, callBackend } from '../rpc/backend.ts';
import { applyInOrder, rowsById } from './ordered-rows.ts';
import { readTable } from './read-table.ts';

/** Whether everything the clerk did is in the file. */
export type Saving =
  | { readonly kind: 'saved' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'failed'; readonly message: string };

export type WorkbookState = {
  readonly info: WorkbookInfo;
  /** All definitions; the rows of the tables in `loaded`, with edits on their way already applied. */
  readonly data: RowsState;
  /** The rows of the loaded tables in table order; the same array as long as a table stays the same. */
  readonly ordered: ReadonlyMap<string, readonly Row[]>;
  readonly loaded: ReadonlySet<string>;
  /** Loaded tables of which only the first rows are here yet, with the number of those still to come. */
  readonly arriving: ReadonlyMap<string, number>;
  readonly saving: Saving;
  readonly undo: UndoState;
};

/**
 * An open workbook as the screens see it. An edit is shown at once and sent in order behind those before it;
 * when the backend refuses one, what waits behind it is dropped too, the tables are read again, and `report`
 * tells the clerk.
 */
export class WorkbookStore {
  readonly #report: (failure: HuibiaoError) => void;
  readonly #listeners = new Set<() => void>();
  #state: WorkbookState;
  #queue: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  /** Grows with every refusal; tasks queued before it are dropped. */
  #generation = 0;
  /** Edits that are shown and not yet in the file, oldest first. */
  #unconfirmed: (readonly Change[])[] = [];

  private constructor(state: WorkbookState, report: (failure: HuibiaoError) => void) {
    this.#state = state;
    this.#report = report;
  }

  /** Reads the definitions, the undo state and the tables that the screens always need. */
  static async open(info: WorkbookInfo, report: (failure: HuibiaoError) => void): Promise<WorkbookStore> {
    const [tables, undo] = await Promise.all([
      callBackend('tables.list', {}),
      callBackend('edits.state', {}),
    ]);
    const store = new WorkbookStore(
      {
        info,
        data: { ...emptyRowsState, tables: definitionsOf(tables) },
        ordered: new Map(),
        loaded: new Set(),
        arriving: new Map(),
        saving: { kind: 'saved' },
        undo,
      },
      report,
    );
    const known = tables.map(({ definition }) => definition.key);
    await Promise.all(
      ['units', 'villages'].filter((key) => known.includes(key)).map((key) => store.load(key)),
    );
    return store;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getState = (): WorkbookState => this.#state;

  /**
   * Reads a table's rows once; later calls do nothing. The first rows of a large table are shown while the others
   * are read; edits of that time are shown at once and committed behind them.
   */
  async load(table: string): Promise<void> {
    if (this.#state.loaded.has(table)) return;
    await this.#enqueue(async () => {
      if (!this.#state.loaded.has(table)) await this.#readRows(table);
      return null;
    });
  }

  /** Shows the changes at once and commits them as one edit; a refusal is reported and taken back. */
  commit(label: string, changes: readonly Change[]): void {
    if (changes.length === 0) return;
    this.#set({ ...this.#applied(changes), saving: { kind: 'saving' } });
    this.#unconfirmed.push(changes);
    void this.#enqueue(async () => {
      const committed = await callBackend('edits.commit', { label: shorten(label), changes: [...changes] });
      this.#unconfirmed.shift();
      this.#set({ undo: committed.state, ...this.#savingAfterThis() });
      return committed;
    });
  }

  undo(): Promise<Committed | null> {
    return this.apply(() => callBackend('edits.undo', {}));
  }

  redo(): Promise<Committed | null> {
    return this.apply(() => callBackend('edits.redo', {}));
  }

  /** Runs something that changes the workbook after the edits before it, and shows what it changed. */
  apply(work: () => Promise<Committed | null>): Promise<Committed | null> {
    this.#set({ saving: { kind: 'saving' } });
    return this.#enqueue(async () => {
      const committed = await work();
      if (committed !== null) this.#applyCommitted(committed);
      return committed;
    });
  }

  /** Resolves when everything before it is in the file (or was refused). */
  async settle(): Promise<void> {
    await this.#queue;
  }

  #enqueue<Result>(work: () => Promise<Result | null>): Promise<Result | null> {
    const generation = this.#generation;
    this.#waiting += 1;
    const result = this.#queue.then(async () => {
      try {
        return generation === this.#generation ? await work() : null;
      } catch (thrown) {
        await this.#recover(asFailure(thrown));
        return null;
      } finally {
        const { saving } = this.#savingAfterThis();
        this.#waiting -= 1;
        if (saving !== undefined) this.#set({ saving });
      }
    });
    this.#queue = result;
    return result;
  }

  /** The last thing that waits says that all is saved, with what else it shows. */
  #savingAfterThis(): { readonly saving?: Saving } {
    return this.#waiting === 1 && this.#state.saving.kind === 'saving' ? { saving: { kind: 'saved' } } : {};
  }

  async #recover(failure: HuibiaoError): Promise<void> {
    if (failure.code === 'cancelled' || failure.code.startsWith('nothing_to_')) {
      if (failure.code !== 'cancelled') this.#report(failure);
      return;
    }
    this.#generation += 1;
    this.#report(failure);
    const lost = this.#unconfirmed.splice(0).flat();
    try {
      await this.#readAgain();
      this.#set({ saving: { kind: 'saved' } });
    } catch {
      // Nobody answers: what was not confirmed must not stand there as if it were saved.
      const message = lost.length > 0 ? '没有保存，刚才的修改已退回' : failure.message;
      this.#set({ ...this.#applied(invertChanges(lost)), saving: { kind: 'failed', message } });
    }
  }

  /** Looks whether another window changed the workbook, or whether nobody answers any more. */
  async checkCurrent(): Promise<void> {
    await this.#enqueue(async () => {
      const { revision } = await callBackend('edits.state', {});
      // A table that is still not whole at its turn is one that could not be read to its end.
      const broken = this.#state.arriving.size > 0;
      if (broken || revision !== this.#state.undo.revision) await this.#readAgain();
      if (this.#state.saving.kind === 'failed') this.#set({ saving: { kind: 'saved' } });
      return null;
    });
  }

  #applyCommitted(committed: Committed): void {
    const changes = committed.changes.filter(
      (change) => change.kind === 'tableSet' || this.#state.loaded.has(change.table),
    );
    this.#set({ ...this.#applied(changes), undo: committed.state });
  }

  #applied(changes: readonly Change[]): Pick<WorkbookState, 'data' | 'ordered'> {
    const { data, ordered: before } = this.#state;
    const { tables, ordered } = applyInOrder({ tables: data.tables, ordered: before }, changes);
    const rows = new Map(data.rows);
    for (const { table } of changes) {
      const changed = ordered.get(table);
      if (changed !== undefined && changed !== before.get(table)) rows.set(table, rowsById(changed));
    }
    return { data: { tables, rows }, ordered };
  }

  async #readRows(table: string): Promise<void> {
    let shown: readonly Row[] = [];
    await readTable(table, {
      onFirst: (first) => {
        shown = first.rows;
        this.#putTable(first, first.rowCount - first.rows.length);
      },
      onAll: (all) => {
        // Edits of the rows that were shown stand in them already; they are not committed yet.
        const edited = this.#state.loaded.has(table) ? this.#state.ordered.get(table) : undefined;
        const sameRead = all.rows[0] === shown[0];
        const rows =
          edited === undefined || !sameRead ? all.rows : [...edited, ...all.rows.slice(shown.length)];
        this.#putTable({ ...all, rows }, 0);
        if (edited !== undefined && !sameRead) this.#showUnconfirmed(table);
      },
    });
  }

  async #readAgain(): Promise<void> {
    const [tables, undo, ...loaded] = await Promise.all([
      callBackend('tables.list', {}),
      callBackend('edits.state', {}),
      ...[...this.#state.loaded].map((table) => callBackend('rows.list', { table })),
    ]);
    const rows = new Map(loaded.map((table) => [table.definition.key, rowsById(table.rows)]));
    const ordered = new Map(loaded.map((table) => [table.definition.key, table.rows]));
    this.#set({ data: { tables: definitionsOf(tables), rows }, ordered, undo, arriving: new Map() });
  }

  /** Puts edits on their way on rows that were read anew; those that no longer fit are refused when they are sent. */
  #showUnconfirmed(table: string): void {
    const changes = this.#unconfirmed.flat().filter((change) => change.table === table);
    try {
      this.#set(this.#applied(changes));
    } catch (thrown) {
      if (!(thrown instanceof HuibiaoError)) throw thrown;
    }
  }

  #putTable(
    { definition, rows }: { definition: TableDefinition; rows: readonly Row[] },
    toCome: number,
  ): void {
    const { data, loaded, ordered } = this.#state;
    const arriving = new Map(this.#state.arriving);
    if (toCome > 0) arriving.set(definition.key, toCome);
    else arriving.delete(definition.key);
    this.#set({
      arriving,
      ordered: new Map(ordered).set(definition.key, rows),
      data: {
        tables: new Map(data.tables).set(definition.key, definition),
        rows: new Map(data.rows).set(definition.key, rowsById(rows)),
      },
      loaded: new Set(loaded).add(definition.key),
    });
  }

  #set(part: Partial<WorkbookState>): void {
    this.#state = { ...this.#state, ...part };
    for (const listener of this.#listeners) listener();
  }
}

function definitionsOf(tables: readonly TableInfo[]): ReadonlyMap<string, TableDefinition> {
  return new Map(
    tables
      .map(({ definition }) => definition)
      .toSorted((left, right) => left.position - right.position)
      .map((definition) => [definition.key, definition]),
  );
}

/** The contract allows two hundred characters. */
function shorten(label: string): string {
  return label.length <= 200 ? label : `${label.slice(0, 199)}…`;
}
