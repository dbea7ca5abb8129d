/** JSON that is there already: what SQLite holds as JSON goes to the screen without being read and written again. */
import type { Reply } from '../../shared/api.ts';

/** A value as its JSON text in UTF-8. `Value` is what the text means: whoever makes one vouches for it. */
export class EncodedJson<Value> {
  declare readonly meaning?: Value;
  readonly parts: readonly Uint8Array[];

  constructor(parts: readonly Uint8Array[]) {
    this.parts = parts;
  }
}

const encoder = new TextEncoder();

/** Pieces of JSON, texts and bytes, one behind another. */
export function joinJson<Value>(...pieces: readonly (string | Uint8Array)[]): EncodedJson<Value> {
  return new EncodedJson<Value>(
    pieces.map((piece) => (typeof piece === 'string' ? encoder.encode(piece) : piece)),
  );
}

/** A reply as JSON in UTF-8. */
export function encodeReply(reply: Reply<unknown>): readonly Uint8Array[] {
  if (!reply.ok || !(reply.value instanceof EncodedJson)) return [encoder.encode(JSON.stringify(reply))];
  return [encoder.encode('{"ok":true,"value":'), ...reply.value.parts, encoder.encode('}')];
}
