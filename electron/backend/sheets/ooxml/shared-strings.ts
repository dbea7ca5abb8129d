import { refuseBeyond, sheetBounds } from '../bounds.ts';
import type { SheetCell } from '../sheet.ts';
import { requireRoot } from './namespaces.ts';
import { UnusualPart } from './outcome.ts';
import { readRichText } from './rich-text.ts';
import { Token, type XmlScanner } from './xml-scanner.ts';

/** A cell of a shared text, which all cells with that text share; undefined for an empty one. */
export type SharedTexts = readonly (Extract<SheetCell, { kind: 'text' }> | undefined)[];

/** @throws WorkbookDamage, UnusualPart, ZipTooLarge */
export function readSharedStrings(scanner: XmlScanner): SharedTexts {
  requireRoot(scanner, 'sst');
  const texts: (Extract<SheetCell, { kind: 'text' }> | undefined)[] = [];
  while (scanner.nextTag() !== Token.end) {
    if (scanner.kind !== Token.open) continue;
    if (scanner.is('extLst')) scanner.skip();
    else if (!scanner.is('si')) throw new UnusualPart(`${scanner.localName} among the shared texts`);
    else {
      const text = readRichText(scanner);
      if (text.length > sheetBounds.textLength) {
        refuseBeyond('一个单元格里', text.length, sheetBounds.textLength, '个字');
      }
      texts.push(text === '' ? undefined : { kind: 'text', text, formula: false });
    }
  }
  return texts;
}
