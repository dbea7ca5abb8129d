import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { staticFileName } from '../security.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** The screens' own files: built assets carry a hash in their name and never change, the page is always asked anew. */
export async function answerStatic(
  folder: string | null,
  method: string,
  pathname: string,
): Promise<Response> {
  if (method !== 'GET' && method !== 'HEAD') return textResponse(405, '此地址只接受 GET 请求。');
  const name = staticFileName(pathname);
  const type = types[extname(name ?? '')];
  if (folder === null || name === null || type === undefined) return textResponse(404, '没有这个页面。');
  try {
    const bytes = await readFile(join(folder, name));
    return new Response(method === 'HEAD' ? null : new Uint8Array(bytes), {
      headers: {
        'content-type': type,
        'cache-control': name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-store',
      },
    });
  } catch {
    return textResponse(404, '没有这个页面。');
  }
}

function textResponse(status: number, text: string): Response {
  return new Response(text, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } });
}
