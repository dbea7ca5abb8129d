/** Replacements in the bytes of a part. What no splice touches stays byte for byte. */
export class Splices {
  readonly #items: { readonly start: number; readonly end: number; readonly text: string | Uint8Array }[] =
    [];

  /** Whether there is nothing to replace. */
  get isEmpty(): boolean {
    return this.#items.length === 0;
  }

  replace(start: number, end: number, text: string | Uint8Array): void {
    this.#items.push({ start, end, text });
  }

  /** Several at one place stand in the order in which they were given, before what is replaced there. */
  insert(at: number, text: string | Uint8Array): void {
    this.replace(at, at, text);
  }

  remove(start: number, end: number): void {
    this.replace(start, end, '');
  }

  /** @throws Error when two of them overlap: a defect */
  applyTo(bytes: Buffer): Buffer {
    if (this.isEmpty) return bytes;
    const items = [...this.#items].sort((a, b) => a.start - b.start || a.end - b.end);
    // A character of a JavaScript string is three bytes at most.
    const room = items.reduce(
      (sum, { text }) => sum + (typeof text === 'string' ? 3 : 1) * text.length,
      bytes.length,
    );
    const result = Buffer.allocUnsafe(room);
    let length = 0;
    let at = 0;
    for (const { start, end, text } of items) {
      if (start < at) throw new Error(`replacements overlap at byte ${start}`);
      length += bytes.copy(result, length, at, start);
      if (typeof text === 'string') length += result.write(text, length);
      else {
        result.set(text, length);
        length += text.length;
      }
      at = end;
    }
    length += bytes.copy(result, length, at);
    return result.subarray(0, length);
  }
}
