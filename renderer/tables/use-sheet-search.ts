import type { RefObject } from 'react';
import { countCells } from '../../shared/grid/ranges.ts';
import { HuibiaoError } from '../../shared/model/failure.ts';
import type { SheetHandle } from '../grid/SheetGrid.tsx';
import type { CellAddress, SheetRow } from '../grid/sheet-model.ts';
import type { FindBarHandle } from '../view/FindBar.tsx';
import type { CellArea } from '../view/find-state.ts';
import { type Finding, skippedText } from '../view/use-find.ts';

type SheetSearch = {
  readonly open: (replacing: boolean) => void;
  readonly limit: (scope: 'sheet' | 'selection') => void;
  /** F3 and Shift+F3; opens the bar where it is closed. */
  readonly step: (by: 1 | -1) => void;
  readonly replace: (which: 'current' | 'all') => void;
};

/** What the find bar does with the sheet: the hits are shown in it, and its selection limits the search. */
export function useSheetSearch<RowType extends SheetRow>(
  finding: Finding<RowType>,
  grid: RefObject<SheetHandle | null>,
  bar: RefObject<FindBarHandle | null>,
  say: (text: string) => void,
): SheetSearch {
  const { find } = finding;

  /** The selected ranges, where they are more than a cell. */
  const selectedAreas = (): readonly CellArea[] | null => {
    const ranges = grid.current?.selectedRanges() ?? [];
    return countCells(ranges) > 1 ? [...ranges] : null;
  };
  /** The hit is shown; the keyboard stays where it was. */
  const showHit = (address: CellAddress | null): void => {
    const before = document.activeElement;
    if (address === null) return;
    grid.current?.reveal(address);
    if (before instanceof HTMLElement && before.closest('.find-bar') !== null) before.focus();
  };
  const open = (replacing: boolean): void => {
    finding.open(replacing, selectedAreas());
    bar.current?.focus();
  };

  return {
    open,
    limit: (scope) => {
      if (find === null) return;
      const within = scope === 'selection' ? selectedAreas() : null;
      if (scope === 'selection' && within === null) say('请先选中要查找的几个单元格，再勾选「在选区内」。');
      else finding.change({ ...find, within });
    },
    step: (by) => {
      if (find === null) open(false);
      else showHit(finding.step(by));
    },
    replace: (which) => {
      if (which === 'current' && finding.at === 0) {
        showHit(finding.nearest());
        return;
      }
      const next = which === 'current' ? finding.step(1) : null;
      try {
        const { edits, places, skipped } = finding.replace(which);
        const left = skipped === 0 ? '' : skippedText(skipped);
        if (which === 'all') say(`替换了 ${edits.length} 格里的 ${places} 处。${left}`);
      } catch (thrown) {
        if (!(thrown instanceof HuibiaoError)) throw thrown;
        say(thrown.message);
      }
      showHit(next);
    },
  };
}
