import { Alert, Button, Segmented, Select, Spin } from 'antd';
import { type ReactElement, useMemo, useState } from 'react';
import type { Input, RoundInfo } from '../../shared/api.ts';
import { periodTitle } from '../../shared/model/round.ts';
import { asText } from '../issue/unit-rows.ts';
import { callBackend } from '../rpc/backend.ts';
import { useTableRows, useWorkbookPart } from '../workbook/use-workbook.ts';
import type { CellPlace } from './cell-place.ts';
import { nameRound } from './collect-words.ts';
import { StackedRows } from './StackedRows.tsx';
import { type OpenSum, SumParts } from './SumParts.tsx';
import { ComparedTable, SumsTable } from './SumTables.tsx';
import { useDelivery } from './use-delivery.tsx';
import { useSummary } from './use-summary.ts';
import './summary-view.css';

type SummaryViewProps = {
  readonly round: RoundInfo;
  readonly rounds: readonly RoundInfo[];
  readonly onOpenTable: (table: string) => void;
  readonly onOpenCell: (place: CellPlace) => void;
};

type Way = 'sums' | 'rows';

/** As the unit tree goes: what is below is added up in what is above. */
const levelOrder: readonly string[] = ['村', '乡镇', '县'];

/** 汇总: what a round brought, one under another or added up, each sum open to its parts. */
export function SummaryView({ round, rounds, onOpenTable, onOpenCell }: SummaryViewProps): ReactElement {
  const [way, setWay] = useState<Way>('sums');
  const [level, setLevel] = useState<string | null>(null);
  const [units, setUnits] = useState<readonly string[]>([]);
  const [against, setAgainst] = useState<string | null>(null);
  const [open, setOpen] = useState<OpenSum | null>(null);
  const unitRows = useTableRows('units');
  const kinds = useMemo(
    () => levelOrder.filter((kind) => unitRows.some(({ values }) => asText(values.kind) === kind)),
    [unitRows],
  );
  const input: Input<'summary.read'> = {
    round: round.round.key,
    against,
    level,
    units: units.length === 0 ? null : [...units],
  };
  const { answer, failure, asking } = useSummary(input);
  const summary = failure === null ? answer : null;
  const { running, deliver } = useDelivery();
  const table = useWorkbookPart(({ data }) => data.tables.get(round.table) ?? null);
  const others = rounds.filter((one) => one.round.form === round.round.form && one !== round);
  const hasRows = (summary?.total.rows ?? 0) > 0;

  return (
    <section className="summary" aria-label={`${nameRound(round)} 汇总`}>
      <header className="summary-head">
        <Segmented<Way>
          size="small"
          value={way}
          onChange={setWay}
          options={[
            { value: 'sums', label: '合计' },
            { value: 'rows', label: '逐行' },
          ]}
        />
        <Select
          size="small"
          aria-label="汇总到"
          value={level ?? ''}
          popupMatchSelectWidth={false}
          disabled={way === 'rows'}
          options={[
            { value: '', label: '按填报单位' },
            ...kinds.map((kind) => ({ value: kind, label: `汇总到${kind}` })),
          ]}
          onChange={(next) => setLevel(next === '' ? null : next)}
        />
        <Select
          size="small"
          mode="multiple"
          allowClear
          maxTagCount={2}
          className="summary-units"
          aria-label="只汇总这些单位"
          placeholder="全部单位"
          value={[...units]}
          options={unitOptions(
            round,
            unitRows.map(({ values }) => asText(values.name)),
          )}
          onChange={setUnits}
        />
        <Select
          size="small"
          aria-label="与哪一期比"
          value={against ?? ''}
          popupMatchSelectWidth={false}
          disabled={way === 'rows' || others.length === 0}
          options={[
            { value: '', label: others.length === 0 ? '没有别的期可比' : '不与别的期比' },
            ...others.map((one) => ({
              value: one.round.key,
              label: `与${periodTitle(one.round.period)}比`,
            })),
          ]}
          onChange={(next) => setAgainst(next === '' ? null : next)}
        />
        <span className="summary-busy" role="status">
          {asking && summary !== null ? '正在汇总…' : ''}
        </span>
        <Button size="small" onClick={() => onOpenTable(round.table)}>
          看台账
        </Button>
        <Button
          size="small"
          type="primary"
          loading={running}
          disabled={!hasRows}
          title="填进表样原来的格式里"
          onClick={() => void deliver('汇总表', (options) => callBackend('summary.run', input, options))}
        >
          导出汇总表
        </Button>
      </header>
      {failure !== null && <Alert type="error" showIcon title={failure} />}
      {summary === null && failure === null && (
        <div className="centered" aria-busy="true">
          <Spin />
        </div>
      )}
      {summary !== null && !hasRows && (
        <div className="list-empty">
          <p>还没有可以汇总的内容。</p>
          <p className="empty-hint">汇总只算已接收的报表。请到「报送情况」里核对、接收，再来汇总。</p>
        </div>
      )}
      {summary !== null && hasRows && (
        <div className="list-scroll">
          {summary.unplaced.length > 0 && level !== null && (
            <p className="summary-note">
              这些单位不在任何{level}下面，没有列成行，但算在合计里：{summary.unplaced.join('、')}。
            </p>
          )}
          {way === 'rows' ? (
            table !== null && <StackedRows table={table} summary={summary} />
          ) : against === null ? (
            <SumsTable summary={summary} onOpen={setOpen} />
          ) : (
            <ComparedTable
              summary={summary}
              now={round}
              before={others.find((one) => one.round.key === against)}
            />
          )}
        </div>
      )}
      {open !== null && table !== null && (
        <SumParts open={open} table={table} onOpenCell={onOpenCell} onClose={() => setOpen(null)} />
      )}
    </section>
  );
}

function unitOptions({ round }: RoundInfo, names: readonly string[]) {
  const others = names.filter((name) => name !== '' && !round.units.includes(name));
  return [...round.units, ...new Set(others)].map((name) => ({ value: name, label: name }));
}
