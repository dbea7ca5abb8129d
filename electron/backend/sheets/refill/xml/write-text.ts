/** How texts are written into XML and into cells. */

/** For the content of an element. */
export function escapeText(text: string): string {
  return text.replace(/[&<>\r]/g, (character) => references[character] ?? character);
}

/** For the value of an attribute, in either kind of quotes. */
export function escapeAttribute(text: string): string {
  return text.replace(/[&<>"'\t\n\r]/g, (character) => references[character] ?? character);
}

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/**
 * As workbooks write a text: what XML cannot hold becomes `_x0007_`, and a text that looks like such an escape is
 * escaped itself.
 */
export function escapeCellText(text: string): string {
  return text.replace(/_(?=x[0-9a-fA-F]{4}_)/g, '_x005F_').replace(unwritable, (character) => {
    const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    return `_x${code}_`;
  });
}

/** Controls but tab and line feed, halves of surrogate pairs, and the two non-characters. */
const unwritable =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** The content of a cell's text element, with the attribute that keeps white space where it is. */
export function textElement(name: string, text: string): string {
  const escaped = escapeCellText(text);
  const space = /^\s|\s$|[\t\n]| {2}/.test(escaped) ? ' xml:space="preserve"' : '';
  return `<${name}${space}>${escapeText(escaped)}</${name}>`;
}
