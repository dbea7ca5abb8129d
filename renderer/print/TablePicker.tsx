import { ArrowDownOutlined, ArrowUpOutlined, HolderOutlined } from '@ant-design/icons';
import { Button, Checkbox } from 'antd';
import { type KeyboardEvent, type ReactElement, useEffect, useRef, useState } from 'react';
import type { TableDefinition } from '../../shared/model/table.ts';
import type { ListedTable } from '../../shared/print/print-choice.ts';
import type { PrintedTable } from '../../shared/print/printed-pages.ts';
import { moveTable } from './print-choice.ts';
import '../shell/list-screen.css';
import './table-picker.css';

type TablePickerProps = {
  readonly listed: readonly ListedTable[];
  readonly tables: readonly TableDefinition[];
  /** As they were laid out last. */
  readonly laid: readonly PrintedTable[];
  readonly onChange: (listed: readonly ListedTable[]) => void;
  readonly onShowPage: (index: number) => void;
};

/** Which tables are printed, in the order in which they stand here. */
export function TablePicker({ listed, tables, laid, onChange, onShowPage }: TablePickerProps): ReactElement {
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const held = useRef<HTMLElement | null>(null);

  const move = (from: number, to: number): void => {
    held.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    onChange(moveTable(listed, from, to));
  };
  // What was moved by the keyboard keeps it, and stays on view.
  useEffect(() => {
    const { current } = held;
    held.current = null;
    if (current === null || !current.isConnected || current.closest('.print-tables') === null) return;
    current.focus();
    current.scrollIntoView({ block: 'nearest' });
  });
  const moveByKey = (event: KeyboardEvent, index: number): void => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    if (event.key === 'ArrowUp' && index > 0) move(index, index - 1);
    if (event.key === 'ArrowDown' && index < listed.length - 1) move(index, index + 2);
  };

  return (
    <ul
      className="print-tables"
      aria-label="要打印的表"
      onDragOver={(event) => dragged !== null && event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        if (dragged !== null && over !== null) move(dragged, over);
        setDragged(null);
        setOver(null);
      }}
      onDragEnd={() => {
        setDragged(null);
        setOver(null);
      }}
    >
      {listed.map(({ key, printed }, index) => {
        const title = tables.find((table) => table.key === key)?.title ?? key;
        const pages = printed ? laid.find(({ table }) => table === key) : undefined;
        return (
          <li
            key={key}
            className={`print-table${over === index ? ' print-table-before' : ''}${
              over === index + 1 && index === listed.length - 1 ? ' print-table-after' : ''
            }`}
            draggable
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = 'move';
              setDragged(index);
            }}
            onDragOver={(event) => {
              const { top, height } = event.currentTarget.getBoundingClientRect();
              if (dragged !== null) setOver(event.clientY < top + height / 2 ? index : index + 1);
            }}
            onKeyDown={(event) => moveByKey(event, index)}
          >
            <HolderOutlined className="print-table-handle" aria-hidden title="拖动改变打印顺序" />
            <Checkbox
              className="print-table-name"
              checked={printed}
              title={`${title}（Alt+↑、Alt+↓ 改变打印顺序）`}
              onChange={({ target: { checked } }) =>
                onChange(listed.map((table) => (table.key === key ? { ...table, printed: checked } : table)))
              }
            >
              {title}
            </Checkbox>
            {pages !== undefined && (
              <button
                type="button"
                className="list-link print-table-pages"
                title={`看「${title}」的第一页`}
                onClick={() => onShowPage(pages.firstPage)}
              >
                {pages.pageCount} 页{pages.landscape ? ' 横' : ''}
              </button>
            )}
            <span className="print-table-moves">
              <Button
                type="text"
                size="small"
                icon={<ArrowUpOutlined aria-hidden />}
                aria-label={`上移 ${title}`}
                title="上移（Alt+↑）"
                disabled={index === 0}
                onClick={() => move(index, index - 1)}
              />
              <Button
                type="text"
                size="small"
                icon={<ArrowDownOutlined aria-hidden />}
                aria-label={`下移 ${title}`}
                title="下移（Alt+↓）"
                disabled={index === listed.length - 1}
                onClick={() => move(index, index + 2)}
              />
            </span>
          </li>
        );
      })}
    </ul>
  );
}
