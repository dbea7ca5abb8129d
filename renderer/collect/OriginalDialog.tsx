import { Alert, Button, Modal, Spin } from 'antd';
import { type ReactElement, useState } from 'react';
import { callBackend } from '../rpc/backend.ts';
import { deliverFile } from '../transfer/deliver-file.ts';
import { OriginalSheet, type ShownCell } from './OriginalSheet.tsx';
import { useAnswer } from './use-answer.ts';
import '../transfer/transfer.css';
import './original-dialog.css';

/** A cell of a file that came back. */
export type OriginalPlace = {
  readonly returnId: string;
  readonly fileName: string;
  readonly sheet: string;
  /** Null where the file has no cell of its own for it. */
  readonly cell: string | null;
};

/** 原表: the file as it was sent, with the cell framed. */
export function OriginalDialog({
  place,
  onClose,
}: {
  readonly place: OriginalPlace;
  readonly onClose: () => void;
}): ReactElement {
  const { answer: original, failure } = useAnswer(place.returnId, (signal) =>
    callBackend('returns.original', { id: place.returnId }, { signal }),
  );
  const [shown, setShown] = useState<ShownCell | null>(
    place.cell === null ? null : { sheet: place.sheet, cell: place.cell },
  );
  return (
    <Modal
      open
      title={
        <span className="import-title">
          原表
          <span className="import-file" title={place.fileName}>
            {place.fileName}
            {place.cell === null ? '' : ` › ${place.sheet} › ${place.cell}`}
          </span>
        </span>
      }
      className="import-dialog-wide original-dialog"
      width="min(100vw - 16px, 1200px)"
      footer={null}
      onCancel={onClose}
      transitionName=""
      maskTransitionName=""
    >
      <div className="import-content">
        {failure !== null && <Alert type="error" showIcon title={failure} />}
        {original === null ? (
          <div className="review-stage" aria-busy={failure === null}>
            {failure === null && <Spin />}
          </div>
        ) : (
          <div className="original-sheet">
            <OriginalSheet
              uploadId={original.uploadId}
              reading={null}
              table={null}
              problems={[]}
              shown={shown}
              firstSheet={place.sheet}
              onCell={() => undefined}
            />
          </div>
        )}
        <footer className="import-footer">
          {place.cell !== null && (
            <Button onClick={() => setShown({ sheet: place.sheet, cell: place.cell ?? '' })}>
              回到 {place.cell}
            </Button>
          )}
          <Button
            disabled={original === null}
            onClick={() => original !== null && void deliverFile(original.downloadId, original.fileName)}
          >
            下载原件
          </Button>
          <Button type="primary" autoFocus onClick={onClose}>
            关闭
          </Button>
        </footer>
      </div>
    </Modal>
  );
}
