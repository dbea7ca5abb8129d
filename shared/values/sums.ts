import { type CellValue, isNameList } from '../model/cell-value.ts';
import { addDecimals, type Decimal, decimalOf, formatDecimal } from './decimal.ts';
import { withoutDust } from './number-text.ts';

/** What the status bar says of a selection. Texts are plain decimals; null where there is no number. */
export type SelectionSummary = {
  /** 计数: cells that are not 未填. */
  readonly count: number;
  /** 数值计数: cells that hold a number. */
  readonly numbers: number;
  /** Exact. */
  readonly sum: string | null;
  /** At least six decimals, rounded half up where it goes on. */
  readonly average: string | null;
  readonly min: number | null;
  readonly max: number | null;
};

/** Counts and sums cells; texts, unread ones too, count as filled and are never taken for numbers. */
export function describeSelection(values: Iterable<CellValue>): SelectionSummary {
  let count = 0;
  let numbers = 0;
  let min: number | null = null;
  let max: number | null = null;
  let fractions: Decimal = { units: 0n, scale: 0 };
  let whole = 0;
  for (const value of values) {
    if (value === null || (isNameList(value) && value.length === 0)) continue;
    count += 1;
    if (typeof value !== 'number') continue;
    numbers += 1;
    min = min === null ? value : Math.min(min, value);
    max = max === null ? value : Math.max(max, value);
    // Small whole numbers add up exactly without the cost of big integers.
    if (Number.isSafeInteger(value) && Number.isSafeInteger(whole + value)) whole += value;
    else fractions = addDecimals(fractions, decimalOf(withoutDust(value)));
  }
  const sum = addDecimals(fractions, { units: BigInt(whole), scale: 0 });
  return {
    count,
    numbers,
    sum: numbers === 0 ? null : formatDecimal(sum),
    average: numbers === 0 ? null : formatDecimal(divideDecimal(sum, numbers)),
    min,
    max,
  };
}

function divideDecimal({ units, scale }: Decimal, divisor: number): Decimal {
  const places = Math.max(scale, 6);
  const doubled = 2n * units * 10n ** BigInt(places - scale);
  const by = 2n * BigInt(divisor);
  const half = BigInt(divisor);
  return { units: (doubled + (units < 0n ? -half : half)) / by, scale: places };
}
