/** A part that is compressed while it is written: only a small piece of it is ever held as text. */
import { constants, crc32, deflateRawSync } from 'node:zlib';
import type { PackedEntry } from '../../zip/zip.ts';

/** Characters that are gathered before they are compressed. */
const pieceLength = 1 << 20;
/** The last block of a deflate stream, with nothing in it. */
const lastBlock = Uint8Array.of(0x03, 0x00);
const level = 3;

export class PackedPart {
  readonly #name: string;
  readonly #packed: Uint8Array[] = [];
  readonly #pieces: string[] = [];
  #length = 0;
  #size = 0;
  #crc = 0;

  constructor(name: string) {
    this.#name = name;
  }

  write(text: string): void {
    this.#pieces.push(text);
    this.#length += text.length;
    if (this.#length >= pieceLength) this.#pack();
  }

  finish(): PackedEntry {
    this.#pack();
    this.#packed.push(lastBlock);
    return {
      name: this.#name,
      data: Buffer.concat(this.#packed),
      method: 8,
      size: this.#size,
      crc: this.#crc,
    };
  }

  /** Every piece ends on a whole byte without ending the stream, so that the next one can follow. */
  #pack(): void {
    if (this.#length === 0) return;
    // A character of a JavaScript string is three bytes at most.
    const room = Buffer.allocUnsafe(3 * this.#length);
    let size = 0;
    for (const piece of this.#pieces) size += room.write(piece, size);
    const bytes = room.subarray(0, size);
    this.#pieces.length = 0;
    this.#length = 0;
    this.#size += bytes.length;
    this.#crc = crc32(bytes, this.#crc);
    this.#packed.push(deflateRawSync(bytes, { level, finishFlush: constants.Z_SYNC_FLUSH }));
  }
}
