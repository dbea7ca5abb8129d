import type { ProvenanceCause } from '../../shared/collect/answers.ts';
import type { RowSource } from '../../shared/model/row.ts';
import { callBackend } from '../rpc/backend.ts';
import { useWorkbookPart } from '../workbook/use-workbook.ts';
import { useAnswer } from './use-answer.ts';

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
  const of = JSON.stringify([cell, address]);
  const asked = cell !== null && address !== undefined && saved ? cell : null;
  // Where there is no answer, what the row was read from stands; the panel says what went wrong when it is asked.
  const { answer } = useAnswer(
    asked === null ? null : `${revision} ${of}`,
    async (signal) => ({
      of,
      cause: asked === null ? null : (await callBackend('provenance.read', asked, { signal })).cause,
    }),
    settleMilliseconds,
  );

  if (source === null || address === undefined) return null;
  return sourceWords(
    answer?.of === of ? answer.cause : null,
    `${source.fileName} › ${source.sheet} › ${address}`,
  );
}

function sourceWords(cause: ProvenanceCause | null, readFrom: string): string {
  switch (cause?.kind) {
    case undefined:
    case 'blank':
    case 'created':
      return readFrom;
    case 'typed':
      return '在台账里填写';
    case 'imported':
    case 'returned': {
      const place = `${cause.fileName} › ${cause.sheet}${cause.cell === null ? '' : ` › ${cause.cell}`}`;
      return cause.kind === 'returned' && cause.unit !== null ? `${cause.unit} · ${place}` : place;
    }
  }
}
