/** The records of an .xls, as far as its looks need them. [MS-XLS] calls each by the number that is used here. */
export type BiffRecord = { readonly type: number; readonly data: BiffData };

/** Little-endian fields of a record; what is beyond its end reads as 0, so that a short record cannot break anything. */
export class BiffData {
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.#view.byteLength;
  }

  byte(at: number): number {
    return at < this.length ? this.#view.getUint8(at) : 0;
  }

  word(at: number): number {
    return at + 2 <= this.length ? this.#view.getUint16(at, true) : 0;
  }

  double(at: number): number {
    return at + 4 <= this.length ? this.#view.getUint32(at, true) : 0;
  }

  real(at: number): number {
    return at + 8 <= this.length ? this.#view.getFloat64(at, true) : 0;
  }

  /** Characters that follow a byte of flags. @returns the text and where it ends */
  text(at: number, count: number): { readonly text: string; readonly end: number } {
    const flags = this.byte(at);
    const isWide = (flags & 1) !== 0;
    let start = at + 1;
    const runs = (flags & 8) === 0 ? 0 : this.word(start);
    if ((flags & 8) !== 0) start += 2;
    const extra = (flags & 4) === 0 ? 0 : this.double(start);
    if ((flags & 4) !== 0) start += 4;
    const codes = Array.from({ length: Math.min(count, this.length) }, (_, index) =>
      isWide ? this.word(start + 2 * index) : this.byte(start + index),
    );
    return {
      text: String.fromCharCode(...codes),
      end: start + count * (isWide ? 2 : 1) + runs * 4 + extra,
    };
  }
}

/** From a place of the stream to the end of what begins there; charts that lie inside are passed over. */
export function* readRecords(stream: Uint8Array, from: number): Generator<BiffRecord> {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  let depth = 0;
  let at = from;
  while (at + 4 <= stream.length) {
    const type = view.getUint16(at, true);
    const end = at + 4 + view.getUint16(at + 2, true);
    if (type === begin) depth += 1;
    else if (type === finish) depth -= 1;
    if (depth <= 0) return;
    if (depth === 1)
      yield { type, data: new BiffData(stream.subarray(at + 4, Math.min(end, stream.length))) };
    at = end;
  }
}

const begin = 0x809;
const finish = 0x0a;
