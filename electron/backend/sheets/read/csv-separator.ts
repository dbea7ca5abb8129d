/** Which character separates the fields of a text. */

/** Written by programs. */
const usual = [',', '\t', ';'] as const;
/** Typed or set by people; texts hold them too, so they have to divide the lines evenly. */
const rare = ['|', '，'] as const;

/** So much of a text tells. */
const sampled = 20_000;

/** null where nothing separates: every line is one field. */
export function findSeparator(text: string): string | null {
  const lines = sampleLines(text);
  const usualOnes = usual.map((separator) => weigh(lines, separator)).filter(({ count }) => count > 0);
  const [first, ...others] = usualOnes;
  const best =
    first === undefined ? null : others.reduce((one, next) => (next.count > one.count ? next : one), first);
  const uncommon = rare
    .map((separator) => weigh(lines, separator))
    .filter((one) => isEven(one, lines))
    .reduce<Weighed | null>((one, next) => (one !== null && one.most >= next.most ? one : next), null);
  if (uncommon === null) return best?.separator ?? null;
  if (best === null) return uncommon.separator;
  return uncommon.most > best.most && uncommon.share >= best.share ? uncommon.separator : best.separator;
}

type Weighed = {
  readonly separator: string;
  readonly count: number;
  /** How often most lines have it, and how large a part of the lines those are. */
  readonly most: number;
  readonly share: number;
};

/** Outside quotes, blank lines left out, and the line that the sample cuts. */
function sampleLines(text: string): readonly string[] {
  const start = text.slice(0, sampled).replace(/"[^"]*"/g, '');
  const lines = start.split(/\r\n|\r|\n/);
  if (text.length > sampled && lines.length > 1) lines.pop();
  return lines.filter((line) => line.trim() !== '');
}

function weigh(lines: readonly string[], separator: string): Weighed {
  const counts = lines.map((line) => line.split(separator).length - 1);
  const byCount = new Map<number, number>();
  for (const count of counts) byCount.set(count, (byCount.get(count) ?? 0) + 1);
  const [most = 0, held = 0] = [...byCount].reduce<[number, number]>(
    (best, next) => (next[1] > best[1] || (next[1] === best[1] && next[0] > best[0]) ? next : best),
    [0, 0],
  );
  const count = counts.reduce((sum, each) => sum + each, 0);
  return { separator, count, most, share: lines.length === 0 ? 0 : held / lines.length };
}

/** Divides all lines but one in ten alike (a title may stand above); sentences are no fields. */
function isEven({ most, share }: Weighed, lines: readonly string[]): boolean {
  if (most === 0 || lines.length < 2) return false;
  const odd = Math.round((1 - share) * lines.length);
  if (odd > Math.max(1, lines.length / 10) || (most === 1 && lines.length - odd < 3)) return false;
  return lines.filter((line) => /[。；！？]\s*$/.test(line)).length * 2 < lines.length;
}
