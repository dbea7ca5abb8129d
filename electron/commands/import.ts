import { basename } from 'node:path';
import type { Input } from '../../shared/api.ts';
import { noReadingChoice, type ReadingChoice } from '../../shared/model/reading.ts';
import { findTable } from '../../shared/model/table.ts';
import type { Backend } from '../backend/backend.ts';
import {
  type Command,
  callMethod,
  exitCodes,
  openNamedWorkbook,
  readReply,
  reportProblems,
  takeOption,
  takePositionals,
} from './command.ts';
import { readInput } from './read-input.ts';
import { readingOptions, readingUsage, takeReadingChoice } from './reading-options.ts';
import { printLine } from './write-output.ts';

export const importCommand: Command = {
  name: 'import',
  summary: '把一个表格文件导入一张表',
  usage: `用法：huibiao import WORKBOOK.huibiao --table 表 FILE [--dry-run] [--json]

  --table    表的代号或中文名
  --dry-run  只看会有什么变化，不写入
${readingUsage}
  FILE       .xlsx、.xls 或 .csv；导入后表中内容以文件为准
             （附件只改文件里有的乡镇）；要撤销，请在窗口中打开工作簿后按 Ctrl+Z
             指定过的表头和栏目会记住，下次同样的表照此读取`,
  options: { table: { type: 'string' }, 'dry-run': { type: 'boolean' }, ...readingOptions },
  run: async (call) => {
    const { backend } = call;
    const [workbook, file] = takePositionals(call, 'WORKBOOK', 'FILE');
    const table = takeOption(call, 'table');
    const dryRun = call.values['dry-run'] === true;
    await openNamedWorkbook(backend, workbook);
    const definitions = await callMethod(backend, 'tables.list', {});
    const definition = findTable(
      definitions.map((each) => each.definition),
      table,
    );
    // Which columns there are is known only of a table that there is; the backend says so of another.
    const said = definition === null ? noReadingChoice : takeReadingChoice(call.values, definition);
    const input = { table, uploadId: await upload(backend, file), choice: said };
    const choice = await chooseSheet(backend, input);
    const report = dryRun
      ? await callMethod(backend, 'import.preview', { ...input, choice })
      : (await callMethod(backend, 'import.run', { ...input, choice })).report;
    const { added, changed, removed, unchanged, sheet, refusal } = report;
    if (call.json) await printLine(JSON.stringify(report));
    if (refusal !== null) {
      console.error(refusal.message);
      return exitCodes.unusable;
    }
    console.error(
      `${dryRun ? '将导入' : '已导入'} ${report.fileName}（${sheet}）：新增 ${added}，修改 ${changed}，删除 ${removed}，不变 ${unchanged}。`,
    );
    return reportProblems(report.problems);
  },
};

/** Where no sheet is named, what is said is meant of the one that would be read. */
async function chooseSheet(backend: Backend, input: Input<'import.preview'>): Promise<ReadingChoice> {
  const { sheet, header, rows, columns } = input.choice;
  if (sheet !== null || (header === null && rows.length === 0 && columns.length === 0)) return input.choice;
  const { reading } = await callMethod(backend, 'import.preview', { ...input, choice: noReadingChoice });
  return { ...input.choice, sheet: reading.sheet };
}

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
