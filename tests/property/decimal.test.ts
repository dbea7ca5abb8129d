import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDecimals,
  decimalOf,
  formatDecimal,
  parseDecimal,
  sumNumbers,
} from '../../shared/values/decimal.ts';

const decimals = fc.record({ units: fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), scale: fc.nat(9) });

describe('decimals are exact', () => {
  it('0.1 + 0.2 is 0.3', () => {
    expect(formatDecimal(sumNumbers([0.1, 0.2]))).toBe('0.3');
  });

  it('what is printed is read back as the same number', () => {
    fc.assert(
      fc.property(decimals, (decimal) => {
        const text = formatDecimal(decimal);
        const read = parseDecimal(text);
        expect(read).not.toBeNull();
        if (read !== null) expect(formatDecimal(read)).toBe(text);
      }),
    );
  });

  it('every finite number is read as it prints', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Number(formatDecimal(decimalOf(value)))).toBe(value === 0 ? 0 : value);
      }),
    );
  });

  it('addition does not depend on order', () => {
    fc.assert(
      fc.property(decimals, decimals, (left, right) => {
        expect(formatDecimal(addDecimals(left, right))).toBe(formatDecimal(addDecimals(right, left)));
      }),
    );
  });
});
