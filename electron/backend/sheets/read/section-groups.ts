/**
 * Section lines that name the unit of the rows below them (高都镇 over its villages), where the table has a column for
 * it and the sheet has none. Only where every record stands below such a line and every line is a known unit:
 * otherwise a record could be put under the wrong one.
 */
import type { Column } from '../../../../shared/model/column.ts';
import { findColumn, type TableDefinition } from '../../../../shared/model/table.ts';
import type { Region } from '../regions/region.ts';
import { filledColumns, type Sheet, textAt } from '../sheet.ts';
import type { Place, Report } from './findings.ts';
import { normalizeTitle } from './titles.ts';

export type SectionGroups = {
  readonly column: Column;
  /** Top to bottom. */
  readonly sections: readonly { readonly name: string; readonly place: Place }[];
};

/** The column that section lines may stand for: the group of a 名单表, or a unit among the keys. */
export function sectionColumn(definition: TableDefinition): Column | null {
  if (definition.grouped !== null) return findColumn(definition, definition.grouped.groupColumn);
  const key = definition.keyColumns.find((each) => findColumn(definition, each)?.type === 'unit');
  return key === undefined ? null : findColumn(definition, key);
}

export function findSectionGroups(
  sheet: Sheet,
  { sectionRows, dataRows }: Region,
  definition: TableDefinition,
  groups: readonly string[],
): SectionGroups | null {
  const column = sectionColumn(definition);
  const [firstSection] = sectionRows;
  const [firstRecord] = dataRows;
  if (column === null || firstSection === undefined || firstRecord === undefined) return null;
  if (firstRecord < firstSection) return null;
  const sections = sectionRows.map((row) => readSection(sheet, row, groups));
  const known = sections.filter((section) => section !== null);
  return known.length === sections.length ? { column, sections: known } : null;
}

function readSection(sheet: Sheet, row: number, groups: readonly string[]) {
  for (const column of filledColumns(sheet, row)) {
    const text = normalizeTitle(textAt(sheet, row, column));
    const bare = text
      .replace(/^(?:[一二三四五六七八九十]{1,3}[、.,]|[(][一二三四五六七八九十]{1,3}[)])/, '')
      .replace(/:$/, '');
    const name = groups.find((group) => normalizeTitle(group) === bare);
    if (name !== undefined) return { name, place: { row, column } };
  }
  return null;
}

/** The section that the row stands under; null above the first one. */
export function sectionOf(
  { sections }: SectionGroups,
  row: number,
): SectionGroups['sections'][number] | null {
  return sections.findLast(({ place }) => place.row < row) ?? null;
}

export function reportSections({ column, sections }: SectionGroups, report: Report): void {
  const [first] = sections;
  if (first === undefined) return;
  report(
    first.place,
    {
      code: 'sections_carried',
      severity: 'explain',
      message: `表头没有“${column.title}”这一栏，按小标题读入：第${first.place.row + 1}行“${first.name}”等${sections.length}个小标题，各对其下的记录有效。请核对。`,
    },
    column.key,
  );
}
