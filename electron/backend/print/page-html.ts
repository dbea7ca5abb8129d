/** Pages as HTML. Every row has its height and every line its end, so that no browser breaks or moves anything. */
import { escapeHtml } from '../../../shared/print/document.ts';
import type { LaidHead, LaidPage, LaidPrint, LaidRow, LaidSheet } from '../../../shared/print/laid.ts';
import { measuresOf, type TextRole } from '../../../shared/print/looks.ts';
import type { PrintOptions } from '../../../shared/print/options.ts';
import { type Box, numberSize, pageFrame, point } from '../../../shared/print/paper.ts';
import { alignOf } from './cell-align.ts';
import { fontStack } from './typefaces.ts';

/** The CSS of all pages of a print; its class names begin with `hp-`. */
export function printStyle({ options }: LaidPrint): string {
  const { faces } = measuresOf(options.look);
  const upright = pageFrame(options, false, 1);
  const across = pageFrame(options, true, 1);
  const roles = Object.entries(faces).map(
    ([role, face]) => `.hp-${role} { font-family: ${fontStack(face)}; }`,
  );
  return `@page hp-upright { size: ${upright.width}mm ${upright.height}mm; margin: 0; }
@page hp-across { size: ${across.width}mm ${across.height}mm; margin: 0; }
.hp-page { contain: strict; position: relative; box-sizing: border-box; overflow: hidden; background: #fff; color: #000; break-after: page; break-inside: avoid;
  font-kerning: none; font-variant-ligatures: none; text-spacing-trim: space-all; text-autospace: no-autospace; letter-spacing: 0; -webkit-text-size-adjust: none; }
.hp-page:last-child { break-after: auto; }
.hp-upright { page: hp-upright; width: ${upright.width}mm; height: ${upright.height}mm; }
.hp-across { page: hp-across; width: ${across.width}mm; height: ${across.height}mm; }
.hp-page > * { position: absolute; margin: 0; white-space: pre; }
.hp-table { border-collapse: separate; border-spacing: 0; table-layout: fixed; box-sizing: border-box; }
.hp-table th, .hp-table td { box-sizing: border-box; padding: 0; font-weight: normal; vertical-align: middle; white-space: pre; overflow: visible;
  border: 0 solid #000; border-width: 0 ${thin} ${thin} 0; }
.hp-table .hp-start, .hp-table td:first-child { border-left-width: ${thick}; }
.hp-table .hp-end, .hp-table td:last-child { border-right-width: ${thick}; }
.hp-table tr:first-child > * { border-top-width: ${thick}; }
.hp-table tr:last-child > * { border-bottom-width: ${thick}; }
.hp-table .hp-left, .hp-table .hp-right { padding: 0 var(--hp-aside); }
.hp-center { text-align: center; } .hp-left { text-align: left; } .hp-right { text-align: right; }
.hp-turned { writing-mode: vertical-rl; text-orientation: sideways; }
${roles.join('\n')}`;
}

const thick = '0.35mm';
const thin = '0.18mm';

/** One page as a `section` of the paper's size. */
export function pageHtml(print: LaidPrint, page: LaidPage): string {
  const sheet = print.sheets[page.sheet];
  if (sheet === undefined) throw new Error(`page ${page.number} has no sheet`);
  const { frame, landscape, head, hasTable } = page;
  const parts = [
    ...(head === null ? [] : headHtml(print.options, head, frame.body)),
    hasTable ? tableHtml(print.options, sheet, page) : '',
    page.signatureTop === null ? '' : signatureHtml(sheet, frame.body, page.signatureTop),
    print.options.pageNumbers ? numberHtml(print, page) : '',
  ];
  const kind = landscape ? 'hp-across' : 'hp-upright';
  return `<section class="hp-page ${kind}" data-page="${page.number}">${parts.join('')}</section>`;
}

function headHtml(options: PrintOptions, head: LaidHead, body: Box): string[] {
  const { titleSize } = measuresOf(options.look);
  const line = (role: TextRole, size: number, top: number, align: string, text: string): string =>
    `<p class="hp-${role} hp-${align}" style="${boxStyle({ ...body, top: body.top + top, height: size * point })}${textStyle(size, size * point)}">${escapeHtml(text)}</p>`;
  return [
    ...(head.label === null ? [] : [line('label', 16, head.label.top, 'left', head.label.text)]),
    ...head.title.map(({ top, text }) => line('title', titleSize, top, 'center', text)),
    ...(head.info === null
      ? []
      : [
          line('info', 10.5, head.info.top, 'left', head.info.left),
          line('info', 10.5, head.info.top, 'right', head.info.right),
        ]),
  ];
}

function tableHtml(options: PrintOptions, sheet: LaidSheet, { frame, tableTop, rows }: LaidPage): string {
  const { body } = frame;
  const { lineHeight, paddingAside } = measuresOf(options.look);
  const em = sheet.fontSize * point;
  const columns = sheet.columnWidths.map((width) => `<col style="width:${mm(width)}">`).join('');
  const height = rows.reduce((sum, row) => sum + row.height, sheet.header.height);
  const box = boxStyle({ ...body, top: body.top + tableTop, height });
  const text = `${textStyle(sheet.fontSize, em * lineHeight)}--hp-aside:${mm(em * paddingAside)};`;
  const lines = rows.map((row) => rowHtml(options, sheet, row)).join('');
  return `<table class="hp-table" style="${box}${text}"><colgroup>${columns}</colgroup>${headerHtml(sheet)}${lines}</table>`;
}

function headerHtml({ header, columnWidths }: LaidSheet): string {
  const rows = header.levels.map(({ height, cells }) => {
    const heads = cells.map(({ lines, column, columns, levels }) => {
      const edges = `${column === 0 ? ' hp-start' : ''}${column + columns === columnWidths.length ? ' hp-end' : ''}`;
      const across = columns > 1 ? ` colspan="${columns}"` : '';
      const down = levels > 1 ? ` rowspan="${levels}"` : '';
      return `<th class="hp-center${edges}"${across}${down}>${escapeHtml(lines.join('\n'))}</th>`;
    });
    return `<tr class="hp-header" style="height:${mm(height)}">${heads.join('')}</tr>`;
  });
  return rows.join('');
}

function rowHtml(options: PrintOptions, sheet: LaidSheet, row: LaidRow): string {
  const cells = row.cells.map((lines, index) => {
    const align = row.role === 'data' ? alignOf(options, sheet.sheet, index) : 'center';
    return `<td class="hp-${align}">${escapeHtml(lines.join('\n'))}</td>`;
  });
  const role = row.role === 'data' ? 'cell' : row.role;
  return `<tr class="hp-${role}" style="height:${mm(row.height)}">${cells.join('')}</tr>`;
}

function signatureHtml({ fontSize }: LaidSheet, body: Box, top: number): string {
  const third = body.width / 3;
  const box = (index: number): Box => ({
    left: body.left + third * index,
    top: body.top + top,
    width: third,
    height: fontSize * point,
  });
  const part = (index: number, align: string, text: string): string =>
    `<p class="hp-signature hp-${align}" style="${boxStyle(box(index))}${textStyle(fontSize, fontSize * point)}">${text}</p>`;
  return part(0, 'left', '填表人：') + part(1, 'left', '审核人：') + part(2, 'right', '日期：　　年　月　日');
}

function numberHtml({ options, pages }: LaidPrint, { number, frame }: LaidPage): string {
  const { box, turned, align } = frame.number;
  if (options.look === 'ledger') {
    const last = options.startPage + pages.length - 1;
    const text = `第 ${number} 页　共 ${last} 页`;
    return `<p class="hp-number hp-center" style="${boxStyle(box)}${textStyle(10.5, box.height)}">${text}</p>`;
  }
  const side = { start: 'left', middle: 'center', end: 'right' }[align];
  const line = Math.min(box.width, box.height);
  return `<p class="hp-number hp-${side}${turned ? ' hp-turned' : ''}" style="${boxStyle(box)}${textStyle(numberSize, line)}">— ${number} —</p>`;
}

function boxStyle({ left, top, width, height }: Box): string {
  return `left:${mm(left)};top:${mm(top)};width:${mm(width)};height:${mm(height)};`;
}

/** @param line millimetres */
function textStyle(size: number, line: number): string {
  return `font-size:${size}pt;line-height:${mm(line)};`;
}

function mm(length: number): string {
  return `${Math.round(length * 1000) / 1000}mm`;
}
