/** How parts are added to a package and taken out of it: content types and relationships. */
import { resolveTarget } from '../../ooxml/package.ts';
import { keyOf, type Template } from '../template.ts';
import type { WorkbookEdit } from '../workbook-edit.ts';
import { attributeOf, qualified, type XmlElement } from '../xml/element-tree.ts';
import { appendChild } from '../xml/insert-child.ts';
import { escapeAttribute } from '../xml/write-text.ts';
import { editPart } from './edit-part.ts';

const contentTypes = '[Content_Types].xml';
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** The part that says what a part points at; '' stands for the package. */
export function relationsPartOf(part: string): string {
  const cut = part.lastIndexOf('/') + 1;
  return `${part.slice(0, cut)}_rels/${part.slice(cut)}.rels`;
}

/** Takes a part out, with its content type and what points at it from `source`. */
export function removePart(edit: WorkbookEdit, source: string, part: string): void {
  editPart(edit, relationsPartOf(source), (root, splices) => {
    for (const relationship of root.children) {
      const target = attributeOf(relationship, 'Target')?.value ?? '';
      const isExternal = attributeOf(relationship, 'TargetMode')?.value.toLowerCase() === 'external';
      if (!isExternal && keyOf(resolveTarget(source, target)) === keyOf(part)) {
        splices.remove(relationship.start, relationship.end);
      }
    }
  });
  editPart(edit, contentTypes, (root, splices) => {
    const override = overrideOf(root, part);
    if (override !== undefined) splices.remove(override.start, override.end);
  });
  edit.remove(part);
}

/** Adds a part that `source` points at. @returns the id of the relationship */
export function addPart(
  edit: WorkbookEdit,
  source: string,
  part: {
    readonly name: string;
    readonly content: string;
    readonly contentType: string;
    readonly relationship: string;
  },
): string {
  edit.add(part.name, Buffer.from(part.content));
  editPart(edit, contentTypes, (root, splices, bytes) => {
    const name = qualified(root.prefix, 'Override');
    const type = `<${name} PartName="/${escapeAttribute(part.name)}" ContentType="${part.contentType}"/>`;
    appendChild(root, type, splices, bytes);
  });
  return addRelationship(edit, source, part.relationship, part.name);
}

/** Points from a part at another, as Excel does: some readers know relative targets only. @returns the relationship's id */
export function addRelationship(edit: WorkbookEdit, source: string, type: string, part: string): string {
  const relations = relationsPartOf(source);
  if (!edit.has(relations)) {
    edit.add(
      relations,
      Buffer.from(
        `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="${packageRelations}"/>`,
      ),
    );
  }
  let id = '';
  editPart(edit, relations, (root, splices, bytes) => {
    const used = new Set(root.children.map((child) => attributeOf(child, 'Id')?.value));
    let number = root.children.length + 1;
    while (used.has(`rId${number}`)) number += 1;
    id = `rId${number}`;
    const name = qualified(root.prefix, 'Relationship');
    const xml = `<${name} Id="${id}" Type="${type}" Target="${escapeAttribute(relativeTarget(source, part))}"/>`;
    appendChild(root, xml, splices, bytes);
  });
  return id;
}

/** `../comments1.xml` from `xl/worksheets/sheet1.xml` to `xl/comments1.xml`. */
function relativeTarget(source: string, part: string): string {
  const from = source.split('/').slice(0, -1);
  const to = part.split('/');
  const shared = from.findIndex((folder, index) => folder !== to[index]);
  const kept = shared < 0 ? from.length : shared;
  return [...from.slice(kept).map(() => '..'), ...to.slice(kept)].join('/');
}

/** Files of an extension without a type of their own. */
export function addDefaultType(edit: WorkbookEdit, extension: string, contentType: string): void {
  editPart(edit, contentTypes, (root, splices) => {
    const known = root.children.some(
      (child) =>
        child.name === 'Default' && attributeOf(child, 'Extension')?.value.toLowerCase() === extension,
    );
    if (known) return;
    const name = qualified(root.prefix, 'Default');
    splices.insert(root.openEnd, `<${name} Extension="${extension}" ContentType="${contentType}"/>`);
  });
}

/** A name for a part that is not taken: `xl/comments1.xml`, `xl/comments2.xml` … */
export function freeName(edit: WorkbookEdit, before: string, after: string): string {
  let number = 1;
  while (edit.has(`${before}${number}${after}`)) number += 1;
  return `${before}${number}${after}`;
}

function overrideOf(root: XmlElement, part: string): XmlElement | undefined {
  return root.children.find(
    (child) =>
      child.name === 'Override' && keyOf(attributeOf(child, 'PartName')?.value ?? '') === keyOf(part),
  );
}

/** Whether the workbook is written in the strict namespaces. */
export function isStrict({ contentOf, workbookPart }: Template): boolean {
  return contentOf(workbookPart).includes('http://purl.oclc.org/ooxml/spreadsheetml/main');
}

/** The full type of a relationship as this workbook names them. */
export function relationshipType(template: Template, name: string): string {
  const base = isStrict(template)
    ? 'http://purl.oclc.org/ooxml/officeDocument/relationships'
    : 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  return `${base}/${name}`;
}
