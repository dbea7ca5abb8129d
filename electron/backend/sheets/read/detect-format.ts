/** What a file is, by its content; names and extensions are never asked. */
import type { FailureCode } from '../../../../shared/model/failure.ts';
import { listEntries, ZipDamage, type ZipEntry } from '../zip/zip.ts';
import { hasFilePass, readCompoundFile } from './compound-file.ts';
import { wideEncoding } from './decode-text.ts';

/** A file that is not read, in the words of the clerk: `what` it is and what to do. */
type Refusal = {
  readonly kind: 'refused';
  readonly code: FailureCode;
  readonly what: string;
  readonly advice: string;
};

export type DetectedFormat =
  | { readonly kind: 'xlsx'; readonly entries: readonly ZipEntry[] }
  | { readonly kind: 'xls' }
  | { readonly kind: 'text' }
  /** SpreadsheetML 2003. */
  | { readonly kind: 'xml' }
  | { readonly kind: 'html' }
  | Refusal;

/** Never throws: a file that cannot even be told is `damaged` or `not_a_workbook`. */
export function detectFormat(bytes: Uint8Array): DetectedFormat {
  if (bytes.length === 0) {
    return refuse('empty', '是空文件（0 字节）', '可能没有传完。请让对方重新发送，或重新保存后再导入。');
  }
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) || startsWith(bytes, [0x50, 0x4b, 0x05, 0x06])) {
    return detectZip(bytes);
  }
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])) return detectCompound(bytes);
  const known = signatures.find(({ at = 0, signature }) => startsWith(bytes, signature, at));
  if (known !== undefined) return known.refusal;
  return detectText(bytes);
}

function refuse(code: FailureCode, what: string, advice: string): Refusal {
  return { kind: 'refused', code, what, advice };
}

const toWorkbook = '请在 Excel 或 WPS 表格中打开，另存为“Excel 工作簿（*.xlsx）”后再导入。';
const copyTable = '请把其中的表格复制到 Excel 或 WPS 表格，另存为 .xlsx 后再导入。';
const askForWorkbook = '里面的表格读不出来。请向对方要原来的 Excel 表格（.xlsx）。';
const unpack = '请先解压，再导入其中的 Excel 表格。';
const sendAgain = '可能没有传完或存坏了。请让对方重新发送，或用 Excel、WPS 打开修复后另存为 .xlsx 再导入。';
const noPassword = '请用 Excel 或 WPS 打开，取消打开密码后另存，再导入。';

const pdf = refuse('is_image', '是 PDF 文件，不是表格', askForWorkbook);
const png = refuse('is_image', '是图片（PNG）', askForWorkbook);
const jpeg = refuse('is_image', '是图片（JPEG）', askForWorkbook);
const image = refuse('is_image', '是图片', askForWorkbook);
const rar = refuse('is_archive', '是 RAR 压缩包', unpack);
const archive = refuse('is_archive', '是压缩包', unpack);

const signatures: readonly {
  readonly signature: readonly number[];
  readonly at?: number;
  readonly refusal: Refusal;
}[] = [
  { signature: codes('%PDF-'), refusal: pdf },
  { signature: [0x89, ...codes('PNG\r\n')], refusal: png },
  { signature: [0xff, 0xd8, 0xff], refusal: jpeg },
  { signature: codes('GIF8'), refusal: image },
  { signature: codes('II*\0'), refusal: image },
  { signature: codes('MM\0*'), refusal: image },
  { signature: codes('WEBP'), at: 8, refusal: image },
  { signature: codes('ftyphei'), at: 4, refusal: image },
  { signature: codes('ftypmif1'), at: 4, refusal: image },
  { signature: codes('Rar!'), refusal: rar },
  {
    signature: [...codes('7z'), 0xbc, 0xaf, 0x27, 0x1c],
    refusal: refuse('is_archive', '是 7z 压缩包', unpack),
  },
  { signature: [0x1f, 0x8b], refusal: archive },
  { signature: codes('BZh'), refusal: archive },
  { signature: [0xfd, ...codes('7zXZ')], refusal: archive },
  { signature: codes('ustar'), at: 257, refusal: archive },
  { signature: codes('{\\rtf'), refusal: refuse('is_word', '是 RTF 文档，不是表格', copyTable) },
];

function detectZip(bytes: Uint8Array): DetectedFormat {
  let entries: readonly ZipEntry[];
  try {
    entries = listEntries(bytes);
  } catch (error) {
    if (error instanceof ZipDamage) return refuse('damaged', '已损坏，打不开', sendAgain);
    throw error;
  }
  const names = new Set(entries.map(({ name }) => name.toLowerCase()));
  const holds = (folder: string) => [...names].some((name) => name.startsWith(folder));
  if (!names.has('[content_types].xml')) {
    if (names.has('ofd.xml')) return refuse('is_image', '是 OFD 版式文件，不是表格', askForWorkbook);
    if (names.has('mimetype') && names.has('content.xml')) {
      return refuse('not_a_workbook', '是 OpenDocument 文件（.ods、.odt）', toWorkbook);
    }
    return refuse('is_archive', '是 ZIP 压缩包', unpack);
  }
  if (entries.some(({ encrypted }) => encrypted)) return refuse('password', '有密码', noPassword);
  if (names.has('xl/workbook.bin')) {
    return refuse('not_a_workbook', '是 Excel 二进制工作簿（.xlsb）', toWorkbook);
  }
  if (holds('xl/')) return { kind: 'xlsx', entries };
  if (holds('word/')) return refuse('is_word', '是 Word 文档（.docx），不是表格', copyTable);
  if (holds('ppt/')) return refuse('is_word', '是演示文稿（.pptx），不是表格', copyTable);
  return refuse('not_a_workbook', '是 Office 文件，但不是表格', toWorkbook);
}

function detectCompound(bytes: Uint8Array): DetectedFormat {
  try {
    const file = readCompoundFile(bytes);
    const holds = (name: string) => file.streamNames.includes(name);
    if (holds('EncryptedPackage')) return refuse('password', '有打开密码', noPassword);
    if (holds('WordDocument')) {
      return refuse('is_word', '是文字文档（.doc、.wps），不是表格', copyTable);
    }
    if (holds('PowerPoint Document')) {
      return refuse('is_word', '是演示文稿（.ppt、.dps），不是表格', copyTable);
    }
    const workbook = file.readStream('Workbook') ?? file.readStream('Book');
    if (workbook === null) return refuse('not_a_workbook', '是 Office 文件，但不是表格', toWorkbook);
    return hasFilePass(workbook) ? refuse('password', '有打开密码', noPassword) : { kind: 'xls' };
  } catch {
    return refuse('damaged', '已损坏，打不开', sendAgain);
  }
}

function detectText(bytes: Uint8Array): DetectedFormat {
  const wide = wideEncoding(bytes);
  if (wide === null && !looksLikeText(bytes)) {
    return startsWith(bytes, codes('BM'))
      ? image
      : refuse('not_a_workbook', '不是表格文件', '请选择 Excel 或 WPS 表格（.xlsx、.xls）或 .csv 文件。');
  }
  const start = new TextDecoder(wide ?? 'utf-8').decode(bytes.subarray(0, 8192)).trimStart().toLowerCase();
  if (!start.startsWith('<')) {
    return start.startsWith('mime-version:')
      ? refuse('not_a_workbook', '是单个文件网页（.mht）', toWorkbook)
      : { kind: 'text' };
  }
  if (
    /^(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*-->\s*)?<(?:!doctype html|html|table|head|meta|body|style|div)\b/.test(
      start,
    )
  ) {
    return detectHtml(bytes, start, wide);
  }
  if (start.startsWith('<?xml') || /^<(?:\w+:)?workbook\b/.test(start)) {
    if (start.includes('<!doctype'))
      return refuse('not_a_workbook', '是带有 DOCTYPE 的 XML 文件', toWorkbook);
    return /<(?:\w+:)?workbook\b[^>]*urn:schemas-microsoft-com:office:spreadsheet/.test(start)
      ? { kind: 'xml' }
      : refuse('not_a_workbook', '是 XML 文件，不是工作簿', toWorkbook);
  }
  return { kind: 'text' };
}

/** A web page that holds a table, as office systems export under the name .xls. */
function detectHtml(bytes: Uint8Array, start: string, wide: string | null): DetectedFormat {
  if (/<!doctype[^>]*\[/.test(start))
    return refuse('not_a_workbook', '是带有 DOCTYPE 内部定义的网页', toWorkbook);
  const page = new TextDecoder(wide ?? 'latin1').decode(bytes);
  return /<t[dh][\s>]/i.test(page)
    ? { kind: 'html' }
    : refuse('not_a_workbook', '是网页（HTML），里面没有表格', toWorkbook);
}

/** Text in any encoding has no NUL and hardly a control character. */
function looksLikeText(bytes: Uint8Array): boolean {
  return bytes
    .subarray(0, 65_536)
    .every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0c || byte === 0x0d);
}

function startsWith(bytes: Uint8Array, signature: readonly number[], at = 0): boolean {
  return signature.every((byte, index) => bytes[at + index] === byte);
}

function codes(text: string): number[] {
  return [...text].map((char) => char.charCodeAt(0));
}
