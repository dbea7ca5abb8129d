/** A formula that several cells share is written once and means something else in each. */

const reference = /"[^"]*"|'[^']*'|(^|[^._A-Z0-9a-z])(\$?)([A-Z]{1,3})(\$?)(\d{1,7})(?![_.(A-Za-z0-9])/g;

/** The formula as it reads so many rows down and columns to the right; what leaves the sheet is `#REF!`. */
export function shiftFormula(formula: string, rows: number, columns: number): string {
  return formula.replace(
    reference,
    (whole, before?: string, fixedColumn?: string, letters?: string, fixedRow?: string, digits?: string) => {
      if (letters === undefined || digits === undefined) return whole;
      const column = fixedColumn === '$' ? letters : shiftColumn(letters, columns);
      const row = fixedRow === '$' ? Number(digits) : Number(digits) + rows;
      return column === null || row < 1
        ? `${before}#REF!`
        : `${before}${fixedColumn}${column}${fixedRow}${row}`;
    },
  );
}

function shiftColumn(letters: string, columns: number): string | null {
  let index = columns;
  let value = 0;
  for (const letter of letters) value = value * 26 + letter.charCodeAt(0) - 64;
  if (value > 16_384) return letters;
  index += value;
  if (index < 1) return null;
  let name = '';
  for (let rest = index; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  }
  return name;
}
