import type { XmlScanner } from './xml-scanner.ts';
import { Token } from './xml-scanner.ts';
import { decodeEscapes } from './xml-text.ts';

/**
 * The text of the open element (`si`, `is`, a comment's `text`): all its runs joined, the phonetic ones left out.
 * Stands on its close token afterwards.
 * @throws WorkbookDamage for two plain texts, of which readers show one or both
 */
export function readRichText(scanner: XmlScanner): string {
  const { depth } = scanner;
  let text = '';
  let plainTexts = 0;
  for (;;) {
    const kind = scanner.nextTag();
    if (kind === Token.close && scanner.depth === depth) return text;
    if (kind !== Token.open) continue;
    if (scanner.is('t')) {
      if (scanner.depth === depth + 1) plainTexts += 1;
      if (plainTexts > 1) scanner.fail('two texts in one');
      text += decodeEscapes(readText(scanner));
    } else if (scanner.is('rPh') || scanner.is('rPr')) scanner.skip();
  }
}

/** The characters of the open element; stands on its close token afterwards. */
export function readText(scanner: XmlScanner): string {
  const { depth } = scanner;
  let text = '';
  for (;;) {
    const kind = scanner.next();
    if (kind === Token.text) text = text === '' ? scanner.textValue() : text + scanner.textValue();
    else if (kind === Token.close && scanner.depth === depth) return text;
    else if (kind === Token.open) scanner.skip();
  }
}
