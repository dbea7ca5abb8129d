import { rename, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { HuibiaoError } from '../../shared/model/failure.ts';
import {
  type Command,
  callMethod,
  openNamedWorkbook,
  reportProblems,
  takeOption,
  takePositionals,
} from './command.ts';

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
    await openNamedWorkbook(backend, workbook);
    const { downloadId, problems } = await callMethod(backend, 'export.run', { table });
    const response = await backend.handle(new Request(`http://backend/download/${downloadId}`));
    await writeOutput(out, new Uint8Array(await response.arrayBuffer()));
    if (call.json) console.log(JSON.stringify({ out, problems }));
    console.error(`已导出 ${out}。`);
    return reportProblems(problems);
  },
};

/** Writes beside the target and renames, so that a full disk leaves the old file whole. */
async function writeOutput(out: string, bytes: Uint8Array): Promise<void> {
  const partial = `${out}.part`;
  try {
    await writeFile(partial, bytes);
    await rename(partial, out);
  } catch (error) {
    await rm(partial, { force: true });
    const cause = error instanceof Error ? error.message : String(error);
    throw new HuibiaoError(
      'bad_request',
      `写不了 ${out}：${cause}。请检查文件夹是否存在、文件是否正被打开。`,
      {
        out,
        cause,
      },
    );
  }
}
