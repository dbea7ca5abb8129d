/** Custom document properties: what a file says of itself that neither its name nor its sheets show. */

import { decodeEscapes } from '../../ooxml/xml-text.ts';
import type { Template } from '../template.ts';
import type { WorkbookEdit } from '../workbook-edit.ts';
import { attributeOf, qualified, readTree, type XmlElement } from '../xml/element-tree.ts';
import { appendChild } from '../xml/insert-child.ts';
import type { Splices } from '../xml/splices.ts';
import { escapeAttribute, escapeCellText, escapeText } from '../xml/write-text.ts';
import { editPart } from './edit-part.ts';
import { addPart, isStrict } from './relationships.ts';

const formatId = '{D5CDD505-2E9C-101B-9397-08002B2CF9AE}';
const contentType = 'application/vnd.openxmlformats-officedocument.custom-properties+xml';

const transitional = {
  properties: 'http://schemas.openxmlformats.org/officeDocument/2006/custom-properties',
  values: 'http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes',
  relationship: 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties',
};
const strict = {
  properties: 'http://purl.oclc.org/ooxml/officeDocument/customProperties',
  values: 'http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes',
  relationship: 'http://purl.oclc.org/ooxml/officeDocument/relationships/customProperties',
};

/** The properties whose values are texts, by name. */
export function readProperties(template: Template): ReadonlyMap<string, string> {
  const part = propertiesPart(template);
  const found = new Map<string, string>();
  if (part === undefined) return found;
  for (const property of readTree(template.contentOf(part), part).children) {
    const name = attributeOf(property, 'name')?.value;
    const value = property.children[0];
    if (name !== undefined && value !== undefined && /^(?:lpw?str|bstr)$/.test(value.name)) {
      found.set(name, decodeEscapes(value.text));
    }
  }
  return found;
}

/** Adds properties, or gives those of the same name these values. */
export function writeProperties(edit: WorkbookEdit, properties: Readonly<Record<string, string>>): void {
  const entries = Object.entries(properties);
  if (entries.length === 0) return;
  const names = isStrict(edit.template) ? strict : transitional;
  let part = propertiesPart(edit.template);
  if (part === undefined) {
    part = 'docProps/custom.xml';
    const content = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="${names.properties}" xmlns:vt="${names.values}"/>`;
    addPart(edit, '', { name: part, content, contentType, relationship: names.relationship });
  }
  editPart(edit, part, (root, splices, bytes) => {
    const declared = root.attributes.find(
      (attribute) => /^xmlns:./.test(attribute.name) && attribute.value === names.values,
    );
    const tag = `${declared?.name.slice('xmlns:'.length) ?? 'vt'}:lpwstr`;
    const open = declared === undefined ? `${tag} xmlns:vt="${names.values}"` : tag;
    let number = 1;
    for (const property of root.children) {
      number = Math.max(number, Number(attributeOf(property, 'pid')?.value ?? 0));
    }
    let added = '';
    for (const [name, value] of entries) {
      const text = `<${open}>${escapeText(escapeCellText(value))}</${tag}>`;
      const known = propertyOf(root, name);
      if (known !== undefined) replaceProperty(known, text, splices);
      else {
        number += 1;
        const element = qualified(root.prefix, 'property');
        added += `<${element} fmtid="${formatId}" pid="${number}" name="${escapeAttribute(name)}">${text}</${element}>`;
      }
    }
    if (added !== '') appendChild(root, added, splices, bytes);
  });
}

function propertiesPart(template: Template): string | undefined {
  return template
    .relationshipsOf('')
    .find(({ type, target }) => /custom-?properties$/i.test(type) && template.entryOf(target) !== undefined)
    ?.target;
}

/** The names of properties are the same whatever their case. */
function propertyOf(root: XmlElement, name: string): XmlElement | undefined {
  return root.children.find(
    (child) => attributeOf(child, 'name')?.value.toLowerCase() === name.toLowerCase(),
  );
}

function replaceProperty(property: XmlElement, text: string, splices: Splices): void {
  const old = property.children[0];
  if (old !== undefined) splices.replace(old.start, old.end, text);
}
