import { DeleteOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactElement } from 'react';
import { placeNames } from '../../shared/form/words.ts';
import type { FormDefinition } from '../../shared/model/form.ts';
import { nameOfCell } from '../drawing/sheet-places.ts';
import type { FormPaneProps } from './form-pane-props.ts';
import { PlaceButton } from './PlaceButton.tsx';

/** What is filled in for the unit when a copy goes out. */
export function PlaceList({
  form,
  run,
  onShow,
  onMenu,
}: Pick<FormPaneProps, 'run' | 'onShow' | 'onMenu'> & { readonly form: FormDefinition }): ReactElement {
  return (
    <>
      <h3>填报项（下发时代填）</h3>
      {form.places.length === 0 ? (
        <p className="form-quiet">没有认出。要代填单位、期别的格，可在左边选中后按右键指定。</p>
      ) : (
        <ul className="form-places" aria-label="填报项">
          {form.places.map((place) => (
            <li key={`${nameOfCell(place.row, place.column)} ${place.before}`}>
              <PlaceButton row={place.row} column={place.column} onShow={onShow} />
              <button
                type="button"
                className="form-kind"
                aria-haspopup="menu"
                onClick={(event) =>
                  onMenu(
                    { kind: 'place', row: place.row, column: place.column, before: place.before },
                    event.currentTarget,
                  )
                }
              >
                {placeNames[place.kind]}
              </button>
              <span className="form-place-text">
                {place.label}
                {place.value.trim() !== '' && place.value.trim() !== place.label && (
                  <em>现为“{place.value.trim()}”</em>
                )}
              </span>
              <Button
                size="small"
                type="text"
                icon={<DeleteOutlined aria-hidden />}
                aria-label={`${nameOfCell(place.row, place.column)} ${placeNames[place.kind]}不填`}
                title="这里什么也不填"
                onClick={() => run.correct({ kind: 'place', instead: place, place: null })}
              />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
