import { Input, Radio, Select, Tag } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import type { FormInfo } from '../../shared/api.ts';
import { layoutNames } from '../../shared/form/words.ts';
import type { FormDefinition } from '../../shared/model/form.ts';
import { nameEdition } from '../../shared/model/form-edition.ts';
import type { TableDefinition } from '../../shared/model/table.ts';
import { BindingTable } from './BindingTable.tsx';
import { EditionChanges } from './EditionChanges.tsx';
import { FormTitle } from './FormTitle.tsx';
import { type Fit, type SaveTarget, shortTitle } from './save-target.ts';
import type { Saving } from './use-save-target.ts';

type SavePaneProps = {
  readonly form: FormDefinition;
  readonly saving: Saving;
  readonly forms: readonly FormInfo[];
  /** The form that is set right; null for a new one. */
  readonly kept: FormInfo | null;
  readonly onTitle: (title: string) => void;
};

/** 存到哪里: a table of its own, one that is there, or the next edition of a form; and what that means for the data. */
export function SavePane({ form, saving, forms, kept, onTitle }: SavePaneProps): ReactElement | null {
  const { target, choose, tableFits, formFits, tables } = saving;
  if (target === null) return null;
  if (kept !== null && target.kind === 'correction') {
    const table = tables.get(target.table) ?? null;
    return (
      <div className="reading-pane">
        <p className="form-quiet">
          这份表样对应台账「{kept.tableTitle}」。下面是各栏和台账的对应，可以逐栏改。
        </p>
        {table !== null && (
          <BindingTable
            form={form}
            table={table}
            chosen={target.chosen}
            mayAdd={false}
            onChoose={(chosen) => choose({ ...target, chosen })}
          />
        )}
      </div>
    );
  }
  const pick = (kind: SaveTarget['kind']): void => {
    if (kind === 'newTable') choose({ kind, title: shortTitle(form.title) });
    if (kind === 'table') choose({ kind, table: tableFits[0]?.key ?? '', chosen: {} });
    if (kind === 'edition') {
      const [fit] = formFits;
      if (fit !== undefined) choose({ kind, form: fit.key, refused: [] });
    }
  };
  const option = (
    kind: SaveTarget['kind'],
    title: string,
    hint: string,
    content: ReactNode,
  ): ReactElement => (
    <div className={`save-option${target.kind === kind ? ' save-option-chosen' : ''}`}>
      <Radio value={kind} disabled={kind === 'edition' && formFits.length === 0}>
        {title}
      </Radio>
      <p className="save-hint">{hint}</p>
      {target.kind === kind && <div className="save-content">{content}</div>}
    </div>
  );
  return (
    <div className="reading-pane save-pane">
      <FormTitle title={form.title} onTitle={onTitle} />
      <Radio.Group
        className="save-options"
        aria-label="存到哪里"
        value={target.kind}
        onChange={({ target: { value } }) => pick(value)}
      >
        {option(
          'newTable',
          '新建一个台账',
          form.layout === 'fixed' ? '每个单位交回一份，成为台账的一行。' : '按表样的栏目新建，一栏对一栏。',
          <div className="form-field">
            <span className="form-label">台账名称</span>
            <Input
              size="small"
              maxLength={100}
              aria-label="台账名称"
              value={target.kind === 'newTable' ? target.title : ''}
              onChange={(event) => choose({ kind: 'newTable', title: event.target.value })}
            />
          </div>,
        )}
        {option(
          'table',
          '对应到已有的台账',
          '下发时可以带上台账里已有的内容，收回来的也进这个台账。',
          target.kind === 'table' && (
            <TableTarget
              form={form}
              saving={saving}
              target={target}
              table={tables.get(target.table) ?? null}
            />
          ),
        )}
        {option(
          'edition',
          '作为已有表样的新版',
          formFits.length === 0
            ? `还没有版式是${layoutNames[form.layout]}的表样。`
            : '对得上的栏目沿用原来的数据，旧版发出去的照旧能收。',
          target.kind === 'edition' && (
            <EditionTarget form={form} saving={saving} target={target} forms={forms} />
          ),
        )}
      </Radio.Group>
    </div>
  );
}

function TableTarget({
  form,
  saving,
  target,
  table,
}: {
  readonly form: FormDefinition;
  readonly saving: Saving;
  readonly target: Extract<SaveTarget, { kind: 'table' }>;
  readonly table: TableDefinition | null;
}): ReactElement {
  return (
    <>
      <FitSelect
        label="台账"
        fits={saving.tableFits}
        value={target.table}
        onChange={(key) => saving.choose({ kind: 'table', table: key, chosen: {} })}
      />
      {table !== null && (
        <BindingTable
          form={form}
          table={table}
          chosen={target.chosen}
          mayAdd
          onChoose={(chosen) => saving.choose({ ...target, chosen })}
        />
      )}
    </>
  );
}

function EditionTarget({
  form,
  saving,
  target,
  forms,
}: {
  readonly form: FormDefinition;
  readonly saving: Saving;
  readonly target: Extract<SaveTarget, { kind: 'edition' }>;
  readonly forms: readonly FormInfo[];
}): ReactElement {
  const old = forms.find((info) => info.form.key === target.form) ?? null;
  return (
    <>
      <FitSelect
        label="哪份表样"
        fits={saving.formFits}
        other={old?.form.title ?? ''}
        value={target.form}
        onChange={(key) => saving.choose({ kind: 'edition', form: key, refused: [] })}
      />
      {old !== null && old.form.layout === form.layout && (
        <>
          <p className="save-hint">
            保存后成为「{nameEdition({ title: form.title, edition: old.form.edition + 1 })}
            」，以后下发用新版。
          </p>
          <EditionChanges
            old={old.form.definition}
            next={form}
            refused={target.refused}
            onRefuse={(refused) => saving.choose({ ...target, refused })}
          />
        </>
      )}
    </>
  );
}

function FitSelect({
  label,
  fits,
  value,
  other = '',
  onChange,
}: {
  readonly label: string;
  readonly fits: readonly Fit[];
  readonly value: string;
  /** What is chosen, where it is none of the list. */
  readonly other?: string;
  readonly onChange: (key: string) => void;
}): ReactElement {
  return (
    <div className="form-field">
      <span className="form-label">{label}</span>
      <Select
        size="small"
        className="form-wide"
        aria-label={label}
        showSearch={{ optionFilterProp: 'title' }}
        value={value}
        onChange={onChange}
        options={fits.map(({ key, title, matched, of }) => ({ value: key, title, matched, of }))}
        optionRender={({ data }) => <FitLine fit={data} />}
        labelRender={({ value: key }) => {
          const fit = fits.find((one) => one.key === key);
          return fit === undefined ? other : <FitLine fit={fit} />;
        }}
      />
    </div>
  );
}

function FitLine({
  fit: { title, matched, of },
}: {
  readonly fit: Pick<Fit, 'title' | 'matched' | 'of'>;
}): ReactElement {
  return (
    <span className="fit-line">
      <span>{title}</span>
      <Tag color={matched * 10 >= of * 8 ? 'success' : 'default'}>
        {matched}/{of} 栏对得上
      </Tag>
    </span>
  );
}
