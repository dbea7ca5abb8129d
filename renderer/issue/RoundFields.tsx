import { Input, Select } from 'antd';
import type { ReactElement } from 'react';
import type { FormInfo, RoundInfo } from '../../shared/api.ts';
import { nameEdition } from '../../shared/model/form-edition.ts';
import { dueTitle, periodTitle } from '../../shared/model/round.ts';
import { Field } from '../shell/Field.tsx';
import type { RoundDraft } from './issue-plan.ts';
import { PeriodField } from './PeriodField.tsx';

/** A round that stands, as it is. */
export function RoundSummary({ info }: { readonly info: RoundInfo }): ReactElement {
  const { round, formTitle } = info;
  return (
    <dl className="issue-summary">
      <dt>表样</dt>
      <dd>{nameEdition({ title: formTitle, edition: round.edition })}</dd>
      <dt>期别</dt>
      <dd>{periodTitle(round.period)}</dd>
      <dt>截止</dt>
      <dd>{round.dueAt === null ? '没有定' : dueTitle(round.dueAt)}</dd>
    </dl>
  );
}

/** Which form, for which period, until when. */
export function RoundFields({
  draft,
  forms,
  isNew,
  onChange,
}: {
  readonly draft: RoundDraft;
  readonly forms: readonly FormInfo[];
  readonly isNew: boolean;
  readonly onChange: (draft: RoundDraft) => void;
}): ReactElement {
  return (
    <>
      <Field label="表样">
        <Select
          size="small"
          aria-label="表样"
          disabled={!isNew}
          showSearch={{ optionFilterProp: 'label' }}
          value={draft.form === '' ? null : draft.form}
          placeholder="选择表样"
          options={forms.map(({ form }) => ({
            value: form.key,
            label: nameEdition(isNew || draft.edition === null ? form : { ...form, edition: draft.edition }),
          }))}
          onChange={(form) => onChange({ ...draft, form: form ?? '' })}
        />
      </Field>
      <Field label="期别">
        <PeriodField period={draft.period} onChange={(period) => onChange({ ...draft, period })} />
      </Field>
      <Field label="截止">
        <div className="due-field">
          <Input
            size="small"
            type="date"
            aria-label="截止日期"
            value={draft.dueDay}
            onChange={({ target: { value } }) => onChange({ ...draft, dueDay: value })}
          />
          <Input
            size="small"
            type="time"
            aria-label="截止时刻"
            value={draft.dueTime}
            onChange={({ target: { value } }) => onChange({ ...draft, dueTime: value })}
          />
          <span className="issue-hint">
            {draft.dueDay === ''
              ? '可以不定'
              : dueTitle(draft.dueTime === '' ? draft.dueDay : `${draft.dueDay}T${draft.dueTime}`)}
          </span>
        </div>
      </Field>
      <Field label="备注">
        <Input
          size="small"
          aria-label="备注"
          maxLength={2000}
          placeholder="只在汇表里看，不写进表里"
          value={draft.note}
          onChange={({ target: { value } }) => onChange({ ...draft, note: value })}
        />
      </Field>
    </>
  );
}
