/** Comments (批注) of our own beside those of the form, with the boxes in which they are shown. */
import { cellName } from '../../sheet.ts';
import { SheetIndex } from '../sheet-index.ts';
import { insertSheetElement } from '../sheet-order.ts';
import type { TemplateSheet } from '../template.ts';
import type { WorkbookEdit } from '../workbook-edit.ts';
import { attributeOf, childOf, qualified, type XmlElement } from '../xml/element-tree.ts';
import { appendChild } from '../xml/insert-child.ts';
import { Splices } from '../xml/splices.ts';
import { escapeText, textElement } from '../xml/write-text.ts';
import { editPart } from './edit-part.ts';
import { related } from './list-related.ts';
import {
  addDefaultType,
  addPart,
  addRelationship,
  freeName,
  isStrict,
  relationshipType,
} from './relationships.ts';

export type NewComment = {
  readonly row: number;
  readonly column: number;
  readonly author: string;
  readonly text: string;
};

/** A cell that has a comment keeps it, with the new one below. */
export function addComments(edit: WorkbookEdit, sheet: TemplateSheet, comments: readonly NewComment[]): void {
  const part = related(edit, sheet.part, 'comments')[0] ?? addCommentsPart(edit, sheet);
  const boxes: NewComment[] = [];
  for (const comment of comments) {
    editPart(edit, part, (root, splices, bytes) => {
      const list = childOf(root, 'commentList');
      const name = cellName(comment.row, comment.column);
      const known = list?.children.find((child) => attributeOf(child, 'ref')?.value === name);
      const text = known === undefined ? undefined : childOf(known, 'text');
      if (text !== undefined) {
        appendChild(text, run(root.prefix, `\n${comment.text}`), splices, bytes);
        return;
      }
      boxes.push(comment);
      const author = authorOf(root, comment.author, splices, bytes);
      const tag = (element: string) => qualified(root.prefix, element);
      const xml = `<${tag('comment')} ref="${name}" authorId="${author}"><${tag('text')}>${run(root.prefix, comment.text)}</${tag('text')}></${tag('comment')}>`;
      if (list !== undefined) appendChild(list, xml, splices, bytes);
    });
  }
  if (boxes.length > 0) addBoxes(edit, sheet, boxes);
}

function run(prefix: string, text: string): string {
  const name = qualified(prefix, 'r');
  return `<${name}>${textElement(qualified(prefix, 't'), text)}</${name}>`;
}

/** The number of the author, who is added where he is new. */
function authorOf(root: XmlElement, author: string, splices: Splices, bytes: Buffer): number {
  const authors = childOf(root, 'authors');
  const names = authors?.children ?? [];
  const known = names.findIndex(({ text }) => text === author);
  if (known >= 0 || authors === undefined) return Math.max(known, 0);
  const tag = qualified(root.prefix, 'author');
  appendChild(authors, `<${tag}>${escapeText(author)}</${tag}>`, splices, bytes);
  return names.length;
}

function addCommentsPart(edit: WorkbookEdit, sheet: TemplateSheet): string {
  const main = isStrict(edit.template)
    ? 'http://purl.oclc.org/ooxml/spreadsheetml/main'
    : 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const name = freeName(edit, 'xl/comments', '.xml');
  addPart(edit, sheet.part, {
    name,
    content: `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="${main}"><authors/><commentList/></comments>`,
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml',
    relationship: relationshipType(edit.template, 'comments'),
  });
  return name;
}

const shapeType =
  '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>';

/** VML is not always well-formed XML, so it is edited as text. */
function addBoxes(edit: WorkbookEdit, sheet: TemplateSheet, comments: readonly NewComment[]): void {
  const part = sheetDrawing(edit, sheet) ?? addDrawing(edit, sheet);
  const text = edit.read(part).toString('utf8');
  const used = [...text.matchAll(/_x0000_s(\d+)/g)].map(([, digits]) => Number(digits));
  let number = Math.max(1024, ...used);
  const shapes = comments.map((comment) => {
    number += 1;
    return boxOf(comment, number);
  });
  const type = text.includes('_x0000_t202"') ? '' : shapeType;
  const end = text.lastIndexOf('</xml>');
  edit.write(part, Buffer.from(`${text.slice(0, end)}${type}${shapes.join('')}${text.slice(end)}`));
}

function boxOf({ row, column, text }: NewComment, number: number): string {
  const lines = text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / 12)), 0);
  const top = Math.max(row - 1, 0);
  const anchor = `${column + 1}, 15, ${top}, 10, ${column + 4}, 15, ${top + Math.min(Math.max(lines + 1, 4), 20)}, 4`;
  return `<v:shape id="_x0000_s${number}" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>${row}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`;
}

/** The drawing that the sheet names for its comments; one for headers and footers is another. */
function sheetDrawing(edit: WorkbookEdit, sheet: TemplateSheet): string | undefined {
  const id = new SheetIndex(edit.read(sheet.part), sheet.part)
    .element('legacyDrawing')
    ?.attributes.find(({ name }) => name.endsWith(':id'))?.value;
  return edit.relationshipsOf(sheet.part).find((relationship) => relationship.id === id)?.target;
}

function addDrawing(edit: WorkbookEdit, sheet: TemplateSheet): string {
  const { template } = edit;
  const name = freeName(edit, 'xl/drawings/vmlDrawing', '.vml');
  edit.add(
    name,
    Buffer.from(
      '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"></xml>',
    ),
  );
  addDefaultType(edit, 'vml', 'application/vnd.openxmlformats-officedocument.vmlDrawing');
  const id = addRelationship(edit, sheet.part, relationshipType(template, 'vmlDrawing'), name);
  const index = new SheetIndex(edit.read(sheet.part), sheet.part);
  const splices = new Splices();
  const namespace = relationshipType(template, '').replace(/\/$/, '');
  insertSheetElement(index, 'legacyDrawing', ` xmlns:r="${namespace}" r:id="${id}"/>`, splices);
  edit.write(sheet.part, splices.applyTo(index.bytes));
  return name;
}
