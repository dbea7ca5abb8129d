import { SendOutlined } from '@ant-design/icons';
import { Alert, App as AntApp, Button, Spin } from 'antd';
import { Fragment, type ReactElement, useState } from 'react';
import type { RoundInfo } from '../../shared/api.ts';
import { nameEdition } from '../../shared/model/form-edition.ts';
import { dueTitle, periodTitle } from '../../shared/model/round.ts';
import type { FormsState } from '../forms/use-forms.ts';
import { asFailure, callBackend } from '../rpc/backend.ts';
import { formatInstant } from '../shell/format-instant.ts';
import { useWorkbookStore } from '../workbook/use-workbook.ts';
import type { IssueTask } from './IssueDialog.tsx';
import { issuesByUnit, nameRound } from './issue-plan.ts';
import '../shell/list-screen.css';
import './issue.css';

type IssueScreenProps = {
  readonly state: FormsState;
  readonly onTask: (task: IssueTask) => void;
  readonly onShowForms: () => void;
};

/** 下发: the rounds of all forms, what went out for them, and the way to send out more. */
export function IssueScreen({ state, onTask, onShowForms }: IssueScreenProps): ReactElement {
  const { forms, rounds, failure } = state;
  const store = useWorkbookStore();
  const { modal, message } = AntApp.useApp();
  const [open, setOpen] = useState<string | null>(null);

  const remove = (info: RoundInfo): void => {
    modal.confirm({
      title: `删除报表期「${nameRound(info)}」？`,
      content:
        info.copies.length > 0
          ? `已经下发过 ${info.copies.length} 份。删除后这一期不再催报；发出去的文件收回来时认不出期别。可以撤销。`
          : '还没有下发过。可以撤销。',
      okText: '删除',
      okButtonProps: { danger: true },
      cancelText: '不删除',
      transitionName: '',
      maskTransitionName: '',
      onOk: async () => {
        await store.apply(async () => {
          try {
            return await callBackend('rounds.remove', { round: info.round.key });
          } catch (thrown) {
            void message.error({ content: asFailure(thrown).message, duration: 8 });
            return null;
          }
        });
      },
    });
  };

  if (forms === null) {
    return failure === null ? (
      <div className="centered" aria-busy="true">
        <Spin />
      </div>
    ) : (
      <Alert type="error" showIcon title={failure} />
    );
  }
  return (
    <div className="list-screen">
      <header className="list-head">
        <h2>下发</h2>
        <span className="list-hint">一份表样、一个期别、一批单位是一个报表期；每个单位一个文件。</span>
        <Button
          type="primary"
          icon={<SendOutlined aria-hidden />}
          disabled={forms.length === 0}
          onClick={() => onTask({ kind: 'new', form: null })}
        >
          新下发…
        </Button>
      </header>
      {failure !== null && <Alert type="error" showIcon title={failure} />}
      {rounds.length === 0 ? (
        <div className="list-empty">
          {forms.length === 0 ? (
            <>
              <p>还没有表样可以下发。</p>
              <p className="empty-hint">先把上级发来的空表学成表样，再下发给各单位。</p>
              <Button type="primary" onClick={onShowForms}>
                去加表样
              </Button>
            </>
          ) : (
            <>
              <p>还没有下发过。</p>
              <p className="empty-hint">
                选一份表样和期别，每个单位得到一个填好单位名称、锁好表头的文件，打成一个压缩包。
              </p>
              <Button type="primary" onClick={() => onTask({ kind: 'new', form: null })}>
                新下发…
              </Button>
            </>
          )}
        </div>
      ) : (
        <div className="list-scroll">
          <table className="list-table" aria-label="报表期">
            <thead>
              <tr>
                <th scope="col">期别</th>
                <th scope="col">表样</th>
                <th scope="col">截止</th>
                <th scope="col">填报单位</th>
                <th scope="col">已下发</th>
                <th scope="col">操作</th>
              </tr>
            </thead>
            <tbody>
              {rounds.map((info) => {
                const isOpen = open === info.round.key;
                return (
                  <Fragment key={info.round.key}>
                    <RoundLine
                      info={info}
                      isOpen={isOpen}
                      onOpen={() => setOpen(isOpen ? null : info.round.key)}
                      onTask={onTask}
                      onRemove={() => remove(info)}
                    />
                    {isOpen && (
                      <tr className="list-detail">
                        <td colSpan={6}>
                          <RoundDetail info={info} />
                        </td>
                      </tr>
                    )}
                  </Fragment>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}

function RoundLine({
  info,
  isOpen,
  onOpen,
  onTask,
  onRemove,
}: {
  readonly info: RoundInfo;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
  readonly onTask: (task: IssueTask) => void;
  readonly onRemove: () => void;
}): ReactElement {
  const { round, formTitle, copies } = info;
  const issues = issuesByUnit(info).filter(({ unit }) => round.units.includes(unit));
  const issued = issues.filter(({ count }) => count > 0).length;
  const last = copies.at(-1);
  return (
    <tr>
      <th scope="row">{periodTitle(round.period)}</th>
      <td>
        {nameEdition({ title: formTitle, edition: round.edition })}
        {round.note !== '' && <span className="list-note">{round.note}</span>}
      </td>
      <td>{round.dueAt === null ? <em>没有定</em> : dueTitle(round.dueAt)}</td>
      <td>
        {round.units.length} 个{round.unitKind ?? '单位'}
      </td>
      <td>
        <button type="button" className="list-link" aria-expanded={isOpen} onClick={onOpen}>
          {issued === 0
            ? '还没有'
            : issued === round.units.length
              ? `全部 ${issued} 份`
              : `${issued}/${round.units.length} 份`}
        </button>
        {last !== undefined && <span className="list-note">{formatInstant(last.issuedAt)}</span>}
      </td>
      <td className="list-actions">
        <Button size="small" onClick={() => onTask({ kind: 'again', info })}>
          {issued === 0 ? '下发…' : '再下发…'}
        </Button>
        <Button size="small" type="text" onClick={() => onTask({ kind: 'edit', info })}>
          修改
        </Button>
        <Button size="small" type="text" danger onClick={onRemove}>
          删除
        </Button>
      </td>
    </tr>
  );
}

/** What went out to each unit. */
function RoundDetail({ info }: { readonly info: RoundInfo }): ReactElement {
  return (
    <table className="detail-table" aria-label={`${nameRound(info)} 下发情况`}>
      <thead>
        <tr>
          <th scope="col">单位</th>
          <th scope="col">下发</th>
          <th scope="col">最近一次</th>
          <th scope="col">文件</th>
        </tr>
      </thead>
      <tbody>
        {issuesByUnit(info).map(({ unit, count, lastAt, lastFile }) => (
          <tr key={unit} className={count === 0 ? 'detail-waiting' : ''}>
            <td>
              {unit}
              {!info.round.units.includes(unit) && <em>已不在填报单位里</em>}
            </td>
            <td>{count === 0 ? '未下发' : `${count} 次`}</td>
            <td>{lastAt === null ? '' : formatInstant(lastAt)}</td>
            <td>{lastFile ?? ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
