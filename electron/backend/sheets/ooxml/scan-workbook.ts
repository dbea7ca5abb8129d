/**
 * .xlsx and .xlsm, read by one pass over the bytes of the parts that are needed. What is not known for sure here is
 * declared unusual, so that another reader can be asked; it is never misread.
 */
import type { Sheet } from '../sheet.ts';
import { checkBounds, workbookBounds, type ZipEntry } from '../zip/zip.ts';
import { readComments, readThreadedComments } from './comments.ts';
import type { ForeignFormatter } from './number-format.ts';
import { UnusualPart } from './outcome.ts';
import { findWorkbookPart, openPackage, type Relationship, type WorkbookPackage } from './package.ts';
import { readSharedStrings, type SharedTexts } from './shared-strings.ts';
import { type CellFormats, readStyles } from './styles.ts';
import { type DefinedName, readWorkbookPart, type SheetEntry } from './workbook-part.ts';
import { readWorksheet } from './worksheet.ts';

export type ScannedWorkbook =
  | {
      readonly kind: 'scanned';
      /** Worksheets in the order of their tabs; charts and dialogs are none. */
      readonly sheets: readonly Sheet[];
      readonly names: readonly DefinedName[];
      readonly date1904: boolean;
    }
  /** Something that this scanner does not handle for sure: `what` it was. Nothing was read. */
  | { readonly kind: 'unusual'; readonly what: string };

/**
 * @param foreign formats numbers under number formats that are not known here
 * @throws ZipTooLarge over a bound; ZipDamage or WorkbookDamage when the file contradicts itself
 */
export function scanWorkbook(
  bytes: Uint8Array,
  entries: readonly ZipEntry[],
  foreign: ForeignFormatter,
): ScannedWorkbook {
  checkBounds(entries, workbookBounds);
  try {
    return scanPackage(openPackage(bytes, entries), foreign);
  } catch (error) {
    if (error instanceof UnusualPart) return { kind: 'unusual', what: error.message };
    throw error;
  }
}

function scanPackage(parts: WorkbookPackage, foreign: ForeignFormatter): ScannedWorkbook {
  const workbookPart = findWorkbookPart(parts);
  const { date1904, sheets: sheetEntries, names } = readWorkbookPart(parts.scan(workbookPart));
  const relationships = parts.relationshipsOf(workbookPart);
  const styles = onlyPart(relationships, 'styles');
  const strings = onlyPart(relationships, 'sharedStrings');
  const formats =
    styles === null
      ? readStyles(null, date1904, foreign)
      : parts.read(styles, (scanner) => readStyles(scanner, date1904, foreign));
  const texts = strings === null ? [] : parts.read(strings, readSharedStrings);
  const context = { date1904, formats, texts, counter: { cells: 0 } };
  const sheets = sheetEntries.flatMap((entry) => scanSheet(parts, relationships, entry, context));
  return { kind: 'scanned', sheets, names, date1904 };
}

type WorkbookContext = {
  readonly date1904: boolean;
  readonly formats: CellFormats;
  readonly texts: SharedTexts;
  readonly counter: { cells: number };
};

const otherSheets: ReadonlySet<string> = new Set([
  'chartsheet',
  'dialogsheet',
  'xlMacrosheet',
  'xlIntlMacrosheet',
]);

function scanSheet(
  parts: WorkbookPackage,
  relationships: readonly Relationship[],
  { name, state, relationshipId }: SheetEntry,
  context: WorkbookContext,
): Sheet[] {
  // Modules of macros from before Excel 97 are listed among the sheets and have no part.
  if (relationshipId === '') return [];
  const relationship = relationships.find(({ id }) => id === relationshipId);
  if (relationship === undefined) throw new UnusualPart(`sheet ${name} has no part`);
  const { type, target } = relationship;
  if (otherSheets.has(type)) return [];
  if (type !== 'worksheet') throw new UnusualPart(`sheet ${name} is a ${type}`);
  const content = parts.read(target, (scanner) => readWorksheet(scanner, { ...context, name }));
  return [{ name, state, ...content, comments: scanComments(parts, target) }];
}

function scanComments(parts: WorkbookPackage, sheetPart: string): ReadonlyMap<string, string> {
  const comments = new Map<string, string>();
  const relationships = parts.relationshipsOf(sheetPart);
  for (const { type, target } of relationships) {
    if (type === 'comments') readComments(parts.scan(target), comments);
  }
  for (const { type, target } of relationships) {
    if (type === 'threadedComment') readThreadedComments(parts.scan(target), comments);
  }
  return comments;
}

/** The one part of a type that the workbook points at; null when there is none. */
function onlyPart(relationships: readonly Relationship[], type: string): string | null {
  const targets = relationships.filter((relationship) => relationship.type === type);
  if (targets.length > 1) throw new UnusualPart(`several parts of ${type}`);
  return targets[0]?.target ?? null;
}
