import { App as AntApp } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { TableDefinition } from '../../shared/model/table.ts';
import type { PrintChoice } from '../../shared/print/print-choice.ts';
import { asFailure, callBackend } from '../rpc/backend.ts';
import { choiceFor, settleTables } from './print-choice.ts';

/** The choice of this workbook, remembered with every change; null until it is read. */
export function usePrintChoice(
  tables: readonly TableDefinition[],
  /** The table from which printing was asked for. */
  current: string | null,
): readonly [PrintChoice | null, (choice: PrintChoice) => void] {
  const { message } = AntApp.useApp();
  const [choice, setChoice] = useState<PrintChoice | null>(null);
  const begun = useRef({ tables, current });
  const saving = useRef<Promise<unknown>>(Promise.resolve());
  useEffect(() => {
    let left = false;
    const begin = (remembered: PrintChoice | null): void => {
      if (!left) setChoice(choiceFor(remembered, begun.current.tables, begun.current.current));
    };
    callBackend('print.choice', {}).then(
      ({ choice: remembered }) => begin(remembered),
      () => begin(null),
    );
    return () => {
      left = true;
    };
  }, []);
  const change = (next: PrintChoice): void => {
    setChoice(next);
    // One after another: the last one that was chosen is the one that is kept.
    saving.current = saving.current
      .then(() => callBackend('print.remember', { choice: next }))
      .catch((thrown: unknown) => {
        const content = `打印设置没有记住：${asFailure(thrown).message}`;
        void message.warning({ content, key: 'print-choice', duration: 6 });
      });
  };
  return [choice === null ? null : { ...choice, tables: settleTables(choice, tables) }, change];
}
