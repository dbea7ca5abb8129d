import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CellValue, isUnread } from '../../shared/model/cell-value.ts';
import { type Column, columnTypeSchema, defineColumn } from '../../shared/model/column.ts';
import { formatCellValue, parseCellText } from '../../shared/values/cell-text.ts';
import { dateOfSerial } from '../../shared/values/date-text.ts';
import { identityCheckDigit } from '../../shared/values/identity-number.ts';

const choices = ['≥', '≤', '=', '精品示范村', '提档升级村', '定性'];
const measureWords = [null, '户', '万元', '亿斤', '%', '元', '万'];
const noneTexts = ['无', '暂无', '/', '／', '-', '—', '——'];

const columns: fc.Arbitrary<Column> = fc
  .record({
    type: fc.constantFrom(...columnTypeSchema.options),
    measureWord: fc.constantFrom(...measureWords),
  })
  .map(({ type, measureWord }) =>
    defineColumn({
      key: 'cell',
      title: '某栏',
      type,
      measureWord,
      choices: type === 'choice' ? choices : [],
    }),
  );

/** Decimals of at most 15 significant digits, none of them with more than 15 digits before the point. */
const numbers = fc
  .record({ digits: fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 }), scale: fc.nat(20) })
  .map(({ digits, scale }) => (digits === 0 ? 0 : Number(`${digits}e-${scale}`)));
const percents = numbers.filter((value) => Math.abs(value) < 1e12);
const days = fc
  .date({ min: new Date('1800-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const dates = fc.tuple(days, fc.constantFrom(4, 7, 10)).map(([day, length]) => day.slice(0, length));
const names = fc
  .array(fc.constantFrom('大', '兴', '泊', '南', '村', '〇', '𬇙', '(', ')', '/', '1', 'Ａ'), {
    minLength: 2,
    maxLength: 6,
  })
  .map((parts) => parts.join(''))
  .filter((name) => name !== '——' && name !== '暂无');
const identityNumbers = fc
  .tuple(fc.integer({ min: 110_000, max: 659_999 }), days, fc.integer({ min: 1, max: 999 }))
  .filter(([, day]) => /^(?:18|19|20)/.test(day))
  .map(([district, day, order]) => {
    const digits = `${district}${day.replaceAll('-', '')}${String(order).padStart(3, '0')}`;
    return digits + identityCheckDigit(digits);
  });
const phoneNumbers = fc.constantFrom(
  '13912345678',
  '0356-3055566',
  '(0356)1234567',
  '400-123-4567',
  '3055566',
  '139 1234 5678、13812345678',
);
const nones = fc.constantFrom(...noneTexts).map((text) => ({ kind: 'none' as const, text }));
const strokes = fc.constantFrom('/', '／', '-', '—').map((text) => ({ kind: 'none' as const, text }));

/** Text of every kind, near to what a typed column could take for its own. */
const texts = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({
    unit: fc.constantFrom(...'0123456789０１９.．,，+-－%％万亿元户斤 　年月日/约、E≥多至～()'),
    maxLength: 12,
  }),
  fc.constantFrom('约50', '3-4', '89%以上', '1.10101E+17', '3月26日', '2025.2.30', '无', '/', '\r\n', '有'),
);

/** Every value that a column can hold. */
function valuesOf(column: Column): fc.Arbitrary<CellValue> {
  const blank = fc.constant(null);
  const unread = texts.map((text) => parseCellText(column, text)).filter(isUnread);
  switch (column.type) {
    case 'text':
      return fc.oneof(
        blank,
        fc.string({ unit: 'grapheme' }).filter((text) => text.trim() !== '' && !text.includes('\r')),
      );
    case 'number':
      return fc.oneof(blank, numbers, nones, unread);
    case 'percent':
      return fc.oneof(blank, percents, nones, unread);
    case 'date':
      return fc.oneof(blank, dates, nones, unread);
    case 'boolean':
      return fc.oneof(blank, fc.boolean(), strokes, unread);
    case 'choice':
      return fc.oneof(blank, fc.constantFrom(...choices), nones, unread);
    case 'unit':
    case 'village':
      return fc.oneof(blank, names, nones, unread);
    case 'identity':
      return fc.oneof(blank, identityNumbers, nones, unread);
    case 'phone':
      return fc.oneof(blank, phoneNumbers, nones, unread);
    case 'units':
      return fc.oneof(blank, fc.array(names, { minLength: 1, maxLength: 6 }), nones, unread);
  }
}

describe('what a cell shows can be typed back', () => {
  it('every value of every column is read back as itself', () => {
    fc.assert(
      fc.property(
        columns.chain((column) => fc.tuple(fc.constant(column), valuesOf(column))),
        ([column, value]) => {
          expect(parseCellText(column, formatCellValue(column, value))).toEqual(value);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('what was read is shown in a form that reads the same, whatever was typed', () => {
    fc.assert(
      fc.property(columns, texts, (column, text) => {
        const value = parseCellText(column, text);
        expect(parseCellText(column, formatCellValue(column, value))).toEqual(value);
      }),
      { numRuns: 3000 },
    );
  });

  it('numbers show no exponent and no dust', () => {
    const column = defineColumn({ key: 'cell', title: '数', type: 'number' });
    fc.assert(
      fc.property(numbers, (value) => {
        expect(formatCellValue(column, value)).toMatch(/^-?\d+(\.\d+)?$/);
      }),
    );
    fc.assert(
      fc.property(
        fc.integer({ min: -99_999, max: 99_999 }),
        fc.integer({ min: 1, max: 9 }),
        (units, tenths) => {
          const dusty = units / 10 + tenths / 10;
          const whole = BigInt(units) + BigInt(tenths);
          expect(Number(formatCellValue(column, dusty)) * 10).toBeCloseTo(Number(whole), 6);
          expect(formatCellValue(column, dusty)).toMatch(/^-?\d+(\.\d)?$/);
        },
      ),
    );
  });
});

describe('nothing is lost or guessed in reading', () => {
  it('any text in any column gives a value, and what is not read keeps its text and a reason', () => {
    fc.assert(
      fc.property(columns, fc.oneof(texts, fc.string({ unit: 'binary', maxLength: 500 })), (column, text) => {
        const value = parseCellText(column, text);
        if (text.trim() === '') expect(value).toBeNull();
        else expect(value).not.toBeNull();
        if (isUnread(value)) {
          expect(value.text).toBe(text);
          expect(value.reason).toMatch(/[。]$/);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('a text column is the text itself, line ends apart', () => {
    const column = defineColumn({ key: 'cell', title: '备注' });
    fc.assert(
      fc.property(
        fc.oneof(texts, fc.string({ unit: 'grapheme' })).filter((text) => text.trim() !== ''),
        (text) => {
          expect(parseCellText(column, text)).toBe(text.replace(/\r\n|\r/g, '\n'));
        },
      ),
    );
  });

  it('a number comes only from the characters that a number is written with', () => {
    const column = defineColumn({ key: 'cell', title: '数', type: 'number' });
    fc.assert(
      fc.property(texts, (text) => {
        if (typeof parseCellText(column, text) === 'number') {
          // A gap stands between thousands only.
          const closed = text.trim().replace(/(?<=[\d０-９])[ 　](?=[\d０-９]{3}(?![\d０-９]))/g, '');
          expect(closed).toMatch(/^[+＋\-－−]?[\d０-９]*[\d０-９,，]*([.．][\d０-９]+)?\s*(万亿|万|亿)?$/);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('a percentage comes only with its sign, or is 0', () => {
    const column = defineColumn({ key: 'cell', title: '率', type: 'percent' });
    fc.assert(
      fc.property(texts, (text) => {
        const value = parseCellText(column, text);
        if (typeof value === 'number' && value !== 0) expect(text.trim()).toMatch(/[%％]$/);
      }),
      { numRuns: 2000 },
    );
  });

  it('a gap between thousands changes nothing; anywhere else it leaves doubt', () => {
    const column = defineColumn({ key: 'cell', title: '数', type: 'number' });
    const gaps = fc.constantFrom(' ', '\u00a0', '\u2009', '\u202f', '　');
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 999_999_999_999 }), gaps, fc.nat(20), (value, gap, at) => {
        const digits = String(value);
        const grouped = digits.replace(/\B(?=(?:\d{3})+$)/g, gap);
        expect(parseCellText(column, grouped)).toBe(value);
        const place = 1 + (at % (digits.length - 1));
        const broken = `${digits.slice(0, place)}${gap}${digits.slice(place)}`;
        fc.pre(broken !== grouped);
        expect(parseCellText(column, broken)).toMatchObject({ kind: 'unread', text: broken });
      }),
    );
  });

  it('万 and 亿 multiply out exactly', () => {
    const column = defineColumn({ key: 'cell', title: '数', type: 'number' });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999 }), fc.constantFrom('万', '亿'), (hundredths, word) => {
        const written = `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}${word}`;
        const value = parseCellText(column, written);
        expect(value).toBe(hundredths * (word === '万' ? 100 : 1_000_000));
      }),
    );
  });
});

describe('years in Chinese numerals', () => {
  it('are read whichever sign stands for the nought', () => {
    const column = defineColumn({ key: 'cell', title: '完成时限', type: 'date' });
    const noughts = fc.constantFrom('〇', '○', '零', 'O', 'o', 'Ｏ', '0');
    fc.assert(
      fc.property(fc.integer({ min: 1800, max: 2199 }), noughts, (year, nought) => {
        const written = [...String(year)]
          .map((digit) => (digit === '0' ? nought : '〇一二三四五六七八九'[Number(digit)]))
          .join('');
        expect(parseCellText(column, `${written}年三月`)).toBe(`${year}-03`);
      }),
    );
  });
});

describe('dates of spreadsheets', () => {
  it('a bare serial number is never taken for a date; both epochs are named', () => {
    const column = defineColumn({ key: 'cell', title: '完成时限', type: 'date' });
    fc.assert(
      fc.property(fc.integer({ min: 30_000, max: 60_000 }), (serial) => {
        const value = parseCellText(column, String(serial));
        expect(value).toMatchObject({ kind: 'unread', text: String(serial) });
        for (const epoch1904 of [false, true]) {
          expect(value).toMatchObject({
            reason: expect.stringContaining(dateOfSerial(serial, epoch1904) ?? '?'),
          });
        }
      }),
    );
  });

  it('every day has one serial number in each epoch, 1462 apart', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 70_000 }), (serial) => {
        const date = dateOfSerial(serial, true);
        expect(date).toBe(new Date(Date.UTC(1904, 0, 1 + serial)).toISOString().slice(0, 10));
        expect(dateOfSerial(serial + 1462, false)).toBe(date);
      }),
    );
  });
});
