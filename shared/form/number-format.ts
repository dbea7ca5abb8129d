/** What a number format of a spreadsheet shows: enough to know what kind of value a blank cell waits for. */

/** `yyyy-mm-dd`, `yyyy"年"m"月"`; times of day alone are none. */
export function isDateFormat(format: string): boolean {
  const bare = withoutLiterals(format);
  return /[yY]|[dD]/.test(bare) && !/[0#?]/.test(bare);
}

/** Whether a date format shows the day, not only year and month. */
export function showsDay(format: string): boolean {
  return isDateFormat(format) && /[dD]/.test(withoutLiterals(format));
}

/** `0`, `0.00`, `#,##0.00_ `; formats of dates, percentages and texts are none. */
export function isNumberFormat(format: string): boolean {
  const bare = withoutLiterals(format);
  return /[0#?]/.test(bare) && !/[%@yYdDhHsS]/.test(bare);
}

/** Without quoted texts, escaped characters, colours and locales. */
function withoutLiterals(format: string): string {
  return format.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '');
}
