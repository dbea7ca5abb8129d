/** Reads and writes grey images of 8 bits as PNG, which is all that the golden pages need. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { crc32, deflateSync, inflateSync } from 'node:zlib';
import type { Image } from './pages.ts';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** The golden page of that name; with `UPDATE_GOLDEN=1`, or where there is none, what was drawn becomes it. */
export function goldenPage(name: string, drawn: Image): Image {
  const file = new URL(`golden/${name}.png`, import.meta.url);
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(file, encodeGrey(drawn));
  if (!existsSync(file))
    throw new Error(`there is no golden page ${name}: draw it with UPDATE_GOLDEN=1 and look at it`);
  return decodeGrey(readFileSync(file));
}

function encodeGrey({ width, height, grey }: Image): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const lines = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1)
    lines.set(grey.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(lines, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Only what `encodeGrey` writes: no filters, no interlacing. */
function decodeGrey(bytes: Buffer): Image {
  const parts = new Map<string, Buffer>();
  for (let at = signature.length; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    parts.set(bytes.toString('latin1', at + 4, at + 8), bytes.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const header = parts.get('IHDR') ?? Buffer.alloc(8);
  const width = header.readUInt32BE(0);
  const height = header.readUInt32BE(4);
  const lines = inflateSync(parts.get('IDAT') ?? Buffer.alloc(0));
  const grey = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    grey.set(lines.subarray(y * (width + 1) + 1, (y + 1) * (width + 1)), y * width);
  }
  return { width, height, grey };
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(4);
  frame.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([frame, body, check]);
}
