/** What a number shows is what SheetJS shows for it, in every format that offices use. */
import { SSF } from '@e965/xlsx';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtinFormats } from '../../electron/backend/sheets/ooxml/builtin-formats.ts';
import { hasDateLetters } from '../../electron/backend/sheets/ooxml/format-tokens.ts';
import { compileFormat } from '../../electron/backend/sheets/ooxml/number-format.ts';
import { serialOfIso, toWallClock } from '../../electron/backend/sheets/ooxml/serial-date.ts';

/** Known here exactly, for all numbers but those that are named unknown. */
const ownFormats = [
  ...[
    'General',
    '0',
    '0.0',
    '0.00',
    '0.000',
    '#,##0',
    '#,##0.0',
    '#,##0.00',
    '0%',
    '0.0%',
    '0.00%',
    '#,##0%',
  ],
  ...['0.00E+00', '0.0E+00', '@', '000000', '0_ ', '0.00_ ', '#,##0_ ', '#,##0.00_ ', '0.00;[Red]0.00'],
  ...['0.00;[Red]\\-0.00', '"¥"#,##0.00', '"¥"#,##0.00;"¥"\\-#,##0.00', '[$¥-804]#,##0.00', '\\¥0', '$#,##0'],
  ...[
    '0"户"',
    '0.00"万元"',
    '"共"0"户"',
    '#,##0"元"',
    '0;-0;;@',
    '0.00;"负"0.00;"零"',
    ' 0',
    '-0',
    '+0;-0;0',
  ],
  ...['yyyy"年"m"月"d"日";@', 'yyyy"年"mm"月"dd"日"', 'yyyy"年"m"月"', 'm"月"d"日"', 'yyyy\\-mm\\-dd;@'],
  ...['yyyy/m/d;@', 'yyyy-mm-dd', 'yyyy-mm', 'yy-mm-dd', 'd/m/yyyy', 'm/d/yy', '[$-409]d-mmm-yy;@', 'mmmmm'],
  ...['[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy', '[DBNum1][$-804]yyyy"年"m"月"d"日"', 'e"年"m"月"', 'ddd'],
  ...['[h]:mm', '[h]:mm:ss', '[mm]:ss', 'h:mm;@', 'hh:mm:ss', 'mm:ss', 'h"时"mm"分"', 's', 'm', 'h'],
  ...['yyyy/mm/dd hh:mm:ss', 'yyyy"年"m"月"d"日"h"时"mm"分"', 'yyyy-m-d h:mm'],
];

/** Known for some numbers (positive ones, whole seconds) and left to SheetJS for the others. */
const partlyOwnFormats = [
  ...['0_);[Red]\\(0\\)', '0.00_);[Red]\\(0.00\\)', '#,##0_);(#,##0)', '#,##0.00_);[Red]\\(#,##0.00\\)'],
  ...[
    '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    '_ "¥"* #,##0_ ;_ "¥"* \\-#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
  ],
  ...['h:mm AM/PM', '[$-409]h:mm:ss AM/PM;@', '上午/下午h"时"mm"分"'],
];

const foreignFormats = [
  ...[
    '# ?/?',
    '# ??/??',
    '#',
    '#.##',
    '0.##',
    '#,##0.##',
    '0,',
    '0.0,"千"',
    '0!.0,"万"',
    '[>100]0.0;0',
    '(0)',
  ],
  ...[
    '[DBNum2][$-804]General',
    'mm:ss.0',
    '##0.0E+0',
    '0000"-"00',
    'aaaa',
    'ggge',
    'b1yyyy',
    '0;',
    '0 0',
    '%0',
  ],
];

const allFormats = [...ownFormats, ...partlyOwnFormats, ...foreignFormats, ...builtinFormats.values()];

const numbers = fc.oneof(
  fc.integer({ min: -2000, max: 100_000 }),
  fc.integer({ min: -1e8, max: 1e9 }).map((value) => value / 100),
  fc.integer({ min: -1e9, max: 1e9 }).map((value) => value / 8),
  fc.double({ min: 0, max: 60_000, noNaN: true }),
  fc.double({ min: -1e-3, max: 1e-3, noNaN: true }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: 0, max: 86_400_000 }).map((value) => 45_000 + value / 86_400_000),
  fc.constantFrom(
    ...[0, -0, 1, 59, 60, 61, 0.5, -0.5, 1.5, 2.5, 0.005, 1.005, -0.001, -0.4, 99_999.995, 0.9999999999],
    ...[
      1e9,
      1e10,
      12_345_678_901,
      1e11,
      123_456_789_012_345,
      1e15,
      1e21,
      1 / 3,
      2 / 3,
      1e-4,
      1e-5,
      2_957_003,
    ],
    ...[45_000.9999999, 45_000 + 86_399.6 / 86_400, 0.9999942, 2_958_465, 2_958_466, 999_999_999.5],
  ),
);

type Shown = { readonly text: string; readonly asked: boolean };

/** Our text, and whether SheetJS had to be asked for it. */
function show(code: string, value: number, date1904: boolean): Shown {
  let asked = false;
  const { textOf } = compileFormat(code, date1904, (...question) => {
    asked = true;
    return bySheetJs(...question);
  });
  return { text: textOf(value), asked };
}

function bySheetJs(code: string, value: number, date1904: boolean): string | null {
  try {
    return SSF.format(code, value, { date1904 });
  } catch {
    return null;
  }
}

describe('the text of a number', () => {
  it('is the one that SheetJS shows, whatever the format and the number', () => {
    fc.assert(
      fc.property(fc.constantFrom(...allFormats), numbers, fc.boolean(), (code, value, date1904) => {
        const expected = bySheetJs(code, value, date1904);
        // Where there is no such date SheetJS shows nothing, and we the number.
        const isNoDate = hasDateLetters(code) && toWallClock(value, date1904) === null;
        if (expected === null || isNoDate) return;
        expect([code, value, show(code, value, date1904).text]).toEqual([code, value, expected]);
      }),
      { numRuns: 6000 },
    );
  });

  it.each(ownFormats)('in the format %s needs no help for the numbers of an office', (code) => {
    for (const value of [1, 0, 45_742, 45_742.354_861_111_11, 1234.5, 0.895, 99]) {
      expect([value, show(code, value, false).asked]).toEqual([value, false]);
    }
  });

  it.each(partlyOwnFormats)('in the format %s needs none for positive ones', (code) => {
    for (const value of [1, 45_742, 45_742.354_166_666_66])
      expect(show(code, value, false).asked).toBe(false);
  });

  it('is kept where SheetJS gives up: Chinese letters without quotes, points between, WPS General', () => {
    expect(show('yyyy年m月d日', 45_742, false)).toEqual({ text: '2025年3月26日', asked: false });
    expect(show('yyyy.m.d', 45_742, false)).toEqual({ text: '2025.3.26', asked: false });
    expect(show('G/通用格式', 1234.5, false)).toEqual({ text: '1234.5', asked: false });
    expect(show('yyyy-mm-dd', -3, false).text).toBe('-3');
    expect(show('yyyy-mm-dd', 3_000_000, false).text).toBe('3000000');
  });

  it('is the number itself where nobody knows the format', () => {
    expect(show('"unfinished', 12.5, false)).toEqual({ text: '12.5', asked: true });
    expect(show('0;0;0;0;0', 12.5, false)).toEqual({ text: '12.5', asked: true });
  });
});

describe('a date format', () => {
  it('is told from a number format as SheetJS tells it', () => {
    for (const code of [
      ...allFormats,
      'General"日"',
      '"d"0',
      '\\d0',
      '0_d',
      '[Red]0',
      '[h]',
      '[$-804]0',
      'E+00',
    ]) {
      expect([code, hasDateLetters(code)]).toEqual([code, SSF.is_date(code)]);
    }
  });

  it.each([
    ['yyyy"年"m"月"', true, false],
    ['m"月"d"日"', true, true],
    ['[DBNum1][$-804]yyyy"年"m"月"d"日"', true, true],
    ['h:mm:ss', false, false],
    ['[h]:mm', false, false],
    ['0"日"', false, false],
    ['"day"0', false, false],
    ['mmm-yy', true, false],
  ])('%s shows a date: %s, its day: %s', (code, showsDate, showsDay) => {
    expect(compileFormat(code, false, () => null)).toMatchObject({ showsDate, showsDay });
  });

  it('of a built-in number is the Chinese one where the number means another in each language', () => {
    expect([31, 57, 58].map((number) => builtinFormats.get(number))).toEqual([
      'yyyy"年"m"月"d"日"',
      'yyyy"年"m"月"',
      'm"月"d"日"',
    ]);
  });
});

describe('a serial number', () => {
  it('is the moment that SheetJS reads from it', () => {
    fc.assert(
      fc.property(numbers, fc.boolean(), (serial, date1904) => {
        const expected = SSF.parse_date_code(serial, { date1904 });
        const clock = toWallClock(serial, date1904);
        if (clock === null) {
          expect(expected === null || expected.y > 9999).toBe(true);
          return;
        }
        const { year, month, day, hours, minutes, seconds, fraction, weekday } = clock;
        expect([year, month, day, hours, minutes, seconds, fraction, weekday]).toEqual([
          ...[expected.y, expected.m, expected.d, expected.H, expected.M, expected.S, expected.u, expected.q],
        ]);
      }),
      { numRuns: 3000 },
    );
  });

  it('comes back from its ISO text, in both epochs', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_957_000 }), fc.boolean(), (serial, date1904) => {
        const clock = toWallClock(serial, date1904);
        if (clock === null || (serial === 60 && !date1904)) return;
        const text = [clock.year, clock.month, clock.day]
          .map((part) => String(part).padStart(2, '0'))
          .join('-');
        expect([text, serialOfIso(text, date1904)]).toEqual([text, serial]);
      }),
    );
    expect(serialOfIso('2025-03-26T18:00:00', false)).toBe(45_742.75);
    expect(serialOfIso('06:00', false)).toBe(0.25);
    expect(
      ['2025-02-30', '2025-3-26', '26/3/2025', '', 'T', '2025-03-26T25:00:00'].map((text) =>
        serialOfIso(text, false),
      ),
    ).toEqual(Array.from({ length: 6 }, () => null));
  });
});
