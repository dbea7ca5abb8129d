import { type KeyboardEvent, type ReactElement, useId, useRef, useState } from 'react';
import type { ValueCount } from '../../shared/grid/row-view.ts';

type ValueListProps = {
  readonly values: readonly ValueCount[];
  readonly ticked: ReadonlySet<string>;
  readonly onToggle: (text: string) => void;
};

const itemHeight = 26;
/** Drawn beyond what is in sight, above and below. */
const spare = 6;
const mostInSight = 9;

/** The texts of a column with ticks and counts; only what is in sight is drawn, however many there are. */
export function ValueList({ values, ticked, onToggle }: ValueListProps): ReactElement {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const [top, setTop] = useState(0);
  const room = list.current?.clientHeight ?? 240;
  const first = Math.max(0, Math.floor(top / itemHeight) - spare);
  const last = Math.min(values.length, Math.ceil((top + room) / itemHeight) + spare);
  const current = Math.min(active, Math.max(0, values.length - 1));

  const moveTo = (index: number): void => {
    const next = Math.max(0, Math.min(values.length - 1, index));
    setActive(next);
    const element = list.current;
    if (element === null) return;
    if (next * itemHeight < element.scrollTop) element.scrollTop = next * itemHeight;
    const bottom = (next + 1) * itemHeight - element.clientHeight;
    if (bottom > element.scrollTop) element.scrollTop = bottom;
  };
  const pressKey = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor(room / itemHeight) - 1);
    const target = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      PageDown: current + page,
      PageUp: current - page,
      Home: 0,
      End: values.length - 1,
    }[event.key];
    if (target !== undefined) moveTo(target);
    else if (event.key === ' ') toggle(current);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const toggle = (index: number): void => {
    const value = values[index];
    if (value !== undefined) onToggle(value.text);
  };

  return (
    <div
      ref={list}
      className="value-list"
      style={{ flexBasis: Math.min(values.length, mostInSight) * itemHeight + 2 }}
      role="listbox"
      aria-label="值"
      aria-multiselectable="true"
      aria-activedescendant={values.length === 0 ? undefined : `${id}${current}`}
      tabIndex={0}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
      onKeyDown={pressKey}
    >
      <div className="value-list-room" style={{ height: values.length * itemHeight }}>
        {values.slice(first, last).map(({ text, count }, offset) => {
          const index = first + offset;
          const isTicked = ticked.has(text);
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list itself answers the keys
            // biome-ignore lint/a11y/useFocusableInteractive: the list points to it by aria-activedescendant
            <div
              key={text}
              id={`${id}${index}`}
              role="option"
              aria-selected={isTicked}
              aria-setsize={values.length}
              aria-posinset={index + 1}
              className={index === current ? 'value-item value-item-active' : 'value-item'}
              style={{ top: index * itemHeight }}
              title={text}
              onClick={() => {
                setActive(index);
                onToggle(text);
              }}
            >
              <span className={isTicked ? 'tick tick-on' : 'tick'} aria-hidden />
              <span className={text === '' ? 'value-text value-blank' : 'value-text'}>
                {text === '' ? '（空白）' : text}
              </span>
              <span className="value-count">{count}</span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
