import { App as AntApp } from 'antd';
import {
  type ReactElement,
  type Ref,
  useEffect,
  useEffectEvent,
  useImperativeHandle,
  useRef,
  useState,
} from 'react';
import { asFailure } from '../rpc/backend.ts';
import { holdDropped, withoutLeftovers } from './dropped-files.ts';

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
  const drop = useEffectEvent((event: DragEvent) => {
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
  const hold = useEffectEvent((event: DragEvent) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    if (isDialogOpen()) event.dataTransfer.dropEffect = 'none';
    else setHeld(true);
  });
  const paste = useEffectEvent((event: ClipboardEvent) => {
    const pasted = [...(event.clipboardData?.files ?? [])];
    if (pasted.length === 0 || isDialogOpen()) return;
    event.preventDefault();
    take(pasted);
  });
  useEffect(() => {
    const over = (event: DragEvent): void => hold(event);
    const dropped = (event: DragEvent): void => drop(event);
    const pasted = (event: ClipboardEvent): void => paste(event);
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setHeld(false);
    };
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', dropped);
    window.addEventListener('paste', pasted);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', dropped);
      window.removeEventListener('paste', pasted);
    };
  }, []);

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

function isDialogOpen(): boolean {
  return [...document.querySelectorAll('.ant-modal-wrap')].some((dialog) => dialog.checkVisibility());
}
