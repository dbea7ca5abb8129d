import { useEffect, useRef, useState } from 'react';
import type { TableDefinition } from '../../shared/model/table.ts';
import type { Layouts } from '../view/use-layouts.ts';
import { choiceFor, type PrintChoice, settleTables } from './print-choice.ts';
import { printViewKey, recallChoice, rememberChoice } from './print-memory.ts';

/** The choice of this workbook, remembered with every change; null until it is read. */
export function usePrintChoice(
  tables: readonly TableDefinition[],
  layouts: Layouts,
  /** The table from which printing was asked for. */
  current: string | null,
): readonly [PrintChoice | null, (choice: PrintChoice) => void] {
  const { known, load, save } = layouts;
  useEffect(() => load([printViewKey]), [load]);
  const remembered = known.get(printViewKey);
  const begun = useRef<PrintChoice | null>(null);
  const [changed, setChanged] = useState<PrintChoice | null>(null);
  if (begun.current === null && remembered !== undefined) {
    begun.current = choiceFor(recallChoice(remembered), tables, current);
  }
  const choice = changed ?? begun.current;
  return [
    choice === null ? null : { ...choice, tables: settleTables(choice, tables) },
    (next) => {
      setChanged(next);
      save(printViewKey, rememberChoice(next));
    },
  ];
}
