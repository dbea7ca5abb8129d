import { Alert, Input, type InputRef, Modal } from 'antd';
import { type ReactElement, useId, useRef, useState } from 'react';
import type { WorkbookInfo } from '../../shared/api.ts';
import { asFailure, callBackend } from '../rpc/backend.ts';
import { placeOf } from './NewWorkbookDialog.tsx';

type OpenFileDialogProps = {
  readonly dataFolder: string;
  readonly onClose: () => void;
  readonly onOpened: (workbook: WorkbookInfo) => Promise<void>;
};

/** 打开其他文件 in a browser, which cannot show the computer's own file dialog for a path. */
export function OpenFileDialog({ dataFolder, onClose, onOpened }: OpenFileDialogProps): ReactElement {
  const [file, setFile] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const fieldId = useId();
  const field = useRef<InputRef>(null);
  const path = file.trim().replace(/^["“](.*)["”]$/, '$1');

  const open = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      await onOpened(await callBackend('workbook.open', { file: path }));
    } catch (thrown) {
      setFailure(asFailure(thrown).message);
      setBusy(false);
    }
  };

  return (
    <Modal
      open
      title="打开工作簿"
      okText="打开"
      okButtonProps={{ disabled: path === '', loading: busy }}
      onOk={() => void open()}
      onCancel={onClose}
      afterOpenChange={(open) => open && field.current?.focus()}
      width={520}
      transitionName=""
      maskTransitionName=""
    >
      <label htmlFor={fieldId}>文件路径或名称</label>
      <div className="start-field">
        <Input
          id={fieldId}
          value={file}
          ref={field}
          placeholder="例如 台账2025，或完整路径"
          onChange={(event) => setFile(event.target.value)}
          onPressEnter={() => path !== '' && void open()}
        />
      </div>
      <p className="start-place">
        {path === '' ? `只写名称时，在 ${dataFolder} 里找。` : `文件：${placeOf(path, dataFolder)}`}
      </p>
      {failure !== null && <Alert type="error" showIcon title={failure} />}
    </Modal>
  );
}
