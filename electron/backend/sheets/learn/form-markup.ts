/**
 * What the readers of values pass over and a form is learnt by: drop-downs, lines and formats of blank cells, formulas.
 * Only .xlsx and .xlsm have it.
 */

import { readCellStyles } from '../looks/cell-styles.ts';
import { officeTheme } from '../looks/colors.ts';
import { parseCellName } from '../ooxml/cell-reference.ts';
import { UnusualPart, WorkbookDamage } from '../ooxml/outcome.ts';
import { findWorkbookPart, openPackage, type WorkbookPackage } from '../ooxml/package.ts';
import { readText } from '../ooxml/rich-text.ts';
import { type DefinedName, readWorkbookPart } from '../ooxml/workbook-part.ts';
import { Token, type XmlScanner } from '../ooxml/xml-scanner.ts';
import { cellName } from '../sheet.ts';
import { ZipDamage, type ZipEntry } from '../zip/zip.ts';
import { type CellLook, lookOf, plainLook } from './cell-looks.ts';
import { readValidation, type Validation } from './validations.ts';

export type SheetMarkup = {
  /** How the cell looks, blank or not. */
  readonly lookAt: (row: number, column: number) => CellLook;
  /** The formula of a cell; '' where a shared one stands for it; undefined without one. */
  readonly formulaAt: (row: number, column: number) => string | undefined;
  readonly validations: readonly Validation[];
};

export type WorkbookMarkup = {
  readonly sheets: ReadonlyMap<string, SheetMarkup>;
  /** The sheets in the order of their tabs, to which local names refer. */
  readonly sheetNames: readonly string[];
  readonly names: readonly DefinedName[];
};

/** A form has no more rows; beyond them only validations are read. */
const mostRows = 5000;

/** @returns null for a workbook that only the slower reader can read: then nothing is known of its markup */
export function readFormMarkup(bytes: Uint8Array, entries: readonly ZipEntry[]): WorkbookMarkup | null {
  try {
    return readMarkup(openPackage(bytes, entries));
  } catch (error) {
    if (error instanceof UnusualPart || error instanceof WorkbookDamage || error instanceof ZipDamage) {
      return null;
    }
    throw error;
  }
}

function readMarkup(parts: WorkbookPackage): WorkbookMarkup {
  const workbookPart = findWorkbookPart(parts);
  const workbook = readWorkbookPart(parts.scan(workbookPart));
  const relationships = parts.relationshipsOf(workbookPart);
  const styles = relationships.find(({ type }) => type === 'styles');
  const looks =
    styles === undefined ? [] : readCellStyles(parts.scan(styles.target), officeTheme).map(lookOf);
  const sheets = new Map<string, SheetMarkup>();
  for (const { name, relationshipId } of workbook.sheets) {
    const part = relationships.find(({ id, type }) => id === relationshipId && type === 'worksheet');
    if (part !== undefined) sheets.set(name, readSheet(parts.scan(part.target), looks));
  }
  return { sheets, sheetNames: workbook.sheets.map(({ name }) => name), names: workbook.names };
}

function readSheet(scanner: XmlScanner, looks: readonly CellLook[]): SheetMarkup {
  const styles = new Map<string, number>();
  const formulas = new Map<string, string>();
  const validations: Validation[] = [];
  while (scanner.nextTag() !== Token.end) {
    if (scanner.kind !== Token.open || scanner.depth < 2 || goesOn(scanner)) continue;
    if (scanner.is('sheetData')) readCells(scanner, styles, formulas);
    else if (scanner.is('dataValidation')) validations.push(readValidation(scanner));
    else scanner.skip();
  }
  return {
    lookAt: (row, column) => looks[styles.get(cellName(row, column)) ?? -1] ?? plainLook,
    formulaAt: (row, column) => formulas.get(cellName(row, column)),
    validations,
  };
}

/** What may hold validations; everything else may hold texts, too. */
function goesOn(scanner: XmlScanner): boolean {
  return scanner.is('dataValidations') || scanner.is('extLst') || scanner.is('ext');
}

function readCells(scanner: XmlScanner, styles: Map<string, number>, formulas: Map<string, string>): void {
  const { depth } = scanner;
  let row = -1;
  let column = -1;
  while (scanner.nextTag() !== Token.close || scanner.depth > depth) {
    if (scanner.kind !== Token.open) continue;
    if (scanner.is('row')) {
      const number = scanner.attribute('r');
      row = number === null ? row + 1 : Number(number) - 1;
      column = -1;
      if (row >= mostRows) scanner.skip();
    } else if (scanner.is('c')) {
      const place = parseCellName(scanner.attribute('r') ?? '');
      column = place?.column ?? column + 1;
      const style = scanner.attribute('s');
      if (style !== null) styles.set(cellName(row, column), Number(style));
    } else if (scanner.is('f')) formulas.set(cellName(row, column), readText(scanner));
    else scanner.skip();
  }
}
