import { Checkbox, Input, InputNumber } from 'antd';
import type { ReactElement } from 'react';
import { patternWords, usualPattern } from '../../shared/form/copy-names.ts';
import { Field } from '../shell/Field.tsx';
import type { IssueOptions, NameExample } from './issue-plan.ts';

/** What each copy holds, and what it is called. */
export function CopyFields({
  options,
  example,
  only,
  units,
  hasRows,
  onChange,
}: {
  readonly options: IssueOptions;
  readonly example: NameExample;
  /** The units that get a copy; null for all. */
  readonly only: readonly string[] | null;
  readonly units: readonly string[];
  /** The form has a row a record, and may need more than it has. */
  readonly hasRows: boolean;
  readonly onChange: (options: IssueOptions) => void;
}): ReactElement {
  const names =
    example.kind === 'wrong'
      ? []
      : example.names.filter((_, index) => only === null || only.includes(units[index] ?? ''));
  return (
    <>
      <div className="issue-checks">
        <Checkbox
          checked={options.prefill}
          onChange={({ target }) => onChange({ ...options, prefill: target.checked })}
        >
          填上该单位在台账里已有的内容
        </Checkbox>
        <Checkbox
          checked={options.locks}
          onChange={({ target }) => onChange({ ...options, locks: target.checked })}
        >
          锁住表头和公式（不设密码）
        </Checkbox>
      </div>
      {hasRows && (
        <Field label="至少空行">
          <InputNumber
            size="small"
            aria-label="至少空行"
            min={0}
            max={10_000}
            precision={0}
            value={options.spareRows}
            onChange={(spareRows) => onChange({ ...options, spareRows: spareRows ?? 0 })}
          />
          <span className="issue-hint">行，留着接着填；表样里的空行不够才加</span>
        </Field>
      )}
      <Field label="文件名">
        <div className="pattern-field">
          <Input
            size="small"
            aria-label="文件名"
            status={example.kind === 'wrong' ? 'error' : ''}
            maxLength={200}
            value={options.pattern}
            placeholder={usualPattern}
            onChange={({ target: { value } }) => onChange({ ...options, pattern: value })}
          />
          <span className="issue-hint">可用 {patternWords.map((word) => `{${word}}`).join(' ')}</span>
          {example.kind === 'wrong' ? (
            <p className="issue-wrong">{example.message}</p>
          ) : (
            <ul className="pattern-example" aria-label="文件名示例">
              {names.length === 0 && <li>选了单位，这里就有示例</li>}
              {names.slice(0, 3).map((name) => (
                <li key={name}>{name}</li>
              ))}
              {names.length > 3 && <li>…共 {names.length} 个</li>}
            </ul>
          )}
        </div>
      </Field>
    </>
  );
}
