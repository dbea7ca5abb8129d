import { Alert, Button, Input, type InputRef, Modal } from 'antd';
import { type ReactElement, useId, useRef, useState } from 'react';
import type { AppState, WorkbookInfo } from '../../shared/api.ts';
import { asFailure, callBackend, chooseFileToSave } from '../rpc/backend.ts';

type NewWorkbookDialogProps = {
  readonly app: AppState;
  readonly onClose: () => void;
  readonly onCreated: (workbook: WorkbookInfo) => Promise<void>;
};

/** 新建: a name, and where the file will be. */
export function NewWorkbookDialog({ app, onClose, onCreated }: NewWorkbookDialogProps): ReactElement {
  const [file, setFile] = useState('台账2025');
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const fieldId = useId();
  const field = useRef<InputRef>(null);

  const choosePlace = async (): Promise<void> => {
    const chosen = await chooseFileToSave(file).catch((thrown: unknown) => {
      setFailure(asFailure(thrown).message);
      return null;
    });
    if (chosen !== null) setFile(chosen);
  };

  const create = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      await onCreated(await callBackend('workbook.create', { file: file.trim(), seed: 'blank' }));
    } catch (thrown) {
      setFailure(asFailure(thrown).message);
      setBusy(false);
    }
  };

  return (
    <Modal
      open
      title="新建工作簿"
      okText="新建"
      okButtonProps={{ disabled: file.trim() === '', loading: busy }}
      onOk={() => void create()}
      onCancel={onClose}
      afterOpenChange={(open) => open && field.current?.focus({ cursor: 'all' })}
      width={520}
      transitionName=""
      maskTransitionName=""
    >
      <label htmlFor={fieldId}>名称</label>
      <div className="start-field">
        <Input
          id={fieldId}
          value={file}
          ref={field}
          onChange={(event) => setFile(event.target.value)}
          onPressEnter={() => file.trim() !== '' && void create()}
        />
        {app.host === 'electron' && <Button onClick={() => void choosePlace()}>选择位置…</Button>}
      </div>
      <p className="start-place">文件：{placeOf(file.trim(), app.dataFolder)}</p>
      {failure !== null && <Alert type="error" showIcon title={failure} />}
    </Modal>
  );
}

/** Where a bare name will be put; a path is used as it is. */
export function placeOf(file: string, dataFolder: string): string {
  const name = file.endsWith('.huibiao') || file === '' ? file : `${file}.huibiao`;
  if (/^([A-Za-z]:)?[\\/]/.test(file)) return name;
  return `${dataFolder}${dataFolder.includes('\\') ? '\\' : '/'}${name}`;
}
