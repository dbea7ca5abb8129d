import type { ReactElement } from 'react';
import type { Problem } from '../../shared/model/problem.ts';
import './import-lists.css';

type ProblemTableProps = {
  readonly problems: readonly Problem[];
  /** Leads to the cell of a problem; null where there is no sheet to look at. */
  readonly onOpen?: ((problem: Problem) => void) | null;
};

const severities: Readonly<Record<Problem['severity'], string>> = {
  must: '▲ 须改',
  explain: '◆ 须说明',
  note: '● 提示',
};

/** Problems of a file, each with its cell. */
export function ProblemTable({ problems, onOpen = null }: ProblemTableProps): ReactElement | null {
  if (problems.length === 0) return null;
  const placed = problems.some(({ cell }) => cell !== null);
  return (
    <div className="import-problems">
      <table aria-label="问题">
        <thead>
          <tr>
            <th scope="col">问题</th>
            {placed && <th scope="col">单元格</th>}
            <th scope="col">说明</th>
          </tr>
        </thead>
        <tbody>
          {problems.map((problem) => (
            <tr key={`${problem.code} ${problem.cell} ${problem.rowId} ${problem.message}`}>
              <td className={`problem-${problem.severity}`}>{severities[problem.severity]}</td>
              {placed && <td>{placeOf(problem, onOpen)}</td>}
              <td>{problem.message}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function placeOf(problem: Problem, onOpen: ((problem: Problem) => void) | null): ReactElement | string {
  const { cell } = problem;
  if (cell === null || onOpen === null) return cell ?? '';
  return (
    <button
      type="button"
      className="reading-place"
      title={`在左边显示 ${cell}`}
      onClick={() => onOpen(problem)}
    >
      {cell}
    </button>
  );
}
