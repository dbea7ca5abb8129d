/** The parts of a workbook and how they point at each other. Nothing outside the archive is ever looked at. */
import { inflateEntry, ZipDamage, type ZipEntry } from '../zip/zip.ts';
import { UnusualPart, WorkbookDamage } from './outcome.ts';
import { Token, XmlScanner } from './xml-scanner.ts';
import { toUtf8 } from './xml-text.ts';

export type Relationship = {
  readonly id: string;
  /**
   * The last word of its type (`worksheet`, `sharedStrings`), the same in transitional and strict workbooks; the whole
   * type where it is none of the known ones.
   */
  readonly type: string;
  /** The name of the part that is pointed at. */
  readonly target: string;
};

export type WorkbookPackage = {
  readonly has: (part: string) => boolean;
  /** A scanner over an XML part, in whatever encoding it is. @throws ZipDamage, WorkbookDamage, UnusualPart */
  readonly scan: (part: string) => XmlScanner;
  /** The same for the length of a function, after which the part's memory is given back at once. */
  readonly read: <Result>(part: string, use: (scanner: XmlScanner) => Result) => Result;
  /** What a part points at inside the archive, in order. '' stands for the package itself. */
  readonly relationshipsOf: (part: string) => readonly Relationship[];
};

export function openPackage(bytes: Uint8Array, entries: readonly ZipEntry[]): WorkbookPackage {
  const byName = new Map<string, ZipEntry[]>();
  for (const entry of entries) {
    const name = nameOf(entry.name);
    byName.set(name, [...(byName.get(name) ?? []), entry]);
  }
  const has = (part: string): boolean => byName.has(nameOf(part));
  const scan = (part: string): XmlScanner => {
    const found = byName.get(nameOf(part)) ?? [];
    const [entry] = found;
    if (entry === undefined) throw new UnusualPart(`there is no part ${part}`);
    if (found.length > 1) throw new ZipDamage(`${part} is there twice`);
    return new XmlScanner(toUtf8(inflateEntry(bytes, entry), part), part);
  };
  const read: WorkbookPackage['read'] = (part, use) => {
    const scanner = scan(part);
    const result = use(scanner);
    if (scanner.bytes.buffer !== bytes.buffer) giveBack(scanner.bytes);
    return result;
  };
  const relationshipsOf = (part: string): readonly Relationship[] => {
    const relations = relationsPart(part);
    return has(relations) ? readRelationships(scan(relations), part) : [];
  };
  return { has, scan, read, relationshipsOf };
}

/** Less is not worth the trouble. */
const worthGivingBack = 16 * 1024;

/**
 * The collector learns late of memory outside its heap: file after file would be inflated into fresh memory, which
 * costs more time than inflating. Nobody may look at these bytes any more. Buffers that fill less than half of their
 * memory may share it with others.
 */
function giveBack({ buffer, byteLength }: Buffer): void {
  const isAlone = byteLength * 2 > buffer.byteLength;
  if (byteLength >= worthGivingBack && isAlone && buffer instanceof ArrayBuffer) buffer.transfer(0);
}

/** The part that says what the whole package is: of a workbook, the one that lists the sheets. */
export type MainPart = {
  readonly name: string;
  /** As the package declares it; null when it does not. */
  readonly contentType: string | null;
};

/** Content types of such a part. */
export const workbookType = /(?:sheet|template|addin)\.(?:macroEnabled\.)?main\+xml$/i;

/** What the package itself calls its main part; null when it does not say. @throws ZipDamage, WorkbookDamage, UnusualPart */
export function readMainPart(parts: WorkbookPackage): MainPart | null {
  const types = readContentTypes(parts);
  const targets = parts.relationshipsOf('').filter(({ type }) => type === 'officeDocument');
  if (targets.length > 1) throw new UnusualPart('several main parts');
  const [target] = targets;
  if (target !== undefined) {
    const { target: name } = target;
    return { name, contentType: types.get(name.toLowerCase()) ?? null };
  }
  const declared = [...types].find(([, type]) => workbookType.test(type));
  return declared === undefined ? null : { name: declared[0], contentType: declared[1] };
}

/** The part that holds the list of sheets, wherever it is. @throws UnusualPart when the package does not say */
export function findWorkbookPart(parts: WorkbookPackage): string {
  const name = readMainPart(parts)?.name ?? 'xl/workbook.xml';
  if (!parts.has(name)) throw new UnusualPart(`there is no main part ${name}`);
  return name;
}

/** Part name, in lower case → content type, for the parts that are named. */
function readContentTypes(parts: WorkbookPackage): ReadonlyMap<string, string> {
  const part = '[Content_Types].xml';
  const types = new Map<string, string>();
  if (!parts.has(part)) return types;
  const scanner = parts.scan(part);
  while (scanner.nextTag() !== Token.end) {
    if (scanner.kind !== Token.open || !scanner.is('Override')) continue;
    const name = resolveTarget('', scanner.attribute('PartName') ?? '');
    types.set(name.toLowerCase(), scanner.attribute('ContentType') ?? '');
  }
  return types;
}

/** How the types of relationships begin that are read here. */
const knownTypes =
  /^http:\/\/(?:schemas\.openxmlformats\.org\/officeDocument\/2006|purl\.oclc\.org\/ooxml\/officeDocument|schemas\.microsoft\.com\/office\/20\d\d(?:\/\d\d)?)\/relationships\/(\w+)$/;

function readRelationships(scanner: XmlScanner, source: string): Relationship[] {
  const relationships: Relationship[] = [];
  const ids = new Set<string>();
  while (scanner.nextTag() !== Token.end) {
    if (scanner.kind !== Token.open) continue;
    if (!scanner.is(scanner.depth === 1 ? 'Relationships' : 'Relationship')) {
      throw new UnusualPart(`${scanner.part}: ${scanner.localName}`);
    }
    if (scanner.depth === 1 || scanner.attribute('TargetMode')?.toLowerCase() === 'external') continue;
    const id = scanner.attribute('Id');
    const type = scanner.attribute('Type');
    const target = scanner.attribute('Target');
    if (id === null || type === null || target === null) {
      throw new WorkbookDamage(`${scanner.part}: Relationship`);
    }
    if (ids.has(id)) throw new WorkbookDamage(`${scanner.part}: ${id} is there twice`);
    ids.add(id);
    relationships.push({
      id,
      type: knownTypes.exec(type)?.[1] ?? type,
      target: resolveTarget(source, target),
    });
  }
  return relationships;
}

/** `worksheets/sheet1.xml`, `../comments1.xml` or `/xl/styles.xml`, seen from a part. */
export function resolveTarget(source: string, target: string): string {
  const path = decodePercent(target.replaceAll('\\', '/').replace(/[?#].*$/, ''));
  const steps = path.startsWith('/') ? [] : source.split('/').slice(0, -1);
  for (const step of path.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}

function decodePercent(path: string): string {
  if (!path.includes('%')) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function relationsPart(part: string): string {
  const cut = part.lastIndexOf('/') + 1;
  return `${part.slice(0, cut)}_rels/${part.slice(cut)}.rels`;
}

/** Part names are the same whatever their case. */
function nameOf(part: string): string {
  return (part.startsWith('/') ? part.slice(1) : part).toLowerCase();
}
