import { type ReactElement, useEffect, useId, useRef } from 'react';
import type { ColumnType } from '../../shared/model/column.ts';
import {
  type ConditionDraft,
  type ConditionGap,
  type ConditionKind,
  conditionKindsOf,
  needsText,
  shownConditions,
} from './filter-draft.ts';

type ConditionFieldsProps = {
  readonly type: ColumnType;
  readonly conditions: readonly ConditionDraft[];
  readonly join: 'and' | 'or';
  /** What was found missing when the filter was to be applied; its field takes the focus. */
  readonly gap: ConditionGap | null;
  readonly onChange: (conditions: readonly ConditionDraft[], join: 'and' | 'or') => void;
};

/** Up to two conditions on a column, joined by 且 or 或. */
export function ConditionFields({
  type,
  conditions,
  join,
  gap,
  onChange,
}: ConditionFieldsProps): ReactElement {
  const gapId = useId();
  const shown = shownConditions(conditions);
  const replace = (index: number, next: ConditionDraft): void =>
    onChange(
      conditions.map((one, at) => (at === index ? next : one)),
      join,
    );
  return (
    <div className="conditions">
      {shown.map((condition, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the first and the second condition
        <div className="condition" key={index}>
          {index === 1 && (
            <select
              className="field condition-join"
              aria-label="两个条件"
              value={join}
              onChange={(event) => onChange(conditions, event.target.value === 'or' ? 'or' : 'and')}
            >
              <option value="and">且</option>
              <option value="or">或</option>
            </select>
          )}
          <ConditionField
            type={type}
            number={index + 1}
            condition={condition}
            gap={gap?.condition === index ? gap : null}
            gapId={gapId}
            onChange={(next) => replace(index, next)}
          />
        </div>
      ))}
      {gap !== null && (
        <p id={gapId} className="condition-gap" role="alert">
          {gap.message}
        </p>
      )}
    </div>
  );
}

function ConditionField({
  type,
  number,
  condition: { kind, text, to },
  gap,
  gapId,
  onChange,
}: {
  readonly type: ColumnType;
  readonly number: number;
  readonly condition: ConditionDraft;
  readonly gap: ConditionGap | null;
  readonly gapId: string;
  readonly onChange: (condition: ConditionDraft) => void;
}): ReactElement {
  const kinds = conditionKindsOf(type);
  const chosen = (value: string): ConditionKind | '' => kinds.find((one) => one.kind === value)?.kind ?? '';
  const lower = useRef<HTMLInputElement>(null);
  const upper = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (gap !== null) (gap.field === 'text' ? lower : upper).current?.focus();
  }, [gap]);
  const doubt = (field: ConditionGap['field']) =>
    gap?.field === field ? { 'aria-invalid': true, 'aria-describedby': gapId } : {};
  const hint = type === 'date' ? '2025.3.26' : type === 'percent' ? '80%' : '';
  return (
    <>
      <select
        className="field condition-kind"
        aria-label={`条件${number}`}
        value={kind}
        onChange={(event) => onChange({ kind: chosen(event.target.value), text, to })}
      >
        <option value="">条件：不限</option>
        {kinds.map((one) => (
          <option key={one.kind} value={one.kind}>
            {one.name}
          </option>
        ))}
      </select>
      {needsText(kind) && (
        <input
          ref={lower}
          {...doubt('text')}
          className="field condition-text"
          aria-label={kind === 'between' ? `条件${number}的下限` : `条件${number}的值`}
          placeholder={hint}
          value={text}
          onChange={(event) => onChange({ kind, text: event.target.value, to })}
        />
      )}
      {kind === 'between' && (
        <>
          <span>和</span>
          <input
            ref={upper}
            {...doubt('to')}
            className="field condition-text"
            aria-label={`条件${number}的上限`}
            value={to}
            onChange={(event) => onChange({ kind, text, to: event.target.value })}
          />
        </>
      )}
    </>
  );
}
