import type { ReactElement } from 'react';
import type { ColumnType } from '../../shared/model/column.ts';
import { type ConditionDraft, type ConditionKind, conditionKindsOf, needsText } from './filter-draft.ts';

type ConditionFieldsProps = {
  readonly type: ColumnType;
  readonly conditions: readonly ConditionDraft[];
  readonly join: 'and' | 'or';
  readonly onChange: (conditions: readonly ConditionDraft[], join: 'and' | 'or') => void;
};

/** Up to two conditions on a column, joined by 且 or 或. */
export function ConditionFields({ type, conditions, join, onChange }: ConditionFieldsProps): ReactElement {
  const shown = conditions[0]?.kind === '' ? conditions.slice(0, 1) : conditions;
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
            onChange={(next) => replace(index, next)}
          />
        </div>
      ))}
    </div>
  );
}

function ConditionField({
  type,
  number,
  condition: { kind, text, to },
  onChange,
}: {
  readonly type: ColumnType;
  readonly number: number;
  readonly condition: ConditionDraft;
  readonly onChange: (condition: ConditionDraft) => void;
}): ReactElement {
  const kinds = conditionKindsOf(type);
  const chosen = (value: string): ConditionKind | '' => kinds.find((one) => one.kind === value)?.kind ?? '';
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
