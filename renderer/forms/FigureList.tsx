import { Button } from 'antd';
import { Fragment, type ReactElement } from 'react';
import { nameOfCell } from '../drawing/sheet-places.ts';
import { FigureFields } from './ColumnFields.tsx';
import type { FormPaneProps } from './form-pane-props.ts';
import { titleOfFigure, valueWords } from './form-words.ts';
import { PlaceButton } from './PlaceButton.tsx';

/** Only so many figures are listed; the drawing shows all. */
const listedFigures = 300;

/** The cells that a fixed form has filled in; the fields of one are open. */
export function FigureList({ run, editing, onEdit, onShow, onMenu }: FormPaneProps): ReactElement | null {
  const { form } = run;
  if (form === null) return null;
  const listed = form.figures.slice(0, listedFigures);
  return (
    <>
      <h3>要填的格（{form.figures.length}）</h3>
      {form.figures.length === 0 && (
        <p className="form-quiet">还没有。请在左边选一格（或几行里的同一列），按右键选“要填”。</p>
      )}
      <table className="reading-columns form-columns" aria-label="要填的格">
        <tbody>
          {listed.map((figure, index) => {
            const isOpen = editing === index;
            return (
              <Fragment key={nameOfCell(figure.row, figure.column)}>
                <tr>
                  <td>
                    <PlaceButton row={figure.row} column={figure.column} onShow={onShow} />
                  </td>
                  <td>{titleOfFigure(figure)}</td>
                  <td>
                    <button
                      type="button"
                      className="meaning meaning-read"
                      aria-haspopup="menu"
                      onClick={(event) =>
                        onMenu(
                          { kind: 'figure', row: figure.row, column: figure.column },
                          event.currentTarget,
                        )
                      }
                    >
                      <span className="meaning-text">{valueWords(figure)}</span>
                    </button>
                  </td>
                  <td>
                    <Button
                      size="small"
                      type="text"
                      aria-expanded={isOpen}
                      aria-label={`${nameOfCell(figure.row, figure.column)} 详细`}
                      onClick={() => onEdit(isOpen ? null : index)}
                    >
                      {isOpen ? '收起' : '详细'}
                    </Button>
                  </td>
                </tr>
                {isOpen && (
                  <tr className="form-column-fields">
                    <td colSpan={4}>
                      <FigureFields
                        figure={figure}
                        onPatch={(patch) =>
                          run.correct({ kind: 'figurePatch', row: figure.row, column: figure.column, patch })
                        }
                      />
                    </td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
      </table>
      {listed.length < form.figures.length && (
        <p className="import-more">
          只列出前 {listed.length} 格，共 {form.figures.length} 格。
        </p>
      )}
    </>
  );
}
