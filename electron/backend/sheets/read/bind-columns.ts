/**
 * The columns of a region → the fields of a table. Pure; every column says why it was taken for what it is, and
 * what is no certainty says so.
 */
import type { ReadingColumn, ReadingField } from '../../../../shared/model/reading.ts';
import type { TableDefinition } from '../../../../shared/model/table.ts';
import type { Region, RegionColumn } from '../regions/region.ts';
import { columnName } from '../sheet.ts';
import { guessByContent } from './bind-by-content.ts';
import {
  matchName,
  type NameMatch,
  type ReadingLayout,
  sameField,
  type Target,
  targetsOf,
} from './bind-targets.ts';

export type BindRequest = {
  readonly definition: TableDefinition;
  readonly layout: ReadingLayout;
  readonly region: Pick<Region, 'columns' | 'hiddenColumns'>;
  /** By column of the sheet: what a person says now, and what one said before of the same form. */
  readonly pointed: ReadonlyMap<number, ReadingField>;
  readonly remembered: ReadonlyMap<number, ReadingField>;
  /** The texts of some rows of a column, blank ones left out. */
  readonly sample: (column: number) => readonly string[];
  /** The names that the group column of a 名单表 may hold. */
  readonly groups: readonly string[];
  /** The key of a column that the lines between the rows say; null where none does. */
  readonly carried?: string | null;
};

export type Binding = {
  /** Left to right, hidden ones among them. */
  readonly columns: readonly ReadingColumn[];
  readonly missing: readonly ReadingField[];
  /** Every field without which the sheet is not this table has a column. */
  readonly complete: boolean;
  /** Columns that hold a field of the table for certain. */
  readonly certain: number;
  /** Titles of needed fields that no column holds. */
  readonly lacking: readonly string[];
};

/** A column as it is being decided. */
type Draft = {
  readonly column: RegionColumn;
  readonly hidden: boolean;
  /** What its path says of each target, once asked. */
  readonly matches: Map<Target, NameMatch | null>;
  field: ReadingField | null;
  why: string;
  doubtful: boolean;
};

export function bindColumns(request: BindRequest): Binding {
  const { definition, layout, region, pointed, remembered } = request;
  const drafts = [
    ...region.columns.map((column) => startDraft(column, false)),
    ...region.hiddenColumns.map((column) => startDraft(column, true)),
  ].sort((left, right) => left.column.column - right.column.column);
  const targets = targetsOf(definition, layout).filter(
    ({ field }) => field.kind !== 'column' || field.key !== request.carried,
  );
  const open = new Set(targets);

  settleBySaying(drafts, open, pointed, '由您指定');
  settleBySaying(drafts, open, remembered, '上次导入时指定');
  const shown = drafts.filter(({ hidden }) => !hidden);
  for (const rank of [3, 2, 1] as const) settleByName(shown, open, rank);
  settleByName(
    drafts.filter(({ hidden }) => hidden),
    open,
    3,
  );
  passOverKnown(drafts, definition, layout);
  const settled = drafts.filter(({ field }) => field !== null && field.kind !== 'ignored').length;
  const openColumns = shown.filter(({ field, why }) => field === null && why === '');
  // Contents tell something only where names have told that this is the table at all.
  if (settled > 0 && settled * 2 >= shown.length - 1) {
    const guesses = guessByContent(
      openColumns.map(({ column }) => column),
      [...open],
      request,
    );
    for (const { column, target, why } of guesses) {
      const draft = openColumns.find((each) => each.column === column);
      if (draft !== undefined) settle(draft, target, open, why, true);
    }
  }
  describeRest(drafts, targets, open);

  const certain = drafts.filter(({ field, doubtful }) => isBound(field) && !doubtful).length;
  const bound = (target: Target): boolean => !open.has(target);
  const choicesComplete =
    layout === 'list' || targets.some((target) => target.field.kind === 'choice' && bound(target));
  const lacking = targets.filter((target) => target.needed && !bound(target)).map(({ title }) => title);
  return {
    columns: drafts.map(({ column, hidden, field, why, doubtful }) => ({
      column: column.column,
      path: column.path,
      hidden,
      measureWord: column.measureWord,
      field,
      why,
      doubtful,
    })),
    missing: [...open].map(({ field }) => field),
    complete: targets.length > 0 && lacking.length === 0 && choicesComplete && certain > 0,
    certain,
    lacking: choicesComplete
      ? lacking
      : [...lacking, ...targets.filter(({ field }) => field.kind === 'choice').map(({ title }) => title)],
  };
}

function startDraft(column: RegionColumn, hidden: boolean): Draft {
  return { column, hidden, matches: new Map(), field: null, why: '', doubtful: false };
}

function matchOf({ column, matches }: Draft, target: Target): NameMatch | null {
  const known = matches.get(target);
  if (known !== undefined) return known;
  const match = matchName(column.path, target);
  matches.set(target, match);
  return match;
}

function isBound(field: ReadingField | null): boolean {
  return field !== null && field.kind !== 'ignored';
}

function settle(draft: Draft, target: Target, open: Set<Target>, why: string, doubtful: boolean): void {
  draft.field = target.field;
  draft.why = why;
  draft.doubtful = doubtful;
  open.delete(target);
}

/** What a person said goes before everything; of two columns for one field the one that was said last holds it. */
function settleBySaying(
  drafts: readonly Draft[],
  open: Set<Target>,
  said: ReadonlyMap<number, ReadingField>,
  why: string,
): void {
  for (const [at, field] of [...said].reverse()) {
    const draft = drafts.find(({ column }) => column.column === at);
    if (draft === undefined || draft.field !== null || draft.why !== '') continue;
    if (field.kind === 'ignored') {
      draft.field = field;
      draft.why = why;
      continue;
    }
    const target = [...open].find((each) => sameField(each.field, field));
    const holder = drafts.find((each) => each.field !== null && sameField(each.field, field));
    if (target !== undefined) settle(draft, target, open, why, false);
    else if (holder !== undefined && holder !== draft) {
      draft.why = `同一栏已指定为${columnName(holder.column.column)}列，这一列没有读入`;
    }
  }
}

function settleByName(drafts: readonly Draft[], open: Set<Target>, rank: 1 | 2 | 3): void {
  for (const target of [...open]) {
    const claims = drafts.flatMap((draft) => {
      if (draft.field !== null || draft.why !== '') return [];
      const match = matchOf(draft, target);
      return match?.rank === rank ? [{ draft, match }] : [];
    });
    const [first, ...others] = claims;
    if (first === undefined) continue;
    const { draft, match } = first;
    const clash = measureClash(draft.column, target);
    const reasons = [match.why];
    if (draft.hidden) reasons.push('但这一列是隐藏的');
    if (clash !== null) reasons.push(clash);
    if (others.length > 0) {
      reasons.push(
        `${others.map((each) => `${columnName(each.draft.column.column)}列`).join('、')}也叫这个名字`,
      );
    }
    settle(draft, target, open, reasons.join('，'), draft.hidden || clash !== null || others.length > 0);
    for (const other of others) {
      other.draft.why = `与${columnName(draft.column.column)}列一样，都像“${target.title}”，这一列没有读入`;
    }
  }
}

/** (人) over a column of 户: the names agree, what is counted does not. */
function measureClash({ measureWord }: RegionColumn, { column }: Target): string | null {
  const own = column?.measureWord ?? null;
  if (measureWord === null || own === null || column?.measureWordColumn !== undefined) return null;
  return baseOf(measureWord) === baseOf(own) ? null : `但单位是“${measureWord}”，本表是“${own}”`;
}

/** 元 of 万元: what can be converted exactly. */
export function baseOf(measureWord: string): string {
  return measureWord.replace(/^(?:万亿|百万|千万|十万|亿|万)(?=.)/, '');
}

/** 序号, computed columns and what else holds nothing that the table would have to keep. */
function passOverKnown(drafts: readonly Draft[], { columns }: TableDefinition, layout: ReadingLayout): void {
  const computed = layout === 'grouped' ? [] : columns.filter((column) => column.computed !== null);
  for (const draft of drafts) {
    if (draft.field !== null || draft.why !== '') continue;
    const isComputed = computed.some((column) => {
      const match = matchName(draft.column.path, { title: column.title, column });
      return match !== null && match.rank > 1;
    });
    if (draft.column.serial) draft.why = '只给各行编号';
    else if (isComputed) draft.why = '由本软件自动计算，不读入';
    else if (draft.hidden) draft.why = '列被隐藏，当作辅助列';
    else continue;
    draft.field = { kind: 'ignored' };
  }
}

/** Every field has its column, and this is none of them. */
export const notOfTableWhy = '本表没有这一栏';

function describeRest(drafts: readonly Draft[], targets: readonly Target[], open: ReadonlySet<Target>): void {
  for (const draft of drafts) {
    if (draft.field !== null || draft.why !== '') continue;
    const better = targets.find((target) => !open.has(target) && matchOf(draft, target) !== null);
    if (better !== undefined) {
      const holder = drafts.find(({ field }) => field !== null && sameField(field, better.field));
      draft.why = `“${better.title}”已由${columnName(holder?.column.column ?? 0)}列读入`;
    } else if (draft.column.path.length === 0) draft.why = '没有栏目名称';
    else if (open.size > 0) draft.why = '本表没有名称相近的栏目';
    else {
      draft.field = { kind: 'ignored' };
      draft.why = notOfTableWhy;
    }
  }
}
