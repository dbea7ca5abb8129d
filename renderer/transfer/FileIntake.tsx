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

/** Opens the computer's file dialog. */
export type FileIntakeHandle = { readonly choose: () => void };

type FileIntakeProps = {
  readonly tableTitle: string;
  readonly onFile: (file: File) => void;
  readonly ref: Ref<FileIntakeHandle>;
};

const accepted = '.xlsx,.xlsm,.xls,.et,.csv';

/** Takes the file to import: chosen, or dropped anywhere on the window, saying where it will go while it is held. */
export function FileIntake({ tableTitle, onFile, ref }: FileIntakeProps): ReactElement {
  const { message } = AntApp.useApp();
  const picker = useRef<HTMLInputElement>(null);
  const [held, setHeld] = useState(false);
  useImperativeHandle(ref, () => ({ choose: () => picker.current?.click() }));

  const drop = useEffectEvent((event: DragEvent) => {
    event.preventDefault();
    setHeld(false);
    const [file, ...others] = event.dataTransfer?.files ?? [];
    if (file === undefined) return;
    if (others.length > 0) void message.info('一次只能导入一个文件，请逐个拖入。');
    else onFile(file);
  });
  useEffect(() => {
    const over = (event: DragEvent): void => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      setHeld(true);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setHeld(false);
    };
    const dropped = (event: DragEvent): void => drop(event);
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', dropped);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', dropped);
    };
  }, []);

  return (
    <>
      <input
        ref={picker}
        type="file"
        accept={accepted}
        hidden
        aria-label="要导入的文件"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          // The same file chosen again is a choice too.
          event.target.value = '';
          if (file !== undefined) onFile(file);
        }}
      />
      {held && <div className="drop-hint">松开鼠标，导入到「{tableTitle}」</div>}
    </>
  );
}
