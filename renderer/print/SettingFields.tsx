import { Button, Checkbox, InputNumber, Segmented, Select } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { type PageMargins, printLooks, usualMargins } from '../../shared/print/options.ts';
import type { PrintSettings } from '../../shared/print/print-choice.ts';
import type { PrintedTable } from '../../shared/print/printed-pages.ts';
import { usualSettings, withLook } from './print-choice.ts';
import { directionNames, fontSizes, lookHints, lookNames, sizeName } from './print-words.ts';
import './setting-fields.css';

type SettingFieldsProps = {
  readonly settings: PrintSettings;
  /** As they were laid out last. */
  readonly laid: readonly PrintedTable[];
  readonly onChange: (settings: PrintSettings) => void;
};

/** 打印设置; nobody needs to change any of them. */
export function SettingFields({ settings, laid, onChange }: SettingFieldsProps): ReactElement {
  const change = (part: Partial<PrintSettings>): void => onChange({ ...settings, ...part });
  const sizes = [...new Set(laid.map(({ fontSize }) => fontSize))];
  const asChosen = sizes.length === 1 && sizes[0] !== undefined ? `自动：${sizeName(sizes[0])}` : '自动';
  const someAcross = settings.direction === 'landscape' || laid.some(({ landscape }) => landscape);
  return (
    <>
      <Field label="版式">
        <Segmented
          size="small"
          aria-label="版式"
          value={settings.look}
          options={printLooks.map((look) => ({
            value: look,
            label: lookNames[look],
            title: lookHints[look],
          }))}
          onChange={(look) => onChange(withLook(settings, look))}
        />
      </Field>
      <Field label="纸张">
        <Segmented
          size="small"
          aria-label="纸张"
          value={settings.paper}
          options={['A4', 'A3']}
          onChange={(paper) => change({ paper: paper === 'A3' ? 'A3' : 'A4' })}
        />
      </Field>
      <Field label="方向">
        <Segmented
          size="small"
          aria-label="方向"
          value={settings.direction}
          options={(['auto', 'upright', 'landscape'] as const).map((value) => ({
            value,
            label: directionNames[value],
            title: value === 'auto' ? '栏目太多、纵向放不下的表才横着印' : '',
          }))}
          onChange={(direction) => change({ direction })}
        />
      </Field>
      {settings.look === 'document' && settings.pageNumbers && someAcross && (
        <Field label="横页页码">
          <Segmented
            size="small"
            aria-label="横页页码"
            value={settings.landscapeNumber}
            options={numberPlaces}
            onChange={(landscapeNumber) => change({ landscapeNumber })}
          />
        </Field>
      )}
      <Field label="字号">
        <Select
          size="small"
          className="print-size"
          aria-label="字号"
          value={settings.fontSize ?? 0}
          options={[
            { value: 0, label: settings.fontSize === null ? asChosen : '自动' },
            ...fontSizes.map((points) => ({ value: points, label: sizeName(points) })),
          ]}
          onChange={(points) => change({ fontSize: points === 0 ? null : points })}
        />
      </Field>
      <MarginFields settings={settings} onChange={change} />
      <Field label="页码">
        <Checkbox
          checked={settings.pageNumbers}
          onChange={({ target: { checked } }) => change({ pageNumbers: checked })}
        >
          印页码
        </Checkbox>
        <span className="print-start">
          起始页码
          <InputNumber
            size="small"
            aria-label="起始页码"
            title="接在正文后面时，填附件第一页的页码"
            min={1}
            max={99_999}
            precision={0}
            disabled={!settings.pageNumbers}
            value={settings.startPage}
            onChange={(startPage) => startPage !== null && change({ startPage })}
          />
        </span>
      </Field>
      <div className="print-checks">
        <Setting
          name="duplex"
          title="双面打印"
          hint="双数页的装订边在右边"
          settings={settings}
          onChange={change}
        />
        <Setting
          name="groupPerPage"
          title="每个乡镇另起一页"
          hint="分发到各乡镇时用"
          settings={settings}
          onChange={change}
        />
        <Setting name="serials" title="前面加序号列" hint="1、2、3……" settings={settings} onChange={change} />
        <Setting
          name="signature"
          title="填表人、审核人、日期"
          hint="印在表格末尾下面，签字用"
          settings={settings}
          onChange={change}
        />
      </div>
      <Button
        type="link"
        size="small"
        className="print-usual"
        disabled={JSON.stringify(settings) === JSON.stringify(usualSettings(settings.look))}
        onClick={() => onChange(usualSettings(settings.look))}
      >
        恢复这种版式的默认设置
      </Button>
    </>
  );
}

const numberPlaces: {
  value: PrintSettings['landscapeNumber'];
  label: string;
  title: string;
}[] = [
  { value: 'document', label: '同竖页', title: '装订后和竖页的页码在同一处（公文格式）' },
  { value: 'landscapeBottom', label: '在表下方', title: '横着看时在表格下边' },
];

function Setting({
  name,
  title,
  hint,
  settings,
  onChange,
}: {
  readonly name: 'duplex' | 'groupPerPage' | 'serials' | 'signature';
  readonly title: string;
  readonly hint: string;
  readonly settings: PrintSettings;
  readonly onChange: (part: Partial<PrintSettings>) => void;
}): ReactElement {
  return (
    <Checkbox
      checked={settings[name]}
      title={hint}
      onChange={({ target: { checked } }) => onChange({ [name]: checked })}
    >
      {title}
    </Checkbox>
  );
}

const edges: readonly { readonly edge: keyof PageMargins; readonly title: string; readonly hint: string }[] =
  [
    { edge: 'top', title: '上', hint: '上边距（天头），毫米' },
    { edge: 'bottom', title: '下', hint: '下边距（地脚），毫米' },
    { edge: 'binding', title: '装订侧', hint: '装订一侧的边距（订口），毫米' },
    { edge: 'outer', title: '外侧', hint: '翻口一侧的边距（切口），毫米' },
  ];

function MarginFields({
  settings,
  onChange,
}: {
  readonly settings: PrintSettings;
  readonly onChange: (part: Partial<PrintSettings>) => void;
}): ReactElement {
  const { margins, look } = settings;
  const own = margins ?? usualMargins(look);
  return (
    <>
      <Field label="页边距">
        <Segmented
          size="small"
          aria-label="页边距"
          value={margins === null ? 'usual' : 'own'}
          options={[
            { value: 'usual', label: '按版式', title: marginText(usualMargins(look)) },
            { value: 'own', label: '自定' },
          ]}
          onChange={(value) => onChange({ margins: value === 'usual' ? null : usualMargins(look) })}
        />
      </Field>
      {margins !== null && (
        <div className="print-margins">
          {edges.map(({ edge, title, hint }) => (
            <div key={edge} className="print-margin" title={hint}>
              {title}
              <InputNumber
                size="small"
                aria-label={hint.replace('，毫米', '')}
                min={5}
                max={80}
                precision={1}
                value={own[edge]}
                suffix="毫米"
                onChange={(value) => value !== null && onChange({ margins: { ...own, [edge]: value } })}
              />
            </div>
          ))}
        </div>
      )}
    </>
  );
}

function marginText({ top, bottom, binding, outer }: PageMargins): string {
  return `上 ${top}、下 ${bottom}、装订侧 ${binding}、外侧 ${outer} 毫米`;
}

function Field({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactElement {
  return (
    <div className="print-field">
      <span className="print-label">{label}</span>
      <div className="print-value">{children}</div>
    </div>
  );
}
