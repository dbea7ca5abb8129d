/** A kind of texts that differ only in a number: how a series of them is recognised and goes on. */

/** The text at a place of the series, the source's first text being at 0; null where the series has no text. */
export type Sequence = (place: number) => string | null;

/** Longer runs of digits are IDs, which are not counted on. */
export const mostDigits = 15;

/** How a source continues if it is of this kind. `single` also continues a number that stands alone, by 1. */
export type Kind = (source: readonly string[], single: boolean) => Sequence | null;

/** A text of a counted kind: texts with the same `key` differ only in their number. */
type Counted = { readonly key: string; readonly value: number };

/** Makes a kind of what one text is and how a number of it is written. */
export function countedKind(
  parse: (text: string) => Counted | null,
  print: (key: string, value: number) => string | null,
  cycle: (key: string) => number | null = () => null,
): Kind {
  return (source) => {
    const counted = source.map(parse);
    const [first] = counted;
    if (first === null || first === undefined) return null;
    const values: number[] = [];
    for (const each of counted) {
      if (each?.key !== first.key) return null;
      values.push(each.value);
    }
    const length = cycle(first.key);
    const step = constantStep(values, length);
    if (step === null) return null;
    return (place) => {
      const value = first.value + step * place;
      if (!Number.isSafeInteger(value)) return null;
      return print(first.key, length === null ? value : ((value % length) + length) % length);
    };
  };
}

/** 1 for a single value; null where the step changes. In a cycle 日 → 一 is a step of 1 too. */
export function constantStep(values: readonly number[], cycle: number | null): number | null {
  const wrap = (step: number): number => (cycle === null ? step : ((step % cycle) + cycle) % cycle);
  const [first, second] = values;
  if (first === undefined || second === undefined) return 1;
  const step = wrap(second - first);
  const isConstant = values.every(
    (value, index) => index === 0 || wrap(value - (values[index - 1] ?? 0)) === step,
  );
  return isConstant ? step : null;
}
