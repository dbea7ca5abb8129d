/** Rows of a table that are no records: told, so that nothing that was written there is lost unseen. */
import type { RowRole } from '../../../../shared/model/reading.ts';
import { filledColumns, type Sheet, textAt } from '../sheet.ts';
import { type Report, shorten } from './findings.ts';
import { belongsToPage, type RowReading, type RowRoles } from './row-roles.ts';

/** A role with more rows than this is told in one finding. */
const toldOneByOne = 10;

const names: Partial<Record<Kind, string>> = {
  section: '小标题',
  subtotal: '小计',
  total: '合计',
  note: '说明或落款',
  excluded: '表外的内容',
  comparison: '对合计的细分或比较',
  numbers: '栏号',
};

type Kind = RowRole | 'below' | 'comparison';

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
    const kind = kindOf(reading);
    byKind.set(kind, [...(byKind.get(kind) ?? []), row]);
  }
  const single = [...byKind].flatMap(([kind, rows]) =>
    rows.length <= toldOneByOne ? rows.map((row) => ({ row, kind })) : [],
  );
  for (const { row, kind } of single.sort((left, right) => left.row - right.row)) {
    const texts = filledColumns(sheet, row).map((column) => textAt(sheet, row, column).trim());
    const shown = shorten(texts.join(' '));
    const why = roles.get(row)?.why ?? '';
    const isOdd = kind === 'excluded' || kind === 'comparison';
    const what = isOdd && why !== '' ? `不是记录（${why}）` : `是${names[kind] ?? ''}`;
    switch (kind) {
      case 'below':
        tell(row, kind, `合计行下面还有内容“${shown}”，没有读入。${belowAdvice}`);
        break;
      case 'numbers':
        tell(row, kind, `第${row + 1}行“${shown}”${why}，没有读入。${recordAdvice}`);
        break;
      case 'comparison':
        tell(row, kind, `第${row + 1}行“${shown}”${what}，没有读入。${recordAdvice}`);
        break;
      default:
        tell(row, kind, `第${row + 1}行“${shown}”${what}，没有读入。`);
    }
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
    report({ row, column: filledColumns(sheet, row)[0] ?? 0 }, { ...findingOf(kind), message });
  }
}

function kindOf({ role, code }: RowReading): Kind {
  if (code === 'below_total') return 'below';
  return code === 'comparison' ? 'comparison' : role;
}

/** What may be records after all wants a look. */
function findingOf(kind: Kind): { readonly code: string; readonly severity: 'explain' | 'note' } {
  if (kind === 'below') return { code: 'row_below_total', severity: 'explain' };
  if (kind === 'numbers' || kind === 'comparison') return { code: 'row_doubtful', severity: 'explain' };
  return { code: 'text_outside_table', severity: 'note' };
}

const recordAdvice = '如果是记录，请在预览中指定这一行是记录。';

const belowAdvice = '如果是记录，请移到合计行上面，或在预览中指定这些行是记录。';
