import { parseHtmlTable } from '../../shared/grid/parse-html-table.ts';
import { parseTsv } from '../../shared/grid/tsv.ts';

/** What a paste brings, as the clipboard gives it; both texts are '' where there is none. */
export type ClipboardContent = {
  readonly text: string;
  readonly html: string;
  /** Names and types of pasted files. */
  readonly files: readonly { readonly name: string; readonly type: string }[];
};

export type ClipboardBlock =
  | { readonly kind: 'cells'; readonly block: readonly (readonly string[])[] }
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * The cells on the clipboard. A table in the HTML is believed before the plain text, which loses the borders of
 * cells that hold several lines in Word; text that was copied here is taken as it was written.
 */
export function readClipboard(
  { text, html, files }: ClipboardContent,
  ownText: string | null,
): ClipboardBlock {
  const isOwn = text !== '' && ownText !== null && sameText(text, ownText);
  const table = isOwn || html === '' ? null : parseHtmlTable(html);
  if (table?.some((row) => row.length > 0)) return { kind: 'cells', block: table };
  if (text !== '') return { kind: 'cells', block: parseTsv(text) };
  const [file] = files;
  if (file === undefined) return refuse('剪贴板里没有可以粘贴的文字。请先在表格、Word 或网页里复制。');
  return file.type.startsWith('image/')
    ? refuse('剪贴板里是图片，单元格里放不下图片。要图片里的文字，请先识别成文字再粘贴。')
    : refuse(`剪贴板里是文件「${file.name}」。要导入文件，请把它拖到窗口里，或点「导入」。`);
}

/** Browsers may write line ends in their own way. */
export function sameText(left: string, right: string): boolean {
  return left === right || left.replaceAll('\r\n', '\n') === right.replaceAll('\r\n', '\n');
}

function refuse(reason: string): ClipboardBlock {
  return { kind: 'refused', reason };
}
