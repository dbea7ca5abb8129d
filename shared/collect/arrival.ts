/** What a file is among those that have come, and how it stands before anybody decides about it. Pure. */
import type { Return, ReturnStatus } from '../model/return.ts';
import { overallCertainty } from './match-return.ts';
import type { ReturnEvidence } from './return-evidence.ts';

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

/** 已收到, or 有问题: it could not be read, something must be mended, or nobody knows for sure whose it is. */
export function openStatus({
  failure,
  counts,
  match,
}: Pick<Return, 'failure' | 'counts' | 'match'>): ReturnStatus {
  const isDoubtful = overallCertainty(match) === 'doubtful';
  return failure !== null || counts.must > 0 || isDoubtful ? 'problems' : 'received';
}

/** The day of an instant as a person speaks of it, without a clock of its own: the ISO day. */
function describeWhen(instant: string): string {
  const [, month, day] = /^\d{4}-(\d{2})-(\d{2})/.exec(instant) ?? [];
  return month === undefined || day === undefined ? '以前' : `${Number(month)}月${Number(day)}日`;
}
