import { PlusOutlined } from '@ant-design/icons';
import { Alert, App as AntApp, Button, Spin } from 'antd';
import { type ReactElement, useRef } from 'react';
import type { FormInfo } from '../../shared/api.ts';
import { layoutNames } from '../../shared/form/words.ts';
import { nameEdition } from '../../shared/model/form-edition.ts';
import { asFailure, callBackend } from '../rpc/backend.ts';
import { FileIntake, type FileIntakeHandle } from '../transfer/FileIntake.tsx';
import { useWorkbookStore } from '../workbook/use-workbook.ts';
import type { FormsState } from './use-forms.ts';
import type { LearnSource } from './use-learn.ts';
import '../shell/list-screen.css';

type FormsScreenProps = {
  readonly state: FormsState;
  readonly onLearn: (source: LearnSource) => void;
  readonly onIssue: (form: string) => void;
  readonly onOpenTable: (table: string) => void;
  readonly onShowRounds: () => void;
};

/** 表样: the circulated workbooks that this workbook keeps, and the way to learn another. */
export function FormsScreen(props: FormsScreenProps): ReactElement {
  const { state, onLearn, onIssue, onOpenTable, onShowRounds } = props;
  const { forms, failure } = state;
  const store = useWorkbookStore();
  const { modal, message } = AntApp.useApp();
  const intake = useRef<FileIntakeHandle>(null);
  const editionPicker = useRef<HTMLInputElement>(null);
  const editionOf = useRef<FormInfo | null>(null);

  const choose = (): void => intake.current?.choose();
  const chooseEdition = (info: FormInfo): void => {
    editionOf.current = info;
    editionPicker.current?.click();
  };
  const remove = ({ form, editions }: FormInfo): void => {
    modal.confirm({
      title: `删除表样「${form.title}」？`,
      content: `${editions > 1 ? `连同以前的 ${editions - 1} 版一起删除。` : ''}台账和里面的内容都留着。可以撤销。`,
      okText: '删除',
      okButtonProps: { danger: true },
      cancelText: '不删除',
      transitionName: '',
      maskTransitionName: '',
      onOk: async () => {
        await store.apply(async () => {
          try {
            return await callBackend('forms.remove', { form: form.key });
          } catch (thrown) {
            modal.warning({
              title: '没有删除',
              content: asFailure(thrown).message,
              okText: '知道了',
              transitionName: '',
              maskTransitionName: '',
            });
            return null;
          }
        });
      },
    });
  };

  return (
    <div className="list-screen">
      <header className="list-head">
        <h2>表样</h2>
        <span className="list-hint">上级发来的空表，原样留着；学会以后可以下发、收回、按原样填好上报。</span>
        <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={choose}>
          新表样…
        </Button>
      </header>
      {failure !== null && <Alert type="error" showIcon title={failure} />}
      {forms === null && failure === null && (
        <div className="centered" aria-busy="true">
          <Spin />
        </div>
      )}
      {forms !== null && forms.length === 0 && (
        <div className="list-empty">
          <p>还没有表样。</p>
          <p className="empty-hint">
            把上级发来的空表（.xlsx）拖进窗口，程序会认出表头、栏目和填报单位，由您核对。
          </p>
          <Button type="primary" onClick={choose}>
            选择文件…
          </Button>
        </div>
      )}
      {forms !== null && forms.length > 0 && (
        <div className="list-scroll">
          <table className="list-table" aria-label="表样">
            <thead>
              <tr>
                <th scope="col">表样</th>
                <th scope="col">版式</th>
                <th scope="col">内容</th>
                <th scope="col">对应台账</th>
                <th scope="col">报表期</th>
                <th scope="col">操作</th>
              </tr>
            </thead>
            <tbody>
              {forms.map((info) => (
                <tr key={info.form.key}>
                  <th scope="row">
                    <button
                      type="button"
                      className="list-link list-title"
                      title="看表样，校对认出的内容"
                      onClick={() => onLearn({ kind: 'kept', info })}
                    >
                      {nameEdition(info.form)}
                    </button>
                    <span className="list-note">{info.form.fileName}</span>
                  </th>
                  <td>{layoutNames[info.form.layout]}</td>
                  <td>{sizeOf(info)}</td>
                  <td>
                    <button type="button" className="list-link" onClick={() => onOpenTable(info.form.table)}>
                      {info.tableTitle}
                    </button>
                  </td>
                  <td>
                    {info.rounds === 0 ? (
                      <em>没有</em>
                    ) : (
                      <button type="button" className="list-link" onClick={onShowRounds}>
                        {info.rounds} 期
                      </button>
                    )}
                  </td>
                  <td className="list-actions">
                    <Button size="small" onClick={() => onIssue(info.form.key)}>
                      下发…
                    </Button>
                    <Button size="small" type="text" onClick={() => onLearn({ kind: 'kept', info })}>
                      校对
                    </Button>
                    <Button size="small" type="text" onClick={() => chooseEdition(info)}>
                      换新版…
                    </Button>
                    <Button size="small" type="text" danger onClick={() => remove(info)}>
                      删除
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="list-foot">把新的空表拖进窗口，就是加一份表样。</p>
        </div>
      )}
      <input
        ref={editionPicker}
        type="file"
        accept=".xlsx,.xlsm,.xls,.et"
        hidden
        aria-label="新版表样的文件"
        onChange={({ target }) => {
          const file = target.files?.[0];
          if (file !== undefined) onLearn({ kind: 'file', file, editionOf: editionOf.current });
          // The same file may be chosen again.
          target.value = '';
        }}
      />
      <FileIntake
        ref={intake}
        label="要学的表样"
        main={{
          hint: '松开鼠标，作为表样',
          onFiles: ([file, ...others]) => {
            if (file === undefined) return;
            if (others.length > 0) {
              void message.info({ content: `一次学一份表样，先学 ${file.name}。`, key: 'one-form' });
            }
            onLearn({ kind: 'file', file, editionOf: null });
          },
        }}
        beside={null}
      />
    </div>
  );
}

function sizeOf({ form, editions }: FormInfo): string {
  const { definition } = form;
  const size =
    definition === null
      ? '还没有校对'
      : definition.layout === 'fixed'
        ? `${definition.figures.length} 格`
        : `${definition.columns.length} 栏`;
  return editions > 1 ? `${size}，共 ${editions} 版` : size;
}
