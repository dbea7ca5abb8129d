import { App as AntApp } from 'antd';
import { useState } from 'react';
import type { Input, Output } from '../../shared/api.ts';
import type { Return } from '../../shared/model/return.ts';
import { asFailure, callBackend } from '../rpc/backend.ts';
import { useWorkbookStore } from '../workbook/use-workbook.ts';

export type ReturnEdits = {
  /** Whose return is being changed; null while nothing is. */
  readonly busy: string | null;
  readonly assign: (input: Input<'returns.assign'>) => void;
  readonly setAside: (id: string, aside: boolean) => void;
};

/** What a person says of a return without taking it in: whose it is, and that it is not used. */
export function useReturnEdits(onChanged: (received: Return) => void): ReturnEdits {
  const store = useWorkbookStore();
  const { message } = AntApp.useApp();
  const [busy, setBusy] = useState<string | null>(null);

  const change = async (id: string, work: () => Promise<Output<'returns.assign'>>): Promise<void> => {
    setBusy(id);
    await store.apply(async () => {
      try {
        const { received, committed, alias } = await work();
        onChanged(received);
        if (alias !== null) void message.info({ content: rememberedWords(received, alias), duration: 6 });
        return committed;
      } catch (thrown) {
        void message.error({ content: asFailure(thrown).message, duration: 8 });
        return null;
      }
    });
    setBusy(null);
  };
  return {
    busy,
    assign: (input) => void change(input.id, () => callBackend('returns.assign', input)),
    setAside: (id, aside) => void change(id, () => callBackend('returns.setAside', { id, aside })),
  };
}

/** What the next file with this name needs no question for. */
export function rememberedWords({ unit }: Return, alias: string): string {
  return `已记住“${alias}”就是${unit ?? ''}，下次不用再问。要改，到「单位」表的别名里改。`;
}
