/**
 * Names joined in one cell, as annexes print them: 大兴村、泊南村.
 * Offices also write ，, ；; and line breaks; all of them are read, 、 is written.
 */
const separators = /[、，,；;\n\r]+/;

/** How names of villages and offices end; after such an end, white space begins another name. */
const nameEnd = /(?:村|社区|庄|屯|镇|乡|街道|局|委|办|部|中心|公司|集团|院|站|所|会|社|办公室)$/u;

/**
 * Splits a cell into names. White space is layout inside a name (善 获村) and a separator after a whole one
 * (窑头村 董山村), so that two names are never glued into one that does not exist.
 */
export function splitNames(text: string): string[] {
  return text.split(separators).flatMap(splitAtSpaces);
}

function splitAtSpaces(text: string): string[] {
  const names: string[] = [];
  let name = '';
  for (const part of text.split(/\s+/u)) {
    // An ending alone cannot be a name: it belongs to the one before it (和村 村).
    const endsOnly = part.length === 1 && nameEnd.test(part);
    if (name.length > 1 && nameEnd.test(name) && !endsOnly) {
      names.push(name);
      name = part;
    } else name += part;
  }
  return name === '' ? names : [...names, name];
}

export function joinNames(names: readonly string[]): string {
  return names.join('、');
}

/** Names that stand more than once in a list, each named once. */
export function repeatedNames(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
