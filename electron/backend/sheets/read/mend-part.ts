/** What SheetJS is known to misread in the parts of a workbook. */

/** The same part, with whatever SheetJS would misread without a word written so that it cannot. */
export function mendPart(part: Buffer): Buffer {
  const xml = part.toString('utf8');
  const mended = mendContent(escapeTagEnds(resolveWideReferences(xml)));
  return mended === xml ? part : Buffer.from(mended);
}

function mendContent(xml: string): string {
  const start = xml.slice(0, 2000);
  if (/<(?:\w+:)?worksheet[\s>]/.test(start)) return markMissingResults(blankEmptyTypes(joinRuns(xml)));
  return /<(?:\w+:)?sst[\s>]/.test(start) ? joinRuns(fillEmptyTexts(xml)) : xml;
}

/** It cuts the numbers of letters beyond the BMP (`&#x20BB7;`) down to another letter. */
function resolveWideReferences(xml: string): string {
  return xml.replace(/&#(?:x0*([0-9a-f]{5,6})|0*([0-9]{5,7}));/gi, (whole, hex?: string, digits?: string) => {
    const code = hex === undefined ? Number(digits) : Number.parseInt(hex, 16);
    return code > 0xffff && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** It takes a `>` in the value of an attribute for the end of the tag. */
function escapeTagEnds(xml: string): string {
  return xml.replace(/="[^"<]*>[^"<]*"|='[^'<]*>[^'<]*'/g, (value) => value.replaceAll('>', '&gt;'));
}

/** It passes over an empty shared text that closes itself, so that every text after it moves up by one. */
function fillEmptyTexts(xml: string): string {
  return xml.replace(/<((?:\w+:)?)si\s*\/>/g, '<$1si><$1t></$1t></$1si>');
}

/** Of a plain text with runs after it, or of runs with a prefix, it keeps a part only. */
function joinRuns(xml: string): string {
  return xml.replace(
    /<((?:\w+:)?)(si|is)>((?:(?!<\/\1\2>)[\s\S])*)/g,
    (whole, prefix: string, name: string, inside: string) =>
      /<(?:\w+:)?r>/.test(inside)
        ? `<${prefix}${name}><${prefix}t xml:space="preserve">${shownText(inside)}</${prefix}t>`
        : whole,
  );
}

/** It takes a cell that only says that it holds a truth value or an error for FALSE or #VALUE!. */
function blankEmptyTypes(xml: string): string {
  return xml.replace(
    emptyTypedCell,
    (_whole, prefix: string, before: string, after: string, end: string) =>
      `<${prefix}c${before}${after}${end}`,
  );
}

const emptyTypedCell =
  /<((?:\w+:)?)c((?:\s[^<>]*?)?)\st\s*=\s*["'][be]["']([^<>]*?)(\/>|>\s*(?:<\1v\s*\/>|<\1v\s*>\s*<\/\1v>)?\s*<\/\1c>)/g;

/** The texts of all runs, as they are written; phonetic ones are not shown. */
function shownText(runs: string): string {
  const shown = runs.replace(/<((?:\w+:)?)rPh[\s>](?:(?!<\/\1rPh>)[\s\S])*/g, '');
  return [...shown.matchAll(/<(?:\w+:)?t(?:\s[^<>]*)?>([^<]*)</g)].map(([, text = '']) => text).join('');
}

/**
 * It reads a formula that was saved without a result as 0. Such cells are marked as an error that no
 * calculation leaves behind in a saved file, and come out as unread instead.
 */
function markMissingResults(xml: string): string {
  if (!xml.includes('<f') && !xml.includes(':f')) return xml;
  return xml.replace(formulaWithoutResult, (whole, prefix: string, attributes: string, formula: string) =>
    /\bt\s*=\s*["'](?!n["'])/.test(attributes)
      ? whole
      : `<${prefix}c ${attributes.replace(/\bt\s*=\s*["']n["']/, '')} t="e">${formula}<${prefix}v>${missingResult}</${prefix}v></${prefix}c>`,
  );
}

/** Stands in for the result of a formula that was saved without one. */
export const missingResult = '#GETTING_DATA';
const formulaWithoutResult =
  /<((?:\w+:)?)c\s([^<>]*)>\s*(<(?:\w+:)?f(?:\s[^<>]*)?(?:\/>|>[^<]*<\/(?:\w+:)?f>))\s*(?:<(?:\w+:)?v\s*\/>|<(?:\w+:)?v\s*>\s*<\/(?:\w+:)?v>)?\s*<\/(?:\w+:)?c>/g;
