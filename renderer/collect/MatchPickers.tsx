import { Select } from 'antd';
import type { ReactElement } from 'react';
import type { Input, RoundInfo } from '../../shared/api.ts';
import type { Return } from '../../shared/model/return.ts';
import { asText } from '../issue/unit-rows.ts';
import { useTableRows } from '../workbook/use-workbook.ts';
import { nameRoundShort } from './collect-words.ts';
import './match-pickers.css';

type MatchPickersProps = {
  readonly received: Return;
  readonly rounds: readonly RoundInfo[];
  readonly disabled: boolean;
  readonly onAssign: (said: Omit<Input<'returns.assign'>, 'id'>) => void;
};

/** 指定: which round a file is for, and whose it is. */
export function MatchPickers({ received, rounds, disabled, onAssign }: MatchPickersProps): ReactElement {
  const unitRows = useTableRows('units');
  const round = rounds.find(({ round: { key } }) => key === received.round) ?? null;
  const expected = round?.round.units ?? [];
  const names = unitRows.map(({ values }) => asText(values.name));
  const others = [...new Set(names)].filter((name) => name !== '' && !expected.includes(name));
  const option = (value: string) => ({ value, label: value });
  return (
    <span className="match-pickers">
      <Select
        size="small"
        aria-label={`“${received.file.name}”的报表期`}
        placeholder="选报表期"
        status={received.round === null ? 'warning' : ''}
        disabled={disabled}
        value={received.round}
        popupMatchSelectWidth={false}
        options={rounds.map((info) => ({ value: info.round.key, label: nameRoundShort(info) }))}
        onChange={(next) => next !== null && onAssign({ round: next })}
      />
      <Select
        size="small"
        showSearch
        aria-label={`“${received.file.name}”的填报单位`}
        placeholder="选单位"
        status={received.unit === null ? 'warning' : ''}
        disabled={disabled}
        value={received.unit}
        popupMatchSelectWidth={false}
        options={
          expected.length === 0
            ? [{ label: '单位', options: others.map(option) }]
            : [
                { label: '本期填报单位', options: expected.map(option) },
                { label: '其他单位', options: others.map(option) },
              ]
        }
        onChange={(next) => next !== null && onAssign({ unit: next })}
      />
    </span>
  );
}
