import { Checkbox, Select } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { columnTypeNames } from '../../shared/form/words.ts';
import { columnTypeSchema } from '../../shared/model/column.ts';
import type { FormColumn, FormFigure } from '../../shared/model/form.ts';
import type { ColumnPatch, FigurePatch } from './form-corrections.ts';
import { LateInput } from './LateInput.tsx';

const types = columnTypeSchema.options.map((type) => ({ value: type, label: columnTypeNames[type] }));

type ColumnFieldsProps = {
  readonly column: FormColumn;
  readonly isKey: boolean;
  readonly onPatch: (patch: ColumnPatch) => void;
  readonly onKey: (isKey: boolean) => void;
};

/** Everything that can be said of one column. */
export function ColumnFields({ column, isKey, onPatch, onKey }: ColumnFieldsProps): ReactElement {
  return (
    <div className="column-fields">
      <Field label="栏名">
        <LateInput
          label="栏名"
          text={column.path.join(' / ')}
          onText={(text) => onPatch({ path: pathOf(text) })}
          hint="各级表头用 / 隔开"
        />
      </Field>
      {column.part === 'value' && !column.serial && (
        <Field label="类型">
          <Select
            size="small"
            aria-label="类型"
            value={column.type}
            options={types}
            onChange={(type) => onPatch({ type })}
          />
        </Field>
      )}
      {column.type === 'number' && (
        <Field label="计量单位">
          <LateInput
            label="计量单位"
            text={column.measureWord ?? ''}
            onText={(text) => onPatch({ measureWord: text === '' ? null : text })}
          />
        </Field>
      )}
      {column.type === 'choice' && (
        <Field label="可选项">
          <LateInput
            label="可选项"
            text={column.choices.join('、')}
            hint="用顿号隔开"
            onText={(text) => onPatch({ choices: choicesOf(text) })}
          />
        </Field>
      )}
      <div className="column-checks">
        <Checkbox checked={column.required} onChange={({ target }) => onPatch({ required: target.checked })}>
          必填
        </Checkbox>
        <Checkbox checked={isKey} onChange={({ target }) => onKey(target.checked)}>
          关键栏
        </Checkbox>
        <Checkbox checked={column.serial} onChange={({ target }) => onPatch({ serial: target.checked })}>
          序号
        </Checkbox>
        {column.formula && <span className="form-quiet">公式由表样自己算</span>}
      </div>
    </div>
  );
}

/** Everything that can be said of one figure of a fixed form. */
export function FigureFields({
  figure,
  onPatch,
}: {
  readonly figure: FormFigure;
  readonly onPatch: (patch: FigurePatch) => void;
}): ReactElement {
  return (
    <div className="column-fields">
      <Field label="行指标">
        <LateInput
          label="行指标"
          text={figure.rowPath.join(' / ')}
          onText={(text) => onPatch({ rowPath: pathOf(text) })}
        />
      </Field>
      <Field label="列指标">
        <LateInput
          label="列指标"
          text={figure.columnPath.join(' / ')}
          onText={(text) => onPatch({ columnPath: pathOf(text) })}
        />
      </Field>
      {figure.type === 'number' && (
        <Field label="计量单位">
          <LateInput
            label="计量单位"
            text={figure.measureWord ?? ''}
            onText={(text) => onPatch({ measureWord: text === '' ? null : text })}
          />
        </Field>
      )}
      {figure.type === 'choice' && (
        <Field label="可选项">
          <LateInput
            label="可选项"
            text={figure.choices.join('、')}
            hint="用顿号隔开"
            onText={(text) => onPatch({ choices: choicesOf(text) })}
          />
        </Field>
      )}
    </div>
  );
}

function Field({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactElement {
  return (
    <div className="form-field">
      <span className="form-label">{label}</span>
      {children}
    </div>
  );
}

function pathOf(text: string): string[] {
  const path = text
    .split(/[/／]/u)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return path.length === 0 ? [text.trim()] : path;
}

function choicesOf(text: string): string[] {
  return [...new Set(text.split(/[、，,；;\n]/u).map((part) => part.trim()))].filter((part) => part !== '');
}
