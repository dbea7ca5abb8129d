import type { PrintLook, PrintOptions } from '../../shared/print/options.ts';

export const lookNames = {
  document: '公文附件',
  ledger: '台账',
  report: '审核报告',
} as const satisfies Record<PrintLook, string>;

export const lookHints = {
  document: '按国家公文格式：版心 156×225 毫米，题目小标宋，页码两侧带短线',
  ledger: '字小行密，带打印日期和“第几页、共几页”',
  report: '只列出表里要核对的问题',
} as const satisfies Record<PrintLook, string>;

export const directionNames = { auto: '自动', upright: '纵向', landscape: '横向' } as const satisfies Record<
  PrintOptions['direction'],
  string
>;

/** 字号 as offices call them, in points. */
const namedSizes: readonly (readonly [points: number, name: string])[] = [
  [22, '二号'],
  [18, '小二'],
  [16, '三号'],
  [15, '小三'],
  [14, '四号'],
  [12, '小四'],
  [10.5, '五号'],
  [9, '小五'],
  [7.5, '六号'],
  [6.5, '小六'],
];

export const fontSizes: readonly number[] = namedSizes.map(([points]) => points);

/** 四号（14 磅）, or 8 磅 where the size has no name. */
export function sizeName(points: number): string {
  const name = namedSizes.find(([each]) => each === points)?.[1];
  return name === undefined ? `${points} 磅` : `${name}（${points} 磅）`;
}
