import type { RoundBoard } from '../../../shared/collect/answers.ts';
import type { BoardLine } from '../../../shared/collect/completeness.ts';
import { boardStateTitles, planBoard, spokenTime } from '../../../shared/collect/completeness.ts';
import { defineColumn } from '../../../shared/model/column.ts';
import { periodTitle } from '../../../shared/model/round.ts';
import type { Row } from '../../../shared/model/row.ts';
import type { TableDefinition } from '../../../shared/model/table.ts';
import { safeFileName } from '../../../shared/values/file-name.ts';
import { requireDatabase, type Session } from '../session.ts';
import { readFormEdition } from '../store/forms.ts';
import { listReturns } from '../store/returns.ts';
import { listIssuedCopies } from '../store/rounds.ts';
import type { HandlersOf } from './handlers.ts';
import { requireRound } from './rounds.ts';

export const boardHandlers: HandlersOf<'board'> = {
  'board.read': ({ round }, { session }) => readBoard(session, round),

  'board.export': async ({ round }, { session, signal, onProgress }) => {
    const board = readBoard(session, round);
    const title = `${board.title}报送情况表`;
    const { bytes, problems } = await session.sheets.writeTable(
      {
        definition: { ...statusTable, title: '报送情况表', documentTitle: title },
        rows: board.lines.map((line, index) => statusRow(line, index)),
        groups: [],
        form: null,
      },
      { signal, onProgress },
    );
    const fileName = `${safeFileName(title)}.xlsx`;
    return { downloadId: session.transfers.offer({ name: fileName, bytes }), fileName, problems };
  },
};

function readBoard(session: Session, key: string): RoundBoard {
  const database = requireDatabase(session);
  const round = requireRound(database, key);
  const form = readFormEdition(database, round.form, round.edition);
  const board = planBoard({
    round,
    copies: listIssuedCopies(database, key),
    returns: listReturns(database, key),
    localTime,
    now: session.options.now().toISOString(),
  });
  return {
    ...board,
    round: key,
    title: `${form?.title ?? round.form} ${periodTitle(round.period)}`,
    dueAt: round.dueAt,
  };
}

/** An instant as the office's own clock shows it: 2025-10-15T17:00. */
export function localTime(instant: string): string {
  const at = new Date(instant);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

const statusTable: TableDefinition = {
  key: 'board',
  title: '报送情况表',
  documentTitle: null,
  annexLabel: null,
  columns: [
    defineColumn({ key: 'unit', title: '单位', width: 130 }),
    defineColumn({ key: 'state', title: '状态', width: 90 }),
    defineColumn({ key: 'issuedAt', title: '下发时间', width: 150 }),
    defineColumn({ key: 'receivedAt', title: '收到时间', width: 150 }),
    defineColumn({ key: 'late', title: '是否逾期', width: 80 }),
    defineColumn({ key: 'versions', title: '收到份数', type: 'number', width: 80 }),
    defineColumn({ key: 'rows', title: '记录数', type: 'number', width: 80 }),
    defineColumn({ key: 'problems', title: '问题数', type: 'number', width: 80 }),
    defineColumn({ key: 'reason', title: '退回原因', width: 260 }),
  ],
  keyColumns: ['unit'],
  grouped: null,
  position: 1,
};

function statusRow(line: BoardLine, index: number): Row {
  const { unit, state, issuedAt, receivedAt, late, versions, rows, problems, sentBackReason } = line;
  const when = (instant: string | null) => (instant === null ? null : spokenTime(localTime(instant)));
  return {
    id: unit,
    position: String(index).padStart(6, '0'),
    unit: null,
    round: null,
    source: null,
    values: {
      unit,
      state: boardStateTitles[state],
      issuedAt: when(issuedAt),
      receivedAt: when(receivedAt),
      late: late === null ? null : late ? '逾期' : '按时',
      versions,
      rows,
      problems,
      reason: sentBackReason,
    },
  };
}
