import { resolve } from 'node:path';
import { type SeedName, seedNames } from '../../shared/api.ts';
import { type ParameterValues, UsageError } from '../parameters.ts';
import { type Command, callMethod, exitCodes, takePositionals } from './command.ts';
import { printLine } from './write-output.ts';

export const newCommand: Command = {
  name: 'new',
  summary: '新建工作簿',
  usage: `用法：huibiao new OUT.huibiao [--seed 样本] [--json]

  --seed   zezhou-2025 示例：泽州县2025年行动计划；blank 空白（默认）`,
  options: { seed: { type: 'string' } },
  run: async (call) => {
    const [file] = takePositionals(call, 'OUT.huibiao');
    const seed = readSeed(call.values.seed);
    const workbook = await callMethod(call.backend, 'workbook.create', { file: resolve(file), seed });
    const tables = await callMethod(call.backend, 'tables.list', {});
    const listed = tables.map(({ definition: { key, title }, rowCount }) => ({ key, title, rows: rowCount }));
    if (call.json) await printLine(JSON.stringify({ file: workbook.file, tables: listed }));
    console.error(
      `已新建 ${workbook.file}：${listed.map(({ title, rows }) => `${title} ${rows} 行`).join('，')}。`,
    );
    return exitCodes.done;
  },
};

function readSeed(given: ParameterValues[string]): SeedName {
  const seed = seedNames.find((name) => name === (given ?? 'blank'));
  if (seed === undefined)
    throw new UsageError(`没有“${String(given)}”这个样本，可选：${seedNames.join('、')}。`);
  return seed;
}
