import { extname, resolve } from 'node:path';
import { UsageError } from '../parameters.ts';
import {
  type Command,
  callMethod,
  openNamedWorkbook,
  reportProblems,
  takeOption,
  takePositionals,
} from './command.ts';
import { printLine, writeOutput } from './write-output.ts';

export const exportCommand: Command = {
  name: 'export',
  summary: '把一张表导出为 Excel 文件（附件用其表样）',
  usage: `用法：huibiao export WORKBOOK.huibiao --table 表 --out FILE.xlsx [--json]

  --table  表的代号或中文名
  --out    导出的文件；已有的同名文件会被替换`,
  options: { table: { type: 'string' }, out: { type: 'string' } },
  run: async (call) => {
    const { backend } = call;
    const [workbook] = takePositionals(call, 'WORKBOOK');
    const table = takeOption(call, 'table');
    const out = resolve(takeOption(call, 'out'));
    if (!/\.(?:xlsx|huibiao)$/i.test(out) && extname(out) !== '') {
      throw new UsageError(`只能导出为 .xlsx，--out 不能以“${extname(out)}”结尾。`);
    }
    const file = await openNamedWorkbook(backend, workbook);
    const { downloadId, problems } = await callMethod(backend, 'export.run', { table });
    const response = await backend.handle(new Request(`http://backend/download/${downloadId}`));
    await writeOutput(out, new Uint8Array(await response.arrayBuffer()), file);
    if (call.json) await printLine(JSON.stringify({ out, problems }));
    console.error(`已导出 ${out}。`);
    return reportProblems(problems);
  },
};
