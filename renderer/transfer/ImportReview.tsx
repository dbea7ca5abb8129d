import { Button, Tabs } from 'antd';
import { type ReactElement, useEffect, useEffectEvent, useMemo, useState } from 'react';
import type { ImportReport } from '../../shared/api.ts';
import type { Problem } from '../../shared/model/problem.ts';
import type { ReadingChoice } from '../../shared/model/reading.ts';
import type { TableDefinition } from '../../shared/model/table.ts';
import { PlaceMenu } from '../drawing/PlaceMenu.tsx';
import { type MenuPlace, SheetDrawing } from '../drawing/SheetDrawing.tsx';
import { SheetTabs } from '../drawing/SheetTabs.tsx';
import { useSheetParts } from '../drawing/sheet-parts.ts';
import { describeSpan, lettersOf, rangeOf } from '../drawing/sheet-places.ts';
import { useSheetPointing } from '../drawing/use-sheet-pointing.ts';
import { useWindowEvent } from '../shell/use-window-event.ts';
import { leaveAllTo, turnTo } from './correct-reading.ts';
import { ImportPreview } from './ImportPreview.tsx';
import { ProblemTable } from './ProblemTable.tsx';
import { ReadingPane } from './ReadingPane.tsx';
import { DrawingLegend, describeSpot, ReviewNotices } from './ReviewNotices.tsx';
import { columnEntries, rowEntries } from './reading-menu.tsx';
import { marksOf, wantsLook } from './reading-words.ts';
import type { ImportRun } from './use-import.ts';

type ImportReviewProps = {
  readonly table: TableDefinition;
  readonly report: ImportReport;
  readonly uploadId: string;
  readonly rereading: boolean;
  readonly refused: string | null;
  readonly run: ImportRun;
};

type Pane = 'reading' | 'changes' | 'problems';

/** The sheet as it was read beside what that would do to the table; everything can be pointed at and set right. */
export function ImportReview(props: ImportReviewProps): ReactElement {
  const { table, report, uploadId, rereading, refused, run } = props;
  const { reading } = report;
  const needsLook = report.refusal !== null || wantsLook(reading);
  const [pane, setPane] = useState<Pane>(needsLook ? 'reading' : 'changes');
  const pointing = useSheetPointing<MenuPlace>();
  const { drawing, selection, span, show, openBelow, turnMenu } = pointing;

  const shownName = (rereading ? run.choice.sheet : null) ?? reading.sheet;
  const sheet = reading.sheets.find(({ name }) => name === shownName) ?? reading.sheets[0];
  const { parts, want } = useSheetParts(uploadId, sheet?.name ?? shownName);
  const shownReading = shownName === reading.sheet ? reading : null;
  const choice: ReadingChoice = { ...run.choice, sheet: shownName };
  const corrected = { table, reading, choice, point: run.point };
  const problems = useMemo(() => placeProblems(report), [report]);
  const marks = useMemo(
    () => (shownReading === null ? null : marksOf(table, shownReading)),
    [table, shownReading],
  );

  const focusFirst = useEffectEvent(() => {
    if (needsLook) drawing.current?.focus();
  });
  useEffect(() => focusFirst(), []);

  useWindowEvent('keydown', (event) => {
    const key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || event.altKey || (key !== 'z' && key !== 'y')) return;
    event.preventDefault();
    if (key === 'y' || event.shiftKey) run.pointAgain();
    else run.takeBack();
  });

  const openProblem = ({ cell }: Problem): void => {
    const range = cell === null ? null : rangeOf(cell);
    if (range !== null) show(range);
  };
  const forgetAll = (): void => {
    drawing.current?.focus();
    run.point(leaveAllTo(shownName));
  };
  const { spot } = selection;

  return (
    <>
      <ReviewNotices refusal={report.refusal} refused={refused} />
      <div className="review">
        <section className="review-sheet" aria-label="文件中的样子">
          <div className="review-bar">
            <DrawingLegend reading={shownReading} />
            <span className="review-busy" role="status">
              {rereading ? '正在照您指定的重新读…' : ''}
            </span>
          </div>
          {sheet !== undefined && (
            <SheetDrawing
              key={sheet.name}
              ref={drawing}
              sheet={sheet}
              marks={marks}
              parts={parts}
              want={want}
              problems={shownReading === null ? noProblems : problems}
              selection={selection}
              framed={pointing.framed}
              busy={rereading}
              onSelect={pointing.select}
              onMenu={(place, point) => shownReading !== null && pointing.openMenu(place, point)}
            />
          )}
          <div className="review-spot">
            <output title={parts.failure?.message}>
              {parts.failure?.message ??
                (shownReading === null ? '' : describeSpot(table, shownReading, spot))}
            </output>
            <Button
              size="small"
              aria-haspopup="menu"
              disabled={shownReading === null}
              onClick={(event) => openBelow({ kind: 'rows', column: null }, event.currentTarget)}
            >
              {`${describeSpan(span)}是…`}
            </Button>
            <Button
              size="small"
              aria-haspopup="menu"
              disabled={shownReading === null}
              onClick={(event) => openBelow({ kind: 'column', column: spot.column }, event.currentTarget)}
            >
              {lettersOf(spot.column)} 栏是…
            </Button>
          </div>
          <SheetTabs
            sheets={reading.sheets}
            shown={shownName}
            onShow={(name) => {
              pointing.startAtTop();
              run.point(turnTo(name));
            }}
          />
        </section>
        <Tabs
          className="review-panes"
          size="small"
          animated={false}
          activeKey={pane}
          onChange={(key) => setPane(panes.find((one) => one === key) ?? 'reading')}
          items={[
            {
              key: 'reading',
              label: '怎样读的',
              children: (
                <ReadingPane
                  table={table}
                  reading={reading}
                  busy={rereading}
                  steps={run.steps}
                  onTakeBack={() => {
                    drawing.current?.focus();
                    run.takeBack();
                  }}
                  onForgetAll={forgetAll}
                  onShow={(to) =>
                    show({ firstRow: to.row, lastRow: to.row, firstColumn: to.column, lastColumn: to.column })
                  }
                  onOpenColumn={(column, button) =>
                    shownReading !== null && openBelow({ kind: 'column', column }, button)
                  }
                />
              ),
            },
            { key: 'changes', label: '会改什么', children: <ImportPreview report={report} /> },
            {
              key: 'problems',
              // Nothing was looked at where nothing was read.
              label:
                report.refusal !== null && report.problems.length === 0
                  ? '问题'
                  : `问题（${report.problems.length}）`,
              children: (
                <>
                  {report.refusal !== null && <p className="import-quiet">{report.refusal.message}</p>}
                  {report.refusal === null && report.problems.length === 0 && (
                    <p className="import-quiet">没有发现问题。</p>
                  )}
                  <ProblemTable problems={report.problems} onOpen={openProblem} />
                </>
              ),
            },
          ]}
        />
      </div>
      <PlaceMenu
        pointing={pointing}
        labelOf={(place) => (place.kind === 'column' ? `${lettersOf(place.column)} 栏是` : '所选的行是')}
        entriesOf={(place) =>
          place.kind === 'column'
            ? columnEntries(corrected, place.column)
            : rowEntries(corrected, span, place.column, (column) => turnMenu({ kind: 'column', column }))
        }
      />
    </>
  );
}

const panes: readonly Pane[] = ['reading', 'changes', 'problems'];

const noProblems: ReadonlyMap<number, ReadonlyMap<number, Problem>> = new Map();

/** Problems by row and column of their cells; of several at one cell the first is shown there. */
function placeProblems({ problems, sheet }: ImportReport): ReadonlyMap<number, ReadonlyMap<number, Problem>> {
  const placed = new Map<number, Map<number, Problem>>();
  for (const problem of problems) {
    const range = problem.cell === null ? null : rangeOf(problem.cell);
    if (range === null || (problem.sheet !== null && problem.sheet !== sheet)) continue;
    const row = placed.get(range.firstRow) ?? new Map<number, Problem>();
    if (!row.has(range.firstColumn)) row.set(range.firstColumn, problem);
    placed.set(range.firstRow, row);
  }
  return placed;
}
