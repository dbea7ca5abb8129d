import { App as AntApp } from 'antd';
import { type ReactElement, type Ref, useImperativeHandle, useRef, useState } from 'react';
import { asFailure } from '../rpc/backend.ts';
import { isDialogOpen } from '../shell/is-dialog-open.ts';
import { useWindowEvent } from '../shell/use-window-event.ts';
import { holdDropped, withoutLeftovers } from './dropped-files.ts';
import '../transfer/file-intake.css';

/** Opens the computer's dialog for files, or for a folder. */
export type CollectIntakeHandle = { readonly chooseFiles: () => void; readonly chooseFolder: () => void };

type CollectIntakeProps = {
  /** Said while files are held over the window. */
  readonly hint: string;
  readonly onFiles: (files: readonly File[]) => void;
  readonly ref: Ref<CollectIntakeHandle>;
};

const accepted = '.xlsx,.xlsm,.xls,.et,.csv,.txt,.zip';

/** Takes returns: files, folders and archives, chosen, pasted, or dropped anywhere on the window. */
export function CollectIntake({ hint, onFiles, ref }: CollectIntakeProps): ReactElement {
  const { message } = AntApp.useApp();
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const [held, setHeld] = useState(false);
  useImperativeHandle(ref, () => ({
    chooseFiles: () => files.current?.click(),
    chooseFolder: () => folder.current?.click(),
  }));

  const take = (all: readonly File[]): void => {
    const wanted = withoutLeftovers(all);
    if (wanted.length > 0) onFiles(wanted);
    else void message.info({ content: '没有可以收的文件。', key: 'intake' });
  };
  useWindowEvent('drop', (event) => {
    if (event.dataTransfer === null || !event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setHeld(false);
    if (isDialogOpen()) {
      void message.info({ content: '请先完成或关闭正在核对的内容，再拖文件进来。', key: 'intake' });
      return;
    }
    const read = holdDropped(event.dataTransfer);
    void read().then(take, (thrown) => {
      void message.error({ content: `没有收：${asFailure(thrown).message}`, duration: 8 });
    });
  });
  useWindowEvent('dragover', (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    if (isDialogOpen()) event.dataTransfer.dropEffect = 'none';
    else setHeld(true);
  });
  useWindowEvent('dragleave', ({ relatedTarget }) => {
    if (relatedTarget === null) setHeld(false);
  });
  useWindowEvent('paste', (event) => {
    const pasted = [...(event.clipboardData?.files ?? [])];
    if (pasted.length === 0 || isDialogOpen()) return;
    event.preventDefault();
    take(pasted);
  });

  const chosen = (input: HTMLInputElement): void => {
    const all = [...(input.files ?? [])];
    // The same file chosen again is a choice too.
    input.value = '';
    if (all.length > 0) take(all);
  };
  return (
    <>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        accept={accepted}
        aria-label="收回来的文件"
        onChange={(event) => chosen(event.target)}
      />
      <input
        ref={(input) => {
          // React knows no property for it.
          input?.setAttribute('webkitdirectory', '');
          folder.current = input;
        }}
        type="file"
        hidden
        aria-label="收回来的文件夹"
        onChange={(event) => chosen(event.target)}
      />
      {held && (
        <div className="drop-hint">
          <div className="drop-zone drop-zone-held">{hint}</div>
        </div>
      )}
    </>
  );
}
