/** Who is meant: names of units as people, files and cells write them. Pure. */
import { foldWidth } from '../values/text.ts';

/** A unit of the tree as names are looked up. */
export type UnitNode = {
  readonly name: string;
  readonly kind: string;
  readonly parent: string | null;
  readonly aliases: readonly string[];
};

/** A name that was found: `exact` its own, `alias` another that is kept for it, `alike` with letters or an end that differ. */
export type FoundUnit = { readonly name: string; readonly how: 'exact' | 'alias' | 'alike' };

export type UnitNames = {
  /** Who a text names by itself; null where nobody or several are meant. */
  readonly find: (text: string) => FoundUnit | null;
  /** Everybody whose name or alias stands in a longer text (a file's name), the longest first. */
  readonly findIn: (text: string) => readonly FoundUnit[];
};

/** @param among the units that can be meant */
export function indexUnits(among: readonly UnitNode[]): UnitNames {
  const exact = new Map<string, string>();
  const aliases = new Map<string, string | null>();
  const cores = new Map<string, string | null>();
  const add = (names: Map<string, string | null>, text: string, name: string): void => {
    if (text === '') return;
    const known = names.get(text);
    names.set(text, known === undefined || known === name ? name : null);
  };
  for (const { name, aliases: others } of among) {
    exact.set(plainName(name), name);
    for (const alias of others) add(aliases, plainName(alias), name);
    add(cores, coreName(name), name);
  }
  const words = [
    ...[...exact].map(([text, name]) => ({ text, name, how: 'exact' as const })),
    ...[...aliases].flatMap(([text, name]) => (name === null ? [] : [{ text, name, how: 'alias' as const }])),
    ...[...cores].flatMap(([text, name]) =>
      name === null || text.length < 2 ? [] : [{ text, name, how: 'alike' as const }],
    ),
  ].sort((left, right) => right.text.length - left.text.length);
  return { find, findIn };

  function find(text: string): FoundUnit | null {
    const plain = plainName(text);
    if (plain === '') return null;
    const own = exact.get(plain);
    if (own !== undefined) return { name: own, how: 'exact' };
    const other = aliases.get(plain);
    if (typeof other === 'string') return { name: other, how: 'alias' };
    const core = cores.get(coreName(plain));
    if (typeof core === 'string') return { name: core, how: 'alike' };
    // 泽州县高都镇人民政府: the name stands in what is written around it.
    const inside = findIn(plain).filter(({ how }) => how !== 'alike');
    const [first, second] = inside;
    if (first !== undefined && second === undefined) return { name: first.name, how: 'alias' };
    return null;
  }

  function findIn(text: string): readonly FoundUnit[] {
    let rest = plainName(text);
    const found: FoundUnit[] = [];
    for (const { text: word, name, how } of words) {
      if (!rest.includes(word)) continue;
      // What is part of a longer name is not named itself.
      rest = rest.split(word).join('\n');
      if (!found.some((known) => known.name === name)) found.push({ name, how });
    }
    return found;
  }
}

/** 高 都 镇 as 高都镇: white space and 全角 letters are layout. */
export function plainName(text: string): string {
  return foldWidth(text).replace(/\s+/gu, '');
}

/** 高都 of 高都镇, 善获 of 善获村委会: what is left without the kind at its end. */
export function coreName(text: string): string {
  const plain = plainName(text);
  const core = plain.replace(
    /(?:村民委员会|居民委员会|人民政府|街道办事处|村委会|居委会|办事处|街道|社区|政府|村|镇|乡)$/u,
    '',
  );
  return core === '' ? plain : core;
}
