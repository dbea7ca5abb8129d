/** What a file is, by its content; names and extensions are never asked. */
import type { FailureCode } from '../../../../shared/model/failure.ts';
import { openPackage, readMainPart, workbookType } from '../ooxml/package.ts';
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
  ...[0x00, 0x02, 0x04].map((version) => ({
    signature: [0x09, version, version === 0 ? 0x04 : 0x06, 0x00],
    refusal: refuse('not_a_workbook', '是很旧的 Excel 文件（Excel 4.0 或更早）', toWorkbook),
  })),
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
    // Without its list of parts not even Excel opens a workbook.
    return holds('xl/worksheets/')
      ? refuse('damaged', '已损坏，打不开', sendAgain)
      : refuse('is_archive', '是 ZIP 压缩包', unpack);
  }
  if (entries.some(({ encrypted }) => encrypted)) return refuse('password', '有密码', noPassword);
  switch (mainKind(bytes, entries, holds)) {
    case 'workbook':
      return { kind: 'xlsx', entries };
    case 'binary workbook':
      return refuse('not_a_workbook', '是 Excel 二进制工作簿（.xlsb）', toWorkbook);
    case 'document':
      return refuse('is_word', '是 Word 文档（.docx），不是表格', copyTable);
    case 'slides':
      return refuse('is_word', '是演示文稿（.pptx），不是表格', copyTable);
    case null:
      return refuse('not_a_workbook', '是 Office 文件，但不是表格', toWorkbook);
  }
}

type MainKind = 'workbook' | 'binary workbook' | 'document' | 'slides';

/** As the package declares its main part, wherever that lies; by the usual folders where it declares nothing. */
function mainKind(
  bytes: Uint8Array,
  entries: readonly ZipEntry[],
  holds: (folder: string) => boolean,
): MainKind | null {
  const declared = declaredKind(bytes, entries);
  if (declared !== null) return declared;
  if (holds('xl/')) return holds('xl/workbook.bin') ? 'binary workbook' : 'workbook';
  if (holds('word/')) return 'document';
  return holds('ppt/') ? 'slides' : null;
}

/** The parts that say what a package is are small; larger ones are not inflated before the bounds are checked. */
const largestDeclaration = 4 * 1024 * 1024;

function declaredKind(bytes: Uint8Array, entries: readonly ZipEntry[]): MainKind | null {
  const small = entries.filter(({ size }) => size <= largestDeclaration);
  try {
    const contentType = readMainPart(openPackage(bytes, small))?.contentType ?? null;
    return contentType === null ? null : mainKindOf(contentType);
  } catch {
    // What is wrong with it is told when it is read.
    return null;
  }
}

/** What a content type of a main part stands for; null for any other. */
function mainKindOf(contentType: string): MainKind | null {
  if (/sheet\.binary\.macroEnabled\.main/i.test(contentType)) return 'binary workbook';
  if (/wordprocessingml|ms-word/i.test(contentType)) return 'document';
  if (/presentationml|ms-powerpoint/i.test(contentType)) return 'slides';
  return workbookType.test(contentType) ? 'workbook' : null;
}

function detectCompound(bytes: Uint8Array): DetectedFormat {
  try {
    const file = readCompoundFile(bytes);
    const { holds } = file;
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

/** Texts that hold a table in a language of their own; read as separated fields they would be nonsense. */
const otherTexts: readonly { readonly begins: RegExp; readonly what: string }[] = [
  { begins: /^(?:mime-version|from):/, what: '是单个文件网页（.mht）' },
  // Its records begin with a letter or two and a semicolon; a list of which the first column is headed ID does not.
  { begins: /^id;p[^\r\n]*(?:\r\n|\r|\n)(?:[a-z]{1,2};|e[\r\n])/, what: '是 SYLK 文件（.slk）' },
  { begins: /^table(?:\r\n|\r|\n)0,1(?:\r\n|\r|\n)"/, what: '是 DIF 数据交换文件（.dif）' },
  { begins: /^socialcalc:version:/, what: '是 EtherCalc 文件（.eth）' },
];

function detectText(bytes: Uint8Array): DetectedFormat {
  const wide = wideEncoding(bytes);
  if (wide === null && !looksLikeText(bytes)) {
    return startsWith(bytes, codes('BM'))
      ? image
      : refuse('not_a_workbook', '不是表格文件', '请选择 Excel 或 WPS 表格（.xlsx、.xls）或 .csv 文件。');
  }
  const start = new TextDecoder(wide ?? 'utf-8').decode(bytes.subarray(0, 8192)).trimStart().toLowerCase();
  if (!/^<(?:[a-z!?/]|$)/.test(start)) {
    // Markup that lost its first letter is no list of fields.
    if (/<\/(?:td|tr|table|(?:\w+:)?(?:cell|row|table|worksheet|workbook))>/.test(start)) {
      return refuse('damaged', '已损坏，打不开', sendAgain);
    }
    const other = otherTexts.find(({ begins }) => begins.test(start));
    return other === undefined ? { kind: 'text' } : refuse('not_a_workbook', other.what, toWorkbook);
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
  return refuse('not_a_workbook', '是网页或 XML 文件的一部分，不是表格', toWorkbook);
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
