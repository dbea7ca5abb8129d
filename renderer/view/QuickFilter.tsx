import { SearchOutlined } from '@ant-design/icons';
import { type ReactElement, type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { screenKeys } from '../menu/screen-help.ts';

export type QuickFilterHandle = { readonly focus: () => void };

type QuickFilterProps = {
  /** What the view filters by now. */
  readonly quick: string;
  readonly onFilter: (quick: string) => void;
  /** The keyboard goes back to the sheet. */
  readonly onLeave: () => void;
  readonly ref: Ref<QuickFilterHandle>;
};

/** 快速筛选: shows rows that hold every word somewhere, while it is typed. */
export function QuickFilter({ quick, onFilter, onLeave, ref }: QuickFilterProps): ReactElement {
  const field = useRef<HTMLInputElement>(null);
  const composing = useRef(false);
  const [text, setText] = useState(quick);
  // The bar, or another table, changed it meanwhile.
  useEffect(() => setText(quick), [quick]);
  useImperativeHandle(ref, () => ({
    focus: () => {
      field.current?.focus();
      field.current?.select();
    },
  }));
  const { title, keys } = screenKeys.quickFilter;
  return (
    <span className={quick.trim() === '' ? 'quick-filter' : 'quick-filter quick-filter-on'}>
      <SearchOutlined aria-hidden />
      <input
        ref={field}
        className="field"
        type="search"
        aria-label={title}
        placeholder={title}
        title={`只显示含有这些字的行，可用拼音首字母；几个词用空格隔开；隐藏的列不找（${keys}）`}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          // The letters of an input method are not yet what is looked for.
          if (!composing.current) onFilter(event.target.value);
        }}
        onCompositionStart={() => {
          composing.current = true;
        }}
        onCompositionEnd={(event) => {
          composing.current = false;
          onFilter(event.currentTarget.value);
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Escape') {
            if (text !== '') onFilter('');
            onLeave();
          } else if (event.key === 'Enter' || event.key === 'ArrowDown') onLeave();
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
    </span>
  );
}
