import { Button } from 'antd';
import { type ReactElement, useEffect, useEffectEvent, useMemo, useState } from 'react';
import type { FormInfo } from '../../shared/api.ts';
import type { Problem } from '../../shared/model/problem.ts';
import type { ReadingSheet } from '../../shared/model/reading.ts';
import { PlaceMenu } from '../drawing/PlaceMenu.tsx';
import { SheetDrawing } from '../drawing/SheetDrawing.tsx';
import { SheetTabs } from '../drawing/SheetTabs.tsx';
import { type SheetParts, useSheetParts } from '../drawing/sheet-parts.ts';
import { lettersOf, nameOfCell } from '../drawing/sheet-places.ts';
import { useSheetPointing } from '../drawing/use-sheet-pointing.ts';
import type { MenuEntry } from '../menu/menu-entries.tsx';
import { figureTypeEntries, placeEntries } from './cell-menu.tsx';
import { columnEntries } from './column-menu.tsx';
import { FormLegend, FormNotices } from './FormNotices.tsx';
import { FormPane } from './FormPane.tsx';
import type { FormMenuPlace, FormPointer, SheetTexts } from './form-pointer.ts';
import { describeFormSpot, marksOfForm } from './form-words.ts';
import { rowEntries } from './row-menu.tsx';
import { SavePane } from './SavePane.tsx';
import type { LearnRun } from './use-learn.ts';
import type { Saving } from './use-save-target.ts';

type FormReviewProps = {
  readonly run: LearnRun;
  readonly uploadId: string;
  readonly saving: Saving;
  readonly view: 'check' | 'save';
  readonly forms: readonly FormInfo[];
  /** The form that is set right; null for a new one. */
  readonly kept: FormInfo | null;
};

const noProblems: ReadonlyMap<number, ReadonlyMap<number, Problem>> = new Map();

/** The sheet as it looks beside what was learnt of it; everything can be pointed at and set right. */
export function FormReview({ run, uploadId, saving, view, forms, kept }: FormReviewProps): ReactElement {
  const { form, learning, step } = run;
  const pointing = useSheetPointing<FormMenuPlace>();
  const { drawing, selection, span, show, openBelow, turnMenu } = pointing;
  const [editing, setEditing] = useState<number | null>(null);

  const { parts, want } = useSheetParts(uploadId, form?.sheet ?? step.pointing.sheet, true);
  const sheets = parts.top?.looks?.sheets ?? [];
  const shownName = form?.sheet ?? step.pointing.sheet ?? parts.top?.sheet ?? null;
  const sheet = sheets.find(({ name }) => name === shownName) ?? null;
  const texts = useMemo(() => textsOf(parts), [parts]);
  const { reasons } = run;
  const marks = useMemo(
    () =>
      form === null
        ? null
        : marksOfForm({
            form,
            reasons,
            pointing: step.pointing,
            corrections: step.corrections,
            hasText: (row) => parts.rowAt(row)?.texts.some((text) => text !== null) ?? false,
            isFormula: texts.isFormula,
          }),
    [form, reasons, step, parts, texts],
  );

  const hasSheet = sheet !== null;
  const focusFirst = useEffectEvent(() => drawing.current?.focus());
  useEffect(() => {
    if (hasSheet) focusFirst();
  }, [hasSheet]);

  const pointer: FormPointer = {
    form,
    texts,
    columnCount: sheet?.columnCount ?? 0,
    pointHeader: (span) =>
      run.point({ sheet: shownName, header: span, layout: step.pointing.layout ?? form?.layout ?? null }),
    correct: run.correct,
    edit: setEditing,
  };
  const turnTo = (name: string): void => {
    pointing.startAtTop();
    const proposal = learning?.proposals.findIndex((one) => one.form.sheet === name) ?? -1;
    if (proposal >= 0) run.choose(proposal);
    else run.point({ sheet: name, header: null, layout: null });
  };
  const { spot } = selection;
  const spotSheet = sheetLabel(sheet, spot, span.lastRow > span.firstRow);

  return (
    <>
      <FormNotices run={run} onByHand={shownName === null ? null : () => run.nameByHand(shownName)} />
      <div className="review form-review">
        <section className="review-sheet" aria-label="表样的样子">
          <div className="review-bar">
            <FormLegend isFixed={form?.layout === 'fixed'} />
            <span className="review-busy" role="status">
              {run.relearning ? '正在照您指定的重新学…' : ''}
            </span>
          </div>
          {sheet === null ? (
            <div className="drawing drawing-blank" aria-busy />
          ) : (
            <SheetDrawing
              key={sheet.name}
              ref={drawing}
              sheet={sheet}
              marks={marks}
              parts={parts}
              want={want}
              problems={noProblems}
              selection={selection}
              framed={pointing.framed}
              busy={run.relearning}
              onSelect={pointing.select}
              onMenu={pointing.openMenu}
            />
          )}
          <div className="review-spot">
            <output title={parts.failure?.message}>
              {parts.failure?.message ?? (marks === null ? '还没有认出表头' : describeFormSpot(marks, spot))}
            </output>
            <Button
              size="small"
              aria-haspopup="menu"
              disabled={sheet === null}
              onClick={(event) => openBelow({ kind: 'rows', column: spot.column }, event.currentTarget)}
            >
              {spotSheet}是…
            </Button>
            <Button
              size="small"
              aria-haspopup="menu"
              disabled={form === null || form.layout === 'fixed'}
              onClick={(event) => openBelow({ kind: 'column', column: spot.column }, event.currentTarget)}
            >
              {lettersOf(spot.column)} 栏是…
            </Button>
          </div>
          <SheetTabs sheets={sheets} shown={shownName ?? ''} onShow={turnTo} />
        </section>
        <section className="form-pane" aria-label={view === 'check' ? '认出的内容' : '存到哪里'}>
          {view === 'check' ? (
            <FormPane
              run={run}
              marks={marks}
              editing={editing}
              onEdit={setEditing}
              onShow={show}
              onMenu={openBelow}
            />
          ) : (
            form !== null && (
              <SavePane
                form={form}
                saving={saving}
                forms={forms}
                kept={kept}
                onTitle={(title) => run.correct({ kind: 'title', title })}
              />
            )
          )}
        </section>
      </div>
      <PlaceMenu pointing={pointing} labelOf={menuLabel} entriesOf={entriesOf} />
    </>
  );

  function entriesOf(place: FormMenuPlace): readonly MenuEntry[] {
    switch (place.kind) {
      case 'rows':
        return rowEntries(pointer, span, place.column, {
          column: (column) => turnMenu({ kind: 'column', column }),
          place: (row, column) => turnMenu({ kind: 'place', row, column, before: null }),
        });
      case 'column':
        return columnEntries(pointer, place.column);
      case 'place':
        return placeEntries(pointer, place.row, place.column, place.before);
      case 'figure': {
        const figure = form?.figures.find((one) => one.row === place.row && one.column === place.column);
        return figure === undefined ? [] : figureTypeEntries(pointer, place.row, place.column, figure.type);
      }
    }
  }
}

function textsOf(parts: SheetParts): SheetTexts {
  return {
    textAt: (row, column) => parts.rowAt(row)?.texts[column] ?? '',
    isFormula: (row, column) => parts.looksAt(row)?.formulas.includes(column) ?? false,
    ownerOf: (row, column) => {
      const merge = parts.merges.find(
        ({ firstRow, lastRow, firstColumn, lastColumn }) =>
          firstRow <= row && row <= lastRow && firstColumn <= column && column <= lastColumn,
      );
      return merge === undefined ? { row, column } : { row: merge.firstRow, column: merge.firstColumn };
    },
  };
}

function sheetLabel(
  sheet: ReadingSheet | null,
  { row, column }: { readonly row: number; readonly column: number },
  several: boolean,
): string {
  if (sheet === null) return '这里';
  return several ? '所选各行' : row < 0 ? '第1行' : nameOfCell(row, column);
}

function menuLabel(place: FormMenuPlace): string {
  switch (place.kind) {
    case 'rows':
      return '所选的行是';
    case 'column':
      return `${lettersOf(place.column)} 栏是`;
    case 'place':
      return `${nameOfCell(place.row, place.column)} 填`;
    case 'figure':
      return `${nameOfCell(place.row, place.column)} 是`;
  }
}
