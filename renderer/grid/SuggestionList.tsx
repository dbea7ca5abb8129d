import type { ReactElement, Ref } from 'react';
import type { Suggestion } from './sheet-model.ts';

type SuggestionListProps = {
  readonly id: string;
  readonly suggestions: readonly Suggestion[];
  readonly picked: string | null;
  /** CSS pixels. */
  readonly minWidth: number;
  readonly onTake: (value: string) => void;
  readonly ref: Ref<HTMLDivElement>;
};

/** What the editor offers. The focus stays in the text field, which names the picked option. */
export function SuggestionList({
  id,
  suggestions,
  picked,
  minWidth,
  onTake,
  ref,
}: SuggestionListProps): ReactElement {
  return (
    <div
      ref={ref}
      id={id}
      role="listbox"
      aria-label="可选内容"
      className="sheet-suggestions"
      style={{ minWidth }}
    >
      {suggestions.map(({ value, note }) => (
        <div
          key={value}
          id={optionId(id, value)}
          role="option"
          aria-selected={value === picked}
          tabIndex={-1}
          ref={(item) => {
            if (value === picked) item?.scrollIntoView({ block: 'nearest' });
          }}
          onMouseDown={(event) => {
            // The press must not take the focus from the text field, which would end the editing.
            event.preventDefault();
            onTake(value);
          }}
        >
          <span>{value}</span>
          {note !== '' && <span className="sheet-suggestion-note">{note}</span>}
        </div>
      ))}
    </div>
  );
}

export function optionId(listId: string, value: string): string {
  return `${listId}-${value}`;
}
