/**
 * Order keys: texts whose plain comparison gives the order of rows, with room between any two of them.
 * A key reads as a base-62 fraction after an imagined point; it never ends in the lowest digit, so a shorter
 * key always exists below it. (The idea: D. Greenspan, "Implementing Fractional Indexing", 2020.)
 */
const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const base = digits.length;

/** A key strictly between two keys; null stands for the start or the end. */
export function orderKeyBetween(before: string | null, after: string | null): string {
  if (before !== null && after !== null && before >= after) {
    throw new RangeError(`no key between ${before} and ${after}`);
  }
  const [behind = null] = before !== null && after === null ? keysBehind(before, 1) : [];
  return behind ?? middle(before ?? '', after);
}

/** `count` ascending keys strictly between two keys, spread evenly so that they stay short. */
export function orderKeysBetween(before: string | null, after: string | null, count: number): string[] {
  if (count === 0) return [];
  if (before !== null && after === null) return keysBehind(before, count);
  const between = orderKeyBetween(before, after);
  if (count === 1) return [between];
  if (before === null && after === null) return spreadKeys(count);
  const lower = Math.floor((count - 1) / 2);
  return [
    ...orderKeysBetween(before, between, lower),
    between,
    ...orderKeysBetween(between, after, count - 1 - lower),
  ];
}

/** Keys for a table that starts empty: all of one width, half of the space left free on either side of each. */
function spreadKeys(count: number): string[] {
  let width = 1;
  while (base ** width < (count + 1) * 4) width += 1;
  const step = Math.floor(base ** width / (count + 1));
  return Array.from({ length: count }, (_, index) => fixedWidth(step * (index + 1), width));
}

/**
 * Keys behind the last one, counted up: halving what is left would make each run's keys longer than those of the run
 * before. After the highest digits, which have nothing above them, so many are counted that many more such runs fit.
 */
function keysBehind(last: string, count: number): string[] {
  const full = /^z*/.exec(last)?.[0] ?? '';
  const room = count * base ** Math.min(full.length + 2, 4);
  let [start, width] = [0, 0];
  for (; base ** width - start <= room; width += 1) {
    const digit = digits.indexOf(last.charAt(full.length + width));
    start = start * base + Math.max(0, digit);
  }
  return Array.from({ length: count }, (_, index) => full + fixedWidth(start + index + 1, width));
}

function fixedWidth(value: number, width: number): string {
  let text = '';
  for (let rest = value; text.length < width; rest = Math.floor(rest / base)) {
    text = digits.charAt(rest % base) + text;
  }
  const trimmed = text.replace(/0+$/, '');
  return trimmed === '' ? text + digits.charAt(base >> 1) : trimmed;
}

function middle(before: string, after: string | null): string {
  let prefix = '';
  for (let index = 0; ; index += 1) {
    const low = index < before.length ? digits.indexOf(before.charAt(index)) : 0;
    const high = after !== null && index < after.length ? digits.indexOf(after.charAt(index)) : base;
    if (low === high) {
      prefix += digits.charAt(low);
      continue;
    }
    if (high - low > 1) return prefix + digits.charAt((low + high) >> 1);
    // Neighbouring digits: keep the lower one and look for room after it, with nothing above any more.
    return prefix + digits.charAt(low) + middle(before.slice(index + 1), null);
  }
}
