import { useEffect, useEffectEvent } from 'react';
import { readClipboard } from './read-clipboard.ts';
import type { Selection } from './selection.ts';
import { pasteAsFirstRows } from './sheet-actions.ts';
import type { SheetModel, SheetRow } from './sheet-model.ts';

type FirstPaste<RowType extends SheetRow> = {
  readonly model: SheetModel<RowType>;
  readonly isEmpty: boolean;
  /** What was pasted stands in new rows, which are selected. */
  readonly onPasted: (selection: Selection) => void;
  readonly say: (message: string) => void;
};

/** Ctrl+V while a sheet has no row, and so no field that could take the paste: what is pasted becomes its rows. */
export function useFirstPaste<RowType extends SheetRow>(input: FirstPaste<RowType>): void {
  const paste = useEffectEvent((event: ClipboardEvent) => {
    const { clipboardData } = event;
    if (clipboardData === null || typesElsewhere(event.target)) return;
    event.preventDefault();
    const read = readClipboard(
      {
        text: clipboardData.getData('text/plain'),
        html: clipboardData.getData('text/html'),
        files: [...clipboardData.files].map(({ name, type }) => ({ name, type })),
      },
      null,
    );
    if (read.kind === 'refused') {
      input.say(read.reason);
      return;
    }
    const selection = pasteAsFirstRows(input.model, read.block, input.say);
    if (selection !== null) input.onPasted(selection);
  });
  const { isEmpty } = input;
  useEffect(() => {
    if (!isEmpty) return;
    const listener = (event: ClipboardEvent): void => paste(event);
    window.addEventListener('paste', listener);
    return () => window.removeEventListener('paste', listener);
  }, [isEmpty]);
}

function typesElsewhere(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    (target instanceof Element && target.closest('[role="dialog"]') !== null)
  );
}
