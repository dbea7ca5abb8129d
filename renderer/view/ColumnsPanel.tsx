import { Button } from 'antd';
import type { ReactElement } from 'react';
import { type ColumnsView, hideColumns, showColumns } from './column-layout.ts';
import { Popover } from './Popover.tsx';

type ColumnsPanelProps = {
  readonly columns: ColumnsView;
  readonly titleOf: (column: string) => string;
  readonly anchor: { readonly left: number; readonly bottom: number };
  readonly onChange: (columns: ColumnsView) => void;
  readonly onRestore: () => void;
  readonly onClose: () => void;
};

/** Which columns are shown, in the order in which they stand. */
export function ColumnsPanel(props: ColumnsPanelProps): ReactElement {
  const { columns, titleOf, onChange } = props;
  const shownCount = columns.filter(({ hidden }) => !hidden).length;
  return (
    <Popover label="显示的列" anchor={props.anchor} className="columns-panel" onClose={props.onClose}>
      <ul className="columns-list">
        {columns.map(({ key, hidden, frozen }, index) => (
          <li key={key}>
            <label>
              <input
                type="checkbox"
                // biome-ignore lint/a11y/noAutofocus: a dialog that was just asked for takes the keyboard
                autoFocus={index === 0}
                checked={!hidden}
                disabled={!hidden && shownCount === 1}
                onChange={() => onChange(hidden ? showColumns(columns, [key]) : hideColumns(columns, [key]))}
              />
              {titleOf(key)}
              {frozen && <span className="columns-note">冻结</span>}
            </label>
          </li>
        ))}
      </ul>
      <div className="filter-actions">
        <Button
          size="small"
          title="列的先后、宽度、隐藏和冻结都回到最初"
          onClick={() => {
            props.onRestore();
            props.onClose();
          }}
        >
          恢复默认列
        </Button>
        <span className="filter-gap" />
        <Button size="small" type="primary" onClick={props.onClose}>
          关闭
        </Button>
      </div>
    </Popover>
  );
}
