/** What a command line says about how a sheet is to be read: `--sheet 表 --header 3-4 --column C=村名`. */
import { choicesOf } from '../../shared/annex/lines.ts';
import { noReadingChoice, type ReadingChoice, type ReadingField } from '../../shared/model/reading.ts';
import type { TableDefinition } from '../../shared/model/table.ts';
import { type ParameterValues, UsageError } from '../parameters.ts';

export const readingOptions = {
  sheet: { type: 'string' },
  header: { type: 'string' },
  column: { type: 'string', multiple: true },
  data: { type: 'string', multiple: true },
  skip: { type: 'string', multiple: true },
} as const;

export const readingUsage = `  --sheet    读这张工作表
  --header   表头是这几行，如 4 或 3-4（行号同 Excel）
  --column   这一列是这一栏，如 C=村名；C=不读 则不读这一列；可以写几次
  --data     这几行是记录，--skip 这几行不是记录，如 12 或 12-15；可以写几次`;

/**
 * The choice; its sheet is null where none is named, whatever else is said.
 * @throws UsageError
 */
export function takeReadingChoice(values: ParameterValues, table: TableDefinition): ReadingChoice {
  const header = typeof values.header === 'string' ? readRows('header', values.header) : null;
  return {
    sheet: typeof values.sheet === 'string' ? values.sheet : noReadingChoice.sheet,
    header,
    rows: [
      ...textsOf(values.data).map((text) => ({ ...readRows('data', text), role: 'data' as const })),
      ...textsOf(values.skip).map((text) => ({ ...readRows('skip', text), role: 'skipped' as const })),
    ],
    columns: textsOf(values.column).map((text) => readColumn(text, table)),
    recall: true,
  };
}

function textsOf(value: ParameterValues[string]): string[] {
  return (Array.isArray(value) ? value : []).filter((each) => typeof each === 'string');
}

function readRows(option: string, text: string): { readonly firstRow: number; readonly lastRow: number } {
  const [, first = '', last = first] = /^(\d{1,7})(?:-(\d{1,7}))?$/.exec(text) ?? [];
  const [firstRow, lastRow] = [Number(first) - 1, Number(last) - 1];
  if (first === '' || firstRow < 0 || lastRow < firstRow) {
    throw new UsageError(`选项 --${option} 要写行号，如 4 或 3-4，写的是“${text}”。`);
  }
  return { firstRow, lastRow };
}

function readColumn(text: string, table: TableDefinition): ReadingChoice['columns'][number] {
  const [, letters = '', name = ''] = /^([A-Za-z]{1,3})=(.+)$/.exec(text) ?? [];
  const field = name === '' ? null : fieldOf(name.trim(), table);
  if (field === null) {
    const titles = table.columns.filter(({ computed }) => computed === null).map(({ title }) => title);
    throw new UsageError(
      `选项 --column 要写成 C=村名 这样，写的是“${text}”。本表的栏目：${titles.join('、')}。`,
    );
  }
  return {
    column: [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1,
    field,
  };
}

function fieldOf(name: string, table: TableDefinition): ReadingField | null {
  if (name === '不读') return { kind: 'ignored' };
  const column = table.columns.find(
    ({ key, title, computed }) => computed === null && (title === name || key === name),
  );
  if (column !== undefined) return { kind: 'column', key: column.key };
  const isChoice = table.grouped !== null && choicesOf(table, table.grouped).includes(name);
  return isChoice ? { kind: 'choice', choice: name } : null;
}
