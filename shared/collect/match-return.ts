/**
 * Whose file is it, of which form, for which round? Evidence in order: what the copy was issued with, the info line,
 * the file's name, the names in the rows. Pieces that contradict each other are told and make it less sure. Pure.
 */

import type { Certainty, MatchPart, Return, ReturnMatch } from '../model/return.ts';
import { type IssueMark, periodTitle, type Round } from '../model/round.ts';
import { judgePeriod } from './periods.ts';
import type { UnitNames } from './unit-names.ts';

/** What a file says of itself. */
export type ReturnEvidence = {
  readonly fileId: string;
  readonly fileName: string;
  /** ISO instant at which the file was saved last; null where it does not say. */
  readonly savedAt: string | null;
  readonly mark: IssueMark | null;
  /** How well forms fit its table, best first; empty where it could not be read. */
  readonly fits: readonly FormFitness[];
  /** What the info line says: 填报单位, 报表期; the title belongs to the period. */
  readonly unitText: string | null;
  readonly periodText: string | null;
  /** Texts of the unit column by how many rows carry them. */
  readonly unitsInRows: ReadonlyMap<string, number>;
  /** Names of villages in the rows. */
  readonly villagesInRows: readonly string[];
};

/** `score` from 0 to 1: the part of the form's columns that the file has; `titled`: its title is the form's. */
export type FormFitness = {
  readonly form: string;
  readonly edition: number;
  readonly score: number;
  readonly titled: boolean;
};

export type MatchContext = {
  /** The identity of this workbook. */
  readonly workbook: string;
  readonly rounds: readonly Round[];
  readonly forms: readonly { readonly key: string; readonly edition: number; readonly title: string }[];
  readonly units: UnitNames;
  /** Village → the units that have one of that name. */
  readonly villages: ReadonlyMap<string, readonly string[]>;
  /** The round that the person is collecting; null leaves it to the file. */
  readonly asked: string | null;
};

export type MatchedReturn = {
  readonly match: ReturnMatch;
  /** Chinese sentences: another workbook's copy, another round than the one that is being collected. */
  readonly notes: readonly string[];
};

/** From this part of a form's columns on a file is of that form. */
export const leastFitness = 0.6;

export function matchReturn(evidence: ReturnEvidence, context: MatchContext): MatchedReturn {
  const notes: string[] = [];
  const mark = ownMark(evidence, context, notes);
  const round = matchRound(evidence, context, mark, notes);
  const known = context.rounds.find(({ key }) => key === round.value);
  const form = matchForm(evidence, context, mark, known ?? null);
  const edition: MatchPart<number> = {
    value: form.value === null ? null : form.edition,
    certainty: form.certainty,
    why: form.why,
  };
  const unit = matchUnit(evidence, context, mark, known ?? null);
  if (context.asked !== null && known !== undefined && known.key !== context.asked) {
    const asked = context.rounds.find(({ key }) => key === context.asked);
    notes.push(
      `这是${nameRound(known, context)}的表，不是正在收的${asked === undefined ? '这一期' : nameRound(asked, context)}。请核对。`,
    );
  }
  return {
    match: { form: { value: form.value, certainty: form.certainty, why: form.why }, edition, round, unit },
    notes,
  };
}

/** What a new file is among those that have come before it. */
export type Arrival = {
  /** The return with the very same bytes; null for none. */
  readonly same: Return | null;
  readonly version: number;
  readonly notes: readonly string[];
};

/** @param earlier the returns of the same unit and round, oldest first, and those with the same bytes */
export function describeArrival(
  { fileId, savedAt }: Pick<ReturnEvidence, 'fileId' | 'savedAt'>,
  place: { readonly round: string | null; readonly unit: string | null },
  earlier: readonly Return[],
): Arrival {
  const same = earlier.find(({ file }) => file.id === fileId) ?? null;
  const before = earlier.filter(
    ({ round, unit, status }) =>
      round !== null &&
      unit !== null &&
      round === place.round &&
      unit === place.unit &&
      status !== 'setAside',
  );
  const version =
    place.round === null || place.unit === null ? 0 : Math.max(0, ...before.map((one) => one.version)) + 1;
  const notes: string[] = [];
  const latest = before.at(-1);
  if (same !== null) {
    notes.push(`与${describeWhen(same.receivedAt)}收到的“${same.file.name}”内容完全一样，没有重复收。`);
  } else if (latest !== undefined) {
    const older = savedAt !== null && latest.savedAt !== null && savedAt < latest.savedAt;
    notes.push(
      older
        ? `${place.unit}已经报过“${latest.file.name}”，这一份保存得更早，可能是旧版。请核对用哪一份。`
        : `${place.unit}已经报过${before.length}份，最近一份是“${latest.file.name}”，这一份是第${version}版。`,
    );
  }
  return { same, version, notes };
}

function ownMark({ mark }: ReturnEvidence, { workbook }: MatchContext, notes: string[]): IssueMark | null {
  if (mark === null || mark.workbook === workbook) return mark;
  notes.push('这份表是从别的工作簿下发的，下发时写入的单位和期别没有采用。请核对是否收错了工作簿。');
  return null;
}

function matchRound(
  { periodText, fileName, fits }: ReturnEvidence,
  context: MatchContext,
  mark: IssueMark | null,
  notes: string[],
): MatchPart<string> {
  const { rounds, asked } = context;
  const said = (round: Round): Piece[] => [
    { what: '表上写的期别', text: periodText, judgement: judgePeriod(periodText ?? '', round.period) },
    { what: '文件名', text: fileName, judgement: judgePeriod(fileName, round.period) },
  ];
  const marked = rounds.find(({ key }) => key === mark?.round);
  if (marked !== undefined) {
    const against = said(marked).filter(({ judgement }) => judgement === 'other');
    return {
      value: marked.key,
      certainty: against.length === 0 ? 'certain' : 'likely',
      why: `文件里带着下发时写入的期别（${periodTitle(marked.period)}）${tellAgainst(against)}。`,
    };
  }
  if (mark !== null) notes.push('下发这份表的报表期已经删除，期别改按表上的内容判断。');
  const fitting = new Set(fits.filter(({ score }) => score >= leastFitness).map(({ form }) => form));
  const possible = rounds.filter(({ form }) => fitting.has(form) || mark?.form === form);
  const askedRound = rounds.find(({ key }) => key === asked);
  if (askedRound !== undefined && (possible.includes(askedRound) || fitting.size === 0)) {
    const pieces = said(askedRound);
    const against = pieces.filter(({ judgement }) => judgement === 'other');
    const agreeing = pieces.filter(({ judgement }) => judgement === 'named');
    if (against.length === 0 || agreeing.length > 0) {
      return {
        value: askedRound.key,
        certainty: against.length > 0 ? 'doubtful' : agreeing.length > 0 ? 'certain' : 'likely',
        why:
          agreeing.length > 0
            ? `${agreeing.map(({ what }) => what).join('和')}与正在收的${periodTitle(askedRound.period)}一致${tellAgainst(against)}。`
            : `正在收${periodTitle(askedRound.period)}，文件里没有写期别。`,
      };
    }
  }
  const named = possible.flatMap((round) => {
    const pieces = said(round).filter(({ judgement }) => judgement === 'named');
    return pieces.length === 0 ? [] : [{ round, pieces }];
  });
  const [best, second] = named.sort((left, right) => right.pieces.length - left.pieces.length);
  if (best !== undefined) {
    const tie = second !== undefined && second.pieces.length === best.pieces.length;
    const against = said(best.round).filter(({ judgement }) => judgement === 'other');
    return {
      value: best.round.key,
      certainty: tie || against.length > 0 ? 'doubtful' : 'likely',
      why: `${best.pieces.map(({ what }) => what).join('和')}写的是${periodTitle(best.round.period)}${tellAgainst(against)}${tie ? '，但也像另一期' : ''}。`,
    };
  }
  const unsaid = possible.filter((round) => said(round).every(({ judgement }) => judgement !== 'other'));
  const [only, another] = unsaid;
  if (only !== undefined) {
    return another === undefined
      ? { value: only.key, certainty: 'likely', why: '这个表样只有这一期在收。' }
      : { value: null, certainty: 'doubtful', why: '文件里没有写期别，这个表样有几期在收。请指定。' };
  }
  const spoken = periodText ?? fileName;
  return {
    value: null,
    certainty: 'doubtful',
    why:
      possible.length > 0
        ? `文件写的期别（${spoken}）不是在收的任何一期。请指定，或先建报表期。`
        : '看不出是哪一期的表。请指定。',
  };
}

type Piece = {
  readonly what: string;
  readonly text: string | null;
  readonly judgement: ReturnType<typeof judgePeriod>;
};

function tellAgainst(against: readonly Piece[]): string {
  if (against.length === 0) return '';
  return `，但${against.map(({ what, text }) => `${what}是“${text ?? ''}”`).join('，')}`;
}

function matchForm(
  { fits }: ReturnEvidence,
  { forms }: MatchContext,
  mark: IssueMark | null,
  round: Round | null,
): MatchPart<string> & { readonly edition: number | null } {
  const scoreOf = (key: string): number => fits.find(({ form }) => form === key)?.score ?? 0;
  const titleOf = (key: string): string => forms.find((form) => form.key === key)?.title ?? key;
  const [best] = fits;
  const wanted = mark?.form ?? round?.form ?? null;
  if (wanted !== null && forms.some(({ key }) => key === wanted)) {
    const edition =
      mark?.form === wanted
        ? mark.edition
        : (round?.edition ?? fits.find(({ form }) => form === wanted)?.edition);
    const score = scoreOf(wanted);
    const by = mark?.form === wanted ? '文件里带着下发时写入的表样' : '按这一期的表样读';
    const better = best !== undefined && best.form !== wanted && best.score > score + 0.2 ? best : null;
    if (score >= leastFitness && better === null) {
      return {
        value: wanted,
        edition: edition ?? null,
        certainty: mark?.form === wanted || score > 0.9 ? 'certain' : 'likely',
        why: `${by}，表头对上${percent(score)}。`,
      };
    }
    return {
      value: wanted,
      edition: edition ?? null,
      certainty: 'doubtful',
      why:
        better === null
          ? `${by}，但表头只对上${percent(score)}。请核对是不是这张表。`
          : `${by}（${titleOf(wanted)}），但表头更像“${titleOf(better.form)}”。请核对。`,
    };
  }
  if (best !== undefined && best.score >= leastFitness) {
    const second = fits[1];
    const tie =
      second !== undefined &&
      second.form !== best.form &&
      second.score > best.score - 0.1 &&
      second.titled === best.titled;
    return {
      value: best.form,
      edition: best.edition,
      certainty: tie ? 'doubtful' : 'likely',
      why: `表头与“${titleOf(best.form)}”对上${percent(best.score)}${tie ? `，与“${titleOf(second.form)}”也差不多` : ''}。`,
    };
  }
  return { value: null, edition: null, certainty: 'doubtful', why: '表头与哪个表样都对不上。请指定表样。' };
}

function matchUnit(
  evidence: ReturnEvidence,
  context: MatchContext,
  mark: IssueMark | null,
  round: Round | null,
): MatchPart<string> {
  const pieces = unitPieces(evidence, context, mark);
  const [first, ...others] = pieces;
  if (first === undefined) {
    return {
      value: null,
      certainty: 'doubtful',
      why: '看不出是哪个单位报的：没有下发标记，表上、文件名里和各行都没有认出单位。请指定。',
    };
  }
  const agreeing = others.filter(({ name }) => name === first.name);
  const against = others.filter(({ name }) => name !== first.name);
  let rank = first.rank + (agreeing.length > 0 ? 1 : 0);
  for (const piece of against) rank -= piece.rank >= 2 ? 2 : 1;
  const reasons = [first, ...agreeing].map(({ why }) => why).join('，');
  const contrary =
    against.length === 0 ? '' : `，但${against.map(({ why }) => why).join('，')}。请核对是哪个单位`;
  const stranger = round !== null && !round.units.includes(first.name);
  if (stranger) rank -= 2;
  return {
    value: first.name,
    certainty: rank >= 3 ? 'certain' : rank === 2 ? 'likely' : 'doubtful',
    why: `${reasons}${contrary}${stranger ? `。${first.name}不在这一期的填报单位里` : ''}。`,
  };
}

/** 3 settles it, 2 makes it likely, 1 is a hint. */
type UnitPiece = { readonly name: string; readonly rank: 1 | 2 | 3; readonly why: string };

function unitPieces(
  { unitText, fileName, unitsInRows, villagesInRows }: ReturnEvidence,
  { units, villages }: MatchContext,
  mark: IssueMark | null,
): UnitPiece[] {
  const pieces: UnitPiece[] = [];
  if (mark !== null) {
    const name = units.find(mark.unit)?.name ?? mark.unit;
    pieces.push({ name, rank: 3, why: `文件里带着下发时写入的单位“${name}”` });
  }
  const info = unitText === null ? null : units.find(unitText);
  if (info !== null) {
    pieces.push({
      name: info.name,
      rank: info.how === 'exact' ? 3 : 2,
      why: `表上的填报单位写着“${unitText}”`,
    });
  }
  const inName = units.findIn(fileName.replace(/\.[^.]*$/, ''));
  const [named, another] = inName;
  if (named !== undefined && another === undefined) {
    pieces.push({ name: named.name, rank: named.how === 'alike' ? 1 : 2, why: `文件名里有“${named.name}”` });
  }
  const rows = [...unitsInRows].flatMap(([text, count]) => {
    const found = units.find(text);
    return found === null ? [] : [{ name: found.name, count }];
  });
  const byName = new Map<string, number>();
  for (const { name, count } of rows) byName.set(name, (byName.get(name) ?? 0) + count);
  const total = [...unitsInRows.values()].reduce((sum, count) => sum + count, 0);
  const [most] = [...byName].sort(([, left], [, right]) => right - left);
  if (most !== undefined) {
    const all = most[1] === total;
    if (all || most[1] * 2 > total) {
      pieces.push({
        name: most[0],
        rank: all ? 2 : 1,
        why: all ? `${total}行写的都是${most[0]}` : `${total}行里${most[1]}行写的是${most[0]}`,
      });
    }
  }
  pieces.push(...villagePieces(villagesInRows, villages));
  return pieces;
}

function villagePieces(
  names: readonly string[],
  villages: ReadonlyMap<string, readonly string[]>,
): UnitPiece[] {
  const counts = new Map<string, number>();
  let known = 0;
  for (const village of new Set(names)) {
    const owners = villages.get(village) ?? [];
    if (owners.length > 0) known += 1;
    for (const owner of owners) counts.set(owner, (counts.get(owner) ?? 0) + 1);
  }
  const [most, second] = [...counts].sort(([, left], [, right]) => right - left);
  if (most === undefined || known < 2 || most[1] === second?.[1] || most[1] * 5 < known * 4) return [];
  return [{ name: most[0], rank: 2, why: `表中${known}个村有${most[1]}个属于${most[0]}` }];
}

function nameRound({ form, period }: Round, { forms }: MatchContext): string {
  const title = forms.find(({ key }) => key === form)?.title ?? form;
  return `“${title}”${periodTitle(period)}`;
}

function percent(score: number): string {
  return `${Math.round(score * 100)}%`;
}

/** The day of an instant as a person speaks of it, without a clock of its own: the ISO day. */
function describeWhen(instant: string): string {
  const [, month, day] = /^\d{4}-(\d{2})-(\d{2})/.exec(instant) ?? [];
  return month === undefined || day === undefined ? '以前' : `${Number(month)}月${Number(day)}日`;
}

/** The least sure part of a match. */
export function overallCertainty({ form, round, unit }: ReturnMatch): Certainty {
  const all = [form, round, unit].map(({ value, certainty }) => (value === null ? 'doubtful' : certainty));
  return all.includes('doubtful') ? 'doubtful' : all.includes('likely') ? 'likely' : 'certain';
}
