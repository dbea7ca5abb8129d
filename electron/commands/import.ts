import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { HuibiaoError } from '../../shared/model/failure.ts';
import type { Backend } from '../backend/backend.ts';
import {
  type Command,
  callMethod,
  openNamedWorkbook,
  readReply,
  reportProblems,
  takeOption,
  takePositionals,
} from './command.ts';
import { printLine } from './write-output.ts';

export const importCommand: Command = {
  name: 'import',
  summary: '把一个表格文件导入一张表',
  usage: `用法：huibiao import WORKBOOK.huibiao --table 表 FILE [--dry-run] [--json]

  --table    表的代号或中文名
  --dry-run  只看会有什么变化，不写入
  FILE       .xlsx、.xls 或 .csv；导入后表中内容以文件为准
             （附件只改文件里有的乡镇）；要撤销，请在窗口中打开工作簿后按 Ctrl+Z`,
  options: { table: { type: 'string' }, 'dry-run': { type: 'boolean' } },
  run: async (call) => {
    const { backend } = call;
    const [workbook, file] = takePositionals(call, 'WORKBOOK', 'FILE');
    const table = takeOption(call, 'table');
    const dryRun = call.values['dry-run'] === true;
    await openNamedWorkbook(backend, workbook);
    const input = { table, uploadId: await upload(backend, file) };
    const report = dryRun
      ? await callMethod(backend, 'import.preview', input)
      : (await callMethod(backend, 'import.run', input)).report;
    const { added, changed, removed, unchanged, sheet } = report;
    if (call.json) await printLine(JSON.stringify(report));
    console.error(
      `${dryRun ? '将导入' : '已导入'} ${report.fileName}（${sheet}）：新增 ${added}，修改 ${changed}，删除 ${removed}，不变 ${unchanged}。`,
    );
    return reportProblems(report.problems);
  },
};

async function upload(backend: Backend, file: string): Promise<string> {
  const bytes = await readInput(file);
  const response = await backend.handle(
    new Request(`http://backend/upload?name=${encodeURIComponent(basename(file))}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: new Uint8Array(bytes),
    }),
  );
  return (await readReply<{ uploadId: string }>(response)).uploadId;
}

async function readInput(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    const cause = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const reason =
      cause === 'ENOENT' ? '没有这个文件' : cause === 'EISDIR' ? '这是一个文件夹' : `读不出来（${cause}）`;
    throw new HuibiaoError('not_found', `${file}：${reason}。请检查路径后重试。`, { file, cause });
  }
}
