/**
 * 报表期: one collection of a form for a period, from the units that are expected to report, by a due date.
 * 下发: the copies that went out for it. Rounds are edited and undone like all data; that a copy went out is a fact
 * and stays.
 */
import { z } from 'zod';

const localTime = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3]):[0-5]\d)?$/;

/** A day or a minute of the office's own clock: `2025-10-15`, `2025-10-15T17:00`. */
export const dueAtSchema = z.string().regex(localTime);

export const roundSchema = z.strictObject({
  /** Never used twice: copies that went out carry it. */
  key: z.string().min(1).max(100),
  form: z.string().min(1).max(100),
  /** The edition that is issued. */
  edition: z.number().int().min(1).max(9999),
  /** As `readPeriod` writes it. */
  period: z.string().min(1).max(60),
  dueAt: dueAtSchema.nullable(),
  /** All units of this kind were expected when it was saved; null where they were listed one by one. */
  unitKind: z.string().min(1).max(100).nullable(),
  /** Who is expected to report, in order. */
  units: z.array(z.string().min(1).max(200)).min(1).max(20_000),
  note: z.string().max(2000),
  /** ISO instant. */
  createdAt: z.string().min(1).max(40),
});
export type Round = z.infer<typeof roundSchema>;

/** A copy of a form that went out to a unit; each issuing adds one. */
export type IssuedCopy = {
  readonly round: string;
  readonly unit: string;
  readonly form: string;
  readonly edition: number;
  readonly fileName: string;
  /** ISO instant. */
  readonly issuedAt: string;
};

/** What a copy carries, unseen, so that a renamed file finds its way home. */
export type IssueMark = {
  /** The identity of the workbook that it was issued from. */
  readonly workbook: string;
  readonly round: string;
  readonly unit: string;
  readonly form: string;
  readonly edition: number;
};

export type PeriodKind = 'month' | 'quarter' | 'year' | 'free';

/**
 * A period as a person writes it, in the one way it is kept: `2025-10`, `2025Q3`, `2025`, or any other text as it is.
 * Null for nothing, and for what means to be a month or a quarter that there is not (2025-13).
 */
export function readPeriod(text: string): string | null {
  const written = text.normalize('NFKC').trim();
  if (written === '' || written.length > 60) return null;
  const month = /^(\d{4})(?:-|\/|\.|年)(\d{1,2})月?份?$/.exec(written);
  if (month !== null) {
    const number = Number(month[2]);
    return number >= 1 && number <= 12 ? `${month[1]}-${String(number).padStart(2, '0')}` : null;
  }
  const quarter = /^(\d{4})(?:-?[Qq]|年(?:第)?)([\d一二三四五六七八九])(?:季度)?$/.exec(written);
  if (quarter !== null && (/[Qq]/.test(written) || written.endsWith('季度'))) {
    const number = quarterDigits.indexOf(quarter[2] ?? '') % 4;
    return number >= 0 && quarterDigits.includes(quarter[2] ?? '') ? `${quarter[1]}Q${number + 1}` : null;
  }
  const year = /^(\d{4})年?(?:度)?$/.exec(written);
  return year === null ? written : (year[1] ?? null);
}

export function periodKind(period: string): PeriodKind {
  if (/^\d{4}-\d{2}$/.test(period)) return 'month';
  if (/^\d{4}Q[1-4]$/.test(period)) return 'quarter';
  return /^\d{4}$/.test(period) ? 'year' : 'free';
}

/** The period as it stands in a form or a file's name: 2025年10月, 2025年第三季度, 2025年. */
export function periodTitle(period: string): string {
  const year = period.slice(0, 4);
  switch (periodKind(period)) {
    case 'month':
      return `${year}年${Number(period.slice(5))}月`;
    case 'quarter':
      return `${year}年第${'一二三四'[Number(period.at(-1)) - 1]}季度`;
    case 'year':
      return `${year}年`;
    case 'free':
      return period;
  }
}

/** The due date as it is written to people: 2025年10月15日17时, 2025年10月15日17:30. */
export function dueTitle(dueAt: string): string {
  const [day = '', time = ''] = dueAt.split('T');
  const [year, month, date] = day.split('-');
  const spoken = `${year}年${Number(month)}月${Number(date)}日`;
  if (time === '') return spoken;
  return time.endsWith(':00') ? `${spoken}${Number(time.slice(0, 2))}时` : `${spoken}${time}`;
}

const quarterDigits = ['1', '2', '3', '4', '一', '二', '三', '四'];
