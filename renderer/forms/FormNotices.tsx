import { Alert, Button } from 'antd';
import type { ReactElement } from 'react';
import type { LearnRun } from './use-learn.ts';

/** Why nothing was learnt, why a pointing was not possible, and what the program has to say about the form. */
export function FormNotices({
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

/** The tints of the drawing in words. */
export function FormLegend({ isFixed }: { readonly isFixed: boolean }): ReactElement {
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
