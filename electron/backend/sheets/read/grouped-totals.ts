/** The 合计 line of a grouped sheet. */
import { cellAt, type SheetCell, textAt } from '../sheet.ts';
import { shorten } from './findings.ts';
import type { GroupedContext } from './grouped-context.ts';
import { normalizeTitle } from './titles.ts';

/** Holds the 合计 line against what the names count. */
export function checkTotals(
  context: GroupedContext,
  row: number,
  counted: ReadonlyMap<string, number>,
): void {
  const { sheet, report, table } = context;
  for (const { at: column, choice } of context.choices) {
    const cell = cellAt(sheet, row, column);
    if (cell === undefined || cell.text.trim() === '') continue;
    const total = readTotal(cell);
    const count = counted.get(choice) ?? 0;
    if (total === null) {
      report(
        { row, column },
        {
          code: 'total_unread',
          severity: 'explain',
          message: `合计行的“${shorten(cell.text)}”读不出一个数，没有核对。按所列村名，${choice}有${count}个。`,
        },
      );
    } else if (total !== count) {
      report(
        { row, column },
        {
          code: 'total_differs',
          severity: 'explain',
          message: `合计行写的${choice}是${total}个，按所列村名数是${count}个。请核对是漏列、多列，还是串了栏。`,
        },
      );
    }
  }
  const known = new Set([...context.groupColumns, ...context.choices.map(({ at }) => at)]);
  for (const { column, field } of table.binding.columns) {
    if (known.has(column) || field?.kind === 'ignored') continue;
    const text = textAt(sheet, row, column).trim();
    if (text === '') continue;
    report(
      { row, column },
      {
        code: 'text_outside_table',
        severity: 'note',
        message: `合计行的“${shorten(text)}”没有读入。`,
      },
    );
  }
}

/** 5, 60个, ６０; null for anything else. */
function readTotal(cell: SheetCell): number | null {
  if (cell.kind === 'number') return cell.value;
  if (cell.kind !== 'text') return null;
  const digits = /^(\d{1,9})(?:个|村|个村)?$/.exec(normalizeTitle(cell.text))?.[1];
  return digits === undefined ? null : Number(digits);
}
