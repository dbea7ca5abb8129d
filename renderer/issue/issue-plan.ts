/** 下发 as a person fills it in, and what is asked of the backend for it. Pure. */
import type { Input, RoundInfo } from '../../shared/api.ts';
import { nameCopies, usualPattern } from '../../shared/form/copy-names.ts';
import { HuibiaoError } from '../../shared/model/failure.ts';
import {
  type PeriodKind,
  periodKind,
  periodTitle,
  type Round,
  readPeriod,
} from '../../shared/model/round.ts';
import type { Row } from '../../shared/model/row.ts';
import { asText } from './unit-rows.ts';

export type PeriodDraft = {
  readonly kind: PeriodKind;
  readonly year: number;
  readonly month: number;
  readonly quarter: number;
  readonly text: string;
};

export type UnitsDraft = {
  readonly by: 'kind' | 'list';
  readonly unitKind: string;
  readonly names: readonly string[];
};

export type RoundDraft = {
  /** Null for a new round. */
  readonly round: string | null;
  readonly form: string;
  /** Null for the newest. */
  readonly edition: number | null;
  readonly period: PeriodDraft;
  /** `2025-10-15`, '' for none. */
  readonly dueDay: string;
  /** `17:00`, '' for the whole day. */
  readonly dueTime: string;
  readonly units: UnitsDraft;
  readonly note: string;
};

export type IssueOptions = {
  readonly prefill: boolean;
  readonly spareRows: number;
  readonly pattern: string;
  readonly locks: boolean;
};

export const usualOptions: IssueOptions = {
  prefill: true,
  spareRows: 20,
  pattern: usualPattern,
  locks: true,
};

export type UnitKindCount = { readonly kind: string; readonly count: number };

/** A new round of this month, for all townships where there are any. */
export function startRound(form: string, today: Date, kinds: readonly UnitKindCount[]): RoundDraft {
  const month = today.getMonth() + 1;
  const usual = kinds.find(({ kind }) => kind === '乡镇') ?? kinds[0];
  return {
    round: null,
    form,
    edition: null,
    period: {
      kind: 'month',
      year: today.getFullYear(),
      month,
      quarter: Math.ceil(month / 3),
      text: '',
    },
    dueDay: '',
    dueTime: '',
    units: { by: 'kind', unitKind: usual?.kind ?? '', names: [] },
    note: '',
  };
}

/** A round as it stands, to be changed. */
export function draftOfRound(round: Round, today: Date): RoundDraft {
  const [dueDay = '', dueTime = ''] = (round.dueAt ?? '').split('T');
  return {
    round: round.key,
    form: round.form,
    edition: round.edition,
    period: draftOfPeriod(round.period, today),
    dueDay,
    dueTime,
    units: {
      by: round.unitKind === null ? 'list' : 'kind',
      unitKind: round.unitKind ?? '',
      names: round.units,
    },
    note: round.note,
  };
}

function draftOfPeriod(period: string, today: Date): PeriodDraft {
  const month = today.getMonth() + 1;
  const base = { year: today.getFullYear(), month, quarter: Math.ceil(month / 3), text: '' };
  const year = Number(period.slice(0, 4));
  const kind = periodKind(period);
  switch (kind) {
    case 'month':
      return { ...base, kind, year, month: Number(period.slice(5)) };
    case 'quarter':
      return { ...base, kind, year, quarter: Number(period.at(-1)) };
    case 'year':
      return { ...base, kind, year };
    case 'free':
      return { ...base, kind, text: period };
  }
}

/** As a person writes it; null where there is no such period. */
export function periodOf({ kind, year, month, quarter, text }: PeriodDraft): string | null {
  switch (kind) {
    case 'month':
      return readPeriod(`${year}-${month}`);
    case 'quarter':
      return readPeriod(`${year}Q${quarter}`);
    case 'year':
      return readPeriod(String(year));
    case 'free':
      return readPeriod(text);
  }
}

/** Who gets a copy, in the order of the tree. */
export function unitsOf({ by, unitKind, names }: UnitsDraft, rows: readonly Row[]): string[] {
  const chosen = new Set(names);
  const found = rows.flatMap(({ values }): string[] => {
    const name = asText(values.name);
    if (name === '') return [];
    return (by === 'kind' ? values.kind === unitKind : chosen.has(name)) ? [name] : [];
  });
  return [...new Set(found)];
}

/** The kinds of units of the tree, in its order. */
export function countKinds(rows: readonly Row[]): UnitKindCount[] {
  const counts = new Map<string, Set<string>>();
  for (const { values } of rows) {
    const [kind, name] = [asText(values.kind), asText(values.name)];
    if (kind === '' || name === '') continue;
    const names = counts.get(kind) ?? new Set();
    names.add(name);
    counts.set(kind, names);
  }
  return [...counts].map(([kind, names]) => ({ kind, count: names.size }));
}

/** What is missing or wrong; null when the round can be saved. */
export function lacksOfRound(draft: RoundDraft, units: readonly string[]): string | null {
  if (draft.form === '') return '请选择表样。';
  if (periodOf(draft.period) === null)
    return draft.period.kind === 'free' ? '请写上期别。' : '没有这一期，请核对年份。';
  if (draft.dueDay === '' && draft.dueTime !== '') return '写了截止时刻，还要选截止日期。';
  if (units.length > 0) return null;
  return draft.units.by === 'list' ? '请选择填报单位。' : '这一类还没有单位。请先在「单位」台账里填写。';
}

export type NameExample =
  | { readonly kind: 'names'; readonly names: readonly string[] }
  | { readonly kind: 'wrong'; readonly message: string };

/** What the first copies are called; the whole round counts, also when only some units get one. */
export function exampleNames(
  pattern: string,
  units: readonly string[],
  form: { readonly title: string; readonly fileName: string },
  period: string | null,
): NameExample {
  try {
    const naming = {
      pattern: pattern.trim() === '' ? usualPattern : pattern,
      form: form.title,
      fileName: form.fileName,
      period: periodTitle(period ?? '期'),
    };
    return { kind: 'names', names: nameCopies(units, naming) };
  } catch (thrown) {
    if (thrown instanceof HuibiaoError) return { kind: 'wrong', message: thrown.message };
    throw thrown;
  }
}

export function roundInput(draft: RoundDraft): Input<'rounds.save'> {
  const { units, dueDay, dueTime } = draft;
  return {
    round: draft.round,
    form: draft.form,
    edition: draft.edition,
    period: periodOf(draft.period) ?? '',
    dueAt: dueDay === '' ? null : dueTime === '' ? dueDay : `${dueDay}T${dueTime}`,
    units:
      units.by === 'kind'
        ? { kind: 'kind', unitKind: units.unitKind }
        : { kind: 'listed', names: [...units.names] },
    note: draft.note.trim(),
  };
}

export function issueInput(
  round: string,
  { prefill, spareRows, pattern, locks }: IssueOptions,
  only: readonly string[] | null,
): Input<'issue.run'> {
  const trimmed = pattern.trim();
  return {
    round,
    units: only === null ? null : [...only],
    prefill,
    spareRows,
    pattern: trimmed === '' || trimmed === usualPattern ? null : trimmed,
    locks,
  };
}

export type UnitIssue = {
  readonly unit: string;
  /** How often a copy went out. */
  readonly count: number;
  readonly lastFile: string | null;
  /** ISO instant. */
  readonly lastAt: string | null;
};

/** What went out to each unit; units that are expected no more come last. */
export function issuesByUnit({ round, copies }: RoundInfo): UnitIssue[] {
  const units = [...new Set([...round.units, ...copies.map(({ unit }) => unit)])];
  return units.map((unit): UnitIssue => {
    const own = copies.filter((copy) => copy.unit === unit);
    const last = own.at(-1);
    return {
      unit,
      count: own.length,
      lastFile: last?.fileName ?? null,
      lastAt: last?.issuedAt ?? null,
    };
  });
}

/** 报表期 as a person names it. */
export function nameRound({ round, formTitle }: RoundInfo): string {
  return `${formTitle} ${periodTitle(round.period)}`;
}
