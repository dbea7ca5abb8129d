/** The file around the parts of a form: entries that do not change are carried over as they lie there. */
import { crc32, deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { refillTemplate, refillWorkbook } from '../../electron/backend/sheets/refill/refill.ts';
import { openTemplate } from '../../electron/backend/sheets/refill/template.ts';
import { inflateEntry, listEntries, storeEntries } from '../../electron/backend/sheets/zip/zip.ts';
import { HuibiaoError } from '../../shared/model/failure.ts';
import { richParts } from '../fixtures/refill-templates.ts';
import { refusedFiles } from '../fixtures/sheets-refused.ts';
import { relationships, scanned, workbookOf, workbookXml } from './ooxml-archive.ts';

const sheet1 = 'xl/worksheets/sheet1.xml';
const village = {
  sheets: [{ sheet: '附件1', cells: [{ row: 4, column: 1, value: { kind: 'text', text: '村' } }] }],
} as const;

type Entry = {
  readonly name: string;
  readonly text: string;
  readonly method?: 0 | 8;
  /** Sizes and checksum behind the data, with or without their mark. */
  readonly descriptor?: 'marked' | 'unmarked';
  readonly zip64?: boolean;
  readonly extra?: Uint8Array;
};

/** An archive with everything in it that the format allows and that writers make use of. */
function oddArchive(entries: readonly Entry[], { comment = '', zip64End = false } = {}): Uint8Array {
  const pieces: Buffer[] = [];
  const records: Buffer[] = [];
  let at = 0;
  for (const { name, text, method = 8, descriptor, zip64 = false, extra = new Uint8Array() } of entries) {
    const content = Buffer.from(text);
    const data = method === 0 ? content : deflateRawSync(content, { level: 1 });
    const encoded = Buffer.from(name);
    const sizes = [crc32(content), data.length, content.length] as const;
    const wide = Buffer.alloc(zip64 ? 20 : 0);
    if (zip64) {
      wide.writeUInt16LE(1, 0);
      wide.writeUInt16LE(16, 2);
      wide.writeBigUInt64LE(BigInt(content.length), 4);
      wide.writeBigUInt64LE(BigInt(data.length), 12);
    }
    const extras = Buffer.concat([extra, wide]);
    const fields = (target: Buffer, from: number, isLocal: boolean): void => {
      const hidden = isLocal && descriptor !== undefined;
      target.writeUInt16LE(zip64 ? 45 : 20, from);
      target.writeUInt16LE(descriptor === undefined ? 0x0800 : 0x0808, from + 2);
      target.writeUInt16LE(method, from + 4);
      target.writeUInt16LE(0x6a5b, from + 6);
      target.writeUInt16LE(0x5b2c, from + 8);
      target.writeUInt32LE(hidden ? 0 : sizes[0], from + 10);
      target.writeUInt32LE(zip64 ? 0xffffffff : hidden ? 0 : sizes[1], from + 14);
      target.writeUInt32LE(zip64 ? 0xffffffff : hidden ? 0 : sizes[2], from + 18);
      target.writeUInt16LE(encoded.length, from + 22);
      target.writeUInt16LE(extras.length, from + 24);
    };
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50, 0);
    fields(header, 4, true);
    const tail = Buffer.alloc(descriptor === undefined ? 0 : descriptor === 'marked' ? 16 : 12);
    if (descriptor !== undefined) {
      if (descriptor === 'marked') tail.writeUInt32LE(0x08074b50, 0);
      sizes.forEach((size, index) => {
        tail.writeUInt32LE(size, tail.length - 12 + index * 4);
      });
    }
    const record = Buffer.alloc(46);
    record.writeUInt32LE(0x02014b50, 0);
    record.writeUInt16LE(0x0314, 4);
    fields(record, 6, false);
    record.writeUInt32LE(0o100644 * 65_536, 38);
    record.writeUInt32LE(at, 42);
    records.push(Buffer.concat([record, encoded, extras]));
    pieces.push(header, encoded, extras, data, tail);
    at += header.length + encoded.length + extras.length + data.length + tail.length;
  }
  const directory = Buffer.concat(records);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(zip64End ? 0xffff : records.length, 8);
  end.writeUInt16LE(zip64End ? 0xffff : records.length, 10);
  end.writeUInt32LE(zip64End ? 0xffffffff : directory.length, 12);
  end.writeUInt32LE(zip64End ? 0xffffffff : at, 16);
  end.writeUInt16LE(Buffer.byteLength(comment), 20);
  const wideEnd = Buffer.alloc(zip64End ? 76 : 0);
  if (zip64End) {
    wideEnd.writeUInt32LE(0x06064b50, 0);
    wideEnd.writeBigUInt64LE(44n, 4);
    wideEnd.writeBigUInt64LE(BigInt(records.length), 24);
    wideEnd.writeBigUInt64LE(BigInt(records.length), 32);
    wideEnd.writeBigUInt64LE(BigInt(directory.length), 40);
    wideEnd.writeBigUInt64LE(BigInt(at), 48);
    wideEnd.writeUInt32LE(0x07064b50, 56);
    wideEnd.writeBigUInt64LE(BigInt(at + directory.length), 64);
    wideEnd.writeUInt32LE(1, 72);
  }
  return new Uint8Array(Buffer.concat([...pieces, directory, wideEnd, end, Buffer.from(comment)]));
}

const plain = Object.entries(richParts()).map(([name, text]): Entry => ({ name, text }));

/** Header, name, extra fields and data of an entry as they lie in the file. */
function rawEntry(bytes: Uint8Array, name: string): Buffer {
  const buffer = Buffer.from(bytes);
  const entry = listEntries(bytes).find((item) => item.name === name);
  if (entry === undefined) throw new Error(`there is no ${name}`);
  const from = entry.headerOffset;
  const length = 30 + buffer.readUInt16LE(from + 26) + buffer.readUInt16LE(from + 28) + entry.compressedSize;
  return buffer.subarray(from, from + length + (buffer.readUInt16LE(from + 6) & 8 ? 12 : 0));
}

const archives: readonly [string, Uint8Array][] = [
  ['written plainly', oddArchive(plain)],
  ['with stored entries', oddArchive(plain.map((entry) => ({ ...entry, method: 0 })))],
  ['with marked data descriptors', oddArchive(plain.map((entry) => ({ ...entry, descriptor: 'marked' })))],
  [
    'with unmarked data descriptors',
    oddArchive(plain.map((entry) => ({ ...entry, descriptor: 'unmarked' }))),
  ],
  ['with Zip64 sizes', oddArchive(plain.map((entry) => ({ ...entry, zip64: true })))],
  ['with a Zip64 end', oddArchive(plain, { zip64End: true })],
  [
    'with other extra fields',
    oddArchive(plain.map((entry) => ({ ...entry, extra: new Uint8Array([0x55, 0x54, 1, 0, 7]) }))),
  ],
  ['with a comment', oddArchive(plain, { comment: '县委农办' })],
  [
    'with directories',
    oddArchive([{ name: 'xl/', text: '', method: 0 }, ...plain, { name: '附件/', text: '', method: 0 }]),
  ],
  ['in another order', oddArchive([...plain].reverse())],
];

describe.each(archives)('an archive %s', (_, bytes) => {
  it('filled with nothing is the same file', () => {
    expect(refillWorkbook(bytes, { sheets: [] }).bytes).toEqual(bytes);
  });

  it('filled keeps every other entry, header and data, the order and the comment', () => {
    const { bytes: filled, report } = refillWorkbook(bytes, village);
    expect(report.changedParts).toEqual([sheet1, 'xl/workbook.xml']);
    expect(scanned(filled)[0]?.rows[4]?.[1]).toMatchObject({ text: '村' });
    expect(listEntries(filled).map(({ name }) => name)).toEqual(listEntries(bytes).map(({ name }) => name));
    for (const entry of listEntries(filled)) {
      inflateEntry(filled, entry);
      if (report.changedParts.includes(entry.name)) continue;
      expect(rawEntry(filled, entry.name)).toEqual(rawEntry(bytes, entry.name));
    }
    const comment = Buffer.from('县委农办');
    expect(Buffer.from(filled).subarray(-comment.length).equals(comment)).toBe(
      Buffer.from(bytes).subarray(-comment.length).equals(comment),
    );
  });

  it('can be filled again', () => {
    const twice = refillWorkbook(refillWorkbook(bytes, village).bytes, village).bytes;
    expect(twice).toEqual(refillWorkbook(bytes, village).bytes);
  });
});

const refusedForms = [
  ...[
    'a file of no bytes',
    'an encrypted .xlsx',
    'an encrypted .xls',
    'a .docx',
    'a PDF',
    'a ZIP',
    'an .ods',
  ],
  ...['an .xlsb', 'a truncated .xlsx', 'a flipped bit in a sheet', 'a declared bomb', 'a bomb of many parts'],
];

describe('a form that is refused', () => {
  const entries = plain.map(({ name, text }) => ({ name, data: Buffer.from(text) }));
  const with_ = (name: string) => storeEntries([...entries, { name, data: Buffer.from('x') }]);
  const cases: readonly [string, Uint8Array, string][] = [
    ['has a part twice', with_('XL/workbook.xml'), 'damaged'],
    ['is signed', with_('_xmlsignatures/sig1.xml'), 'form_unfillable'],
    ['is shared by several people', with_('xl/revisions/revisionHeaders.xml'), 'form_unfillable'],
    ['is text', Buffer.from('甲,乙\n'), 'form_unfillable'],
    ['is cut off', oddArchive(plain).subarray(0, 3000), 'damaged'],
    [
      'has no list of sheets',
      storeEntries(entries.filter(({ name }) => name !== 'xl/workbook.xml')),
      'form_unfillable',
    ],
    ['is not well-formed where it is written', workbookOf('<row r="1"><c r="A1"></row>'), 'damaged'],
    ['has its rows out of order', workbookOf('<row r="2"/><row r="1"/>'), 'damaged'],
    ['has a DOCTYPE', workbookOf('', { [sheet1]: '<!DOCTYPE x><worksheet/>' }), 'damaged'],
    ['has no rows to speak of', workbookOf('', { [sheet1]: '<worksheet xmlns="x"/>' }), 'form_unfillable'],
    ...refusedFiles()
      .filter(({ name }) => refusedForms.includes(name))
      .map(({ name, bytes, code }) => [`is ${name}`, bytes, code] satisfies [string, Uint8Array, string]),
  ];

  it.each(cases)('%s', (_, bytes, code) => {
    const error = outcome(bytes);
    expect(error).toMatchObject({ code });
    expect(error?.message).toMatch(/^表样[\u4e00-\u9fff“（].*。$/);
  });

  function outcome(bytes: Uint8Array): HuibiaoError | null {
    try {
      const template = openTemplate(bytes);
      const sheet = template.sheets[0]?.name ?? '';
      const write = { row: 0, column: 0, value: { kind: 'text', text: '村' } } as const;
      refillTemplate(template, { sheets: [{ sheet, cells: [write] }] });
      return null;
    } catch (error) {
      if (error instanceof HuibiaoError) return error;
      throw error;
    }
  }
});

describe('sheets of other kinds', () => {
  it('are carried along and never filled', () => {
    const sheets = '<sheet name="图" sheetId="2" r:id="rId9"/><sheet name="表1" sheetId="1" r:id="rId1"/>';
    const bytes = workbookOf('', {
      'xl/workbook.xml': workbookXml(sheets),
      'xl/_rels/workbook.xml.rels': relationships({
        rId1: ['worksheet', 'worksheets/sheet1.xml'],
        rId9: ['chartsheet', 'chartsheets/sheet1.xml'],
      }),
      'xl/chartsheets/sheet1.xml':
        '<chartsheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>',
    });
    const write = { row: 0, column: 0, value: { kind: 'text', text: '村' } } as const;
    expect(refillWorkbook(bytes, { sheets: [{ sheet: '表1', cells: [write] }] }).report.changedParts).toEqual(
      [sheet1],
    );
    expect(() => refillWorkbook(bytes, { sheets: [{ sheet: '图', cells: [write] }] })).toThrow(HuibiaoError);
  });
});
