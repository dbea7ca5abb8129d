/** A file name without what a file system refuses; never empty, never a path. */
export function safeFileName(name: string): string {
  const cleaned = [...name]
    .map((character) => (character < ' ' || '\\/:*?"<>|'.includes(character) ? '_' : character))
    .join('')
    .replace(/^[. ]+|[. ]+$/gu, '');
  return cleaned === '' ? '未命名' : cleaned.slice(0, 120);
}
