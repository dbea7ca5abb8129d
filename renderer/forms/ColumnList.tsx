import { Button } from 'antd';
import { Fragment, type ReactElement, useEffect, useRef } from 'react';
import { MeaningButton } from '../drawing/DrawingHead.tsx';
import { lettersOf } from '../drawing/sheet-places.ts';
import { ColumnFields } from './ColumnFields.tsx';
import type { FormPaneProps } from './form-pane-props.ts';
import { titleOf, usualReason, whyOfColumn } from './form-words.ts';

/** The columns of a form, what each holds and why; the fields of one are open. */
export function ColumnList({
  run,
  marks,
  editing,
  onEdit,
  onShow,
  onMenu,
}: FormPaneProps): ReactElement | null {
  const { form, reasons } = run;
  const opened = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    if (editing === null) return;
    opened.current?.scrollIntoView({ block: 'nearest' });
    opened.current?.querySelector<HTMLElement>('input')?.focus();
  }, [editing]);
  if (form === null || marks === null) return null;
  const { firstRow } = form.header;
  const usual = usualReason(reasons, form);
  const others = reasons.filter((reason) => reason !== usual);
  return (
    <>
      <h3>栏目（{form.columns.length}）</h3>
      {usual !== null && <p className="form-quiet">{usual.why}；另有依据的写在栏名下面。</p>}
      <table className="reading-columns form-columns" aria-label="栏目">
        <thead>
          <tr>
            <th scope="col">列</th>
            <th scope="col">表头</th>
            <th scope="col">填什么</th>
            <th scope="col">
              <span className="visually-hidden">更多</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {form.columns.map((column) => {
            const isOpen = editing === column.column;
            const why = whyOfColumn(others, column.column);
            return (
              <Fragment key={column.column}>
                <tr className={isOpen ? 'form-column-open' : ''}>
                  <td>
                    <button
                      type="button"
                      className="reading-place"
                      title={`在左边显示 ${lettersOf(column.column)} 栏`}
                      onClick={() =>
                        onShow({
                          firstRow,
                          lastRow: Math.max(firstRow, form.body.lastRow),
                          firstColumn: column.column,
                          lastColumn: column.column,
                        })
                      }
                    >
                      {lettersOf(column.column)}
                    </button>
                  </td>
                  <td>
                    {titleOf(column)}
                    {column.required && <em className="form-required">必填</em>}
                    {column.hidden && <em>隐藏</em>}
                    {why !== '' && <span className="reading-why">{why}</span>}
                  </td>
                  <td>
                    <MeaningButton
                      column={column.column}
                      meaning={marks.columnAt(column.column)}
                      pointedOut={marks.isColumnPointedOut(column.column)}
                      inGrid={false}
                      onOpen={(button) => onMenu({ kind: 'column', column: column.column }, button)}
                    />
                  </td>
                  <td>
                    <Button
                      size="small"
                      type="text"
                      aria-expanded={isOpen}
                      aria-label={`${lettersOf(column.column)} 栏详细`}
                      onClick={() => onEdit(isOpen ? null : column.column)}
                    >
                      {isOpen ? '收起' : '详细'}
                    </Button>
                  </td>
                </tr>
                {isOpen && (
                  <tr ref={opened} className="form-column-fields">
                    <td colSpan={4}>
                      <ColumnFields
                        column={column}
                        isKey={form.keyColumns.includes(column.column)}
                        onPatch={(patch) => run.correct({ kind: 'column', column: column.column, patch })}
                        onKey={(isKey) => run.correct({ kind: 'key', column: column.column, isKey })}
                      />
                    </td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </>
  );
}
