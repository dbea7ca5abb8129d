import { useEffect, useState, useSyncExternalStore } from 'react';
import type { HuibiaoError } from '../../shared/model/failure.ts';
import type { CellStyle, SheetLooks, SheetWindow, SheetWindowRow } from '../../shared/model/reading.ts';
import { asFailure, callBackend } from '../rpc/backend.ts';

/** How one row looks; see `SheetLooks`. */
export type LooksRow = NonNullable<SheetLooks['drawn']>['rows'][number];

export type SheetMerge = SheetWindow['merges'][number];

/** What is known of a sheet so far; a new object with every part that comes in. */
export type SheetParts = {
  readonly rowAt: (row: number) => SheetWindowRow | null;
  readonly looksAt: (row: number) => LooksRow | null;
  readonly styleAt: (row: number, column: number) => CellStyle | null;
  /** The first rows of the sheet, by which the columns get their widths; null until they are there. */
  readonly top: SheetWindow | null;
  readonly merges: readonly SheetMerge[];
  readonly hiddenColumns: ReadonlySet<number>;
  readonly failure: HuibiaoError | null;
};

const partRows = 500;
const keptParts = 60;
const loadedAtOnce = 2;
/** Parts that a fast scroll only passes by are not asked for. */
const settleMilliseconds = 60;

/** The texts of a sheet, loaded by parts as they come into view. */
export function useSheetParts(
  uploadId: string,
  /** Null for the first one that is not hidden. */
  sheet: string | null,
  /** With lines, colours and sizes. */
  looks = false,
): { readonly parts: SheetParts; readonly want: (firstRow: number, lastRow: number) => void } {
  const [loader, setLoader] = useState(() => new PartsLoader(uploadId, sheet, looks));
  // The first sheet may be asked for by its name once that is known.
  const isSame = loader.sheet === sheet || (loader.sheet === null && loader.getParts().top?.sheet === sheet);
  if (loader.uploadId !== uploadId || !isSame) {
    setLoader(new PartsLoader(uploadId, sheet, looks));
  }
  useEffect(() => {
    loader.want(0, 0);
    return () => loader.stop();
  }, [loader]);
  const parts = useSyncExternalStore(loader.subscribe, loader.getParts);
  return { parts, want: loader.want };
}

class PartsLoader {
  readonly uploadId: string;
  readonly sheet: string | null;
  readonly looks: boolean;
  readonly #listeners = new Set<() => void>();
  /** In the order in which they were last wanted. */
  readonly #loaded = new Map<number, SheetWindow>();
  readonly #merges = new Map<string, SheetMerge>();
  readonly #loading = new Map<number, AbortController>();
  #wanted: readonly number[] = [];
  #timer: number | undefined;
  #parts: SheetParts;

  constructor(uploadId: string, sheet: string | null, looks: boolean) {
    this.uploadId = uploadId;
    this.sheet = sheet;
    this.looks = looks;
    this.#parts = {
      rowAt: (row) => this.#rowAt(row),
      looksAt: (row) => this.#looksAt(row),
      styleAt: (row, column) => this.#styleAt(row, column),
      top: null,
      merges: [],
      hiddenColumns: new Set(),
      failure: null,
    };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getParts = (): SheetParts => this.#parts;

  /** Says which rows are in view; parts of earlier views that are still on their way are given up. */
  readonly want = (firstRow: number, lastRow: number): void => {
    const first = Math.floor(Math.max(0, firstRow) / partRows);
    const last = Math.floor(Math.max(0, lastRow) / partRows);
    const wanted = Array.from({ length: last - first + 1 }, (_, index) => first + index);
    // The widths of the columns come from the top, wherever the view is.
    this.#wanted = this.#parts.top === null ? [0, ...wanted.filter((part) => part !== 0)] : wanted;
    for (const part of this.#wanted) this.#touch(part);
    window.clearTimeout(this.#timer);
    if (this.#wanted.every((part) => this.#loaded.has(part) || this.#loading.has(part))) return;
    this.#timer = window.setTimeout(() => this.#load(), this.#parts.top === null ? 0 : settleMilliseconds);
  };

  stop(): void {
    window.clearTimeout(this.#timer);
    for (const controller of this.#loading.values()) controller.abort();
    this.#loading.clear();
  }

  #load(): void {
    for (const [part, controller] of this.#loading) {
      if (this.#wanted.includes(part)) continue;
      controller.abort();
      this.#loading.delete(part);
    }
    for (const part of this.#wanted) {
      if (this.#loading.size >= loadedAtOnce) return;
      if (!this.#loaded.has(part) && !this.#loading.has(part)) void this.#loadPart(part);
    }
  }

  async #loadPart(part: number): Promise<void> {
    const controller = new AbortController();
    this.#loading.set(part, controller);
    try {
      const window = await callBackend(
        'import.window',
        {
          uploadId: this.uploadId,
          sheet: this.sheet,
          firstRow: part * partRows,
          rowCount: partRows,
          ...(this.looks ? { looks: true } : {}),
        },
        { signal: controller.signal },
      );
      if (!controller.signal.aborted) this.#put(part, window);
    } catch (thrown) {
      if (!controller.signal.aborted) this.#set({ failure: asFailure(thrown) });
      return;
    } finally {
      if (this.#loading.get(part) === controller) this.#loading.delete(part);
    }
    if (!controller.signal.aborted) this.#load();
  }

  #put(part: number, window: SheetWindow): void {
    this.#loaded.set(part, window);
    for (const merge of window.merges) this.#merges.set(`${merge.firstRow},${merge.firstColumn}`, merge);
    const [oldest] = this.#loaded.keys();
    if (this.#loaded.size > keptParts && oldest !== undefined) this.#loaded.delete(oldest);
    this.#set({
      top: part === 0 ? window : this.#parts.top,
      merges: window.merges.length === 0 ? this.#parts.merges : [...this.#merges.values()],
      hiddenColumns: part === 0 ? new Set(window.hiddenColumns) : this.#parts.hiddenColumns,
      failure: null,
    });
  }

  #touch(part: number): void {
    const window = this.#loaded.get(part);
    if (window === undefined) return;
    this.#loaded.delete(part);
    this.#loaded.set(part, window);
  }

  #rowAt(row: number): SheetWindowRow | null {
    const window = this.#loaded.get(Math.floor(row / partRows));
    return window?.rows[row - window.firstRow] ?? null;
  }

  #looksAt(row: number): LooksRow | null {
    const window = this.#loaded.get(Math.floor(row / partRows));
    return window?.looks?.drawn?.rows[row - window.firstRow] ?? null;
  }

  #styleAt(row: number, column: number): CellStyle | null {
    const window = this.#loaded.get(Math.floor(row / partRows));
    const style = this.#looksAt(row)?.styles[column] ?? -1;
    return window?.looks?.drawn?.styles[style] ?? null;
  }

  #set(part: Partial<SheetParts>): void {
    this.#parts = { ...this.#parts, ...part };
    for (const listener of this.#listeners) listener();
  }
}
