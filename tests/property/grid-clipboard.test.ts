import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CopiedCell, printHtmlTable } from '../../shared/grid/html-table.ts';
import { parseHtmlTable } from '../../shared/grid/parse-html-table.ts';
import { parseTsv, printTsv } from '../../shared/grid/tsv.ts';

const awkward = fc
  .array(
    fc.constantFrom(
      '"',
      '""',
      '\t',
      '\n',
      '\r',
      '\r\n',
      ' ',
      '\u00a0',
      'a',
      '=',
      '&',
      '<',
      '>',
      '&amp;',
      '村',
      '𣲘',
      '0',
    ),
    { maxLength: 8 },
  )
  .map((pieces) => pieces.join(''));
const texts = fc.oneof(awkward, fc.string({ unit: 'binary', maxLength: 12 }), fc.constant(''));

/** Blocks of equally long rows. */
const blocksOf = <Cell>(cells: fc.Arbitrary<Cell>): fc.Arbitrary<Cell[][]> =>
  fc
    .integer({ min: 1, max: 4 })
    .chain((width) =>
      fc.array(fc.array(cells, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }),
    );

const asTexts = (block: readonly (readonly string[])[]): CopiedCell[][] =>
  block.map((row) => row.map((text) => ({ kind: 'text', text })));

describe('text/plain of the clipboard', () => {
  it('is read back as the block that was written, whatever the cells hold', () => {
    fc.assert(
      fc.property(blocksOf(texts), (block) => {
        expect(parseTsv(printTsv(block))).toEqual(block);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is read to rows of equal length whatever it is, and what was read survives being copied again', () => {
    fc.assert(
      fc.property(awkward, (text) => {
        const block = parseTsv(text);
        expect(new Set(block.map(({ length }) => length)).size).toBe(1);
        expect(parseTsv(printTsv(block))).toEqual(block);
      }),
      { numRuns: 1_000 },
    );
  });

  it('of 5 MB of quotes and tabs is read', () => {
    expect(parseTsv('"\t'.repeat(2_500_000))[0]).toHaveLength(1_250_001);
    expect(parseTsv(`"${'\t""'.repeat(1_600_000)}`)[0]).toHaveLength(1_600_001);
  });
});

describe('text/html of the clipboard', () => {
  it('is read back as the texts that were written, line ends as one kind', () => {
    fc.assert(
      fc.property(blocksOf(texts.filter((text) => !text.includes('\u{10fffd}'))), (block) => {
        const normalised = block.map((row) => row.map((text) => text.replace(/\r\n?/g, '\n')));
        expect(parseHtmlTable(printHtmlTable(asTexts(block)))).toEqual(normalised);
      }),
      { numRuns: 1_000 },
    );
  });

  it('keeps shown numbers as they are shown', () => {
    const numbers = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(blocksOf(numbers), (block) => {
        const cells = block.map((row) =>
          row.map((value): CopiedCell => ({ kind: 'number', text: value.toFixed(2), value })),
        );
        expect(parseHtmlTable(printHtmlTable(cells))).toEqual(
          cells.map((row) => row.map(({ text }) => text)),
        );
      }),
    );
  });

  const tags = fc.constantFrom(
    '<table>',
    '</table>',
    '<tr>',
    '</tr>',
    '<td>',
    '</td>',
    '<td rowspan=3>',
    '<td colspan=2 rowspan=2>',
    '<tr style="display:none">',
    '<td x:num="1.5">',
    '<br>',
    '<p>',
    '</p>',
    '<b hidden>',
    '</b>',
    '<!--',
    '-->',
    '<style>',
    '</style>',
    '<',
    '>',
    '"',
    "'",
    '&',
    '&#',
    '&#x41;',
    '&nbsp;',
    '<td title="',
    'text',
    ' ',
    '\n',
    '<pre>',
    '</pre>',
    '<!--StartFragment-->',
    '<!--EndFragment-->',
  );

  it('is read to rows of equal length or to nothing, whatever it is', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(tags, fc.string({ maxLength: 4 })), { maxLength: 60 }), (pieces) => {
        const block = parseHtmlTable(pieces.join(''));
        if (block === null) return;
        expect(block.length).toBeGreaterThan(0);
        expect(new Set(block.map(({ length }) => length)).size).toBe(1);
        expect(block.flat().every((text) => typeof text === 'string')).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['tags that never end', '<'.repeat(5_000_000), null],
    ['comments that never end', '<!--'.repeat(1_250_000), null],
    ['quotes in a tag', `<table><td ${'x="'.repeat(1_600_000)}>a`, [['a']]],
    [
      'merged cells beyond every sheet',
      `<table><tr>${'<td colspan=1000 rowspan=65534>'.repeat(160_000)}`,
      null,
    ],
    ['white space', `<table><td ${' '.repeat(2_500_000)}=>${' '.repeat(2_500_000)}a`, [['a']]],
    ['ampersands', `<table><td>${'&'.repeat(5_000_000)}`, [['&'.repeat(5_000_000)]]],
    ['tables in tables', `${'<table><td>'.repeat(450_000)}a`, [['a']]],
  ])('of 5 MB of %s is read to an end', (_, html, expected) => {
    const block = parseHtmlTable(html);
    // Compared by hand: a difference of 5 MB is not to be printed.
    expect(JSON.stringify(block) === JSON.stringify(expected)).toBe(true);
  });
});
