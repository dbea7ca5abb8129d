import {
  type KeyboardEvent,
  type ReactElement,
  type Ref,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { CellBox } from './ag-sheet.ts';
import { editorCommandOf } from './keyboard.ts';
import { placeEditor } from './place-editor.ts';
import { optionId, SuggestionList } from './SuggestionList.tsx';
import type { Direction } from './selection.ts';
import type { CellAddress, Suggestions } from './sheet-model.ts';
import { matchSuggestions, takeSuggestion } from './suggest.ts';

/** An open editor. `replace` began by typing over the cell, `modify` by opening it. */
export type Editing = {
  readonly address: CellAddress;
  readonly mode: 'replace' | 'modify';
  readonly before: string;
  readonly suggestions: Suggestions | null;
};

export type EditorHandle = {
  readonly focus: () => void;
  /** Shows the text with the caret at its end; null leaves what was just typed. */
  readonly open: (text: string | null) => void;
  readonly close: () => void;
  /** The text to take over: what is typed, or the suggestion that is chosen. */
  readonly text: () => string;
};

type CellEditorProps = {
  readonly name: string;
  readonly description: string;
  readonly readOnly: boolean;
  readonly box: CellBox | null;
  readonly align: 'left' | 'right' | 'center';
  readonly editing: Editing | null;
  /** Something was typed while no editor was open. */
  readonly onType: () => void;
  readonly onIdleKey: (event: KeyboardEvent<HTMLTextAreaElement>) => void;
  /** What a copy takes while no editor is open. */
  readonly copyIdle: () => string;
  readonly onRefuse: (message: string) => void;
  readonly onFocusIdle: () => void;
  readonly onAccept: (afterwards: Direction | 'next' | 'previous' | 'stay') => void;
  readonly onCancel: () => void;
  readonly ref: Ref<EditorHandle>;
};

/** The text field over the active cell: invisible until something is typed, then the editor of the cell. */
export function CellEditor({ editing, box, align, ref, ...props }: CellEditorProps): ReactElement {
  const field = useRef<HTMLTextAreaElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const listId = useId();
  const descriptionId = useId();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);

  const suggestions = editing?.suggestions ?? null;
  // A cell opened for a change offers everything until something is typed.
  const untouched = editing?.mode === 'modify' && suggestions?.many === false && text === editing.before;
  const matches = suggestions === null ? [] : matchSuggestions(suggestions, untouched ? '' : text);
  const firstChoice = suggestions?.only === true && text.trim() !== '' ? (matches[0]?.value ?? null) : null;
  const picked = matches.some(({ value }) => value === chosen) ? chosen : untouched ? null : firstChoice;

  useImperativeHandle(ref, () => ({
    focus: () => field.current?.focus({ preventScroll: true }),
    open: (begun) => {
      const element = field.current;
      if (element === null) return;
      if (begun !== null) {
        element.value = begun;
        element.setSelectionRange(begun.length, begun.length);
      }
      element.focus({ preventScroll: true });
      setText(element.value);
      setChosen(null);
    },
    close: () => {
      if (field.current !== null) field.current.value = '';
      setText('');
      setChosen(null);
    },
    text: () => {
      const typed = field.current?.value ?? '';
      return suggestions !== null && picked !== null ? takeSuggestion(suggestions, typed, picked) : typed;
    },
  }));

  const open = editing !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the field grows with the text and the cell
  useLayoutEffect(() => {
    if (field.current !== null && box !== null) placeEditor(field.current, list.current, box, open);
  }, [text, open, box]);

  const pressKey = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    // Keys of a running input method are its own.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (editing === null) {
      props.onIdleKey(event);
      return;
    }
    const command = editorCommandOf(event, editing.mode, matches.length > 0);
    if (command === null) return;
    event.preventDefault();
    event.stopPropagation();
    if (command.kind === 'accept') props.onAccept(command.afterwards);
    if (command.kind === 'cancel') props.onCancel();
    if (command.kind === 'newline') {
      const { selectionStart, selectionEnd } = event.currentTarget;
      event.currentTarget.setRangeText('\n', selectionStart, selectionEnd, 'end');
      setText(event.currentTarget.value);
    }
    if (command.kind === 'suggestion') setChosen(neighbourOf(picked ?? editing.before, command.by));
  };

  /** The suggestion above or below one; from outside the list its first or last. */
  const neighbourOf = (value: string, by: 1 | -1): string | null => {
    const at = matches.findIndex((match) => match.value === value);
    const next = at < 0 && by < 0 ? matches.length - 1 : at + by;
    return matches[Math.max(0, Math.min(matches.length - 1, next))]?.value ?? null;
  };

  const takeByMouse = (value: string): void => {
    const element = field.current;
    if (element === null || suggestions === null) return;
    element.value = takeSuggestion(suggestions, untouched ? '' : element.value, value);
    setText(element.value);
    setChosen(null);
    if (!suggestions.many) props.onAccept('stay');
  };

  return (
    <>
      <textarea
        ref={field}
        className={open ? `sheet-editor sheet-${align}` : 'sheet-editor sheet-editor-idle'}
        data-sheet={open ? 'editing' : 'idle'}
        aria-label={props.name}
        aria-describedby={descriptionId}
        aria-autocomplete={suggestions === null ? 'none' : 'list'}
        aria-controls={matches.length > 0 ? listId : undefined}
        aria-activedescendant={picked === null ? undefined : optionId(listId, picked)}
        readOnly={props.readOnly}
        autoComplete="off"
        spellCheck={false}
        rows={1}
        onKeyDown={pressKey}
        onCompositionStart={() => {
          if (!open) props.onType();
        }}
        onInput={(event) => {
          if (!open) props.onType();
          setText(event.currentTarget.value);
          setChosen(null);
        }}
        onCopy={(event) => {
          if (open) return;
          event.preventDefault();
          event.clipboardData.setData('text/plain', props.copyIdle());
        }}
        onPaste={(event) => {
          if (open || !/\t|\n./.test(event.clipboardData.getData('text/plain').trimEnd())) return;
          // Several cells in one would be worse than none.
          event.preventDefault();
          props.onRefuse('一次只能粘贴一个单元格的内容。多行多列请存成 Excel 文件后导入。');
        }}
        onFocus={props.onFocusIdle}
        onBlur={() => {
          if (open) props.onAccept('stay');
        }}
      />
      <span id={descriptionId} className="visually-hidden">
        {props.description}
      </span>
      {open && box !== null && matches.length > 0 && (
        <SuggestionList
          id={listId}
          suggestions={matches}
          picked={picked}
          ref={list}
          minWidth={Math.max(box.width, 160)}
          onTake={takeByMouse}
        />
      )}
    </>
  );
}
