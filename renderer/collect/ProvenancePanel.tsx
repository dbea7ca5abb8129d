import { Button } from 'antd';
import { type ReactElement, useState } from 'react';
import type { RoundInfo } from '../../shared/api.ts';
import type { ProvenanceCause, ProvenanceStep } from '../../shared/collect/answers.ts';
import type { CellValue } from '../../shared/model/cell-value.ts';
import { findColumn, type TableDefinition } from '../../shared/model/table.ts';
import { formatCellValue } from '../../shared/values/cell-text.ts';
import type { HistoryCell } from '../history/read-history.ts';
import { callBackend } from '../rpc/backend.ts';
import { formatInstant } from '../shell/format-instant.ts';
import { useWorkbookPart } from '../workbook/use-workbook.ts';
import { nameRound } from './collect-words.ts';
import { OriginalDialog, type OriginalPlace } from './OriginalDialog.tsx';
import { useAnswer } from './use-answer.ts';
import '../history/history.css';
import './provenance.css';

type ProvenancePanelProps = {
  readonly table: TableDefinition;
  /** Null where a cell has no value of its own, or none is active. */
  readonly cell: HistoryCell | null;
};

/** 来源: which file and cell the active cell's value comes from, and all that it was before. */
export function ProvenancePanel({ table, cell }: ProvenancePanelProps): ReactElement {
  const revision = useWorkbookPart(({ undo }) => undo.revision);
  const saved = useWorkbookPart(({ saving }) => saving.kind === 'saved');
  const [original, setOriginal] = useState<OriginalPlace | null>(null);
  const asked = cell?.kind === 'row' ? { rowId: cell.rowId, column: cell.column } : null;
  const of = JSON.stringify([table.key, asked]);
  const { answer, failure, asking } = useAnswer(
    asked === null || !saved ? null : `${revision} ${of}`,
    async (signal) => {
      if (asked === null) return null;
      const provenance = await callBackend('provenance.read', { table: table.key, ...asked }, { signal });
      const rounds: readonly RoundInfo[] =
        provenance.cause.kind === 'returned' ? await callBackend('rounds.list', {}, { signal }) : [];
      return { of, provenance, rounds };
    },
  );

  if (cell === null) return <p className="panel-empty">请点一个单元格，看它的内容从哪里来。</p>;
  if (cell.kind === 'line') {
    return (
      <p className="panel-empty">
        附件样式的一格由多行汇成。请切换到「逐村台账」，点具体一行的单元格看来源。
      </p>
    );
  }
  if (failure !== null && !asking) return <p className="panel-empty">{failure}</p>;
  if (answer?.of !== of) return <p className="panel-empty">正在查…</p>;
  const { provenance, rounds } = answer;
  const column = findColumn(table, cell.column);
  const text = (value: CellValue): string =>
    (column === null ? '' : formatCellValue(column, value)) || '未填';
  const place = placeOf(provenance.cause);
  const [, ...earlier] = provenance.history;
  return (
    <div className="provenance">
      <p className="history-cell">{cell.name}</p>
      <p className="provenance-value">{text(provenance.value)}</p>
      <Cause
        cause={provenance.cause}
        by={provenance.history[0] ?? null}
        roundOf={(key) => {
          const info = rounds.find(({ round }) => round.key === key);
          return info === undefined ? null : nameRound(info);
        }}
      />
      {place !== null && (
        <div className="provenance-actions">
          <Button size="small" onClick={() => setOriginal(place)}>
            看原表
          </Button>
        </div>
      )}
      {earlier.length > 0 && (
        <>
          <h3>以前的值</h3>
          <ol className="history-list" aria-label="以前的值">
            {earlier.map((step) => {
              const before = placeOf(step.cause);
              return (
                <li key={step.edit.id}>
                  <div className="history-values">{text(step.after)}</div>
                  <div className="history-label">
                    {step.edit.label}
                    {sourceWords(step.cause)}
                  </div>
                  <div className="history-meta">
                    <time dateTime={step.edit.at}>{formatInstant(step.edit.at)}</time>
                    {before !== null && (
                      <button type="button" className="list-link" onClick={() => setOriginal(before)}>
                        看原表
                      </button>
                    )}
                  </div>
                </li>
              );
            })}
          </ol>
        </>
      )}
      {original !== null && <OriginalDialog place={original} onClose={() => setOriginal(null)} />}
    </div>
  );
}

/** Where it comes from, fact by fact. */
function Cause({
  cause,
  by,
  roundOf,
}: {
  readonly cause: ProvenanceCause;
  /** The edit that brought it. */
  readonly by: ProvenanceStep | null;
  readonly roundOf: (round: string) => string | null;
}): ReactElement {
  switch (cause.kind) {
    case 'blank':
      return <p>没有人填过。</p>;
    case 'created':
      return <p>建立工作簿时就有。</p>;
    case 'typed':
      return (
        <Facts
          facts={[
            ['来源', '在台账里直接填写'],
            ['修改', by?.edit.label ?? null],
            ['时间', by === null ? null : formatInstant(by.edit.at)],
          ]}
        />
      );
    case 'imported':
      return (
        <Facts
          facts={[
            ['来源', '导入'],
            ['文件', cause.fileName],
            ['位置', placeWords(cause.sheet, cause.cell)],
            ['时间', by === null ? null : formatInstant(by.edit.at)],
          ]}
        />
      );
    case 'returned':
      return (
        <Facts
          facts={[
            ['单位', cause.unit],
            ['报表期', cause.round === null ? null : roundOf(cause.round)],
            ['文件', cause.fileName],
            ['位置', placeWords(cause.sheet, cause.cell)],
            ['版次', cause.version > 1 ? `第 ${cause.version} 版` : null],
            ['收到', formatInstant(cause.receivedAt)],
            ['接收', cause.acceptedAt === null ? null : formatInstant(cause.acceptedAt)],
            ['说明', cause.explanations.length === 0 ? null : cause.explanations.join('；')],
          ]}
        />
      );
  }
}

function Facts({ facts }: { readonly facts: readonly (readonly [string, string | null])[] }): ReactElement {
  return (
    <dl className="provenance-facts">
      {facts.map(([name, fact]) =>
        fact === null ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{fact}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

function placeWords(sheet: string, cell: string | null): string {
  return cell === null ? sheet : `${sheet} › ${cell}`;
}

/** Behind the label of an edit: （高都.xlsx › 改厕 › F4）. */
function sourceWords(cause: ProvenanceCause): string {
  return cause.kind === 'imported' || cause.kind === 'returned'
    ? `（${cause.fileName} › ${placeWords(cause.sheet, cause.cell)}）`
    : '';
}

function placeOf(cause: ProvenanceCause): OriginalPlace | null {
  return cause.kind === 'returned'
    ? { returnId: cause.returnId, fileName: cause.fileName, sheet: cause.sheet, cell: cause.cell }
    : null;
}
