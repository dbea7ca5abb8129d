/**
 * The custom document properties of `.xls` and `.et`: the second section of a property set stream ([MS-OLEPS]).
 * SheetJS drops them where a program wrote them in UTF-8.
 */
import { readCompoundFile } from '../read/compound-file.ts';

/** Texts by name; none where the file has no such stream or it is broken: whether it can be used is for its reader to say. */
export function readOldProperties(bytes: Uint8Array): ReadonlyMap<string, string> {
  try {
    const stream = readCompoundFile(bytes).readStream('\u0005DocumentSummaryInformation');
    return stream === null
      ? new Map()
      : readSections(Buffer.from(stream.buffer, stream.byteOffset, stream.byteLength));
  } catch {
    return new Map();
  }
}

/** Of all properties that people give: D5CDD505-2E9C-101B-9397-08002B2CF9AE. */
const formatId = '05d5cdd59c2e1b10939708002b2cf9ae';
const texts = { ansi: 0x1e, wide: 0x1f } as const;
const dictionaryId = 0;
const codePageId = 1;

function readSections(stream: Buffer): Map<string, string> {
  const sections = stream.readUInt32LE(24);
  for (let index = 0; index < Math.min(sections, 2); index += 1) {
    const at = 28 + index * 20;
    if (stream.toString('hex', at, at + 16) === formatId)
      return readSection(stream.subarray(stream.readUInt32LE(at + 16)));
  }
  return new Map();
}

function readSection(section: Buffer): Map<string, string> {
  const count = Math.min(section.readUInt32LE(4), mostProperties);
  const places = new Map<number, number>();
  for (let index = 0; index < count; index += 1) {
    places.set(section.readUInt32LE(8 + index * 8), section.readUInt32LE(12 + index * 8));
  }
  const pageAt = places.get(codePageId);
  const page = pageAt === undefined ? 1252 : section.readUInt16LE(pageAt + 4);
  const dictionary = places.get(dictionaryId);
  const found = new Map<string, string>();
  for (const [id, name] of dictionary === undefined ? [] : readNames(section, dictionary, page)) {
    const at = places.get(id);
    const text = at === undefined ? null : readText(section, at, page);
    if (text !== null) found.set(name, text);
  }
  return found;
}

function readNames(section: Buffer, start: number, page: number): [number, string][] {
  const names: [number, string][] = [];
  const count = Math.min(section.readUInt32LE(start), mostProperties);
  let at = start + 4;
  for (let index = 0; index < count; index += 1) {
    const id = section.readUInt32LE(at);
    const length = section.readUInt32LE(at + 4) * (page === utf16 ? 2 : 1);
    names.push([id, decode(section.subarray(at + 8, at + 8 + length), page)]);
    // Names of two bytes a character begin at a multiple of four.
    at += 8 + (page === utf16 ? Math.ceil(length / 4) * 4 : length);
  }
  return names;
}

function readText(section: Buffer, at: number, page: number): string | null {
  const type = section.readUInt32LE(at);
  const length = section.readUInt32LE(at + 4);
  if (type === texts.wide) return decode(section.subarray(at + 8, at + 8 + length * 2), utf16);
  return type === texts.ansi ? decode(section.subarray(at + 8, at + 8 + length), page) : null;
}

const utf16 = 1200;
const mostProperties = 10_000;

function decode(bytes: Buffer, page: number): string {
  const encoding =
    page === utf16
      ? 'utf-16le'
      : page === 65001
        ? 'utf-8'
        : page === 936 || page === 54936
          ? 'gb18030'
          : 'windows-1252';
  return new TextDecoder(encoding).decode(bytes).replace(/\0+$/, '');
}
