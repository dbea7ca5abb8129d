import { App as AntApp, Button, Modal } from 'antd';
import { type ReactElement, useState } from 'react';
import { asFailure, callBackend } from '../rpc/backend.ts';
import { isDialogOpen } from '../shell/is-dialog-open.ts';
import type { ScreenName } from '../shell/NavRail.tsx';
import { useWindowEvent } from '../shell/use-window-event.ts';
import { bringsFolder, holdDropped, withoutLeftovers } from './dropped-files.ts';

type DropQuestionProps = {
  /** The screen on view, other than 收表. */
  readonly screen: Exclude<ScreenName, 'collect'>;
  /** The files are returns. */
  readonly onCollect: (files: readonly File[]) => void;
};

type Asked = {
  readonly files: readonly File[];
  /** Hands them to the screen on view after all; null where it takes none of the kind. */
  readonly replay: (() => void) | null;
};

/** Drops that the screen on view gets after it was asked what they are. */
const replayed = new WeakSet<Event>();
/** The right part of the window is where a file becomes a form; nothing is asked there. */
const besideFrom = 0.68;

/**
 * Asks what dropped files are where that is not plain: a folder or an archive anywhere, and files over a table once
 * something was issued that may come back.
 */
export function DropQuestion({ screen, onCollect }: DropQuestionProps): ReactElement | null {
  const { message } = AntApp.useApp();
  const [asked, setAsked] = useState<Asked | null>(null);

  const ask = async (event: DragEvent, transfer: DataTransfer, folder: boolean): Promise<void> => {
    const { clientX, clientY } = event;
    const read = holdDropped(transfer);
    try {
      const all = await read();
      const files = withoutLeftovers(all);
      const replay = folder || screen !== 'tables' ? null : () => dropAgain(all, clientX, clientY);
      const plainly = files.length === 0 || (await callBackend('rounds.list', {})).length === 0;
      if (replay !== null && plainly) replay();
      else if (files.length > 0) setAsked({ files, replay });
      else void message.info({ content: '没有可以收的文件。', key: 'intake' });
    } catch (thrown) {
      void message.error({ content: asFailure(thrown).message, duration: 8 });
    }
  };
  const drop = (event: DragEvent): void => {
    const { dataTransfer: transfer } = event;
    if (transfer === null || !transfer.types.includes('Files') || replayed.has(event) || isDialogOpen())
      return;
    const folder = bringsFolder(transfer);
    const isForm = screen === 'tables' && event.clientX > window.innerWidth * besideFrom;
    if (!folder && (screen === 'forms' || isForm)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    // The screen's own hint goes away as if the files had left.
    window.dispatchEvent(new DragEvent('dragleave'));
    void ask(event, transfer, folder);
  };
  // Before the screen itself.
  useWindowEvent('drop', drop, true);
  useWindowEvent('dragover', (event) => {
    if (!takesFiles(screen) && event.dataTransfer?.types.includes('Files')) event.preventDefault();
  });

  if (asked === null) return null;
  const { files, replay } = asked;
  const [first] = files;
  const what = files.length === 1 ? `“${first?.name ?? ''}”` : `这 ${files.length} 个文件`;
  const answer = (then: () => void): void => {
    setAsked(null);
    then();
  };
  return (
    <Modal
      open
      title={`${what}是什么？`}
      width={480}
      onCancel={() => setAsked(null)}
      transitionName=""
      maskTransitionName=""
      footer={
        <>
          <Button onClick={() => setAsked(null)}>取消</Button>
          {replay !== null && (
            // The dialog is gone before the drop comes anew.
            <Button onClick={() => answer(() => setTimeout(replay))}>导入到当前台账</Button>
          )}
          <Button type="primary" autoFocus onClick={() => answer(() => onCollect(files))}>
            收回来的报表，去收表
          </Button>
        </>
      }
    >
      <p>收回来的报表要认出是哪个单位、哪一期的，核对后再并入台账。</p>
      {replay !== null && <p>不是下发出去的表，就直接导入到正在看的台账。</p>}
    </Modal>
  );
}

/** Screens that take files themselves. */
function takesFiles(screen: ScreenName): boolean {
  return screen === 'tables' || screen === 'forms';
}

function dropAgain(files: readonly File[], clientX: number, clientY: number): void {
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  const event = new DragEvent('drop', {
    dataTransfer: transfer,
    clientX,
    clientY,
    bubbles: true,
    cancelable: true,
  });
  replayed.add(event);
  document.body.dispatchEvent(event);
}
