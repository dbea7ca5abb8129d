import type { ReactElement } from 'react';
import { periodTitle } from '../../shared/model/round.ts';
import type { RoundInSeries } from './use-board.ts';
import './completeness-chart.css';

type CompletenessChartProps = {
  /** Of one form, oldest first. */
  readonly series: readonly RoundInSeries[];
  /** Key of the round on view. */
  readonly shown: string;
  readonly onShow: (round: string) => void;
};

/** 历次报送: for each round how many of the units have reported, and how many were taken in; a press shows it. */
export function CompletenessChart({ series, shown, onShow }: CompletenessChartProps): ReactElement | null {
  if (series.length < 2) return null;
  return (
    <figure className="completeness">
      <figcaption>
        历次报送
        <span className="completeness-key completeness-accepted">已接收</span>
        <span className="completeness-key completeness-arrived">已收到</span>
        <span className="completeness-key">应报</span>
      </figcaption>
      <ol aria-label="历次报送">
        {series.map(({ info: { round }, board: { expected, arrived, accepted } }) => {
          const period = periodTitle(round.period);
          const words = `${period}：应报 ${expected}，已收到 ${arrived}，已接收 ${accepted}`;
          return (
            <li key={round.key}>
              <button
                type="button"
                title={words}
                aria-label={words}
                aria-current={round.key === shown ? 'true' : undefined}
                onClick={() => onShow(round.key)}
              >
                <span className="completeness-count">
                  {arrived}/{expected}
                </span>
                <span className="completeness-bar">
                  <span className="completeness-arrived" style={{ height: share(arrived, expected) }} />
                  <span className="completeness-accepted" style={{ height: share(accepted, expected) }} />
                </span>
                <span className="completeness-period">{shortPeriod(period)}</span>
              </button>
            </li>
          );
        })}
      </ol>
    </figure>
  );
}

/** 10月 of 2025年10月; the year is told where a person points at it. */
function shortPeriod(period: string): string {
  return period.replace(/^\d{4}年(?=.)/, '');
}

function share(part: number, whole: number): string {
  return whole === 0 ? '0' : `${(part / whole) * 100}%`;
}
