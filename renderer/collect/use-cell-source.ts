import { useEffect, useEffectEvent, useState } from 'react';
import type { ProvenanceCause } from '../../shared/collect/answers.ts';
import type { RowSource } from '../../shared/model/row.ts';
import { callBackend } from '../rpc/backend.ts';
import { useWorkbookPart } from '../workbook/use-workbook.ts';

export type SourcedCell = {
  readonly table: string;
  readonly rowId: string;
  readonly column: string;
};

/** Moving through the sheet does not ask for every cell on the way. */
const settleMilliseconds = 120;

/**
 * Where the active cell's value comes from, in a line: at once by what its row was read from, then by its history, for
 * it may have been typed over since. Null where its row was read from no file.
 */
export function useCellSource(cell: SourcedCell | null, source: RowSource | null): string | null {
  const revision = useWorkbookPart(({ undo }) => undo.revision);
  const saved = useWorkbookPart(({ saving }) => saving.kind === 'saved');
  const address = cell === null ? undefined : source?.cells[cell.column];
  const key = JSON.stringify([cell, address]);
  const [told, setTold] = useState<{ readonly of: string; readonly cause: ProvenanceCause } | null>(null);
  const load = useEffectEvent(async (signal: AbortSignal) => {
    if (cell === null) return;
    try {
      const { cause } = await callBackend('provenance.read', cell, { signal });
      if (!signal.aborted) setTold({ of: key, cause });
    } catch {
      // What the row was read from stands; the panel says what went wrong when it is asked.
    }
  });
  const asks = address !== undefined && saved;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again for another cell and after every edit
  useEffect(() => {
    if (!asks) return;
    const controller = new AbortController();
    const timer = window.setTimeout(() => void load(controller.signal), settleMilliseconds);
    return () => {
      window.clearTimeout(timer);
      controller.abort();
    };
  }, [key, revision, asks]);

  if (source === null || address === undefined) return null;
  const cause = told?.of === key ? told.cause : null;
  const file = `${source.fileName} › ${source.sheet} › ${address}`;
  switch (cause?.kind) {
    case undefined:
    case 'blank':
    case 'created':
      return file;
    case 'typed':
      return '在台账里填写';
    case 'imported':
      return `${cause.fileName} › ${cause.sheet}${cause.cell === null ? '' : ` › ${cause.cell}`}`;
    case 'returned': {
      const place = `${cause.fileName} › ${cause.sheet}${cause.cell === null ? '' : ` › ${cause.cell}`}`;
      return cause.unit === null ? place : `${cause.unit} · ${place}`;
    }
  }
}
