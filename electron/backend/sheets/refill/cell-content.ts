/** What a value is inside a cell's element, and what cannot be written. */
import { serialOfIso } from '../ooxml/serial-date.ts';
import { cellName } from '../sheet.ts';
import type { NewValue } from './fill.ts';
import { refuse } from './refusal.ts';
import { qualified } from './xml/element-tree.ts';
import { escapeCellText, escapeText, textElement } from './xml/write-text.ts';

/** Excel's own bound of one cell, in UTF-16 units. */
export const longestText = 32_767;

export type CellContent = {
  /** The cell's type attribute; null for a number or nothing. */
  readonly type: 'inlineStr' | 'str' | 'b' | null;
  /** '' for a blank cell. */
  readonly xml: string;
};

export type CellPlace = { readonly sheet: string; readonly row: number; readonly column: number };

/** The sheet that is filled. */
export type FilledSheet = {
  readonly name: string;
  /** Of SpreadsheetML in its part. */
  readonly prefix: string;
  readonly date1904: boolean;
};

/** @throws HuibiaoError which names the cell */
export function contentOf(
  value: Exclude<NewValue, { kind: 'result' }>,
  { name, prefix, date1904 }: FilledSheet,
  { row, column }: Pick<CellPlace, 'row' | 'column'>,
): CellContent {
  const place = (): CellPlace => ({ sheet: name, row, column });
  switch (value.kind) {
    case 'blank':
      return { type: null, xml: '' };
    case 'text': {
      if (value.text === '') return { type: null, xml: '' };
      checkLength(value.text, place);
      const is = qualified(prefix, 'is');
      return { type: 'inlineStr', xml: `<${is}>${textElement(qualified(prefix, 't'), value.text)}</${is}>` };
    }
    case 'boolean':
      return { type: 'b', xml: valueElement(value.value ? '1' : '0', prefix) };
    case 'number':
    case 'serial':
      return { type: null, xml: valueElement(numberText(value.value, place), prefix) };
    case 'date': {
      const serial = serialOfIso(value.iso, date1904);
      if (serial === null || serial < 0) {
        refuse(`${described(place())}要填的日期“${value.iso}”不是有效的日期`, {
          ...detailsOf(place()),
          value: value.iso,
        });
      }
      return { type: null, xml: valueElement(numberText(serial, place), prefix) };
    }
  }
}

/** The result of a formula. */
export function resultOf(
  value: string | number | boolean,
  { name, prefix }: FilledSheet,
  { row, column }: Pick<CellPlace, 'row' | 'column'>,
): CellContent {
  const place = (): CellPlace => ({ sheet: name, row, column });
  switch (typeof value) {
    case 'string':
      checkLength(value, place);
      return { type: 'str', xml: valueElement(escapeText(escapeCellText(value)), prefix) };
    case 'number':
      return { type: null, xml: valueElement(numberText(value, place), prefix) };
    case 'boolean':
      return { type: 'b', xml: valueElement(value ? '1' : '0', prefix) };
  }
}

function checkLength(text: string, place: () => CellPlace): void {
  if (text.length <= longestText) return;
  refuse(
    `${described(place())}要填的文字有 ${text.length} 个字，超过一个单元格的上限 32,767 个字。请分开填写或缩短`,
    { ...detailsOf(place()), length: text.length },
    'too_large',
  );
}

function numberText(value: number, place: () => CellPlace): string {
  if (!Number.isFinite(value)) refuse(`${described(place())}要填的不是一个数`, detailsOf(place()));
  return Object.is(value, -0) ? '0' : String(value);
}

function valueElement(text: string, prefix: string): string {
  const name = qualified(prefix, 'v');
  return `<${name}>${text}</${name}>`;
}

/** A cell in a message. */
export function described({ sheet, row, column }: CellPlace): string {
  return `工作表“${sheet}”的 ${cellName(row, column)} `;
}

export function detailsOf({ sheet, row, column }: CellPlace): {
  readonly sheet: string;
  readonly cell: string;
} {
  return { sheet, cell: cellName(row, column) };
}
