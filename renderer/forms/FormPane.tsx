import { DeleteOutlined } from '@ant-design/icons';
import { Button, Input, Radio, Select } from 'antd';
import { Fragment, type ReactElement, useEffect, useRef, useState } from 'react';
import { layoutNames, placeNames } from '../../shared/form/words.ts';
import { type FormLayout, formLayoutSchema } from '../../shared/model/form.ts';
import { MeaningButton } from '../drawing/DrawingHead.tsx';
import type { SheetMarks } from '../drawing/sheet-marks.ts';
import { type CellRange, describeSpan, lettersOf, nameOfCell } from '../drawing/sheet-places.ts';
import { ColumnFields, FigureFields } from './ColumnFields.tsx';
import type { FormMenuPlace } from './form-menu.tsx';
import {
  describeProposal,
  layoutHints,
  titleOf,
  titleOfFigure,
  valueWords,
  whyOfColumn,
  whyOfRow,
} from './form-words.ts';
import type { LearnRun } from './use-learn.ts';

type FormPaneProps = {
  readonly run: LearnRun;
  readonly marks: SheetMarks | null;
  /** The column whose fields are open. */
  readonly editing: number | null;
  readonly onEdit: (column: number | null) => void;
  readonly onShow: (range: CellRange) => void;
  readonly onMenu: (place: FormMenuPlace, button: HTMLElement) => void;
};

/** Only so many figures are listed; the drawing shows all. */
const listedFigures = 300;

/** What was learnt, line by line, each with its reason and a way to set it right. */
export function FormPane(props: FormPaneProps): ReactElement {
  const { run, onShow } = props;
  const { form, learning, step, reasons } = run;
  if (form === null) {
    return (
      <div className="form-pane-empty">
        <p>左边是文件的样子，程序没有认出哪几行是表头。</p>
        <ol>
          <li>点表头的第一行，按住 Shift 点到最后一行；</li>
          <li>按右键（或 Enter），选“是表头”；</li>
          <li>程序按您指的表头认出各栏，再逐栏核对。</li>
        </ol>
      </div>
    );
  }
  const proposals = learning?.proposals ?? [];
  const why = proposals[step.chosen]?.why ?? '';
  const bodyCount = form.body.lastRow - form.body.firstRow + 1;
  return (
    <div className="reading-pane">
      <FormTitle title={form.title} onTitle={(title) => run.correct({ kind: 'title', title })} />
      {proposals.length > 1 && (
        <div className="form-field">
          <span className="form-label">认作</span>
          <Select
            size="small"
            className="form-wide"
            aria-label="认作"
            value={step.chosen}
            options={proposals.map((proposal, index) => ({
              value: index,
              label: describeProposal(proposal),
            }))}
            onChange={run.choose}
          />
        </div>
      )}
      <div className="form-field">
        <span className="form-label">版式</span>
        <span>
          <Radio.Group
            size="small"
            optionType="button"
            aria-label="版式"
            value={form.layout}
            disabled={run.relearning}
            options={formLayoutSchema.options.map((layout) => ({
              value: layout,
              label: layoutNames[layout],
              title: layoutHints[layout],
            }))}
            onChange={({ target }) => changeLayout(formLayoutSchema.parse(target.value))}
          />
          <span className="reading-why">{why === '' ? layoutHints[form.layout] : why}</span>
        </span>
      </div>
      {form.layout === 'fixed' ? <Figures {...props} /> : <Columns {...props} />}
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
                  props.onMenu(
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
      {form.layout !== 'fixed' && (
        <>
          <h3>行</h3>
          <ol className="reading-rows" aria-label="各行">
            <RowLine
              taken="header"
              word="表头"
              {...form.header}
              why={whyOfRow(reasons, form.header.firstRow)}
              onShow={onShow}
            />
            <RowLine
              taken="data"
              word="填写"
              firstRow={form.body.firstRow}
              lastRow={Math.max(form.body.firstRow, form.body.lastRow)}
              why={
                bodyCount > 0
                  ? `${bodyCount} 行${form.prefilled ? '，现有内容会被新的代替' : ''}`
                  : '没有留空行，填写时插入'
              }
              onShow={onShow}
            />
            {form.totals.map(({ row, kind, columns, formulas }) => (
              <RowLine
                key={row}
                taken={kind}
                word={kind === 'total' ? '合计' : '小计'}
                firstRow={row}
                lastRow={row}
                why={[
                  formulas.length > 0 ? `${formulas.map(lettersOf).join('、')} 栏由表样自己算` : '',
                  columns.length > 0 ? `${columns.map(lettersOf).join('、')} 栏由汇表算` : '',
                ]
                  .filter((text) => text !== '')
                  .join('，')}
                onShow={onShow}
              />
            ))}
          </ol>
        </>
      )}
    </div>
  );

  function changeLayout(layout: FormLayout): void {
    if (form === null || layout === form.layout) return;
    const header = step.chosen < 0 ? null : (step.pointing.header ?? form.header);
    run.point({ sheet: form.sheet, header, layout });
  }
}

function FormTitle({
  title,
  onTitle,
}: {
  readonly title: string;
  readonly onTitle: (title: string) => void;
}): ReactElement {
  const [text, setText] = useState(title);
  const [known, setKnown] = useState(title);
  if (known !== title) {
    setKnown(title);
    setText(title);
  }
  const leave = (): void => {
    const trimmed = text.trim();
    if (trimmed === '' || trimmed === title) setText(title);
    else onTitle(trimmed.slice(0, 200));
  };
  return (
    <div className="form-field">
      <span className="form-label">表样名称</span>
      <Input
        size="small"
        aria-label="表样名称"
        value={text}
        maxLength={200}
        onChange={(event) => setText(event.target.value)}
        onBlur={leave}
        onPressEnter={leave}
      />
    </div>
  );
}

function Columns({ run, marks, editing, onEdit, onShow, onMenu }: FormPaneProps): ReactElement | null {
  const { form, reasons } = run;
  const opened = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    if (editing === null) return;
    opened.current?.scrollIntoView({ block: 'nearest' });
    opened.current?.querySelector<HTMLElement>('input')?.focus();
  }, [editing]);
  if (form === null || marks === null) return null;
  const { firstRow } = form.header;
  return (
    <>
      <h3>栏目（{form.columns.length}）</h3>
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
            const why = whyOfColumn(reasons, column.column);
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

function Figures({ run, editing, onEdit, onShow, onMenu }: FormPaneProps): ReactElement | null {
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

function PlaceButton({
  row,
  column,
  onShow,
}: {
  readonly row: number;
  readonly column: number;
  readonly onShow: (range: CellRange) => void;
}): ReactElement {
  const name = nameOfCell(row, column);
  return (
    <button
      type="button"
      className="reading-place"
      title={`在左边显示 ${name}`}
      onClick={() => onShow({ firstRow: row, lastRow: row, firstColumn: column, lastColumn: column })}
    >
      {name}
    </button>
  );
}

function RowLine({
  taken,
  word,
  firstRow,
  lastRow,
  why,
  onShow,
}: {
  readonly taken: string;
  readonly word: string;
  readonly firstRow: number;
  readonly lastRow: number;
  readonly why: string;
  readonly onShow: (range: CellRange) => void;
}): ReactElement {
  return (
    <li>
      <button type="button" onClick={() => onShow({ firstRow, lastRow, firstColumn: 0, lastColumn: 0 })}>
        <span className={`reading-span role-${taken}`}>{word}</span>
        <span className="reading-span-rows">{describeSpan({ firstRow, lastRow })}</span>
        <span className="reading-why">{why}</span>
      </button>
    </li>
  );
}
