import { type ClipboardEvent, useEffectEvent, useState } from 'react';
import { type CopiedBlock, copyCells } from './copy-cells.ts';
import { type ClipboardContent, readClipboard, sameText } from './read-clipboard.ts';
import type { SelectedRange } from './selection.ts';
import { type PasteBeyondEnd, pasteBlock, type SheetContext } from './sheet-actions.ts';
import type { SheetRow } from './sheet-model.ts';

export type SheetClipboard = {
  /** What was copied last in this sheet. */
  readonly copied: CopiedBlock | null;
  /** What was cut and waits to be pasted. */
  readonly cutRanges: readonly SelectedRange[];
  readonly onEvent: (event: ClipboardEvent<HTMLTextAreaElement>) => void;
  /** The same by a menu, through the keyboard's own events where the browser lets them be made. */
  readonly copyByMenu: (cut: boolean) => void;
  readonly pasteByMenu: () => void;
  /** Pasted rows without a row of the table, which wait for an answer; 0 when there is no question. */
  readonly question: number;
  readonly answer: (answer: PasteBeyondEnd | null) => void;
  readonly forgetCut: () => void;
};

type WaitingPaste = {
  readonly rows: number;
  readonly block: readonly (readonly string[])[];
  readonly cut: CopiedBlock | null;
};

/** Copy, cut and paste with the system's clipboard. */
export function useSheetClipboard<RowType extends SheetRow>(context: SheetContext<RowType>): SheetClipboard {
  const { model, shape, selection, say } = context;
  const [copied, setCopied] = useState<CopiedBlock | null>(null);
  const [waiting, setWaiting] = useState<WaitingPaste | null>(null);
  const [cutRows, setCutRows] = useState(model.rows);

  // As in Excel any change of the sheet ends a cut: its rows may be gone, and other cells must never be cleared.
  const cutHolds = copied?.cut === true && cutRows === model.rows;

  const copy = (cut: boolean): CopiedBlock | null => {
    if (selection === null) return null;
    const block = copyCells(model, shape, selection, cut);
    if (typeof block === 'string') {
      say(block);
      return null;
    }
    setCopied(block);
    setCutRows(model.rows);
    return block;
  };

  const paste = (content: ClipboardContent): void => {
    const read = readClipboard(content, copied?.text ?? null);
    if (read.kind === 'refused') {
      say(read.reason);
      return;
    }
    const isOwn = copied !== null && sameText(content.text, copied.text);
    const cut = isOwn && cutHolds ? copied : null;
    const block = isOwn ? copied.block : read.block;
    finishPaste(block, cut, null);
  };

  const finishPaste = (
    block: WaitingPaste['block'],
    cut: CopiedBlock | null,
    beyond: PasteBeyondEnd | null,
  ): void => {
    const rows = pasteBlock(context, block, cut, beyond);
    setWaiting(rows > 0 ? { rows, block, cut } : null);
  };

  const onEvent = (event: ClipboardEvent<HTMLTextAreaElement>): void => {
    event.preventDefault();
    const { clipboardData } = event;
    if (event.type === 'paste') {
      paste({
        text: clipboardData.getData('text/plain'),
        html: clipboardData.getData('text/html'),
        files: [...clipboardData.files].map(({ name, type }) => ({ name, type })),
      });
      return;
    }
    const block = copy(event.type === 'cut');
    if (block === null) return;
    clipboardData.setData('text/plain', block.text);
    clipboardData.setData('text/html', block.html);
  };

  const copyByMenu = (cut: boolean): void => {
    const block = copy(cut);
    if (block === null) return;
    const item = new ClipboardItem({
      'text/plain': new Blob([block.text], { type: 'text/plain' }),
      'text/html': new Blob([block.html], { type: 'text/html' }),
    });
    navigator.clipboard
      .write([item])
      .catch(() => say(`浏览器不让菜单写剪贴板，请按 ${cut ? 'Ctrl+X' : 'Ctrl+C'}。`));
  };

  const pasteRead = useEffectEvent((content: ClipboardContent) => paste(content));
  const refusePaste = useEffectEvent(() => say('浏览器不让菜单读剪贴板，请按 Ctrl+V 粘贴。'));

  return {
    copied: copied === null || copied.cut === cutHolds ? copied : { ...copied, cut: cutHolds },
    cutRanges: cutHolds ? copied.source : none,
    onEvent,
    copyByMenu,
    pasteByMenu: () => {
      readSystemClipboard().then(
        (content) => pasteRead(content),
        () => refusePaste(),
      );
    },
    question: waiting?.rows ?? 0,
    answer: (answer) => {
      if (waiting === null) return;
      setWaiting(null);
      if (answer !== null) finishPaste(waiting.block, waiting.cut, answer);
    },
    forgetCut: () => setCopied((known) => (known === null ? null : { ...known, cut: false })),
  };
}

const none: readonly SelectedRange[] = [];

async function readSystemClipboard(): Promise<ClipboardContent> {
  const items = await navigator.clipboard.read();
  const read = async (type: string): Promise<string> => {
    const item = items.find(({ types }) => types.includes(type));
    return item === undefined ? '' : (await item.getType(type)).text();
  };
  const image = items.flatMap(({ types }) => types).find((type) => type.startsWith('image/'));
  return {
    text: await read('text/plain'),
    html: await read('text/html'),
    files: image === undefined ? [] : [{ name: '图片', type: image }],
  };
}
