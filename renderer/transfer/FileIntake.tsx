import { App as AntApp } from 'antd';
import { type ReactElement, type Ref, useImperativeHandle, useRef, useState } from 'react';
import { useWindowEvent } from '../shell/use-window-event.ts';
import { bringsFilesOnly, describePassedOver, sortIncoming } from './incoming-files.ts';
import './file-intake.css';

/** Opens the computer's file dialog. */
export type FileIntakeHandle = { readonly choose: () => void };

/** What becomes of files that are dropped there. */
export type IntakeZone = {
  /** Said while the files are held. */
  readonly hint: string;
  /** At least one, in the order in which they came. */
  readonly onFiles: (files: readonly File[]) => void;
};

type FileIntakeProps = {
  /** Chosen and pasted files go here too. */
  readonly main: IntakeZone;
  /** The right part of the window; null where the whole window is the main zone. */
  readonly beside: IntakeZone | null;
  readonly label: string;
  readonly ref: Ref<FileIntakeHandle>;
};

/** Where the right zone begins, as a part of the window's width. */
const besideFrom = 0.68;

const accepted = '.xlsx,.xlsm,.xls,.et,.csv,.txt';

/**
 * Takes the files to import: chosen, pasted, or dropped anywhere on the window, saying where they will go while they
 * are held.
 */
export function FileIntake({ main, beside, label, ref }: FileIntakeProps): ReactElement {
  const { message } = AntApp.useApp();
  const picker = useRef<HTMLInputElement>(null);
  const [held, setHeld] = useState<'main' | 'beside' | null>(null);
  useImperativeHandle(ref, () => ({ choose: () => picker.current?.click() }));

  const zoneAt = (event: DragEvent): 'main' | 'beside' =>
    beside !== null && event.clientX > window.innerWidth * besideFrom ? 'beside' : 'main';

  const take = (all: readonly File[], zone: 'main' | 'beside' = 'main'): void => {
    const { files, passedOver } = sortIncoming(all);
    const line = describePassedOver(passedOver);
    if (line !== null) void message.info({ content: line, key: 'passed-over' });
    if (files.length > 0) (zone === 'beside' && beside !== null ? beside : main).onFiles(files);
  };

  useWindowEvent('drop', (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    setHeld(null);
    const { items, files } = event.dataTransfer;
    if (isTaken()) void message.info({ content: busyWords, key: 'intake' });
    else if ([...items].some((item) => item.webkitGetAsEntry()?.isDirectory)) {
      void message.info({ content: '文件夹不能直接导入。请打开它，选中其中的文件再拖进来。', key: 'intake' });
    } else take([...files], zoneAt(event));
  });
  const paste = (event: ClipboardEvent): void => {
    const files = [...(event.clipboardData?.files ?? [])];
    const html = event.clipboardData?.getData('text/html') ?? '';
    if (html !== '' || !bringsFilesOnly(files, event.clipboardData?.getData('text/plain') ?? '')) return;
    event.preventDefault();
    event.stopPropagation();
    if (isTaken()) void message.info({ content: busyWords, key: 'intake' });
    else take(files);
  };
  // Before the sheet, which pastes into its cells.
  useWindowEvent('paste', paste, true);
  useWindowEvent('dragover', (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    if (isTaken()) event.dataTransfer.dropEffect = 'none';
    else setHeld(zoneAt(event));
  });
  useWindowEvent('dragleave', ({ relatedTarget }) => {
    if (relatedTarget === null) setHeld(null);
  });

  return (
    <>
      <input
        ref={picker}
        type="file"
        multiple
        accept={accepted}
        hidden
        aria-label={label}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          // The same file chosen again is a choice too.
          event.target.value = '';
          take(files);
        }}
      />
      {held !== null && (
        <div className={beside === null ? 'drop-hint' : 'drop-hint drop-hint-two'}>
          <div className={held === 'main' ? 'drop-zone drop-zone-held' : 'drop-zone'}>{main.hint}</div>
          {beside !== null && (
            <div className={held === 'beside' ? 'drop-zone drop-zone-held' : 'drop-zone'}>{beside.hint}</div>
          )}
        </div>
      )}
    </>
  );
}

const busyWords = '请先完成或取消正在进行的导入。';

/** A file is looked at or on its way, or copies go out; only a file that failed may be replaced by the next. */
function isTaken(): boolean {
  return document.querySelector('.import-content:not([data-step="failed"]), .issue-content') !== null;
}
