import { refuseBeyond, sheetBounds } from '../bounds.ts';
import { workbookElements } from './known-elements.ts';
import { requireRoot, skipKnown } from './namespaces.ts';
import { UnusualPart, WorkbookDamage } from './outcome.ts';
import { readText } from './rich-text.ts';
import { Token, type XmlScanner } from './xml-scanner.ts';
import { decodeEscapes } from './xml-text.ts';

/** A name that a workbook gives to a formula or a range (名称). */
export type DefinedName = {
  readonly name: string;
  /** The position of the only sheet that knows it; null when all do. */
  readonly sheet: number | null;
  readonly hidden: boolean;
  readonly refersTo: string;
};

export type SheetEntry = {
  readonly name: string;
  readonly state: 'visible' | 'hidden' | 'veryHidden';
  readonly relationshipId: string;
};

export type WorkbookPart = {
  readonly date1904: boolean;
  readonly sheets: readonly SheetEntry[];
  readonly names: readonly DefinedName[];
};

/** The list of sheets and names. @throws WorkbookDamage, UnusualPart, ZipTooLarge */
export function readWorkbookPart(scanner: XmlScanner): WorkbookPart {
  const prefix = requireRoot(scanner, 'workbook');
  let date1904 = false;
  const sheets: SheetEntry[] = [];
  const names: DefinedName[] = [];
  while (scanner.nextTag() !== Token.end) {
    if (scanner.kind !== Token.open || scanner.depth < 2) continue;
    if (scanner.depth === 2) {
      if (scanner.is('workbookPr')) date1904 = isTrue(scanner.attribute('date1904'));
      else if (!scanner.is('sheets') && !scanner.is('definedNames')) {
        skipKnown(scanner, prefix, workbookElements);
      }
    } else if (scanner.is('sheet')) sheets.push(readSheetEntry(scanner));
    else if (scanner.is('definedName')) names.push(readDefinedName(scanner));
    else throw new UnusualPart(`${scanner.localName} among the sheets`);
  }
  if (sheets.length === 0) throw new WorkbookDamage(`${scanner.part}: no sheet`);
  if (sheets.length > sheetBounds.sheets) refuseBeyond('里面', sheets.length, sheetBounds.sheets, '张工作表');
  return { date1904, sheets, names };
}

function readSheetEntry(scanner: XmlScanner): SheetEntry {
  const name = scanner.attribute('name');
  const relationshipId = scanner.prefixedAttribute('id');
  if (name === null || relationshipId === null) throw new UnusualPart('a sheet without name or part');
  const state = scanner.attribute('state') ?? 'visible';
  if (state !== 'visible' && state !== 'hidden' && state !== 'veryHidden') {
    throw new UnusualPart(`a sheet that is ${state}`);
  }
  return { name: decodeEscapes(name), state, relationshipId };
}

function readDefinedName(scanner: XmlScanner): DefinedName {
  const name = scanner.attribute('name') ?? '';
  const sheet = scanner.attribute('localSheetId');
  const hidden = isTrue(scanner.attribute('hidden'));
  return { name, sheet: sheet === null ? null : Number(sheet), hidden, refersTo: readText(scanner) };
}

/** How XML Schema writes booleans; an absent one is false. */
export function isTrue(value: string | null): boolean {
  return value === '1' || value === 'true';
}
