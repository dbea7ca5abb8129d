/** The measures of each look: sizes in points, everything else in em of the table's text. */
import type { PrintLook } from './options.ts';
import { documentLine, point } from './paper.ts';

export type TextRole = 'label' | 'title' | 'info' | 'header' | 'cell' | 'total' | 'signature' | 'number';

/** The kinds of letters that offices have. */
export type Typeface = '小标宋' | '黑体' | '仿宋' | '楷体' | '宋体';

export type LookMeasures = {
  readonly faces: Readonly<Record<TextRole, Typeface>>;
  readonly titleSize: number;
  /** Sizes of the table's text upright and across, the preferred one first. */
  readonly upright: readonly number[];
  readonly landscape: readonly number[];
  /** Heights of a row of one line, the preferred one first. */
  readonly rowHeights: readonly number[];
  /** Of a line within a cell. */
  readonly lineHeight: number;
  /** Between a cell's text and its borders. */
  readonly paddingAside: number;
  readonly paddingAbove: number;
};

const officialFaces = {
  label: '黑体',
  title: '小标宋',
  info: '楷体',
  header: '黑体',
  cell: '仿宋',
  total: '仿宋',
  signature: '仿宋',
  number: '宋体',
} as const;

export function measuresOf(look: PrintLook): LookMeasures {
  switch (look) {
    case 'document':
      return {
        faces: officialFaces,
        titleSize: 22,
        upright: [14, 12, 10.5],
        landscape: [14, 12, 10.5, 9, 8, 7],
        // At the preferred size a row of one line is one of the 22 lines of a page.
        rowHeights: [documentLine / (14 * point), 1.75, 1.5],
        lineHeight: 1.3,
        paddingAside: 0.28,
        paddingAbove: 0.2,
      };
    case 'ledger':
      return {
        faces: {
          ...officialFaces,
          title: '黑体',
          info: '宋体',
          cell: '宋体',
          total: '黑体',
          signature: '宋体',
        },
        titleSize: 16,
        upright: [10.5, 9],
        landscape: [10.5, 9, 8, 7],
        rowHeights: [1.8],
        lineHeight: 1.25,
        paddingAside: 0.25,
        paddingAbove: 0.17,
      };
    case 'report':
      return {
        faces: officialFaces,
        titleSize: 22,
        upright: [12, 10.5],
        landscape: [12, 10.5, 9],
        rowHeights: [1.9],
        lineHeight: 1.3,
        paddingAside: 0.28,
        paddingAbove: 0.2,
      };
  }
}
