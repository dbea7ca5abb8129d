/** Which fonts a print has on this PC. */
import type { Typeface } from './looks.ts';

export type FaceReport = {
  readonly face: Typeface;
  /** The official font as offices name it: 方正小标宋简体. */
  readonly wanted: string;
  /** The installed family that is used; null where it is not known, or none is installed. */
  readonly used: string | null;
  /** Null where it is not known which fonts are installed. */
  readonly isStandIn: boolean | null;
};

export type FontReport = {
  readonly faces: readonly FaceReport[];
  /** Characters that no installed font has, as far as that is known; they would print as boxes. */
  readonly uncovered: readonly string[];
  /** Rare characters of the print about which it is not known whether a font has them. */
  readonly unknown: readonly string[];
};

/** What the clerk is told, in whole sentences; nothing where all is as it should be. */
export function describeFonts({ faces, uncovered, unknown }: FontReport): string[] {
  const standIns = faces.filter(({ isStandIn }) => isStandIn === true);
  const named = standIns.map(
    ({ wanted, used }) => `${wanted}（${used === null ? '没有相近的字体' : `用“${used}”代替`}）`,
  );
  return [
    ...(standIns.length > 0
      ? [
          `本机没有安装：${named.join('、')}。排版不变，字形与正式公文略有不同；装上这些字体后即按原字体打印。`,
        ]
      : []),
    ...(faces.some(({ isStandIn }) => isStandIn === null)
      ? ['查不到本机装了哪些字体，打印时缺少的公文字体会用相近的字体代替。请在预览中核对字形。']
      : []),
    ...(uncovered.length > 0
      ? [
          `本机没有字体能显示这些生僻字，会印成方框：${uncovered.join('、')}。请安装含扩展区汉字的字体（如 SimSun-ExtB、思源宋体）后再打印。`,
        ]
      : []),
    ...(unknown.length > 0 ? [`请在预览中核对这些生僻字是否显示正常：${unknown.join('、')}。`] : []),
  ];
}

/** Characters that the fonts of offices often lack: extensions of the Chinese characters, private use (造字). */
export function rareCharacters(texts: Iterable<string>): string[] {
  const found = new Set<string>();
  for (const text of texts) {
    if (!mayBeRare.test(text)) continue;
    for (const character of text) if (rare.test(character)) found.add(character);
  }
  return [...found];
}

const mayBeRare = /[\u3400-\u4dbf\ud800-\udfff\ue000-\uf8ff]/;
const rare = /^[\u3400-\u4dbf\ue000-\uf8ff\u{20000}-\u{3ffff}\u{f0000}-\u{10ffff}]$/u;
