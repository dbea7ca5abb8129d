import { describe, expect, it } from 'vitest';
import {
  contentSecurityPolicy,
  isGrantedPermission,
  isOwnHost,
  isOwnOrigin,
  isOwnPage,
  mayPaste,
  readCookie,
  safeFileName,
  secretsMatch,
  staticFileName,
} from '../../electron/security.ts';

describe('the Host header must be this very address', () => {
  it.each([
    ['127.0.0.1:4321', true],
    ['127.0.0.1', false],
    ['127.0.0.1:4322', false],
    ['localhost:4321', false],
    ['evil.example:4321', false],
    ['127.0.0.1.evil.example:4321', false],
    [undefined, false],
  ])('%s → %s', (host, expected) => expect(isOwnHost(host, 4321)).toBe(expected));
});

describe('a request must come from our own page', () => {
  it.each([
    ['POST', 'http://127.0.0.1:4321', 'same-origin', true],
    ['POST', 'http://127.0.0.1:4321', undefined, true],
    ['POST', undefined, undefined, false],
    ['POST', 'null', undefined, false],
    ['POST', 'http://127.0.0.1:4322', 'same-site', false],
    ['POST', 'https://evil.example', 'cross-site', false],
    ['GET', undefined, 'none', true],
    ['GET', undefined, undefined, true],
    ['GET', undefined, 'cross-site', false],
    ['GET', undefined, 'same-site', false],
  ])('%s from %s (%s) → %s', (method, origin, site, expected) =>
    expect(isOwnOrigin(method, origin, site, 4321)).toBe(expected),
  );
});

describe('the window stays in the program', () => {
  it.each([
    ['app://huibiao/', true],
    ['app://huibiao/index.html?x=1', true],
    ['app://other/', false],
    ['file:///etc/passwd', false],
    ['https://huibiao/', false],
    ['javascript:alert(1)', false],
    ['data:text/html,x', false],
    ['not a url', false],
  ])('%s → %s', (url, expected) => expect(isOwnPage(url)).toBe(expected));

  it.each([
    ['clipboard-sanitized-write', true],
    ['clipboard-read', false],
    ['geolocation', false],
    ['media', false],
    ['openExternal', false],
  ])('permission %s → %s', (permission, expected) => expect(isGrantedPermission(permission)).toBe(expected));
});

describe('a page may ask for a paste only while a person works in its window', () => {
  it.each([
    [{ isVisible: true, isFocused: true }, true],
    [{ isVisible: true, isFocused: false }, false],
    [{ isVisible: false, isFocused: true }, false],
    [{ isVisible: false, isFocused: false }, false],
  ])('%j → %s', (window, expected) => expect(mayPaste(window)).toBe(expected));
});

describe('only the screens’ own files are served', () => {
  it.each([
    ['/', 'index.html'],
    ['/assets/index-a1.js', 'assets/index-a1.js'],
    ['/../package.json', null],
    ['/assets/../../package.json', null],
    ['/%2e%2e/package.json', null],
    ['/..%2fpackage.json', null],
    ['/assets%5c..%5cx', null],
    ['/.hidden', null],
    ['//etc/passwd', null],
    ['/%', null],
    ['/a%00.html', null],
  ])('%s → %s', (path, expected) => expect(staticFileName(path)).toBe(expected));
});

describe('names of files', () => {
  it.each([
    ['附件1：名单', '附件1：名单'],
    ['a/b\\c:d*e?f"g<h>i|j', 'a_b_c_d_e_f_g_h_i_j'],
    ['..', '未命名'],
    ['', '未命名'],
    [' 名单. ', '名单'],
    ['a\u0000b\nc', 'a_b_c'],
  ])('%j → %j', (name, expected) => expect(safeFileName(name)).toBe(expected));
});

describe('the session', () => {
  it('is found among other cookies by its exact name', () => {
    expect(readCookie('a=1; huibiao-4321=x=y; b=2', 'huibiao-4321')).toBe('x=y');
    expect(readCookie('xhuibiao-4321=z', 'huibiao-4321')).toBeNull();
    expect(readCookie(undefined, 'huibiao-4321')).toBeNull();
  });

  it('is known by its secret only', () => {
    expect(secretsMatch('secret', 'secret')).toBe(true);
    expect(secretsMatch('secre', 'secret')).toBe(false);
    expect(secretsMatch('', 'secret')).toBe(false);
    expect(secretsMatch(null, 'secret')).toBe(false);
  });
});

describe('the content security policy', () => {
  it('allows no evaluated, inline or foreign script', () => {
    const directives = new Map(
      contentSecurityPolicy.split('; ').map((directive) => {
        const [name = '', ...sources] = directive.split(' ');
        return [name, sources.join(' ')];
      }),
    );
    expect(directives.get('default-src')).toBe("'none'");
    expect(directives.get('script-src')).toBe("'self'");
    expect(directives.get('connect-src')).toBe("'self'");
    expect(directives.get('frame-ancestors')).toBe("'none'");
  });
});
