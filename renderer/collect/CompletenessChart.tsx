import type { ReactElement } from 'react';
import type { RoundBoard } from '../../shared/collect/answers.ts';

type CompletenessChartProps = {
  /** Of one form, oldest first. */
  readonly boards: readonly RoundBoard[];
  /** Key of the round on view. */
  readonly shown: string;
  readonly onShow: (round: string) => void;
};

const barWidth = 26;
const gap = 14;
const height = 74;
const labelHeight = 18;

/** 历次报齐率: for each round how many of the units have reported, and how many were taken in. */
export function CompletenessChart({ boards, shown, onShow }: CompletenessChartProps): ReactElement | null {
  if (boards.length < 2) return null;
  const width = boards.length * (barWidth + gap) + gap;
  const words = boards.map(describeBoard);
  return (
    <figure className="completeness">
      <figcaption>历次报送（深色已接收，浅色已收到）</figcaption>
      <svg
        width={width}
        height={height + labelHeight * 2}
        role="img"
        aria-label={`历次报送：${words.join('；')}`}
      >
        {boards.map((board, index) => {
          const left = gap + index * (barWidth + gap);
          const arrived = share(board.arrived, board.expected) * height;
          const accepted = share(board.accepted, board.expected) * height;
          return (
            // biome-ignore lint/a11y/noStaticElementInteractions: the same
            <g
              key={board.round}
              className={board.round === shown ? 'bar bar-shown' : 'bar'}
              onClick={() => onShow(board.round)}
            >
              <title>{words[index]}</title>
              <rect className="bar-whole" x={left} y={labelHeight} width={barWidth} height={height} />
              <rect
                className="bar-arrived"
                x={left}
                y={labelHeight + height - arrived}
                width={barWidth}
                height={arrived}
              />
              <rect
                className="bar-accepted"
                x={left}
                y={labelHeight + height - accepted}
                width={barWidth}
                height={accepted}
              />
              <text x={left + barWidth / 2} y={labelHeight - 6} textAnchor="middle">
                {board.arrived}/{board.expected}
              </text>
              <text x={left + barWidth / 2} y={height + labelHeight + 14} textAnchor="middle">
                {shortPeriod(board.title)}
              </text>
            </g>
          );
        })}
      </svg>
    </figure>
  );
}

function describeBoard({ title, expected, arrived, accepted }: RoundBoard): string {
  return `${title.split(' ').at(-1) ?? title} 应报 ${expected}，已收到 ${arrived}，已接收 ${accepted}`;
}

/** 10月 of 2025年10月, as far as there is room. */
function shortPeriod(title: string): string {
  const period = title.split(' ').at(-1) ?? title;
  return period
    .replace(/^\d{4}年(?=.)/, '')
    .replace('第', '')
    .slice(0, 4);
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
