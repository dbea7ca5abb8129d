/** What 附件样式 calls its rows and columns. */
import type { AnnexLine } from '../../shared/annex/lines.ts';
import type { ChoiceTotal } from '../../shared/annex/totals.ts';
import type { Change } from '../../shared/model/change.ts';
import type { Row } from '../../shared/model/row.ts';
import type { GroupedLayout, TableDefinition } from '../../shared/model/table.ts';
import type { TableProblem } from './find-problems.ts';
import type { Registry } from './registry.ts';

/** A row of the view: a township's line, or one of the two totals. */
export type LineRow =
  | { readonly id: string; readonly kind: 'line'; readonly line: AnnexLine }
  | { readonly id: string; readonly kind: 'counted' | 'declared'; readonly totals: readonly ChoiceTotal[] };

export type LinesModelInput = {
  readonly table: TableDefinition;
  readonly layout: GroupedLayout;
  readonly rows: readonly Row[];
  readonly registry: Registry;
  readonly problems: readonly TableProblem[];
  readonly newId: () => string;
  readonly commit: (label: string, changes: readonly Change[]) => void;
};

/** Row ids of the totals; a township cannot be called so. */
export const countedRowId = 'total:counted';
export const declaredRowId = 'total:declared';

/** Column key of the names under a choice. */
export function choiceColumnKey(choice: string): string {
  return `choice:${choice}`;
}

export const countedTitle = '合计';
export const declaredTitle = '文件合计';
