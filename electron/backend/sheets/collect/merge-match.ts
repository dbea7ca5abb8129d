/** 快速合并: whose file each is and for which period, and what in it contradicts that. Pure. */
import { matchReturn } from '../../../../shared/collect/match-return.ts';
import { namesInRows } from '../../../../shared/collect/names-in-rows.ts';
import { findPeriods } from '../../../../shared/collect/periods.ts';
import type { ReturnEvidence } from '../../../../shared/collect/return-evidence.ts';
import { indexUnits, type UnitNames, type UnitNode } from '../../../../shared/collect/unit-names.ts';
import { describeProblem, type Problem } from '../../../../shared/model/problem.ts';
import type { IssueMark } from '../../../../shared/model/round.ts';
import { type MergeForm, mergedForm } from './merge-form.ts';
import type { ReadReturn } from './read-return.ts';

/** The units and villages that are known without a workbook. */
export type MergePlaces = {
  /** The unit tree, parents before their children. */
  readonly tree: readonly UnitNode[];
  readonly villages: readonly { readonly unit: string; readonly village: string }[];
};

/** A file that could be read. */
export type ReadFile = { readonly fileName: string; readonly read: ReadReturn };

export type MatchedFile = { readonly unit: string | null; readonly problems: readonly Problem[] };

export type PlaceIndex = {
  readonly names: UnitNames;
  /** Village → the units that have one of that name. */
  readonly owners: ReadonlyMap<string, readonly string[]>;
  readonly villagesOf: (unit: string) => readonly string[];
  /** In the tree's order. */
  readonly order: readonly string[];
};

export function indexPlaces({ tree, villages }: MergePlaces): PlaceIndex {
  // The county itself stands in the names of all files.
  const nodes = tree.filter(({ parent }) => parent !== null);
  const owners = new Map<string, string[]>();
  const byUnit = new Map<string, string[]>();
  for (const { unit, village } of villages) {
    owners.set(village, [...(owners.get(village) ?? []), unit]);
    const own = byUnit.get(unit);
    if (own === undefined) byUnit.set(unit, [village]);
    else own.push(village);
  }
  return {
    names: indexUnits(nodes),
    owners,
    villagesOf: (unit) => byUnit.get(unit) ?? [],
    order: nodes.map(({ name }) => name),
  };
}

export function matchFile(form: MergeForm, { fileName, read }: ReadFile, places: PlaceIndex): MatchedFile {
  const { names } = places;
  const named = namesInRows(read.rows, form.table, form.unitKey);
  const evidence: ReturnEvidence = {
    fileId: '',
    fileName,
    savedAt: read.savedAt,
    mark: read.mark,
    fits: [{ ...mergedForm, score: read.fitness, titled: true }],
    unitText: read.unitText,
    periodText: read.periodText,
    ...named,
  };
  const { match } = matchReturn(evidence, {
    workbook: read.mark?.workbook ?? '',
    rounds: [],
    forms: [],
    units: names,
    villages: places.owners,
    asked: null,
  });
  const unit = match.unit.value ?? spokenUnit(read, named.unitsInRows);
  const said = (code: string, message: string): Problem =>
    describeProblem({ code, severity: 'explain', sheet: read.sheet, message });
  if (unit === null) {
    return { unit, problems: [said('unit_unknown', match.unit.why)] };
  }
  const spoken = new Set(
    [
      read.mark?.unit ?? null,
      read.unitText === null ? null : (names.find(read.unitText)?.name ?? null),
      onlyOf(names.findIn(fileName.replace(/\.[^.]*$/, '')).map(({ name }) => name)),
    ].flatMap((name) => (name === null ? [] : [names.find(name)?.name ?? name])),
  );
  const contradicts = [...spoken].some((name) => name !== unit);
  if (!contradicts && match.unit.value !== null && match.unit.certainty !== 'doubtful')
    return { unit, problems: [] };
  if (!contradicts && match.unit.value === null) return { unit, problems: [] };
  return { unit, problems: [said('unit_doubtful', `按${unit}的表并入：${match.unit.why}`)] };
}

/** Where no tree knows the unit: what the file says by itself. */
function spokenUnit({ mark, unitText }: ReadReturn, unitsInRows: ReadonlyMap<string, number>): string | null {
  const written = unitText?.replace(/[\s_]/gu, '') ?? '';
  return mark?.unit ?? (written === '' ? onlyOf([...unitsInRows.keys()]) : written);
}

/** Files of another period than the rest: what the form itself says, or else what most of them say. */
export function checkPeriods(
  files: readonly ReadFile[],
  formPeriod: string | null,
): { readonly period: string | null; readonly problems: readonly (readonly Problem[])[] } {
  const said = files.map(({ fileName, read }) => {
    const inTable = onlyOf(findPeriods(read.periodText ?? '').whole);
    return { inTable, inName: onlyOf(findPeriods(fileName).whole.filter((text) => text.length > 4)) };
  });
  const period = formPeriod ?? mostOften(said.map(({ inTable, inName }) => inTable ?? inName)) ?? null;
  const round = mostOften(files.map(({ read }) => roundOf(read.mark)));
  const problems = files.map(({ read }, index): Problem[] => {
    const { inTable = null, inName = null } = said[index] ?? {};
    const found: Problem[] = [];
    const told = (code: string, severity: Problem['severity'], message: string): void => {
      found.push(describeProblem({ code, severity, sheet: read.sheet, message }));
    };
    if (period !== null && inTable !== null && inTable !== period) {
      told(
        'other_period',
        'must',
        `表上写的期别是${inTable}，其余的是${period}。已并入，请核对是否交错了期。`,
      );
    } else if (period !== null && inTable === null && inName !== null && inName !== period) {
      told(
        'other_period',
        'explain',
        `文件名写的期别是${inName}，其余的是${period}，表上没有写。已并入，请核对是否交错了期。`,
      );
    }
    const own = roundOf(read.mark);
    if (own !== null && round !== null && own !== round && found.length === 0) {
      told('other_round', 'explain', '这份表与其余的不是同一次下发的。已并入，请核对是否交错了表或期。');
    }
    return found;
  });
  return { period, problems };
}

function roundOf(mark: IssueMark | null): string | null {
  return mark === null ? null : JSON.stringify([mark.workbook, mark.round]);
}

function onlyOf<Item>(items: readonly Item[]): Item | null {
  const [only, another] = items;
  return only !== undefined && another === undefined ? only : null;
}

/** What at least two say, and more than any other; with one file what that one says. */
function mostOften(texts: readonly (string | null)[]): string | null {
  const counts = new Map<string, number>();
  for (const text of texts) if (text !== null) counts.set(text, (counts.get(text) ?? 0) + 1);
  const [first, second] = [...counts].sort(([, left], [, right]) => right - left);
  return first === undefined || first[1] === second?.[1] ? null : first[0];
}
