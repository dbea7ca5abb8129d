import { allValues } from '../../shared/model/computed.ts';
import { formatCellValue } from '../../shared/values/cell-text.ts';
import {
  type Command,
  callMethod,
  exitCodes,
  openNamedWorkbook,
  takeOption,
  takePositionals,
} from './command.ts';
import { printLine } from './write-output.ts';

export const rowsCommand: Command = {
  name: 'rows',
  summary: '列出一张表的全部记录',
  usage: `用法：huibiao rows WORKBOOK.huibiao --table 表 [--json]

  --table  表的代号（annex1、annex2、tasks、units、villages）或中文名
  --json   {"table","columns":[{"key","title","type"}],"rows":[{"id","values":{…}}]}；
           未填为 null。不带 --json 时以制表符分列。`,
  options: { table: { type: 'string' } },
  run: async (call) => {
    const [file] = takePositionals(call, 'WORKBOOK');
    const table = takeOption(call, 'table');
    await openNamedWorkbook(call.backend, file);
    const { definition, rows } = await callMethod(call.backend, 'rows.list', { table });
    if (call.json) {
      const columns = definition.columns.map(({ key, title, type }) => ({ key, title, type }));
      const listed = rows.map(({ id, values }) => ({ id, values: allValues(definition, values) }));
      await printLine(JSON.stringify({ table: definition.key, columns, rows: listed }));
      return exitCodes.done;
    }
    const lines = rows.map(({ values }) => {
      const all = allValues(definition, values);
      const cells = definition.columns.map((column) => formatCellValue(column, all[column.key] ?? null));
      return cells.map((text) => text.replace(/[\t\n\r]+/g, ' ')).join('\t');
    });
    const titles = definition.columns.map(({ title }) => title).join('\t');
    await printLine([titles, ...lines].join('\n'));
    return exitCodes.done;
  },
};
