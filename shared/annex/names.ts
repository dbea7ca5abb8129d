/**
 * Names joined in one cell, as annexes print them: 大兴村、泊南村.
 * Offices also write ，, ；; and line breaks; all of them are read, 、 is written.
 */
const separators = /[、，,；;\n\r]+/;

/** Splits a cell into names; white space around and inside a name is layout, not part of it. */
export function splitNames(text: string): string[] {
  return text
    .split(separators)
    .map((name) => name.replace(/\s+/gu, ''))
    .filter((name) => name !== '');
}

export function joinNames(names: readonly string[]): string {
  return names.join('、');
}

/** Names that stand more than once in a list, each named once. */
export function repeatedNames(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
