import { Fragment, type ReactElement } from 'react';
import type { RoundInfo } from '../../shared/api.ts';
import type { Summary } from '../../shared/collect/answers.ts';
import type { ComparedLine, SummaryLine } from '../../shared/collect/summarise.ts';
import { periodTitle } from '../../shared/model/round.ts';
import type { OpenSum } from './SumParts.tsx';
import './summary-table.css';

/** A line for each unit, the whole at the foot; every sum is a button that opens into its parts. */
export function SumsTable({
  summary,
  onOpen,
}: {
  readonly summary: Summary;
  readonly onOpen: (open: OpenSum) => void;
}): ReactElement {
  const { columns, lines, total } = summary;
  if (columns.length === 0) {
    return <p className="summary-note">这张表没有可以相加的栏目。请用「逐行」。</p>;
  }
  const cells = (line: SummaryLine): ReactElement[] =>
    columns.map(({ key, title }) => {
      const cell = line.cells.find(({ column }) => column === key);
      return (
        <td key={key} className="number">
          {cell === undefined || cell.sum === null ? (
            <em>未填</em>
          ) : (
            <button
              type="button"
              className="sum"
              title="看由哪些数加成"
              onClick={() => onOpen({ unit: line.unit, title, cell, rows: line.rows })}
            >
              {cell.sum}
            </button>
          )}
          {cell !== undefined && cell.unread > 0 && (
            <span className="sum-unread" title={`${cell.unread} 处不是数，没有加进去`}>
              ▲{cell.unread}
            </span>
          )}
        </td>
      );
    });
  return (
    <table className="list-table summary-table" aria-label={`${summary.title} 合计`}>
      <thead>
        <tr>
          <th scope="col">单位</th>
          <th scope="col" className="number">
            行数
          </th>
          {columns.map(({ key, title }) => (
            <th key={key} scope="col" className="number">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.unit}>
            <th scope="row">{line.unit}</th>
            <td className="number">{line.rows}</td>
            {cells(line)}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{total.unit}</th>
          <td className="number">{total.rows}</td>
          {cells(total)}
        </tr>
      </tfoot>
    </table>
  );
}

/** Period against period: before, now, and what it went up or down by. */
export function ComparedTable({
  summary,
  now,
  before,
}: {
  readonly summary: Summary;
  readonly now: RoundInfo;
  readonly before: RoundInfo | undefined;
}): ReactElement {
  const { columns, compared, total } = summary;
  const isTotal = ({ unit }: ComparedLine): boolean => unit === total.unit;
  const titles = [
    before === undefined ? '' : periodTitle(before.round.period),
    periodTitle(now.round.period),
    '增减',
  ];
  const lopsided = compared.filter((line) => !isTotal(line) && isLopsided(line)).map(({ unit }) => unit);
  return (
    <>
      {lopsided.length > 0 && (
        <p className="summary-note">
          有 {lopsided.length} 个单位只有一期有数，合计的增减里含着它们：{lopsided.slice(0, 8).join('、')}
          {lopsided.length > 8 && '等'}。
        </p>
      )}
      <table className="list-table summary-table compared-table" aria-label={`${summary.title} 与上期比`}>
        <thead>
          <tr>
            <th scope="col" rowSpan={2}>
              单位
            </th>
            {columns.map(({ key, title }) => (
              <th key={key} scope="colgroup" colSpan={3} className="compared-group">
                {title}
              </th>
            ))}
          </tr>
          <tr>
            {columns.flatMap(({ key }) =>
              titles.map((title, index) => (
                <th
                  key={`${key} ${title}`}
                  scope="col"
                  className={index === 0 ? 'number compared-group' : 'number'}
                >
                  {title}
                </th>
              )),
            )}
          </tr>
        </thead>
        <tbody>
          {compared
            .filter((line) => !isTotal(line))
            .map((line) => (
              <ComparedRow key={line.unit} line={line} columns={columns} />
            ))}
        </tbody>
        <tfoot>
          {compared.filter(isTotal).map((line) => (
            <ComparedRow key={line.unit} line={line} columns={columns} />
          ))}
        </tfoot>
      </table>
    </>
  );
}

/** It has figures in one of the two periods only. */
function isLopsided({ cells }: ComparedLine): boolean {
  const has = (side: 'before' | 'after'): boolean => cells.some((cell) => cell[side] !== null);
  return has('before') !== has('after');
}

function ComparedRow({
  line: { unit, cells },
  columns,
}: {
  readonly line: ComparedLine;
  readonly columns: Summary['columns'];
}): ReactElement {
  return (
    <tr>
      <th scope="row">{unit}</th>
      {columns.map(({ key }) => {
        const cell = cells.find(({ column }) => column === key);
        return (
          <Fragment key={key}>
            <td className="number compared-group">{cell?.before ?? missing}</td>
            <td className="number">{cell?.after ?? missing}</td>
            <td className="number">{signed(cell?.difference ?? null) ?? missing}</td>
          </Fragment>
        );
      })}
    </tr>
  );
}

const missing = <em title="这一期没有报，或没有填">—</em>;

function signed(difference: string | null): string | null {
  if (difference === null || difference.startsWith('-') || difference === '0') return difference;
  return `+${difference}`;
}
