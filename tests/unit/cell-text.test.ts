import { describe, expect, it } from 'vitest';
import { type Column, defineColumn } from '../../shared/model/column.ts';
import { formatCellValue, parseCellText } from '../../shared/values/cell-text.ts';
import { dateOfSerial } from '../../shared/values/date-text.ts';

function column(type: Column['type'], settings: Partial<Column> = {}): Column {
  return defineColumn({ key: 'cell', title: '村名', type, ...settings });
}

function reasonOf(target: Column, text: string): string {
  const value = parseCellText(target, text);
  if (typeof value !== 'object' || value === null || !('kind' in value) || value.kind !== 'unread') {
    throw new Error(`${text} was read as ${JSON.stringify(value)}`);
  }
  expect(value.text).toBe(text);
  return value.reason;
}

describe('numbers as offices write them', () => {
  it.each([
    ['300', null, 300],
    ['１，２３４．５', null, 1234.5],
    ['1,234,567', null, 1234567],
    ['-12.50', null, -12.5],
    ['+7', null, 7],
    ['.5', null, 0.5],
    ['0', null, 0],
    ['2000万', null, 20_000_000],
    ['4.5亿', null, 450_000_000],
    ['1.2万亿', null, 1_200_000_000_000],
    ['300 户', '户', 300],
    ['1.5万户', '户', 15_000],
    ['4.5亿斤', '亿斤', 4.5],
    ['4.5亿斤', '万斤', 45_000],
    ['2000元', '万元', 0.2],
    ['2000万元', '元', 20_000_000],
    ['89％', '%', 89],
    ['123456789012345', null, 123456789012345],
  ])('%s with measure word %s is %d', (text, measureWord, value) => {
    expect(parseCellText(column('number', { measureWord }), text)).toBe(value);
  });

  it.each([
    ['约50', '户', '“约”'],
    ['89%以上', '%', '“以上”'],
    ['300多户', '户', '“多”'],
    ['≥300', '户', '“≥”'],
    ['3-4', null, '范围'],
    ['３～４', null, '范围'],
    ['1.10101E+17', null, '科学记数'],
    ['140525199001011234', null, '超过15位'],
    ['140525199001010000', null, '超过15位'],
    ['0.1234567890123456', null, '超过15位'],
    ['007', null, '编号'],
    ['12,34', null, '逗号'],
    ['2000万', '万元', '万元'],
    ['300人', '户', '“人”'],
    ['300人', null, '“人”'],
    ['89%', null, '百分比'],
    ['2025.3.26', null, '日期'],
    ['1/2', null, '分数'],
    ['(50)', null, '括号'],
    ['3、4', null, '几个数'],
    ['三百', null, '阿拉伯数字'],
  ])('%s with measure word %s stays text and says why', (text, measureWord, reason) => {
    expect(reasonOf(column('number', { measureWord }), text)).toContain(reason);
  });

  it('shows what is typed back: no separators, no exponent, no dust', () => {
    const number = column('number');
    expect(formatCellValue(number, 1234567)).toBe('1234567');
    expect(formatCellValue(number, 0.1 + 0.2)).toBe('0.3');
    expect(formatCellValue(number, 1e-7)).toBe('0.0000001');
  });
});

describe('percentages are fractions', () => {
  it('reads and shows them with their sign', () => {
    expect(parseCellText(column('percent'), '89.5％')).toBe(0.895);
    expect(formatCellValue(column('percent'), 0.895)).toBe('89.5%');
    expect(formatCellValue(column('percent'), 0.07)).toBe('7%');
    expect(formatCellValue(column('percent'), 1)).toBe('100%');
  });

  it('without the sign nobody knows which is meant', () => {
    expect(reasonOf(column('percent'), '0.89')).toContain('0.89%还是89%');
    expect(reasonOf(column('percent'), '89%以上')).toContain('“以上”');
  });
});

describe('dates in office spellings', () => {
  it.each([
    ['2025.3.26', '2025-03-26'],
    ['2025-03-26', '2025-03-26'],
    ['2025/3/26', '2025-03-26'],
    ['２０２５年３月２６日', '2025-03-26'],
    ['2025年 3月 26号', '2025-03-26'],
    ['20250326', '2025-03-26'],
    ['2025-03-26 00:00:00', '2025-03-26'],
    ['2024.2.29', '2024-02-29'],
    ['2025年3月', '2025-03'],
    ['2025.03', '2025-03'],
    ['2025/3', '2025-03'],
    ['202503', '2025-03'],
    ['2025年', '2025'],
    ['2025', '2025'],
    ['二〇二五年三月二十六日', '2025-03-26'],
    ['二○二五年十二月十日', '2025-12-10'],
    ['二零二五年十月', '2025-10'],
    ['二〇二五年', '2025'],
  ])('%s is %s', (text, date) => {
    expect(parseCellText(column('date'), text)).toBe(date);
  });

  it.each([
    ['３月26日', '年份'],
    ['3.26', '年份'],
    ['25.3.26', '两位'],
    ['3/26/2025', '年份写在后面'],
    ['2025-02-30', '2025年2月没有30日'],
    ['2025.13.1', '没有13月'],
    ['2205.13.1', '2205'],
    ['2025.1', '1月，还是10月'],
    ['201003', '2010年3月，还是2020年10月3日'],
    ['2025.3.26 14:30', '钟点'],
    ['2025.3-2025.6', '一段时间'],
    ['45742', '2025-03-26'],
    ['2025年底', '确切'],
    ['尽快', '确切'],
    ['二〇二五年二月三十日', '2025年2月没有30日'],
    ['二〇二五年三月三三日', '没有99日'],
  ])('%s stays text and says why', (text, reason) => {
    expect(reasonOf(column('date'), text)).toContain(reason);
  });

  it('serial numbers of both epochs, with the day that 1900 never had', () => {
    expect(dateOfSerial(1, false)).toBe('1900-01-01');
    expect(dateOfSerial(59, false)).toBe('1900-02-28');
    expect(dateOfSerial(60, false)).toBeNull();
    expect(dateOfSerial(61, false)).toBe('1900-03-01');
    expect(dateOfSerial(45742, false)).toBe('2025-03-26');
    expect(dateOfSerial(45742.75, false)).toBe('2025-03-26');
    expect(dateOfSerial(44280, true)).toBe('2025-03-26');
    expect(dateOfSerial(0, true)).toBe('1904-01-01');
    for (const nothing of [0, 0.5, -1, Number.NaN, Infinity, 45_742_000]) {
      expect(dateOfSerial(nothing, false)).toBeNull();
    }
  });
});

describe('未填 and 无 are different', () => {
  const typed: Column['type'][] = [
    'number',
    'percent',
    'date',
    'choice',
    'unit',
    'units',
    'village',
    'identity',
    'phone',
  ];

  it.each(typed)('in a %s column', (type) => {
    expect(parseCellText(column(type), ' 　\n')).toBeNull();
    expect(parseCellText(column(type), ' 无 ')).toEqual({ kind: 'none', text: '无' });
    expect(parseCellText(column(type), '／')).toEqual({ kind: 'none', text: '／' });
    expect(parseCellText(column(type), '——')).toEqual({ kind: 'none', text: '——' });
  });

  it('a text column keeps the word', () => {
    expect(parseCellText(column('text'), ' 　')).toBeNull();
    expect(parseCellText(column('text'), '无')).toBe('无');
    expect(parseCellText(column('text'), ' 一、\r\n二、')).toBe(' 一、\n二、');
    expect(parseCellText(column('text'), '001')).toBe('001');
  });

  it('a choice that is called 无 is that choice', () => {
    expect(parseCellText(column('choice', { choices: ['有', '无'] }), '无')).toBe('无');
  });
});

describe('words of a closed list', () => {
  it('是 and 否, ticks and crosses', () => {
    for (const text of ['是', ' √', '✓', 'TRUE']) expect(parseCellText(column('boolean'), text)).toBe(true);
    for (const text of ['否', '×', 'FALSE']) expect(parseCellText(column('boolean'), text)).toBe(false);
    expect(parseCellText(column('boolean'), '/')).toEqual({ kind: 'none', text: '/' });
    for (const text of ['有', '无', '1', 'x']) {
      expect(reasonOf(column('boolean'), text)).toContain('“是”还是“否”');
    }
  });

  it('a choice in the spelling of the column, or a text that lists what is allowed', () => {
    const comparator = column('choice', { choices: ['≥', '=', '>', '定性'] });
    expect(parseCellText(comparator, ' ＝ ')).toBe('=');
    expect(parseCellText(comparator, '＞')).toBe('>');
    expect(reasonOf(comparator, '>=')).toContain('≥、=、>、定性');
  });
});

describe('numbers that are text in every digit', () => {
  it.each([
    ['identity', '11010519491231002X', '11010519491231002X'],
    ['identity', ' 110105 19491231 002ｘ ', '11010519491231002X'],
    ['identity', '１１０１０５４９１２３１００２', '110105491231002'],
    ['phone', ' 13912345678', '13912345678'],
    ['phone', '０３５６－３０５５５６６', '0356-3055566'],
    ['phone', '139 1234 5678、0356-3055566', '139 1234 5678、0356-3055566'],
  ] as const)('%s: %s is %s', (type, text, value) => {
    expect(parseCellText(column(type), text)).toBe(value);
  });

  it.each([
    ['identity', '110105194912310021', '校验位'],
    ['identity', '1101051949123100', '16位'],
    ['identity', '1.10105E+17', '已经丢失'],
    ['identity', '110105194912310000', '已经丢失'],
    ['identity', '张三', '只由数字'],
    ['phone', '1391234567', '10位'],
    ['phone', '1.39123E+10', '已经丢失'],
    ['phone', '13912345678、139', '不像电话号码'],
  ] as const)('%s: %s stays text and says why', (type, text, reason) => {
    expect(reasonOf(column(type), text)).toContain(reason);
  });
});

describe('names', () => {
  it('white space in a name is layout', () => {
    expect(parseCellText(column('village'), ' 大 兴村 ')).toBe('大兴村');
    expect(parseCellText(column('village'), '暂 无')).toEqual({ kind: 'none', text: '暂无' });
    expect(parseCellText(column('village'), '无、')).toEqual({ kind: 'none', text: '无' });
    expect(parseCellText(column('units'), '县水务局，县农业农村局\n高都镇')).toEqual([
      '县水务局',
      '县农业农村局',
      '高都镇',
    ]);
  });

  it('several names in a cell for one, or a name beside 无, are not settled for the clerk', () => {
    expect(reasonOf(column('village'), '大兴村、泊南村')).toContain('2个名称');
    expect(reasonOf(column('units'), '无、高都镇')).toContain('“无”');
    expect(reasonOf(column('units'), '、')).toContain('标点');
  });
});
