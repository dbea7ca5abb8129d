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
import { bringsFilesOnly, describePassedOver, keepTogether, sortIncoming } from './incoming-files.ts';

/** Opens the computer's file dialog. */
export type FileIntakeHandle = { readonly choose: () => void };

type FileIntakeProps = {
  readonly tableTitle: string;
  /** The first file; the others keep it company. */
  readonly onFile: (file: File) => void;
  readonly ref: Ref<FileIntakeHandle>;
};

const accepted = '.xlsx,.xlsm,.xls,.et,.csv,.txt';

/**
 * Takes the files to import: chosen, pasted, or dropped anywhere on the window, saying where they will go while they
 * are held.
 */
export function FileIntake({ tableTitle, onFile, ref }: FileIntakeProps): ReactElement {
  const { message } = AntApp.useApp();
  const picker = useRef<HTMLInputElement>(null);
  const [held, setHeld] = useState(false);
  useImperativeHandle(ref, () => ({ choose: () => picker.current?.click() }));

  const take = (all: readonly File[]): void => {
    const { files, passedOver } = sortIncoming(all);
    const line = describePassedOver(passedOver);
    if (line !== null) void message.info({ content: line, key: 'passed-over' });
    const first = keepTogether(files);
    if (first !== null) onFile(first);
  };

  const drop = useEffectEvent((event: DragEvent) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    setHeld(false);
    const { items, files } = event.dataTransfer;
    if (isTaken()) void message.info({ content: '请先完成或取消正在进行的导入。', key: 'intake' });
    else if ([...items].some((item) => item.webkitGetAsEntry()?.isDirectory)) {
      void message.info({ content: '文件夹不能直接导入。请打开它，选中其中的文件再拖进来。', key: 'intake' });
    } else take([...files]);
  });
  const paste = useEffectEvent((event: ClipboardEvent) => {
    const files = [...(event.clipboardData?.files ?? [])];
    const html = event.clipboardData?.getData('text/html') ?? '';
    if (html !== '' || !bringsFilesOnly(files, event.clipboardData?.getData('text/plain') ?? '')) return;
    event.preventDefault();
    event.stopPropagation();
    if (isTaken()) void message.info({ content: '请先完成或取消正在进行的导入。', key: 'intake' });
    else take(files);
  });
  const hold = useEffectEvent((event: DragEvent) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    if (isTaken()) event.dataTransfer.dropEffect = 'none';
    else setHeld(true);
  });
  useEffect(() => {
    const over = (event: DragEvent): void => hold(event);
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setHeld(false);
    };
    const dropped = (event: DragEvent): void => drop(event);
    const pasted = (event: ClipboardEvent): void => paste(event);
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', dropped);
    // Before the sheet, which pastes into its cells.
    window.addEventListener('paste', pasted, true);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', dropped);
      window.removeEventListener('paste', pasted, true);
    };
  }, []);

  return (
    <>
      <input
        ref={picker}
        type="file"
        multiple
        accept={accepted}
        hidden
        aria-label="要导入的文件"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          // The same file chosen again is a choice too.
          event.target.value = '';
          take(files);
        }}
      />
      {held && <div className="drop-hint">松开鼠标，导入到「{tableTitle}」</div>}
    </>
  );
}

/** A file is looked at or on its way into the table; only one that failed may be replaced by the next. */
function isTaken(): boolean {
  return document.querySelector('.import-content:not([data-step="failed"])') !== null;
}
