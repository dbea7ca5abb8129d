/** Rows of a table that are no records: told, so that nothing that was written there is lost unseen. */
import type { RowRole } from '../../../../shared/model/reading.ts';
import { filledColumns, type Sheet, textAt } from '../sheet.ts';
import { type Report, shorten } from './findings.ts';
import { belongsToPage, type RowRoles } from './row-roles.ts';

/** A role with more rows than this is told in one finding. */
const toldOneByOne = 10;

const names: Partial<Record<Kind, string>> = {
  section: '小标题',
  subtotal: '小计',
  total: '合计',
  note: '说明或落款',
  excluded: '表外的内容',
};

type Kind = RowRole | 'below';

/** `told` rows have been spoken of elsewhere. */
export function reportUnreadRows(
  sheet: Sheet,
  roles: RowRoles,
  headerRow: number,
  told: ReadonlySet<number>,
  report: Report,
): void {
  const byKind = new Map<Kind, number[]>();
  for (const [row, reading] of roles) {
    // What stands above the header is titles and instructions; nobody looks for records there.
    if (names[reading.role] === undefined || row <= headerRow || told.has(row) || belongsToPage(reading))
      continue;
    const kind = reading.why === belowTotalWhy ? 'below' : reading.role;
    byKind.set(kind, [...(byKind.get(kind) ?? []), row]);
  }
  const single = [...byKind].flatMap(([kind, rows]) =>
    rows.length <= toldOneByOne ? rows.map((row) => ({ row, kind })) : [],
  );
  for (const { row, kind } of single.sort((left, right) => left.row - right.row)) {
    const texts = filledColumns(sheet, row).map((column) => textAt(sheet, row, column).trim());
    const shown = shorten(texts.join(' '));
    const why = roles.get(row)?.why ?? '';
    const what = kind === 'excluded' && why !== '' ? `不是记录（${why}）` : `是${names[kind] ?? ''}`;
    tell(
      row,
      kind,
      kind === 'below'
        ? `合计行下面还有内容“${shown}”，没有读入。${belowAdvice}`
        : `第${row + 1}行“${shown}”${what}，没有读入。`,
    );
  }
  for (const [kind, rows] of byKind) {
    const [first] = rows;
    if (first === undefined || rows.length <= toldOneByOne) continue;
    const shown = rows.slice(0, 5).map((row) => row + 1);
    const which = `第${shown.join('、')}行等${rows.length}行`;
    tell(
      first,
      kind,
      kind === 'below'
        ? `${which}在合计行下面，没有读入。${belowAdvice}`
        : `${which}是${names[kind] ?? ''}，没有读入。`,
    );
  }

  function tell(row: number, kind: Kind, message: string): void {
    report(
      { row, column: filledColumns(sheet, row)[0] ?? 0 },
      kind === 'below'
        ? { code: 'row_below_total', severity: 'explain', message }
        : { code: 'text_outside_table', severity: 'note', message },
    );
  }
}

const belowAdvice = '如果是记录，请移到合计行上面，或在预览中指定这些行是记录。';

export const belowTotalWhy = '在合计行下面';
