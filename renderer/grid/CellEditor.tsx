import {
  type ClipboardEvent,
  type KeyboardEvent,
  type ReactElement,
  type Ref,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { joinNames, splitNames } from '../../shared/annex/names.ts';
import type { CellBox } from './ag-sheet.ts';
import { chipsAfterKey } from './chip-keys.ts';
import { addNames, type Chips, moveChip, openChips, removeChip, reopenChip, takeTyped } from './chips.ts';
import { type LikelyYear, readDate, suggestDate } from './date-suggest.ts';
import { type Afterwards, editorCommandOf } from './keyboard.ts';
import { NameChips } from './NameChips.tsx';
import { placeEditor } from './place-editor.ts';
import { optionId, SuggestionList } from './SuggestionList.tsx';
import type { CellAddress, ColumnEditor, Suggestion, Suggestions } from './sheet-model.ts';
import { matchSuggestions, meantOption } from './suggest.ts';
import './cell-editor.css';

/** An open editor. `replace` began by typing over the cell, `modify` by opening it. */
export type Editing = {
  readonly address: CellAddress;
  readonly mode: 'replace' | 'modify';
  readonly before: string;
  readonly editor: ColumnEditor;
  readonly suggestions: Suggestions | null;
  /** By which a date without a year is completed. */
  readonly years: () => readonly LikelyYear[];
};

export type EditorHandle = {
  readonly focus: () => void;
  /** Shows the text with the caret at its end; null leaves what was just typed. */
  readonly open: (text: string | null, editor: ColumnEditor) => void;
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
  /** A copy, cut or paste while no editor is open. */
  readonly onIdleClipboard: (event: ClipboardEvent<HTMLTextAreaElement>) => void;
  readonly onFocusIdle: () => void;
  readonly onAccept: (afterwards: Afterwards | 'everywhere') => void;
  readonly onCancel: () => void;
  readonly ref: Ref<EditorHandle>;
};

/** The text field over the active cell: invisible until something is typed, then the editor of the cell. */
export function CellEditor({ editing, box, align, ref, ...props }: CellEditorProps): ReactElement {
  const frame = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const listId = useId();
  const descriptionId = useId();
  const [text, setText] = useState('');
  const [chips, setChips] = useState<Chips | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  /** The option that was just pressed, whatever else is picked by then. */
  const pressed = useRef<string | null>(null);

  const suggestions = editing?.suggestions ?? null;
  const known = useMemo(
    () => (suggestions === null ? null : new Set(suggestions.options.map(({ value }) => value))),
    [suggestions],
  );
  // A cell opened for a change offers everything until something is typed.
  const untouched = editing?.mode === 'modify' && chips === null && text === editing.before;
  const isDate = editing?.editor.kind === 'date';
  const matches = matchesFor(editing, chips, untouched && !isDate ? '' : text);
  const meant =
    untouched || text.trim() === ''
      ? null
      : suggestions?.only === true || isDate
        ? (matches[0]?.value ?? null)
        : meantOption(matches, text);
  const picked = matches.some(({ value }) => value === chosen) ? chosen : meant;
  const hint = isDate ? (picked === null || picked === text ? readDate(text) : `记为 ${picked}`) : null;
  const open = editing !== null;

  const writeField = (value: string): void => {
    const element = field.current;
    if (element === null) return;
    element.value = value;
    element.setSelectionRange(value.length, value.length);
    setText(value);
    setChosen(null);
  };

  useImperativeHandle(ref, () => ({
    focus: () => field.current?.focus({ preventScroll: true }),
    open: (begun, { kind }) => {
      const names = kind === 'names';
      setChips(names ? openChips(begun ?? '') : null);
      field.current?.focus({ preventScroll: true });
      writeField(begun === null ? (field.current?.value ?? '') : names ? '' : begun);
    },
    close: () => {
      writeField('');
      setChips(null);
    },
    text: () => {
      const typed = field.current?.value ?? '';
      if (chips === null) return pressed.current ?? picked ?? typed;
      const pending = picked === null ? splitNames(typed) : [picked];
      const before = editing?.before ?? '';
      const names = addNames(chips, pending).names;
      // Names that are as they were keep the spelling of the whole, its separators too.
      return joinNames(names) === joinNames(splitNames(before)) ? before : joinNames(names);
    },
  }));

  // biome-ignore lint/correctness/useExhaustiveDependencies: the frame grows with what it holds and the cell
  useLayoutEffect(() => {
    if (frame.current !== null && field.current !== null && box !== null) {
      placeEditor(frame.current, field.current, list.current, box, open, chips !== null);
    }
  }, [text, chips, hint, open, box, matches.length]);

  const pressKey = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    // Keys of a running input method are its own.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (editing === null) {
      props.onIdleKey(event);
      return;
    }
    const { selectionStart, selectionEnd, value } = event.currentTarget;
    if (chips !== null) {
      const next = chipsAfterKey(chips, event, selectionStart === 0 && selectionEnd === 0, value === '');
      if (next !== null) {
        event.preventDefault();
        event.stopPropagation();
        setChips(next);
        return;
      }
    }
    const command = editorCommandOf(event, chips === null ? editing.mode : 'modify', matches.length > 0);
    if (command === null) return;
    event.preventDefault();
    event.stopPropagation();
    switch (command.kind) {
      case 'accept':
        if (chips !== null && picked !== null && event.key === 'Enter') takeOption(picked);
        else props.onAccept(command.afterwards);
        break;
      case 'acceptEverywhere':
        props.onAccept('everywhere');
        break;
      case 'cancel':
        props.onCancel();
        break;
      case 'newline':
        if (chips !== null) takeText(`${value}\n`);
        else {
          event.currentTarget.setRangeText('\n', selectionStart, selectionEnd, 'end');
          setText(event.currentTarget.value);
        }
        break;
      case 'suggestion':
        setChosen(neighbourOf(picked ?? (isDate ? '' : editing.before), command.by));
        break;
    }
  };

  /** The suggestion above or below one; from outside the list its first or last. */
  const neighbourOf = (value: string, by: 1 | -1): string | null => {
    const at = matches.findIndex((match) => match.value === value);
    const next = at < 0 && by < 0 ? matches.length - 1 : at + by;
    return matches[Math.max(0, Math.min(matches.length - 1, next))]?.value ?? null;
  };

  const takeText = (value: string): void => {
    if (chips === null) return;
    const taken = takeTyped(chips, value);
    setChips(taken.chips);
    if (taken.rest === value) setText(value);
    else writeField(taken.rest);
  };

  const takeOption = (value: string): void => {
    if (chips !== null) {
      setChips(addNames(chips, [value]));
      writeField('');
    } else {
      pressed.current = value;
      props.onAccept('stay');
      pressed.current = null;
    }
  };

  const typeText = (element: HTMLTextAreaElement, composing: boolean): void => {
    if (!open) props.onType();
    setText(element.value);
    setChosen(null);
    // What an input method is still composing is nobody's name yet.
    if (chips !== null && !composing) takeText(element.value);
  };

  return (
    <>
      <div
        ref={frame}
        className={open ? `sheet-editor-frame sheet-${align}` : 'sheet-editor-frame sheet-editor-idle'}
        data-chips={chips === null ? undefined : ''}
      >
        {chips !== null && (
          <NameChips
            chips={chips}
            known={known}
            onRemove={(index) => setChips(removeChip(chips, index))}
            onMove={(from, to) => setChips({ ...moveChip(chips, from, to), at: null })}
            onReopen={(index) => {
              const reopened = reopenChip(chips, index);
              setChips(reopened.chips);
              writeField(reopened.text);
            }}
          />
        )}
        <textarea
          ref={field}
          className="sheet-editor"
          data-sheet={open ? 'editing' : 'idle'}
          aria-label={props.name}
          aria-describedby={descriptionId}
          aria-autocomplete={suggestions === null ? 'none' : 'list'}
          aria-controls={open && matches.length > 0 ? listId : undefined}
          aria-activedescendant={picked === null ? undefined : optionId(listId, picked)}
          readOnly={props.readOnly}
          autoComplete="off"
          spellCheck={false}
          rows={1}
          onKeyDown={pressKey}
          onCompositionStart={() => {
            if (!open) props.onType();
          }}
          onCompositionEnd={(event) => typeText(event.currentTarget, false)}
          onInput={(event) =>
            typeText(
              event.currentTarget,
              event.nativeEvent instanceof InputEvent && event.nativeEvent.isComposing,
            )
          }
          onCopy={(event) => !open && props.onIdleClipboard(event)}
          onCut={(event) => !open && props.onIdleClipboard(event)}
          onPaste={(event) => !open && props.onIdleClipboard(event)}
          onFocus={props.onFocusIdle}
          onBlur={() => {
            if (open) props.onAccept('stay');
          }}
        />
        {editing?.editor.kind === 'number' && editing.editor.measureWord !== null && (
          <span className="sheet-editor-measure">{editing.editor.measureWord}</span>
        )}
        {hint !== null && (
          <span className="sheet-editor-hint" role="status">
            {hint}
          </span>
        )}
      </div>
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
          onTake={takeOption}
        />
      )}
    </>
  );
}

function matchesFor(editing: Editing | null, chips: Chips | null, text: string): readonly Suggestion[] {
  if (editing === null) return [];
  if (editing.editor.kind === 'date') return suggestDate(text, editing.years);
  return editing.suggestions === null ? [] : matchSuggestions(editing.suggestions, text, chips?.names ?? []);
}
