/** Rows that were read as what they most likely are, and may be something else. */
import { filledColumns, type Sheet, textAt } from '../sheet.ts';
import type { Candidate } from './find-table.ts';
import { type Report, shorten } from './findings.ts';
import type { RowRoles } from './row-roles.ts';

/** Doubts of one kind that are told one by one. */
const toldOneByOne = 10;

/** Tells the finder's doubts, but for rows and headers that a person has decided about. */
export function reportDoubts({ sheet, region, given }: Candidate, roles: RowRoles, report: Report): void {
  const told = new Map<string, number>();
  for (const { what, rows, code, why } of region.reasons) {
    const [row] = rows;
    if (what !== 'doubt' || row === undefined || roles.get(row)?.code === 'pointed') continue;
    if (code === 'header_like_record' && given !== null) continue;
    const count = (told.get(code) ?? 0) + 1;
    told.set(code, count);
    if (count > toldOneByOne) continue;
    report(
      { row, column: filledColumns(sheet, row)[0] ?? 0 },
      { code: 'row_doubtful', severity: 'explain', message: describeDoubt(sheet, row, why) },
    );
  }
  for (const [code, count] of told) {
    if (count <= toldOneByOne) continue;
    const row = region.reasons.findLast((reason) => reason.what === 'doubt' && reason.code === code)?.rows[0];
    report(row === undefined ? null : { row, column: filledColumns(sheet, row)[0] ?? 0 }, {
      code: 'row_doubtful',
      severity: 'explain',
      message: `这样的行还有${count - toldOneByOne}处。请逐行核对。`,
    });
  }
}

/** 第4行“全县 5”写着“全县”…: the doubt with its place. */
export function describeDoubt(sheet: Sheet, row: number, why: string): string {
  const texts = filledColumns(sheet, row).map((column) => textAt(sheet, row, column).trim());
  return `第${row + 1}行“${shorten(texts.join(' '))}”：${why}`;
}
