import { type ClipboardEvent, useEffectEvent, useRef, useState } from 'react';
import { type CopiedBlock, copyCells } from './copy-cells.ts';
import { type ClipboardContent, readClipboard, sameText } from './read-clipboard.ts';
import { type PasteBeyondEnd, pasteBlock, type SheetContext } from './sheet-actions.ts';
import type { SheetRow } from './sheet-model.ts';
import {
  pasteOnDesktop,
  readSystemClipboard,
  runClipboardCommand,
  writeSystemClipboard,
} from './system-clipboard.ts';

export type SheetClipboard = {
  /** What was copied or cut here and is outlined until it is pasted, or the sheet changes, or Esc; null for none. */
  readonly waiting: CopiedBlock | null;
  readonly onEvent: (event: ClipboardEvent<HTMLTextAreaElement>) => void;
  /** The same by a menu, through the keyboard's own events where the browser lets them be made. */
  readonly copyByMenu: (cut: boolean) => void;
  readonly pasteByMenu: () => void;
  /** Pasted rows without a row of the table, which wait for an answer; 0 when there is no question. */
  readonly question: number;
  readonly answer: (answer: PasteBeyondEnd | null) => void;
  /** Ends the waiting; what was cut stays where it is. */
  readonly forget: () => void;
};

type AskedPaste = {
  readonly rows: number;
  readonly block: readonly (readonly string[])[];
  readonly cut: CopiedBlock | null;
};

/** Copy, cut and paste with the system's clipboard. */
export function useSheetClipboard<RowType extends SheetRow>(context: SheetContext<RowType>): SheetClipboard {
  const { model, shape, selection, say } = context;
  /** What was copied last, to know it again when it is pasted. */
  const [copied, setCopied] = useState<CopiedBlock | null>(null);
  /** The rows that the outline was drawn on; null when nothing is outlined. */
  const [outlinedOn, setOutlinedOn] = useState<readonly RowType[] | null>(null);
  const pasting = useRef(false);
  const [asked, setAsked] = useState<AskedPaste | null>(null);

  // As in Excel any change of the sheet ends a cut, whose rows may be gone, and a copy too, unless it is its paste.
  if (outlinedOn !== null && outlinedOn !== model.rows) {
    setOutlinedOn(pasting.current && copied?.cut === false ? model.rows : null);
  }
  const waiting = outlinedOn === model.rows && copied !== null && isShown(copied, context) ? copied : null;

  const copy = (cut: boolean): CopiedBlock | null => {
    if (selection === null) return null;
    const block = copyCells(model, shape, selection, cut);
    if (typeof block === 'string') {
      say(block);
      return null;
    }
    setCopied(block);
    setOutlinedOn(model.rows);
    return block;
  };

  const paste = (content: ClipboardContent): void => {
    const read = readClipboard(content, copied?.text ?? null);
    if (read.kind === 'refused') {
      say(read.reason);
      return;
    }
    const isOwn = copied !== null && sameText(content.text, copied.text);
    finishPaste(isOwn ? copied.block : read.block, isOwn && waiting?.cut === true ? waiting : null, null);
  };

  const finishPaste = (
    block: AskedPaste['block'],
    cut: CopiedBlock | null,
    beyond: PasteBeyondEnd | null,
  ): void => {
    pasting.current = true;
    const rows = pasteBlock(context, block, cut, beyond);
    // By then the sheet has been drawn with what was pasted.
    setTimeout(() => {
      pasting.current = false;
    });
    setAsked(rows > 0 ? { rows, block, cut } : null);
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
    // The event brings the HTML to the clipboard as it is; other ways take the formats out of it.
    if (runClipboardCommand(cut ? 'cut' : 'copy')) return;
    const block = copy(cut);
    if (block === null) return;
    writeSystemClipboard(block).catch(() =>
      say(`浏览器不让菜单写剪贴板，请按 ${cut ? 'Ctrl+X' : 'Ctrl+C'}。`),
    );
  };

  const pasteRead = useEffectEvent((content: ClipboardContent) => paste(content));
  const refusePaste = useEffectEvent(() => say('浏览器不让菜单读剪贴板，请按 Ctrl+V 粘贴。'));
  const pasteByMenu = async (): Promise<void> => {
    try {
      if (!(await pasteOnDesktop())) pasteRead(await readSystemClipboard());
    } catch {
      refusePaste();
    }
  };

  return {
    waiting,
    onEvent,
    copyByMenu,
    pasteByMenu: () => void pasteByMenu(),
    question: asked?.rows ?? 0,
    answer: (answer) => {
      if (asked === null) return;
      setAsked(null);
      if (answer !== null) finishPaste(asked.block, asked.cut, answer);
    },
    forget: () => setOutlinedOn(null),
  };
}

/** Whether the corners of what was copied are still in the sheet; a hidden column takes them away. */
function isShown<RowType extends SheetRow>(
  { source }: CopiedBlock,
  { shape }: SheetContext<RowType>,
): boolean {
  return source.every(({ anchor, head }) =>
    [anchor, head].every(({ rowId, column }) => shape.rowIndex.has(rowId) && shape.columns.includes(column)),
  );
}
