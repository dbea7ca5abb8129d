import { Radio, Select } from 'antd';
import type { ReactElement } from 'react';
import { layoutNames } from '../../shared/form/words.ts';
import { type FormLayout, formLayoutSchema } from '../../shared/model/form.ts';
import { ColumnList } from './ColumnList.tsx';
import { FigureList } from './FigureList.tsx';
import { FormTitle } from './FormTitle.tsx';
import type { FormPaneProps } from './form-pane-props.ts';
import { describeProposal, layoutHints } from './form-words.ts';
import { PlaceList } from './PlaceList.tsx';
import { RowList } from './RowList.tsx';

/** What was learnt, line by line, each with its reason and a way to set it right. */
export function FormPane(props: FormPaneProps): ReactElement {
  const { run, onShow } = props;
  const { form, learning, step, reasons } = run;
  if (form === null) {
    return (
      <div className="form-pane-empty">
        <p>左边是文件的样子，程序没有认出哪几行是表头。</p>
        <ol>
          <li>点表头的第一行，按住 Shift 点到最后一行；</li>
          <li>按右键（或 Enter），选“是表头”；</li>
          <li>程序按您指的表头认出各栏，再逐栏核对。</li>
        </ol>
      </div>
    );
  }
  const proposals = learning?.proposals ?? [];
  const why = proposals[step.chosen]?.why ?? '';
  return (
    <div className="reading-pane">
      <FormTitle title={form.title} onTitle={(title) => run.correct({ kind: 'title', title })} />
      {proposals.length > 1 && (
        <div className="form-field">
          <span className="form-label">认作</span>
          <Select
            size="small"
            className="form-wide"
            aria-label="认作"
            value={step.chosen}
            options={proposals.map((proposal, index) => ({
              value: index,
              label: describeProposal(proposal),
            }))}
            onChange={run.choose}
          />
        </div>
      )}
      <div className="form-field">
        <span className="form-label">版式</span>
        <span>
          <Radio.Group
            size="small"
            optionType="button"
            aria-label="版式"
            value={form.layout}
            disabled={run.relearning}
            options={formLayoutSchema.options.map((layout) => ({
              value: layout,
              label: layoutNames[layout],
              title: layoutHints[layout],
            }))}
            onChange={({ target }) => changeLayout(formLayoutSchema.parse(target.value))}
          />
          <span className="reading-why">{why === '' ? layoutHints[form.layout] : why}</span>
        </span>
      </div>
      {form.layout === 'fixed' ? <FigureList {...props} /> : <ColumnList {...props} />}
      <PlaceList {...props} form={form} />
      {form.layout !== 'fixed' && <RowList form={form} reasons={reasons} onShow={onShow} />}
    </div>
  );

  function changeLayout(layout: FormLayout): void {
    if (form === null || layout === form.layout) return;
    const header = step.chosen < 0 ? null : (step.pointing.header ?? form.header);
    run.point({ sheet: form.sheet, header, layout });
  }
}
