import { CloseOutlined, DownOutlined, UpOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type KeyboardEvent, type ReactElement, type Ref, useImperativeHandle, useRef } from 'react';
import type { FindQuery } from '../../shared/grid/find.ts';
import { isPinyinQuery } from '../../shared/grid/pinyin.ts';
import type { Find } from './find-state.ts';

export type FindBarHandle = { readonly focus: () => void };

type FindBarProps = {
  readonly find: Find;
  readonly count: number;
  readonly at: number;
  readonly onChange: (find: Find) => void;
  /** `selection` limits the search to what is selected now. */
  readonly onScope: (scope: 'sheet' | 'selection') => void;
  readonly onStep: (by: 1 | -1) => void;
  readonly onReplace: (which: 'current' | 'all') => void;
  readonly onClose: () => void;
  readonly ref: Ref<FindBarHandle>;
};

const options: readonly {
  readonly key: 'matchCase' | 'wholeCell' | 'pinyin';
  title: string;
  hint: string;
}[] = [
  { key: 'matchCase', title: '区分大小写', hint: 'A 和 a 算不同的字' },
  { key: 'wholeCell', title: '整格匹配', hint: '整格的内容与查找内容相同' },
  { key: 'pinyin', title: '拼音', hint: '用拼音或首字母查找：dxc 找到 大兴村' },
];

/** 查找和替换 above the sheet, so that nothing of it is covered. */
export function FindBar({ find, count, at, ref, ...props }: FindBarProps): ReactElement {
  const field = useRef<HTMLInputElement>(null);
  useImperativeHandle(ref, () => ({
    focus: () => {
      field.current?.focus();
      field.current?.select();
    },
  }));
  const { query } = find;
  const changeQuery = (part: Partial<FindQuery>): void =>
    props.onChange({ ...find, query: { ...query, ...part } });
  const pressKey = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') props.onClose();
    else if (event.key === 'Enter' && event.target === field.current) props.onStep(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const counted = query.text === '' ? '' : count === 0 ? '没有找到' : `${at === 0 ? '–' : at}/${count}`;

  const none = query.text !== '' && count === 0;

  // The fields come first in the order of Tab, one below the other on the screen.
  return (
    <search className="find-bar" aria-label="查找和替换" onKeyDown={pressKey}>
      <input
        ref={field}
        // biome-ignore lint/a11y/noAutofocus: a bar that was just asked for takes the keyboard
        autoFocus
        className="field find-field"
        aria-label="查找内容"
        placeholder="查找"
        value={query.text}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => changeQuery({ text: event.target.value })}
      />
      {find.replacing && <ReplaceLine find={find} count={count} {...props} />}
      <div className="find-line">
        <span className={none ? 'find-counted find-none' : 'find-counted'}>
          <output className="find-count" aria-live="polite" title="按单元格数：一格里有几处也算一格">
            {counted}
          </output>
          {count > 0 && query.text !== '' && '格'}
          {none && !query.pinyin && isPinyinQuery(query.text) && (
            <button
              type="button"
              className="link-button"
              title="勾选「拼音」再找"
              onClick={() => {
                changeQuery({ pinyin: true });
                field.current?.focus();
              }}
            >
              试试按拼音找
            </button>
          )}
        </span>
        <Button
          size="small"
          type="text"
          icon={<UpOutlined aria-hidden />}
          aria-label="上一个"
          title="上一个（Shift+F3）"
          disabled={count === 0}
          onClick={() => props.onStep(-1)}
        />
        <Button
          size="small"
          type="text"
          icon={<DownOutlined aria-hidden />}
          aria-label="下一个"
          title="下一个（F3）"
          disabled={count === 0}
          onClick={() => props.onStep(1)}
        />
        {options.map(({ key, title, hint }) => (
          <label key={key} className="find-option" title={hint}>
            <input
              type="checkbox"
              checked={query[key]}
              onChange={(event) => changeQuery({ [key]: event.target.checked })}
            />
            {title}
          </label>
        ))}
        <label className="find-option" title="只在现在选中的单元格里查找">
          <input
            type="checkbox"
            checked={find.within !== null}
            onChange={(event) => props.onScope(event.target.checked ? 'selection' : 'sheet')}
          />
          在选区内
        </label>
        <span className="find-gap" />
        {!find.replacing && (
          <Button
            size="small"
            type="text"
            title="查找和替换（Ctrl+H）"
            onClick={() => props.onChange({ ...find, replacing: true })}
          >
            替换…
          </Button>
        )}
        <Button
          size="small"
          type="text"
          icon={<CloseOutlined aria-hidden />}
          aria-label="关闭查找"
          title="关闭查找（Esc）"
          onClick={props.onClose}
        />
      </div>
    </search>
  );
}

/** 替换为 with its buttons. */
function ReplaceLine({
  find,
  count,
  onChange,
  onReplace,
}: Pick<FindBarProps, 'find' | 'count' | 'onChange' | 'onReplace'>): ReactElement {
  return (
    <>
      <input
        className="field find-field find-replacement"
        aria-label="替换为"
        placeholder="替换为（留空就是删去）"
        value={find.replacement}
        onChange={(event) => onChange({ ...find, replacement: event.target.value })}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
          event.preventDefault();
          event.stopPropagation();
          onReplace('current');
        }}
      />
      <div className="find-line find-replace-line">
        <Button size="small" disabled={count === 0} onClick={() => onReplace('current')}>
          替换
        </Button>
        <Button
          size="small"
          disabled={count === 0}
          title="全部替换算一次修改，可以一次撤销"
          onClick={() => onReplace('all')}
        >
          全部替换
        </Button>
        <span className="find-note">不能修改的单元格会跳过</span>
      </div>
    </>
  );
}
