import { Alert, Button, Modal } from 'antd';
import { type ReactElement, useRef, useState } from 'react';
import type { FormInfo, RoundInfo } from '../../shared/api.ts';
import { useFocusBack } from '../forms/use-focus-back.ts';
import { ProgressNotice } from '../shell/ProgressNotice.tsx';
import { useTabInside } from '../shell/use-tab-inside.ts';
import { useTableRows } from '../workbook/use-workbook.ts';
import { CopyFields } from './CopyFields.tsx';
import { IssueDone } from './IssueDone.tsx';
import {
  countKinds,
  draftOfRound,
  exampleNames,
  type IssueOptions,
  issueInput,
  issuesByUnit,
  lacksOfRound,
  nameRound,
  periodOf,
  type RoundDraft,
  roundInput,
  startRound,
  unitsOf,
  usualOptions,
} from './issue-plan.ts';
import { RoundFields, RoundSummary } from './RoundFields.tsx';
import { NamePicker, UnitPicker } from './UnitPicker.tsx';
import { useIssue } from './use-issue.ts';
import '../transfer/transfer.css';
import './issue.css';

/** What is to be done: a new round, a round set right, or copies of a round again. */
export type IssueTask =
  | { readonly kind: 'new'; readonly form: string | null }
  | { readonly kind: 'edit'; readonly info: RoundInfo }
  | { readonly kind: 'again'; readonly info: RoundInfo };

type IssueDialogProps = {
  readonly task: IssueTask;
  readonly forms: readonly FormInfo[];
  readonly onIssued: () => void;
  readonly onClose: () => void;
};

/** 下发: who gets which form for which period, and the copies. */
export function IssueDialog({ task, forms, onIssued, onClose }: IssueDialogProps): ReactElement {
  const rows = useTableRows('units');
  const run = useIssue(onIssued);
  const { stage } = run;
  const [draft, setDraft] = useState<RoundDraft>(() =>
    task.kind === 'new'
      ? startRound(task.form ?? forms[0]?.form.key ?? '', new Date(), countKinds(rows))
      : draftOfRound(task.info.round, new Date()),
  );
  const [options, setOptions] = useState<IssueOptions>(usualOptions);
  const [only, setOnly] = useState<readonly string[]>(() =>
    task.kind === 'again' ? unitsToIssue(task.info) : [],
  );
  const content = useRef<HTMLDivElement>(null);
  useTabInside(content);
  useFocusBack();

  const form = forms.find((info) => info.form.key === draft.form)?.form ?? null;
  const formTitle = form?.title ?? (task.kind === 'new' ? '' : task.info.formTitle);
  const allUnits = task.kind === 'again' ? [...task.info.round.units] : unitsOf(draft.units, rows);
  const count = task.kind === 'again' ? only.length : allUnits.length;
  const example = exampleNames(
    options.pattern,
    allUnits,
    { title: formTitle, fileName: form?.fileName ?? '' },
    periodOf(draft.period),
  );
  const lacks =
    (task.kind === 'again'
      ? only.length === 0
        ? '请选择要下发的单位。'
        : null
      : lacksOfRound(draft, allUnits)) ?? (example.kind === 'wrong' ? '请先改正文件名。' : null);

  const save = async (thenIssue: boolean): Promise<void> => {
    if (task.kind === 'again') {
      const whole = only.length === task.info.round.units.length;
      await run.issue(issueInput(task.info.round.key, options, whole ? null : only));
      return;
    }
    const saved = await run.saveRound(roundInput(draft));
    if (saved === null) return;
    setDraft({ ...draft, round: saved.round.key, edition: saved.round.edition });
    if (thenIssue) await run.issue(issueInput(saved.round.key, options, null));
    else onClose();
  };

  return (
    <Modal
      open
      title={titleOf(task)}
      className="issue-dialog"
      width={stage.kind === 'filling' ? 'min(100vw - 32px, 940px)' : 520}
      footer={null}
      onCancel={() => (stage.kind === 'working' ? run.cancel() : onClose())}
      mask={{ closable: false }}
      focusable={{ trap: false }}
      transitionName=""
      maskTransitionName=""
    >
      <div ref={content} className="issue-content" data-step={stage.kind}>
        {stage.kind === 'working' && (
          <>
            <ProgressNotice progress={stage.progress} />
            <footer className="import-footer">
              <Button onClick={run.cancel} autoFocus>
                取消
              </Button>
            </footer>
          </>
        )}
        {stage.kind === 'done' && (
          <IssueDone stage={stage} onDeliverAgain={run.deliverAgain} onClose={onClose} />
        )}
        {stage.kind === 'filling' && (
          <>
            {stage.notice !== null && (
              <Alert
                type={stage.notice.kind === 'failed' ? 'error' : 'info'}
                showIcon
                title={stage.notice.message}
              />
            )}
            <div className="issue-columns">
              <div className="issue-fields">
                {task.kind === 'again' ? (
                  <RoundSummary info={task.info} />
                ) : (
                  <RoundFields
                    draft={draft}
                    forms={forms}
                    isNew={task.kind === 'new' && run.saved === null}
                    onChange={setDraft}
                  />
                )}
                <h3>每一份</h3>
                <CopyFields
                  options={options}
                  onChange={setOptions}
                  example={example}
                  only={task.kind === 'again' ? only : null}
                  units={allUnits}
                  hasRows={form === null || form.layout === 'list'}
                />
              </div>
              <div className="issue-units">
                <h3>{task.kind === 'again' ? '发给哪些单位' : '填报单位'}</h3>
                {task.kind === 'again' ? (
                  <>
                    <NamePicker
                      names={issuesByUnit(task.info)
                        .filter(({ unit }) => task.info.round.units.includes(unit))
                        .map(({ unit, count: times }) => ({
                          name: unit,
                          hint: times === 0 ? '未下发' : times === 1 ? '已下发' : `已下发 ${times} 次`,
                          also: '',
                        }))}
                      chosen={only}
                      searchHint="名称，或“未下发”"
                      onChange={setOnly}
                    />
                    <p className="unit-count" role="status">
                      选了 {only.length} 个，共 {task.info.round.units.length} 个
                    </p>
                  </>
                ) : (
                  <UnitPicker
                    units={draft.units}
                    rows={rows}
                    onChange={(units) => setDraft({ ...draft, units })}
                  />
                )}
              </div>
            </div>
            <footer className="import-footer">
              <span className="import-reason" id="issue-lacks">
                {lacks ?? ''}
              </span>
              <Button onClick={onClose}>取消</Button>
              {task.kind === 'new' && (
                <Button disabled={lacks !== null} onClick={() => void save(false)}>
                  只保存，先不下发
                </Button>
              )}
              <Button
                type={task.kind === 'edit' ? 'default' : 'primary'}
                disabled={lacks !== null}
                aria-describedby="issue-lacks"
                onClick={() => void save(true)}
              >
                {task.kind === 'edit' ? `保存并下发 ${count} 份` : `下发 ${count} 份`}
              </Button>
              {task.kind === 'edit' && (
                <Button
                  type="primary"
                  disabled={lacks !== null}
                  aria-describedby="issue-lacks"
                  onClick={() => void save(false)}
                >
                  保存
                </Button>
              )}
            </footer>
          </>
        )}
      </div>
    </Modal>
  );
}

function titleOf(task: IssueTask): string {
  switch (task.kind) {
    case 'new':
      return '下发表样';
    case 'edit':
      return `修改报表期「${nameRound(task.info)}」`;
    case 'again':
      return `下发「${nameRound(task.info)}」`;
  }
}

/** Who has no copy yet. */
function unitsToIssue(info: RoundInfo): readonly string[] {
  return issuesByUnit(info)
    .filter(({ unit, count }) => count === 0 && info.round.units.includes(unit))
    .map(({ unit }) => unit);
}
