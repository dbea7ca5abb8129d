import { Alert, Button } from 'antd';
import { type ReactElement, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { FormInfo } from '../../shared/api.ts';
import type { Problem } from '../../shared/model/problem.ts';
import type { ReadingSheet } from '../../shared/model/reading.ts';
import { type DrawingSelection, spanOf } from '../drawing/drawing-places.ts';
import { type DrawingHandle, SheetDrawing } from '../drawing/SheetDrawing.tsx';
import { SheetTabs } from '../drawing/SheetTabs.tsx';
import { type SheetParts, useSheetParts } from '../drawing/sheet-parts.ts';
import { type CellRange, lettersOf, nameOfCell } from '../drawing/sheet-places.ts';
import { ContextMenu } from '../menu/ContextMenu.tsx';
import type { MenuEntry } from '../menu/menu-entries.tsx';
import { FormPane } from './FormPane.tsx';
import {
  columnEntries,
  type FormMenuPlace,
  type FormPointer,
  figureTypeEntries,
  placeEntries,
  rowEntries,
  type SheetTexts,
} from './form-menu.tsx';
import { describeFormSpot, marksOfForm } from './form-words.ts';
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

type OpenMenu = {
  readonly place: FormMenuPlace;
  readonly point: { readonly x: number; readonly y: number };
  /** Gets the keyboard back; null for the drawing. */
  readonly opener: HTMLElement | null;
};

const atTop: DrawingSelection = { spot: { row: 0, column: 0 }, anchorRow: 0 };
const noProblems: ReadonlyMap<number, ReadonlyMap<number, Problem>> = new Map();

/** The sheet as it looks beside what was learnt of it; everything can be pointed at and set right. */
export function FormReview({ run, uploadId, saving, view, forms, kept }: FormReviewProps): ReactElement {
  const { form, learning, step } = run;
  const drawing = useRef<DrawingHandle>(null);
  const [selection, setSelection] = useState(atTop);
  const [framed, setFramed] = useState<CellRange | null>(null);
  const [menu, setMenu] = useState<OpenMenu | null>(null);
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
  const show = (range: CellRange): void => {
    const spot = { row: range.firstRow, column: range.firstColumn };
    setSelection({ spot, anchorRow: spot.row });
    setFramed(range);
    drawing.current?.reveal(spot);
  };
  const openBelow = (place: FormMenuPlace, button: HTMLElement): void => {
    const { left, bottom } = button.getBoundingClientRect();
    setMenu({ place, point: { x: left, y: bottom }, opener: button });
  };
  const turnTo = (name: string): void => {
    setSelection(atTop);
    setFramed(null);
    const proposal = learning?.proposals.findIndex((one) => one.form.sheet === name) ?? -1;
    if (proposal >= 0) run.choose(proposal);
    else run.point({ sheet: name, header: null, layout: null });
  };
  const { spot } = selection;
  const span = spanOf(selection);
  const spotSheet = sheetLabel(sheet, spot, span.lastRow > span.firstRow);

  return (
    <>
      <Notices run={run} onByHand={shownName === null ? null : () => run.nameByHand(shownName)} />
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
              framed={framed}
              busy={run.relearning}
              onSelect={(next) => {
                setSelection(next);
                setFramed(null);
              }}
              onMenu={(place, point) => setMenu({ place, point, opener: null })}
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
      {menu !== null && (
        <ContextMenu
          label={menuLabel(menu.place)}
          point={menu.point}
          entries={entriesOf(menu)}
          onClose={() => {
            setMenu(null);
            if (menu.opener === null) drawing.current?.focus();
            else menu.opener.focus();
          }}
        />
      )}
    </>
  );

  function entriesOf(open: OpenMenu): readonly MenuEntry[] {
    const { place } = open;
    switch (place.kind) {
      case 'rows':
        return rowEntries(pointer, span, place.column, {
          column: (column) => setMenu({ ...open, place: { kind: 'column', column } }),
          place: (row, column) => setMenu({ ...open, place: { kind: 'place', row, column, before: null } }),
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

function Notices({
  run,
  onByHand,
}: {
  readonly run: LearnRun;
  /** Null while it is not known which sheet is on view. */
  readonly onByHand: (() => void) | null;
}): ReactElement | null {
  const { unrecognised, refused, learning, step, form } = run;
  const notes = step.chosen < 0 ? [] : (learning?.notes ?? []);
  const otherLayout =
    form !== null &&
    step.chosen >= 0 &&
    step.pointing.layout !== null &&
    form.layout !== step.pointing.layout;
  if (unrecognised === null && refused === null && notes.length === 0 && !otherLayout) return null;
  const byHand = (
    <Button size="small" disabled={onByHand === null} onClick={() => onByHand?.()}>
      手工逐格指定
    </Button>
  );
  return (
    <div className="review-notices">
      {unrecognised !== null && (
        <Alert
          type="warning"
          showIcon
          title="没有认出表头。请在左边选中表头各行，按右键（或 Enter）选“这一行是表头”；登记卡一类的表，可以逐格指定要填的内容。"
          action={byHand}
        />
      )}
      {otherLayout && (
        <Alert type="warning" showIcon title="照这张表的样子，不能整个当作所选的版式。" action={byHand} />
      )}
      {refused !== null && <Alert type="error" showIcon title={`没有照办：${refused}`} />}
      {notes.length > 0 && <Alert type="info" showIcon title={notes.join('')} />}
    </div>
  );
}

function FormLegend({ isFixed }: { readonly isFixed: boolean }): ReactElement {
  const entries: readonly (readonly [string, string])[] = isFixed
    ? [
        ['legend-place', '代填的单位、日期'],
        ['legend-figure', '要填的格'],
        ['legend-formula', '表样自己算'],
      ]
    : [
        ['legend-header', '表头'],
        ['legend-key', '关键栏'],
        ['legend-figure', '填写'],
        ['legend-formula', '表样自己算'],
        ['legend-total', '合计'],
        ['legend-place', '代填的单位、日期'],
      ];
  return (
    <ul className="drawing-legend" aria-label="图例">
      {entries.map(([tint, word]) => (
        <li key={tint}>
          <span className={`legend-tint ${tint}`} />
          {word}
        </li>
      ))}
      <li className="legend-pointed">
        <i className="pointed-dot" />
        人工指定
      </li>
    </ul>
  );
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
