import { type KeyboardEvent, type ReactElement, useEffect, useId, useMemo, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useWorkbookState, useWorkbookStore } from '../workbook/use-workbook.ts';
import { type FoundPlace, indexPlaces, searchPlaces } from './search-places.ts';
import './goto.css';

type GoToDialogProps = {
  readonly onGo: (place: FoundPlace) => void;
  readonly onClose: () => void;
};

const most = 50;

/** 查找村、单位、任务 in all tables; Enter leads to the cell. */
export function GoToDialog({ onGo, onClose }: GoToDialogProps): ReactElement {
  const store = useWorkbookStore();
  const { data, ordered, loaded, arriving } = useWorkbookState();
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);

  useEffect(() => {
    for (const key of store.getState().data.tables.keys()) void store.load(key);
  }, [store]);
  const index = useMemo(
    () =>
      indexPlaces(
        [...data.tables.values()]
          .filter(({ key }) => loaded.has(key))
          .map((table) => ({
            table,
            rows: ordered.get(table.key) ?? [],
          })),
      ),
    [data, ordered, loaded],
  );
  const places = useMemo(() => searchPlaces(index, query, most), [index, query]);
  const current = Math.min(active, Math.max(0, places.length - 1));
  const reading = [...data.tables.keys()].some((key) => !loaded.has(key) || arriving.has(key));

  // biome-ignore lint/correctness/useExhaustiveDependencies: follows the chosen place
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [current, places]);

  const pressKey = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const place = places[current];
    if (event.key === 'ArrowDown') setActive(Math.min(places.length - 1, current + 1));
    else if (event.key === 'ArrowUp') setActive(Math.max(0, current - 1));
    else if (event.key === 'Escape') onClose();
    else if (event.key === 'Enter' && place !== undefined) onGo(place);
    else if (event.key !== 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
  };

  return createPortal(
    <div
      className="goto-room"
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div role="dialog" aria-label="查找村、单位、任务" className="goto" onKeyDown={pressKey}>
        <input
          className="goto-field"
          // biome-ignore lint/a11y/noAutofocus: a dialog that was just asked for takes the keyboard
          autoFocus
          role="combobox"
          aria-expanded={places.length > 0}
          aria-controls={listId}
          aria-activedescendant={places.length === 0 ? undefined : `${listId}${current}`}
          aria-label="查找村、单位、任务"
          placeholder="村、单位、任务…（可用拼音首字母：dxc）"
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setActive(0);
          }}
        />
        <div ref={list} id={listId} role="listbox" aria-label="找到的地方" className="goto-list">
          {places.map((place, at) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field answers the keys
            // biome-ignore lint/a11y/useFocusableInteractive: the field points to it by aria-activedescendant
            <div
              key={`${place.table} ${place.column} ${place.text}`}
              id={`${listId}${at}`}
              role="option"
              aria-selected={at === current}
              className="goto-place"
              onPointerMove={() => setActive(at)}
              onClick={() => onGo(place)}
            >
              <span className="goto-text">{place.text}</span>
              <span className="goto-where">
                {place.where}
                {place.count > 1 ? `等 ${place.count} 处` : ''}
              </span>
            </div>
          ))}
        </div>
        {query.trim() !== '' && places.length === 0 && (
          <p className="goto-note" role="status">
            {reading ? '正在读取各表…' : '没有找到。'}
          </p>
        )}
        {places.length === most && (
          <p className="goto-note">只列出最相近的 {most} 处，再多打几个字就更准。</p>
        )}
      </div>
    </div>,
    document.body,
  );
}
