/**
 * Every guard of the hosts, as small pure functions; each names the attack it stops.
 * Tested as a table in tests/unit/security.test.ts.
 */
import { createHash, timingSafeEqual } from 'node:crypto';

/** The one origin that the Electron window may show. */
export const appOrigin = 'app://huibiao';

/**
 * Against script injection through a cell or a file name: only the program's own files run, nothing is evaluated,
 * nothing is loaded from elsewhere, no page may frame this one. Inline styles are AG Grid's and Ant Design's.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Headers of every answer: no sniffing of types, no framing, no referrer, no sharing with other origins. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** Against DNS rebinding: a page at evil.example that resolves to 127.0.0.1 still says its own name in Host. */
export function isOwnHost(host: string | undefined, port: number): boolean {
  return host === `127.0.0.1:${port}`;
}

/**
 * Against cross-site requests: whatever says where it comes from must come from our own page. Browsers send
 * Origin with every POST, so one without it comes from no page of ours.
 */
export function isOwnOrigin(
  method: string,
  origin: string | undefined,
  fetchSite: string | undefined,
  port: number,
): boolean {
  if (fetchSite !== undefined && fetchSite !== 'same-origin' && fetchSite !== 'none') return false;
  if (origin === undefined) return method === 'GET' || method === 'HEAD';
  return origin === `http://127.0.0.1:${port}`;
}

/** Cookies are shared by all ports of a host, so the name carries the port. */
export function sessionCookieName(port: number): string {
  return `huibiao-${port}`;
}

/** Not readable by scripts, not sent from other sites; it ends with the browser. */
export function sessionCookie(port: number, secret: string): string {
  return `${sessionCookieName(port)}=${secret}; HttpOnly; SameSite=Strict; Path=/`;
}

/** The value of a cookie in a Cookie header; null when it is not there. */
export function readCookie(header: string | undefined, name: string): string | null {
  for (const part of (header ?? '').split(';')) {
    const [key, ...value] = part.trim().split('=');
    if (key === name) return value.join('=');
  }
  return null;
}

/** Against guessing a secret by how long a comparison takes. */
export function secretsMatch(given: string | null | undefined, expected: string): boolean {
  if (given === null || given === undefined) return false;
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(expected));
}

/** Against leaving the program: a dropped file, a link or a script may not take the window anywhere else. */
export function isOwnPage(url: string): boolean {
  return URL.canParse(url) && new URL(url).protocol === 'app:' && new URL(url).host === 'huibiao';
}

/**
 * Against a page that reads the clipboard behind a person's back: it may not read it at all, only ask for a paste
 * into the field that has the focus, and only while she works in this window.
 */
export function mayPaste(window: { readonly isVisible: boolean; readonly isFocused: boolean }): boolean {
  return window.isVisible && window.isFocused;
}

/** Against a page asking for camera, place, devices …: only writing text to the clipboard is ever granted. */
export function isGrantedPermission(permission: string): boolean {
  return permission === 'clipboard-sanitized-write';
}

/** Against reading files outside the screens' own folder (`/../../etc/passwd`, encoded or not). */
export function staticFileName(pathname: string): string | null {
  let path: string;
  try {
    path = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (path === '/') return 'index.html';
  return /^(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$/.test(path) ? path.slice(1) : null;
}

export { safeFileName } from '../shared/values/file-name.ts';
