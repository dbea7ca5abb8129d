import { SearchOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, Radio, Select } from 'antd';
import { type ReactElement, useState } from 'react';
import type { Row } from '../../shared/model/row.ts';
import { countKinds, type UnitsDraft, unitsOf } from './issue-plan.ts';
import { asText } from './unit-rows.ts';

type UnitPickerProps = {
  readonly units: UnitsDraft;
  readonly rows: readonly Row[];
  readonly onChange: (units: UnitsDraft) => void;
};

/** Only so many are listed; a search leads to the others. */
const listed = 300;

/** 填报单位: all of a kind, or one by one. */
export function UnitPicker({ units, rows, onChange }: UnitPickerProps): ReactElement {
  const kinds = countKinds(rows);
  const chosen = unitsOf(units, rows);
  return (
    <div className="unit-picker">
      <Radio.Group
        size="small"
        optionType="button"
        aria-label="填报单位"
        value={units.by}
        options={[
          { value: 'kind', label: '按类别' },
          { value: 'list', label: '逐个选' },
        ]}
        onChange={({ target: { value } }) =>
          onChange(
            value === 'list'
              ? { ...units, by: 'list', names: chosen }
              : { ...units, by: 'kind', unitKind: units.unitKind || (kinds[0]?.kind ?? '') },
          )
        }
      />
      {kinds.length === 0 ? (
        <p className="issue-empty">「单位」台账还是空的。请先到台账「单位」里填好各单位，再来下发。</p>
      ) : units.by === 'kind' ? (
        <>
          <Select
            size="small"
            aria-label="单位类别"
            value={units.unitKind}
            options={kinds.map(({ kind, count }) => ({ value: kind, label: `${kind}（${count} 个）` }))}
            onChange={(unitKind) => onChange({ ...units, unitKind })}
          />
          <ol className="unit-list" aria-label="将下发给">
            {chosen.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ol>
        </>
      ) : (
        <NamePicker
          names={listNames(rows)}
          chosen={units.names}
          searchHint="名称、类别、上级或别名"
          onChange={(names) => onChange({ ...units, names })}
        />
      )}
      <p className="unit-count" role="status">
        共 {chosen.length} 个单位
      </p>
    </div>
  );
}

export type PickableUnit = {
  readonly name: string;
  readonly hint: string;
  /** Other texts by which it is found. */
  readonly also: string;
};

/** Names with a search above them; what is found can be taken or left at once. */
export function NamePicker({
  names,
  chosen,
  searchHint,
  onChange,
}: {
  readonly names: readonly PickableUnit[];
  readonly chosen: readonly string[];
  /** What they are found by. */
  readonly searchHint: string;
  readonly onChange: (names: readonly string[]) => void;
}): ReactElement {
  const [search, setSearch] = useState('');
  const wanted = search.trim();
  const found = names.filter(({ name, hint, also }) =>
    wanted === '' ? true : name.includes(wanted) || hint.includes(wanted) || also.includes(wanted),
  );
  const taken = new Set(chosen);
  const keep = (next: ReadonlySet<string>): void =>
    onChange(names.flatMap(({ name }) => (next.has(name) ? [name] : [])));
  const toggle = (name: string): void => {
    const next = new Set(taken);
    if (!next.delete(name)) next.add(name);
    keep(next);
  };
  const shown = found.slice(0, listed);
  return (
    <>
      <div className="unit-search">
        <Input
          size="small"
          allowClear
          aria-label="查找单位"
          prefix={<SearchOutlined aria-hidden />}
          placeholder={searchHint}
          value={search}
          onChange={({ target: { value } }) => setSearch(value)}
        />
        <Button
          size="small"
          disabled={found.length === 0}
          onClick={() => keep(new Set([...taken, ...found.map(({ name }) => name)]))}
        >
          {wanted === '' ? '全选' : `选上这 ${found.length} 个`}
        </Button>
        <Button
          size="small"
          disabled={found.length === 0}
          onClick={() => keep(new Set([...taken].filter((name) => !found.some((one) => one.name === name))))}
        >
          {wanted === '' ? '全不选' : '去掉这些'}
        </Button>
      </div>
      <ul className="unit-list unit-checks" aria-label="单位">
        {shown.map(({ name, hint }) => (
          <li key={name}>
            <Checkbox checked={taken.has(name)} onChange={() => toggle(name)}>
              {name}
              {hint !== '' && <em>{hint}</em>}
            </Checkbox>
          </li>
        ))}
        {found.length === 0 && <li className="issue-empty">没有找到“{wanted}”。</li>}
        {shown.length < found.length && (
          <li className="issue-empty">还有 {found.length - shown.length} 个没有列出，请输入名称查找。</li>
        )}
      </ul>
    </>
  );
}

function listNames(rows: readonly Row[]): PickableUnit[] {
  const seen = new Set<string>();
  return rows.flatMap(({ values }): PickableUnit[] => {
    const name = asText(values.name);
    if (name === '' || seen.has(name)) return [];
    seen.add(name);
    const also = `${asText(values.parent)} ${asText(values.aliases)}`;
    return [{ name, hint: asText(values.kind), also }];
  });
}
