/** The fonts of a print: as offices name them, then what stands in where they are not installed. */
import type { Typeface } from '../../../shared/print/looks.ts';

/** Family names of the official font itself, in Chinese and in Latin letters. */
export const officialFamilies: Readonly<Record<Typeface, readonly string[]>> = {
  小标宋: ['方正小标宋简体', 'FZXiaoBiaoSong-B05S', '方正小标宋_GBK', 'FZXiaoBiaoSong-B05'],
  仿宋: ['仿宋_GB2312', 'FangSong_GB2312'],
  黑体: ['黑体', 'SimHei'],
  楷体: ['楷体_GB2312', 'KaiTi_GB2312'],
  宋体: ['宋体', 'SimSun'],
};

/** What stands in, nearest first: fonts of Windows, of 统信 and 麒麟, of macOS, then free ones. */
const standIns: Readonly<Record<Typeface, readonly string[]>> = {
  小标宋: [
    '方正小标宋',
    'FZXiaoBiaoSongS-B-GB',
    '华文中宋',
    'STZhongsong',
    'Source Han Serif SC',
    '思源宋体',
    'Noto Serif CJK SC',
    'Noto Serif SC',
    'SimSun',
    '宋体',
  ],
  仿宋: [
    '仿宋',
    'FangSong',
    '方正仿宋_GBK',
    '方正仿宋简体',
    'FZFangSong-Z02S',
    'FZFangSong-Z02',
    '华文仿宋',
    'STFangsong',
    'Source Han Serif SC',
    '思源宋体',
    'Noto Serif CJK SC',
    'Noto Serif SC',
    'SimSun',
    '宋体',
  ],
  黑体: [
    '方正黑体_GBK',
    '方正黑体简体',
    'FZHei-B01S',
    '华文黑体',
    'STHeiti',
    'Source Han Sans SC',
    '思源黑体',
    'Noto Sans CJK SC',
    'Noto Sans SC',
    '微软雅黑',
    'Microsoft YaHei',
    'WenQuanYi Micro Hei',
  ],
  楷体: [
    '楷体',
    'KaiTi',
    '方正楷体_GBK',
    '方正楷体简体',
    'FZKai-Z03S',
    '华文楷体',
    'STKaiti',
    'AR PL UKai CN',
    'Source Han Serif SC',
    '思源宋体',
    'Noto Serif CJK SC',
    'Noto Serif SC',
    'SimSun',
    '宋体',
  ],
  宋体: [
    '新宋体',
    'NSimSun',
    '华文宋体',
    'STSong',
    '方正书宋_GBK',
    'FZShuSong-Z01',
    'Source Han Serif SC',
    '思源宋体',
    'Noto Serif CJK SC',
    'Noto Serif SC',
  ],
};

/** For village names whose characters the font itself does not have: these hold those beyond the basic plane. */
const wideFamilies: readonly string[] = [
  'SimSun-ExtB',
  'SimSun-ExtG',
  '宋体-方正超大字符集',
  'SimSun (Founder Extended)',
  'HanaMinA',
  'HanaMinB',
  'Plangothic P1',
  'Plangothic P2',
  'Noto Serif CJK SC',
  'Noto Sans CJK SC',
  'Source Han Serif SC',
  'Source Han Sans SC',
  'MingLiU-ExtB',
  'Microsoft YaHei',
];

/** All families of a typeface in the order in which a print looks for them. */
export function familiesOf(face: Typeface): readonly string[] {
  return [...new Set([...officialFamilies[face], ...standIns[face], ...wideFamilies])];
}

/** The value of `font-family`. */
export function fontStack(face: Typeface): string {
  const generic = face === '黑体' ? 'sans-serif' : 'serif';
  return [...familiesOf(face).map((family) => `"${family}"`), generic].join(', ');
}
