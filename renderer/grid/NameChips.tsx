import { type ReactElement, useRef } from 'react';
import type { Chips } from './chips.ts';

type NameChipsProps = {
  readonly chips: Chips;
  /** The names that may stand here; null where any name may. */
  readonly known: ReadonlySet<string> | null;
  readonly onRemove: (index: number) => void;
  readonly onMove: (from: number, to: number) => void;
  readonly onReopen: (index: number) => void;
};

/** The names of a cell, each to be removed, dragged, or opened by a double-click. The focus stays in the text field. */
export function NameChips({ chips, known, onRemove, onMove, onReopen }: NameChipsProps): ReactElement {
  const dragged = useRef<number | null>(null);
  return (
    <>
      {chips.names.map((name, index) => {
        const doubt = doubtOf(name, chips.names, known);
        const reached = chips.all || chips.at === index;
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: the keyboard does the same from the text field
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: a name may stand twice
            key={`${index} ${name}`}
            className={`chip${doubt === null ? '' : ' chip-doubt'}${reached ? ' chip-reached' : ''}`}
            title={doubt ?? undefined}
            onMouseDown={(event) => {
              // The press must not take the focus from the text field, which would end the editing.
              event.preventDefault();
              dragged.current = index;
            }}
            onMouseEnter={(event) => {
              const from = dragged.current;
              if (event.buttons !== 1 || from === null || from === index) return;
              dragged.current = index;
              onMove(from, index);
            }}
            onMouseUp={() => {
              dragged.current = null;
            }}
            onDoubleClick={() => onReopen(index)}
          >
            {doubt !== null && <span className="chip-mark">?</span>}
            {name}
            <button
              type="button"
              className="chip-remove"
              tabIndex={-1}
              aria-label={`去掉 ${name}`}
              onClick={() => onRemove(index)}
            >
              ×
            </button>
          </span>
        );
      })}
    </>
  );
}

function doubtOf(name: string, names: readonly string[], known: ReadonlySet<string> | null): string | null {
  if (names.indexOf(name) !== names.lastIndexOf(name)) return `「${name}」写了不止一次。`;
  return known === null || known.has(name) ? null : `「${name}」不在名册中，请核对写法。`;
}
