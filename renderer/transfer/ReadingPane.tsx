import { Button } from 'antd';
import type { ReactElement } from 'react';
import type { Reading } from '../../shared/model/reading.ts';
import type { TableDefinition } from '../../shared/model/table.ts';
import { MeaningButton } from '../drawing/DrawingHead.tsx';
import type { Spot } from '../drawing/drawing-geometry.ts';
import { describeSpan, lettersOf } from '../drawing/sheet-places.ts';
import { countCorrections, isColumnPointedOut } from './correct-reading.ts';
import { describeField, isRequired, meaningOf, roleWords } from './reading-words.ts';

type ReadingPaneProps = {
  readonly table: TableDefinition;
  readonly reading: Reading;
  readonly busy: boolean;
  /** How many pointings can be taken back. */
  readonly steps: number;
  readonly onTakeBack: () => void;
  /** Everything is left to the program again, what was remembered included. */
  readonly onForgetAll: () => void;
  readonly onShow: (spot: Spot) => void;
  readonly onOpenColumn: (column: number, button: HTMLElement) => void;
};

/** Only so many spans are listed; the drawing shows all. */
const listedSpans = 200;

/** 怎样读的: what every column and row was taken for, and why; each line leads to its place in the drawing. */
export function ReadingPane(props: ReadingPaneProps): ReactElement {
  const { table, reading, busy, steps, onTakeBack, onForgetAll, onShow, onOpenColumn } = props;
  const corrections = countCorrections(reading.choice);
  const listed = reading.rows.slice(0, listedSpans);
  const headerRow = reading.rows.find(({ role }) => role === 'header')?.firstRow ?? 0;
  return (
    <div className="reading-pane">
      {reading.remembered && (
        <div className="reading-remembered" role="note">
          <span>已按上次的指定对应</span>
          <Button size="small" onClick={onForgetAll} disabled={busy}>
            不用上次的
          </Button>
        </div>
      )}
      {(steps > 0 || (!reading.remembered && corrections > 0)) && (
        <div className="reading-corrections">
          <span>{corrections === 0 ? '全部由程序识别' : `已指定 ${corrections} 处`}</span>
          <Button size="small" type="text" onClick={onTakeBack} disabled={busy || steps === 0}>
            退回一步
          </Button>
          {!reading.remembered && corrections > 0 && (
            <Button size="small" type="text" onClick={onForgetAll} disabled={busy}>
              全部恢复自动识别
            </Button>
          )}
        </div>
      )}
      {reading.unusual !== null && (
        <p className="reading-unusual" title={reading.unusual}>
          这个文件的写法少见，改用兼容方式读取。请核对内容。
        </p>
      )}
      <h3>栏目对应</h3>
      <table className="reading-columns" aria-label="栏目对应">
        <thead>
          <tr>
            <th scope="col">列</th>
            <th scope="col">文件中的栏目</th>
            <th scope="col">对应到</th>
          </tr>
        </thead>
        <tbody>
          {reading.columns.map((one) => {
            const path = one.path.join(' / ');
            return (
              <tr key={one.column}>
                <td>
                  <button
                    type="button"
                    className="reading-place"
                    onClick={() => onShow({ row: headerRow, column: one.column })}
                    title={`在左边显示 ${lettersOf(one.column)} 栏`}
                  >
                    {lettersOf(one.column)}
                  </button>
                </td>
                <td>
                  {path === '' ? <span className="reading-blank">（无栏名）</span> : path}
                  {one.measureWord !== null && <span className="reading-measure">（{one.measureWord}）</span>}
                  {one.hidden && <em>隐藏</em>}
                  <span className="reading-why">{one.why}</span>
                </td>
                <td>
                  <MeaningButton
                    column={one.column}
                    meaning={meaningOf(table, one)}
                    pointedOut={isColumnPointedOut(reading.choice, one.column)}
                    inGrid={false}
                    onOpen={(button) => onOpenColumn(one.column, button)}
                  />
                </td>
              </tr>
            );
          })}
          {reading.missing.map((field) => {
            const needed = isRequired(table, field);
            return (
              <tr
                key={describeField(table, field)}
                className={needed ? 'reading-missing reading-needed' : 'reading-missing'}
              >
                <td>—</td>
                <td>文件中没有</td>
                <td>
                  {describeField(table, field)}
                  {needed && '（必填）'}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <h3>各行</h3>
      <ol className="reading-rows" aria-label="各行读作什么">
        {listed.map((span) => (
          <li key={span.firstRow}>
            <button type="button" onClick={() => onShow({ row: span.firstRow, column: 0 })}>
              <span className={`reading-span role-${span.role}`}>{roleWords[span.role]}</span>
              <span className="reading-span-rows">{describeSpan(span)}</span>
              <span className="reading-why">{span.why}</span>
            </button>
          </li>
        ))}
      </ol>
      {listed.length < reading.rows.length && (
        <p className="import-more">
          只列出前 {listed.length} 段，共 {reading.rows.length} 段。
        </p>
      )}
    </div>
  );
}
