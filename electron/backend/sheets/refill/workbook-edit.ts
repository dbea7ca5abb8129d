/** One filled copy in the making: the parts of a template and what has become of them. */
import type { Relationship } from '../ooxml/package.ts';
import { rewriteArchive } from './archive.ts';
import { refuse } from './refusal.ts';
import { keyOf, type Template, type TemplateSheet } from './template.ts';

export class WorkbookEdit {
  readonly template: Template;
  /** By the key of a part; null for one that is removed. */
  readonly #changed = new Map<string, Buffer | null>();
  readonly #added = new Map<string, { readonly name: string; content: Buffer }>();

  constructor(template: Template) {
    this.template = template;
  }

  /** @throws HuibiaoError `invalid_edit` when there is no such worksheet */
  sheet(name: string): TemplateSheet {
    const wanted = name.toLowerCase();
    const found = this.template.sheets.find((sheet) => sheet.name.toLowerCase() === wanted);
    if (found === undefined || found.type !== 'worksheet')
      refuse(`表样里没有工作表“${name}”`, { sheet: name });
    return found;
  }

  get worksheets(): readonly TemplateSheet[] {
    return this.template.sheets.filter(({ type }) => type === 'worksheet');
  }

  has(part: string): boolean {
    const key = keyOf(part);
    const changed = this.#changed.get(key);
    if (changed !== undefined) return changed !== null;
    return this.#added.has(key) || this.template.entryOf(part) !== undefined;
  }

  /** A part as it is now, in UTF-8. */
  read(part: string): Buffer {
    const key = keyOf(part);
    return this.#changed.get(key) ?? this.#added.get(key)?.content ?? this.template.contentOf(part);
  }

  /** Replaces what a part holds; a part that comes out as it was stays the very entry of the template. */
  write(part: string, content: Buffer): void {
    const key = keyOf(part);
    const added = this.#added.get(key);
    if (added !== undefined) added.content = content;
    else if (content.equals(this.template.contentOf(part))) this.#changed.delete(key);
    else this.#changed.set(key, content);
  }

  add(part: string, content: Buffer): void {
    this.#added.set(keyOf(part), { name: part, content });
  }

  remove(part: string): void {
    if (!this.#added.delete(keyOf(part))) this.#changed.set(keyOf(part), null);
  }

  /** What a part of the template points at; parts that are added point at nothing here. */
  relationshipsOf(part: string): readonly Relationship[] {
    return this.template.relationshipsOf(part);
  }

  get hasChanged(): boolean {
    return this.#changed.size + this.#added.size > 0;
  }

  /** Names of the parts that are not as in the template, for people. */
  get changedParts(): string[] {
    const changed = [...this.#changed.keys()].map((key) => this.template.entryOf(key)?.name ?? key);
    return [...changed, ...[...this.#added.values()].map(({ name }) => name)];
  }

  toBytes(): Uint8Array {
    const replaced = new Map<string, Uint8Array>();
    const removed = new Set<string>();
    for (const [key, content] of this.#changed) {
      const entry = this.template.entryOf(key);
      if (entry === undefined) continue;
      if (content === null) removed.add(entry.name);
      else replaced.set(entry.name, content);
    }
    const added = new Map([...this.#added.values()].map(({ name, content }) => [name, content]));
    return rewriteArchive(this.template.archive, { replaced, removed, added });
  }
}
