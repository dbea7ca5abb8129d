import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  explainIdentityNumber,
  identityCheckDigit,
  isDamagedNumber,
  isIdentityNumberShape,
} from '../../shared/values/identity-number.ts';
import { explainPhoneNumber, isPhoneNumber } from '../../shared/values/phone.ts';

/** 17 digits of an invented district, a real date and an order number. */
const seventeen = fc
  .tuple(
    fc.integer({ min: 110_000, max: 659_999 }),
    fc.integer({ min: 0, max: 20_000 }),
    fc.integer({ min: 1, max: 999 }),
  )
  .map(([district, day, order]) => {
    const date = new Date(Date.UTC(1950, 0, 1 + day)).toISOString().slice(0, 10).replaceAll('-', '');
    return `${district}${date}${String(order).padStart(3, '0')}`;
  });

describe('身份证号', () => {
  it('has the check digit of the standard’s own example', () => {
    expect(identityCheckDigit('11010519491231002')).toBe('X');
    expect(identityCheckDigit('44052418800101001')).toBe('4');
    expect(explainIdentityNumber('11010519491231002X')).toBeNull();
    expect(explainIdentityNumber(' 11010519491231002ｘ ')).toBeNull();
  });

  it('is right with its check digit and wrong with every other', () => {
    fc.assert(
      fc.property(seventeen, (digits) => {
        const right = identityCheckDigit(digits);
        expect(isIdentityNumberShape(digits + right)).toBe(true);
        for (const digit of '0123456789X') {
          expect(explainIdentityNumber(digits + digit) === null).toBe(digit === right);
        }
      }),
    );
  });

  it('with one digit mistyped is always found out', () => {
    fc.assert(
      fc.property(seventeen, fc.nat(16), fc.integer({ min: 1, max: 9 }), (digits, at, change) => {
        const number = digits + identityCheckDigit(digits);
        const wrong = (Number(number[at]) + change) % 10;
        expect(explainIdentityNumber(number.slice(0, at) + wrong + number.slice(at + 1))).not.toBeNull();
      }),
    );
  });

  it.each([
    ['1101051949123100', /16位/],
    ['110105194913310021', /出生日期“19491331”不存在/],
    ['110105194912310000', /已经丢失/],
    ['1.10105E+17', /已经丢失/],
    ['张三', /只由数字/],
    ['110105491231002', null],
  ])('%s: %s', (text, says) => {
    const reason = explainIdentityNumber(text);
    if (says === null) expect(reason).toBeNull();
    else expect(reason).toMatch(says);
  });

  it('is told from a number in scientific notation', () => {
    expect(['1.10101E+17', '1.1E+17', '6.2E18', '1.40599e+17'].map(isDamagedNumber)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(['1.5', 'E17', '110101', '1.5E3', '2E+1'].map(isDamagedNumber)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('电话', () => {
  it.each([
    '13900000001',
    '+86 139 0000 0001',
    '139-0000-0001',
    '0356-2200001',
    '010-62200001',
    '03562200001转8',
  ])('%s can be one', (text) => {
    expect(isPhoneNumber(text)).toBe(true);
    expect(explainPhoneNumber(text)).toBeNull();
  });

  it.each([
    ['1390000000', /11位，这里有10位/],
    ['139000000011', /11位，这里有12位/],
    ['无', /不像电话号码/],
  ])('%s cannot', (text, says) => {
    expect(isPhoneNumber(text)).toBe(false);
    expect(explainPhoneNumber(text)).toMatch(says);
  });
});
