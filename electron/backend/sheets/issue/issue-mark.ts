/**
 * The mark of an issued copy: custom document properties, which Excel, WPS and LibreOffice keep when the file is
 * renamed, edited or saved as another kind of workbook.
 */
import type { IssueMark } from '../../../../shared/model/round.ts';
import { WorkbookDamage } from '../ooxml/outcome.ts';
import { decodeEscapes, toUtf8 } from '../ooxml/xml-text.ts';
import { detectFormat } from '../read/detect-format.ts';
import { attributeOf, readTree } from '../refill/xml/element-tree.ts';
import { inflateEntry, ZipDamage } from '../zip/zip.ts';
import { readOldProperties } from './old-properties.ts';

/** As custom document properties. */
export function writeIssueMark({ workbook, round, unit, form, edition }: IssueMark): Record<string, string> {
  return {
    [names.workbook]: workbook,
    [names.round]: round,
    [names.unit]: unit,
    [names.form]: form,
    [names.edition]: String(edition),
  };
}

/** The mark of a file that came back; null for one that was never issued, or that has lost its mark. */
export function readIssueMark(bytes: Uint8Array): IssueMark | null {
  const properties = readProperties(bytes);
  const workbook = properties.get(names.workbook) ?? '';
  const round = properties.get(names.round) ?? '';
  const unit = properties.get(names.unit) ?? '';
  const form = properties.get(names.form) ?? '';
  const edition = Number(properties.get(names.edition));
  if (workbook === '' || round === '' || unit === '' || form === '') return null;
  return Number.isInteger(edition) && edition >= 1 ? { workbook, round, unit, form, edition } : null;
}

const names = {
  workbook: 'HuibiaoWorkbook',
  round: 'HuibiaoRound',
  unit: 'HuibiaoUnit',
  form: 'HuibiaoForm',
  edition: 'HuibiaoEdition',
} as const;

/** Nobody's properties are larger; what claims to be is not inflated. */
const largestPart = 1024 * 1024;

function readProperties(bytes: Uint8Array): ReadonlyMap<string, string> {
  const format = detectFormat(bytes);
  if (format.kind === 'refused') return new Map();
  if (format.kind === 'xls') return readOldProperties(bytes);
  if (format.kind !== 'xlsx') return new Map();
  const entry = format.entries.find(({ name }) => /^\/?docProps\/custom\d*\.xml$/i.test(name));
  if (entry === undefined || entry.size > largestPart) return new Map();
  try {
    const root = readTree(toUtf8(inflateEntry(bytes, entry), entry.name), entry.name);
    return new Map(
      root.children.flatMap((property): [string, string][] => {
        const name = attributeOf(property, 'name');
        return name === undefined ? [] : [[name.value, decodeEscapes(property.children[0]?.text ?? '')]];
      }),
    );
  } catch (error) {
    if (error instanceof ZipDamage || error instanceof WorkbookDamage) return new Map();
    throw error;
  }
}
