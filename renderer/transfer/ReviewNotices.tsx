import { Alert } from 'antd';
import type { ReactElement } from 'react';
import type { Failure } from '../../shared/model/failure.ts';
import type { Reading, RowRole } from '../../shared/model/reading.ts';
import type { TableDefinition } from '../../shared/model/table.ts';
import type { Spot } from '../drawing/drawing-geometry.ts';
import { describeSpan, lettersOf } from '../drawing/sheet-places.ts';
import { countCorrections } from './correct-reading.ts';
import { meaningOf, roleWords, rowsAt } from './reading-words.ts';

/** Why nothing can be imported yet (in full among the problems), or why a pointing was not possible. */
export function ReviewNotices({
  refusal,
  refused,
}: {
  readonly refusal: Failure | null;
  readonly refused: string | null;
}): ReactElement | null {
  if (refusal === null && refused === null) return null;
  return (
    <div className="review-notices">
      {refusal !== null && (
        <Alert
          type="warning"
          showIcon
          title={
            <span className="notice-short" title={refusal.message}>
              {refusal.message}
            </span>
          }
        />
      )}
      {refused !== null && <Alert type="error" showIcon title={`没有照办：${refused}`} />}
    </div>
  );
}

/** The tints of the drawing in words; only what the sheet has. */
export function DrawingLegend({ reading }: { readonly reading: Reading | null }): ReactElement {
  const present = new Set<RowRole>(reading?.rows.map(({ role }) => role));
  const roles = (Object.keys(roleWords) as RowRole[]).filter((role) => present.has(role));
  return (
    <ul className="drawing-legend" aria-label="图例">
      {roles.map((role) => (
        <li key={role}>
          <span className={`legend-tint role-${role}`} />
          {roleWords[role]}
        </li>
      ))}
      {reading !== null && countCorrections(reading.choice) > 0 && (
        <li className="legend-pointed">
          <i className="pointed-dot" />
          人工指定
        </li>
      )}
    </ul>
  );
}

/** The active place in words: what its row and its column were taken for, and why. */
export function describeSpot(table: TableDefinition, reading: Reading, { row, column }: Spot): string {
  const meaning = meaningOf(table, reading.columns.find((one) => one.column === column) ?? null);
  const columnPart = `${lettersOf(column)} 栏 → ${meaning.text}${inBrackets(meaning.why)}`;
  if (row < 0) return columnPart;
  const taken = rowsAt(reading.rows, row);
  const rowPart = taken === null ? '空行，或在表格之外' : `${roleWords[taken.role]}${inBrackets(taken.why)}`;
  return `${describeSpan({ firstRow: row, lastRow: row })} ${rowPart}　${columnPart}`;
}

function inBrackets(why: string): string {
  return why === '' ? '' : `（${why.replace(/。$/, '')}）`;
}
