import { Input, InputNumber, Radio, Select } from 'antd';
import type { ReactElement } from 'react';
import { type PeriodKind, periodTitle } from '../../shared/model/round.ts';
import { type PeriodDraft, periodOf } from './issue-plan.ts';

const kinds: readonly { readonly value: PeriodKind; readonly label: string }[] = [
  { value: 'month', label: '月' },
  { value: 'quarter', label: '季' },
  { value: 'year', label: '年' },
  { value: 'free', label: '自拟' },
];

/** 期别: a month, a quarter, a year or words, and how it will be written. */
export function PeriodField({
  period,
  onChange,
}: {
  readonly period: PeriodDraft;
  readonly onChange: (period: PeriodDraft) => void;
}): ReactElement {
  const written = periodOf(period);
  return (
    <div className="period-field">
      <Radio.Group
        size="small"
        optionType="button"
        aria-label="期别"
        value={period.kind}
        options={[...kinds]}
        onChange={({ target: { value } }) => onChange({ ...period, kind: value })}
      />
      {period.kind !== 'free' && (
        <InputNumber
          size="small"
          className="period-year"
          aria-label="年份"
          min={1900}
          max={2999}
          precision={0}
          value={period.year}
          suffix="年"
          onChange={(year) => year !== null && onChange({ ...period, year })}
        />
      )}
      {period.kind === 'month' && (
        <Select
          size="small"
          aria-label="月份"
          value={period.month}
          options={Array.from({ length: 12 }, (_, index) => ({ value: index + 1, label: `${index + 1}月` }))}
          onChange={(month) => onChange({ ...period, month })}
        />
      )}
      {period.kind === 'quarter' && (
        <Select
          size="small"
          aria-label="季度"
          value={period.quarter}
          options={['一', '二', '三', '四'].map((word, index) => ({
            value: index + 1,
            label: `第${word}季度`,
          }))}
          onChange={(quarter) => onChange({ ...period, quarter })}
        />
      )}
      {period.kind === 'free' && (
        <Input
          size="small"
          className="period-text"
          aria-label="期别文字"
          maxLength={60}
          placeholder="如：2025年上半年"
          value={period.text}
          onChange={({ target: { value } }) => onChange({ ...period, text: value })}
        />
      )}
      <span className="issue-hint">{written === null ? '' : `写作：${periodTitle(written)}`}</span>
    </div>
  );
}
