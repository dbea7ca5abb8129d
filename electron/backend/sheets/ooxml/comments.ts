import { parseCellName } from './cell-reference.ts';
import { requireRoot } from './namespaces.ts';
import { UnusualPart } from './outcome.ts';
import { readRichText, readText } from './rich-text.ts';
import { Token, type XmlScanner } from './xml-scanner.ts';

/** Adds the texts of a comments part (批注), by cell name; a comment without text is none. */
export function readComments(scanner: XmlScanner, comments: Map<string, string>): void {
  requireRoot(scanner, 'comments');
  let cell = '';
  let hasText = false;
  while (scanner.nextTag() !== Token.end) {
    if (scanner.kind !== Token.open) continue;
    if (scanner.is('comment')) {
      cell = cellOf(scanner);
      hasText = false;
    } else if (scanner.is('text')) {
      if (hasText) scanner.fail('two texts in one comment');
      hasText = true;
      add(comments, cell, readRichText(scanner).replaceAll('\r', '\n'));
    } else if (!scanner.is('comments') && !scanner.is('commentList')) scanner.skip();
  }
}

/** A conversation stands in for the note that older programs see in its place. */
export function readThreadedComments(scanner: XmlScanner, comments: Map<string, string>): void {
  const threads = new Map<string, string>();
  let cell = '';
  while (scanner.nextTag() !== Token.end) {
    if (scanner.kind !== Token.open) continue;
    if (scanner.is('threadedComment')) cell = cellOf(scanner);
    else if (scanner.is('text')) add(threads, cell, readText(scanner));
    else if (!scanner.is('ThreadedComments')) scanner.skip();
  }
  for (const [name, text] of threads) comments.set(name, text);
}

function cellOf(scanner: XmlScanner): string {
  const name = scanner.attribute('ref') ?? '';
  if (parseCellName(name) === null) throw new UnusualPart(`${scanner.part}: a comment on “${name}”`);
  return name;
}

function add(comments: Map<string, string>, cell: string, text: string): void {
  if (text === '') return;
  const earlier = comments.get(cell);
  comments.set(cell, earlier === undefined ? text : `${earlier}\n${text}`);
}
