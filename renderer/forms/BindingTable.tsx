import { Select } from 'antd';
import type { ReactElement } from 'react';
import type { FormDefinition } from '../../shared/model/form.ts';
import type { ReadingField } from '../../shared/model/reading.ts';
import type { TableDefinition } from '../../shared/model/table.ts';
import { lettersOf, nameOfCell } from '../drawing/sheet-places.ts';
import { describeField, fieldsOf } from '../transfer/reading-words.ts';
import { titleOf, titleOfFigure } from './form-words.ts';
import { type Binding, bindingsOf, type ChosenFields, doubledBindings } from './save-target.ts';

type BindingTableProps = {
  readonly form: FormDefinition;
  readonly table: TableDefinition;
  readonly chosen: ChosenFields;
  /** Columns that the table does not have may be added to it. */
  readonly mayAdd: boolean;
  readonly onChoose: (chosen: ChosenFields) => void;
};

const newColumn = 'add';
const left = 'left';

/** Which column of the form is which of the table; what the table does not have is added, or left out. */
export function BindingTable({ form, table, chosen, mayAdd, onChoose }: BindingTableProps): ReactElement {
  const bindings = bindingsOf(form, table, chosen);
  const doubled = new Set(doubledBindings(bindings));
  const isFixed = form.layout === 'fixed';
  const fields = fieldsOf(table, form.layout === 'grouped' ? 'grouped' : 'list').filter(
    ({ kind }) => kind !== 'ignored',
  );
  const shown = bindings.filter(({ kept }) => kept);
  const added = shown.filter(({ field }) => field === null).length;
  return (
    <>
      <p className="save-hint">
        {added === 0
          ? '表样的每一栏都有对应。'
          : mayAdd
            ? `台账里没有的 ${added} 栏会加到台账末尾；不要的请选“不读”。`
            : `有 ${added} 栏没有对应，不读也不填。`}
      </p>
      <table className="reading-columns binding-table" aria-label="和台账的对应">
        <thead>
          <tr>
            <th scope="col">列</th>
            <th scope="col">表样的栏</th>
            <th scope="col">台账「{table.title}」的栏</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((binding) => {
            const name = nameOf(form, binding.index);
            return (
              <tr key={binding.index}>
                <td>{name.place}</td>
                <td>{name.title}</td>
                <td>
                  <Select
                    size="small"
                    className="form-wide"
                    aria-label={`${name.title} 对应`}
                    status={doubled.has(binding.index) ? 'error' : ''}
                    showSearch={{ optionFilterProp: 'label' }}
                    value={optionOf(binding.field, fields, mayAdd)}
                    options={[
                      ...fields.map((field, index) => ({
                        value: String(index),
                        label: describeField(table, field),
                      })),
                      ...(mayAdd && (!binding.found || chosen[binding.index] !== undefined)
                        ? [{ value: newColumn, label: '（加到台账）' }]
                        : []),
                      ...(isFixed && mayAdd ? [] : [{ value: left, label: '（不读）' }]),
                    ]}
                    onChange={(value) => onChoose({ ...chosen, [binding.index]: fieldFor(value, fields) })}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}

function optionOf(field: Binding['field'], fields: readonly ReadingField[], mayAdd: boolean): string {
  if (field === null) return mayAdd ? newColumn : left;
  if (field.kind === 'ignored') return left;
  return String(fields.findIndex((one) => JSON.stringify(one) === JSON.stringify(field)));
}

function fieldFor(value: string, fields: readonly ReadingField[]): ReadingField | null {
  if (value === newColumn) return null;
  return value === left ? { kind: 'ignored' } : (fields[Number(value)] ?? null);
}

function nameOf(form: FormDefinition, index: number): { readonly place: string; readonly title: string } {
  const figure = form.layout === 'fixed' ? form.figures[index] : undefined;
  if (figure !== undefined) {
    return { place: nameOfCell(figure.row, figure.column), title: titleOfFigure(figure) };
  }
  const column = form.columns[index];
  return column === undefined
    ? { place: '', title: '' }
    : { place: lettersOf(column.column), title: titleOf(column) };
}
