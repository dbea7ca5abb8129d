/** The part of a worksheet while rows move: its own, or those of other sheets that its formulas speak of. */
import { requireRoot } from '../../ooxml/namespaces.ts';
import { Token, XmlScanner } from '../../ooxml/xml-scanner.ts';
import { readElement } from '../xml/element-tree.ts';
import { moveCells } from './move-cells.ts';
import { moveRanges } from './move-ranges.ts';
import type { SheetMove } from './sheet-move.ts';

/** Writes splices for everything that is not as before. @throws UnusualPart, WorkbookDamage, HuibiaoError */
export function moveSheet(context: SheetMove): void {
  const { bytes, part, splices, move } = context;
  if (move === null && !mayHoldFormulas(bytes)) return;
  const scanner = new XmlScanner(bytes, part);
  requireRoot(scanner, 'worksheet');
  while (scanner.nextTag() !== Token.end) {
    if (scanner.kind !== Token.open) continue;
    if (scanner.is('sheetData')) moveCells(scanner, context);
    else {
      const element = readElement(scanner);
      if (!moveRanges(element, context)) splices.remove(element.start, element.end);
    }
  }
}

/** `<f`, `<x:f`, `<formula`, and places that links name. */
function mayHoldFormulas(bytes: Buffer): boolean {
  return ['<f', ':f', 'location=', '<cfvo', ':cfvo'].some((mark) => bytes.includes(mark));
}
