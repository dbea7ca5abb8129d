import { Alert, Button, Checkbox, Input, InputNumber, Modal, Progress as ProgressBar, Select } from 'antd';
import { type ReactElement, type ReactNode, useEffect, useRef, useState } from 'react';
import type { FormInfo, RoundInfo } from '../../shared/api.ts';
import { patternWords, usualPattern } from '../../shared/form/copy-names.ts';
import { nameEdition } from '../../shared/model/form-edition.ts';
import { dueTitle, periodTitle } from '../../shared/model/round.ts';
import { keepTabInside } from '../drawing/keep-tab-inside.ts';
import { onDesktop } from '../rpc/backend.ts';
import { ProblemTable } from '../transfer/ProblemTable.tsx';
import { ShowInFolder } from '../transfer/use-export.tsx';
import { useTableRows } from '../workbook/use-workbook.ts';
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
import { PeriodField } from './PeriodField.tsx';
import { NamePicker, UnitPicker } from './UnitPicker.tsx';
import { type IssueRun, useIssue } from './use-issue.ts';
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
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => {
      const dialog = content.current?.closest<HTMLElement>('[role="dialog"]') ?? null;
      if (dialog !== null) keepTabInside(event, dialog);
    };
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);

  const form = forms.find((info) => info.form.key === draft.form)?.form ?? null;
  const formTitle = form?.title ?? (task.kind === 'new' ? '' : task.info.formTitle);
  const allUnits = task.kind === 'again' ? [...task.info.round.units] : unitsOf(draft.units, rows);
  const count = task.kind === 'again' ? only.length : allUnits.length;
  const example = exampleNames(options.pattern, allUnits, formTitle, periodOf(draft.period));
  const lacks =
    (task.kind === 'again'
      ? only.length === 0
        ? '请选择要下发的单位。'
        : null
      : lacksOfRound(draft, allUnits)) ?? (example.kind === 'wrong' ? example.message : null);

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
          <Working
            run={run}
            message={stage.progress.message}
            done={stage.progress.done}
            total={stage.progress.total}
          />
        )}
        {stage.kind === 'done' && <Done run={run} onClose={onClose} />}
        {stage.kind === 'filling' && (
          <>
            {stage.failure !== null && <Alert type="error" showIcon title={stage.failure} />}
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
              {task.kind !== 'again' && (
                <Button disabled={lacks !== null} onClick={() => void save(false)}>
                  {task.kind === 'edit' ? '保存' : '只保存，先不下发'}
                </Button>
              )}
              <Button
                type="primary"
                disabled={lacks !== null}
                aria-describedby="issue-lacks"
                onClick={() => void save(true)}
              >
                下发 {count} 份
              </Button>
            </footer>
          </>
        )}
      </div>
    </Modal>
  );
}

function Working({
  run,
  message,
  done,
  total,
}: {
  readonly run: IssueRun;
  readonly message: string;
  readonly done: number;
  readonly total: number | null;
}): ReactElement {
  const known = total !== null && total > 0;
  return (
    <>
      <div className="import-working" role="status">
        <p>{message}</p>
        <ProgressBar
          percent={known ? Math.round((done / total) * 100) : 0}
          showInfo={known}
          status="normal"
        />
      </div>
      <footer className="import-footer">
        <Button onClick={run.cancel} autoFocus>
          取消
        </Button>
      </footer>
    </>
  );
}

function Done({
  run,
  onClose,
}: {
  readonly run: IssueRun;
  readonly onClose: () => void;
}): ReactElement | null {
  const { stage } = run;
  if (stage.kind !== 'done') return null;
  const { issued, delivered } = stage;
  return (
    <>
      <Alert
        type="success"
        showIcon
        title={`已下发 ${issued.copies.length} 份`}
        description={
          <>
            <p>{delivered?.title ?? `压缩包已做好，还没有保存：${issued.fileName}`}</p>
            {delivered?.file != null && <ShowInFolder file={delivered.file} />}
            <p>
              解压后每个单位一个文件，直接发给各单位即可。文件里带着单位和期别的记号，收回时改了名也认得。
            </p>
          </>
        }
      />
      {issued.problems.length > 0 && <ProblemTable problems={issued.problems} />}
      <footer className="import-footer">
        <Button onClick={run.deliverAgain}>
          {!onDesktop ? '再下载一次' : delivered === null ? '保存压缩包…' : '再保存一次'}
        </Button>
        <Button type="primary" onClick={onClose} autoFocus>
          完成
        </Button>
      </footer>
    </>
  );
}

function RoundSummary({ info }: { readonly info: RoundInfo }): ReactElement {
  const { round, formTitle } = info;
  return (
    <dl className="issue-summary">
      <dt>表样</dt>
      <dd>{nameEdition({ title: formTitle, edition: round.edition })}</dd>
      <dt>期别</dt>
      <dd>{periodTitle(round.period)}</dd>
      <dt>截止</dt>
      <dd>{round.dueAt === null ? '没有定' : dueTitle(round.dueAt)}</dd>
    </dl>
  );
}

function RoundFields({
  draft,
  forms,
  isNew,
  onChange,
}: {
  readonly draft: RoundDraft;
  readonly forms: readonly FormInfo[];
  readonly isNew: boolean;
  readonly onChange: (draft: RoundDraft) => void;
}): ReactElement {
  return (
    <>
      <Field label="表样">
        <Select
          size="small"
          className="form-wide"
          aria-label="表样"
          disabled={!isNew}
          showSearch={{ optionFilterProp: 'label' }}
          value={draft.form === '' ? null : draft.form}
          placeholder="选择表样"
          options={forms.map(({ form }) => ({
            value: form.key,
            label: nameEdition(isNew || draft.edition === null ? form : { ...form, edition: draft.edition }),
          }))}
          onChange={(form) => onChange({ ...draft, form: form ?? '' })}
        />
      </Field>
      <Field label="期别">
        <PeriodField period={draft.period} onChange={(period) => onChange({ ...draft, period })} />
      </Field>
      <Field label="截止">
        <div className="due-field">
          <Input
            size="small"
            type="date"
            aria-label="截止日期"
            value={draft.dueDay}
            onChange={({ target: { value } }) => onChange({ ...draft, dueDay: value })}
          />
          <Input
            size="small"
            type="time"
            aria-label="截止时刻"
            value={draft.dueTime}
            onChange={({ target: { value } }) => onChange({ ...draft, dueTime: value })}
          />
          <span className="issue-hint">
            {draft.dueDay === ''
              ? '可以不定'
              : dueTitle(draft.dueTime === '' ? draft.dueDay : `${draft.dueDay}T${draft.dueTime}`)}
          </span>
        </div>
      </Field>
      <Field label="备注">
        <Input
          size="small"
          aria-label="备注"
          maxLength={2000}
          placeholder="只在汇表里看，不写进表里"
          value={draft.note}
          onChange={({ target: { value } }) => onChange({ ...draft, note: value })}
        />
      </Field>
    </>
  );
}

function CopyFields({
  options,
  example,
  only,
  units,
  onChange,
}: {
  readonly options: IssueOptions;
  readonly example: ReturnType<typeof exampleNames>;
  /** The units that get a copy; null for all. */
  readonly only: readonly string[] | null;
  readonly units: readonly string[];
  readonly onChange: (options: IssueOptions) => void;
}): ReactElement {
  const names =
    example.kind === 'wrong'
      ? []
      : example.names.filter((_, index) => only === null || only.includes(units[index] ?? ''));
  return (
    <>
      <div className="issue-checks">
        <Checkbox
          checked={options.prefill}
          onChange={({ target }) => onChange({ ...options, prefill: target.checked })}
        >
          填上该单位在台账里已有的内容
        </Checkbox>
        <Checkbox
          checked={options.locks}
          onChange={({ target }) => onChange({ ...options, locks: target.checked })}
        >
          锁住表头和公式（不设密码）
        </Checkbox>
      </div>
      <Field label="至少空行">
        <InputNumber
          size="small"
          aria-label="至少空行"
          min={0}
          max={10_000}
          precision={0}
          value={options.spareRows}
          onChange={(spareRows) => onChange({ ...options, spareRows: spareRows ?? 0 })}
        />
        <span className="issue-hint">行，供逐行表接着填；表样里的空行不够才加</span>
      </Field>
      <Field label="文件名">
        <div className="pattern-field">
          <Input
            size="small"
            aria-label="文件名"
            status={example.kind === 'wrong' ? 'error' : ''}
            maxLength={200}
            value={options.pattern}
            placeholder={usualPattern}
            onChange={({ target: { value } }) => onChange({ ...options, pattern: value })}
          />
          <span className="issue-hint">可用 {patternWords.map((word) => `{${word}}`).join(' ')}</span>
          {example.kind === 'wrong' ? (
            <p className="issue-wrong">{example.message}</p>
          ) : (
            <ul className="pattern-example" aria-label="文件名示例">
              {names.length === 0 && <li>选了单位，这里就有示例</li>}
              {names.slice(0, 3).map((name) => (
                <li key={name}>{name}</li>
              ))}
              {names.length > 3 && <li>…共 {names.length} 个</li>}
            </ul>
          )}
        </div>
      </Field>
    </>
  );
}

function Field({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactElement {
  return (
    <div className="issue-field">
      <span className="issue-label">{label}</span>
      <div className="issue-value">{children}</div>
    </div>
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

/** Who has no copy yet; everybody where all have one. */
function unitsToIssue(info: RoundInfo): readonly string[] {
  const waiting = issuesByUnit(info)
    .filter(({ unit, count }) => count === 0 && info.round.units.includes(unit))
    .map(({ unit }) => unit);
  return waiting.length === 0 ? [] : waiting;
}
