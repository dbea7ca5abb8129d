/** The sheets of a file → the region that holds the table, with its columns bound; every doubt about it is said. */
import { HuibiaoError } from '../../../../shared/model/failure.ts';
import { describeProblem, type Problem } from '../../../../shared/model/problem.ts';
import type { ReadingField } from '../../../../shared/model/reading.ts';
import type { TableDefinition } from '../../../../shared/model/table.ts';
import { findRegions, findRegionsUnder, type GivenHeader } from '../regions/find-regions.ts';
import type { Region } from '../regions/region.ts';
import { cellName, filledColumns, type Sheet, textAt } from '../sheet.ts';
import type { ReadRequest } from '../sheet-tools.ts';
import { type Binding, bindColumns } from './bind-columns.ts';
import type { ReadingLayout } from './bind-targets.ts';
import type { CheckedChoice } from './check-choice.ts';
import { rememberedWhy } from './describe-reading.ts';
import { shorten } from './findings.ts';
import { findNamedHeader } from './named-header.ts';
import { findRememberedHeader, recallColumns } from './reading-memory.ts';
import { findSectionGroups, type SectionGroups } from './section-groups.ts';
import { judgeTitle, linesAbove, normalizeTitle, type TitleJudgement } from './titles.ts';

/** A region read as the table, in one of its layouts. */
export type Candidate = {
  readonly sheet: Sheet;
  readonly region: Region;
  readonly layout: ReadingLayout;
  readonly binding: Binding;
  readonly title: TitleJudgement;
  /** The header as it was given, by a person now or by one before; null where it was found. */
  readonly given: GivenHeader | null;
  /** Columns that hold what was given to them in an earlier import. */
  readonly recalled: ReadonlyMap<number, ReadingField>;
  /** The unit of each record, where lines between the records say it and no column does. */
  readonly sections: SectionGroups | null;
};

export type FoundTable = {
  /** The best candidate; null where no sheet has anything like a table. */
  readonly table: Candidate | null;
  readonly candidates: readonly Candidate[];
  /** The table can be read from it. */
  readonly fits: boolean;
  readonly problems: readonly Problem[];
};

type Asked = Pick<ReadRequest, 'definition' | 'groups' | 'choice' | 'memory'>;

/** The best table on these sheets; `checked` is what of the choice can be used. */
export function findTable(sheets: readonly Sheet[], asked: Asked, checked: CheckedChoice | null): FoundTable {
  const { definition, choice } = asked;
  const isPointed = choice.header !== null || choice.columns.length > 0;
  const candidates = sheets.flatMap((sheet) => findCandidates(sheet, asked, checked));
  // A person who pointed at the header or a column has seen the title.
  const fitting = candidates.filter(
    ({ binding, title }) => binding.complete && (title.kind !== 'other' || isPointed),
  );
  const [table, ...others] = [...fitting].sort((left, right) => compare(right, left));
  if (table === undefined) {
    const nearest = [...candidates].sort(
      (left, right) => right.binding.certain - left.binding.certain || compare(right, left),
    );
    return { table: nearest[0] ?? null, candidates, fits: false, problems: [] };
  }
  const alike = others.filter(
    (other) =>
      preference(other) === preference(table) && other.region !== table.region && !overlaps(other, table),
  );
  return {
    table,
    candidates,
    fits: true,
    problems: [...describeAlike(table, alike, definition), ...describeTitle(table, definition)],
  };

  function preference({ sheet, region, title }: Candidate): number {
    const names = [definition.annexLabel, definition.title, definition.documentTitle];
    const named = names.some((name) => name !== null && normalizeTitle(name) === normalizeTitle(sheet.name));
    const titled = title.kind === 'fits' && (region.headerRows[0] ?? 0) > 0;
    const wished = choice.recall && asked.memory.some((known) => known.sheet === sheet.name);
    return (wished ? 4 : 0) + (named ? 2 : 0) + (titled ? 1 : 0);
  }

  function compare(left: Candidate, right: Candidate): number {
    return (
      preference(left) - preference(right) ||
      Number(left.region.dataRows.length > 0) - Number(right.region.dataRows.length > 0) ||
      left.binding.certain - right.binding.certain ||
      // What stands first on the first sheet is the table.
      candidates.indexOf(right) - candidates.indexOf(left)
    );
  }
}

/** The regions of a sheet as this table, each in the layout that fits; those that lack something too. */
function findCandidates(sheet: Sheet, asked: Asked, checked: CheckedChoice | null): Candidate[] {
  const { definition, choice, memory } = asked;
  const remembered = findRememberedHeader(sheet, memory);
  if (choice.header !== null && checked?.unusableHeader === null) {
    const again =
      remembered?.firstRow === choice.header.firstRow && remembered.lastRow === choice.header.lastRow;
    return bindAll({ ...choice.header, why: again ? rememberedWhy : '由您指定' });
  }
  if (remembered !== null && choice.recall) {
    const found = bindAll({ ...remembered, why: rememberedWhy });
    if (found.some(({ binding }) => binding.complete)) return found;
  }
  const found = bindAll(null);
  if (found.some(({ binding }) => binding.complete)) return found;
  const named = findNamedHeader(sheet, definition);
  return named === null ? found : [...bindAll({ ...named, why: '这几行写着本表的栏目名称' }), ...found];

  function bindAll(given: GivenHeader | null): Candidate[] {
    const regions = given === null ? findRegions(sheet) : findRegionsUnder(sheet, given);
    return regions.map((region, index) => {
      const recalled = recallColumns(region.columns, memory);
      const pointed = new Map(checked?.columns ?? []);
      for (const [column, field] of pointed) {
        if (JSON.stringify(recalled.get(column)) === JSON.stringify(field)) pointed.delete(column);
        else recalled.delete(column);
      }
      // A choice that recalls nothing is whole: memory only says where its parts came from.
      if (!choice.recall) {
        for (const column of recalled.keys()) if (!checked?.columns.has(column)) recalled.delete(column);
      }
      const fromRow = index === 0 ? 0 : region.firstRow;
      const title = judgeTitle(definition, linesAbove(sheet, region.headerRows[0] ?? 0, fromRow));
      const request = {
        definition,
        region: withPointed(region, [...pointed.keys()]),
        pointed,
        remembered: recalled,
        sample: (column: number) => sampleOf(sheet, region, column),
        groups: asked.groups,
      };
      const bound = (['grouped', 'list'] as const).map((layout) => ({
        layout,
        binding: bindColumns({ ...request, layout }),
      }));
      const best =
        bound.find(({ binding }) => binding.complete) ??
        bound.reduce((left, right) => (right.binding.certain > left.binding.certain ? right : left));
      const whole = { sheet, region, title, given, recalled };
      if (best.binding.complete) return { ...whole, ...best, sections: null };
      const sections = findSectionGroups(sheet, region, definition, asked.groups);
      if (sections === null) return { ...whole, ...best, sections };
      const carried = bindColumns({ ...request, layout: 'list', carried: sections.column.key });
      return carried.complete
        ? { ...whole, layout: 'list', binding: carried, sections }
        : { ...whole, ...best, sections: null };
    });
  }
}

/** A column that a person points at is part of the table, whatever the header says. */
function withPointed(region: Region, pointed: readonly number[]): Pick<Region, 'columns' | 'hiddenColumns'> {
  const missing = pointed.filter(
    (at) => ![...region.columns, ...region.hiddenColumns].some(({ column }) => column === at),
  );
  if (missing.length === 0) return region;
  const added = missing.map((column) => ({
    column,
    path: [],
    type: 'text' as const,
    measureWord: null,
    serial: false,
  }));
  return {
    columns: [...region.columns, ...added].sort((left, right) => left.column - right.column),
    hiddenColumns: region.hiddenColumns,
  };
}

const sampledRows = 200;

function sampleOf(sheet: Sheet, { dataRows }: Region, column: number): string[] {
  return dataRows
    .slice(0, sampledRows)
    .map((row) => textAt(sheet, row, column).trim())
    .filter((text) => text !== '');
}

function overlaps(left: Candidate, right: Candidate): boolean {
  if (left.sheet !== right.sheet) return false;
  return (
    left.region.headerRows.some((row) => right.region.headerRows.includes(row)) &&
    left.region.firstColumn <= right.region.lastColumn &&
    right.region.firstColumn <= left.region.lastColumn
  );
}

function describeAlike(table: Candidate, alike: readonly Candidate[], { title }: TableDefinition): Problem[] {
  if (alike.length === 0) return [];
  const elsewhere = [...new Set(alike.map(({ sheet }) => sheet))].filter((sheet) => sheet !== table.sheet);
  const here = alike
    .filter(({ sheet }) => sheet === table.sheet)
    .map(({ region }) => `第${(region.headerRows[0] ?? 0) + 1}行`);
  const told = [...elsewhere.map(({ name }) => `“${name}”`), ...here.map((row) => `本表${row}起的一张`)];
  const message =
    here.length === 0
      ? `几张工作表都像“${title}”，只读了“${table.sheet.name}”，没有读${told.join('、')}。请核对。`
      : `有几处都像“${title}”，只读了“${table.sheet.name}”中第${(table.region.headerRows[0] ?? 0) + 1}行表头下的一张，没有读${told.join('、')}。请核对。`;
  return [describeProblem({ code: 'several_tables', severity: 'explain', sheet: table.sheet.name, message })];
}

function describeTitle({ sheet, title }: Candidate, definition: TableDefinition): Problem[] {
  if (title.kind === 'fits') return [];
  const own = definition.documentTitle ?? definition.title;
  return [
    describeProblem({
      code: 'title_differs',
      // Another annex is read only because somebody pointed at it.
      severity: title.kind === 'other' ? 'explain' : 'note',
      sheet: sheet.name,
      message: `文件的标题是“${title.found}”，台账的标题是“${own}”。请核对是否选对了文件。`,
    }),
  ];
}

/** The sheets that may hold the table. @throws HuibiaoError `no_visible_sheet`, `empty` */
export function readableSheets(sheets: readonly Sheet[], fileName: string): Sheet[] {
  const visible = sheets.filter(({ state }) => state === 'visible');
  if (visible.length === 0) {
    throw new HuibiaoError(
      'no_visible_sheet',
      `“${fileName}”没有可见的工作表。请在 Excel 或 WPS 中取消隐藏要导入的工作表，保存后再导入。`,
      { fileName, sheets: sheets.length },
    );
  }
  const filled = visible.filter((sheet) => sheet.rows.some((_, row) => filledColumns(sheet, row).length > 0));
  if (filled.length === 0) {
    throw new HuibiaoError('empty', `“${fileName}”里没有任何内容。请核对是否选对了文件，或是否忘了保存。`, {
      fileName,
      sheets: sheets.length,
    });
  }
  return filled;
}

/** Other tables on the sheet, and what stands outside of every table: told, so that nothing is lost unseen. */
export function describeOthers(
  { sheet, region, given }: Candidate,
  candidates: readonly Candidate[],
): Problem[] {
  const others = new Map(
    candidates
      .filter((other) => other.sheet === sheet && other.region !== region && other.given === given)
      .map((other) => [other.region, other]),
  );
  return [...others.keys()].map((other) => {
    const row = other.titleRows[0] ?? other.headerRows[0] ?? other.firstRow;
    const column = filledColumns(sheet, row).find((at) => at >= other.firstColumn) ?? other.firstColumn;
    return describeProblem({
      code: 'other_region',
      severity: 'note',
      sheet: sheet.name,
      cell: cellName(row, column),
      message: `这张工作表上还有一张表“${shorten(textAt(sheet, row, column))}”，没有读入。`,
    });
  });
}
