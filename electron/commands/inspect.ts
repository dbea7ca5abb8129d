import { basename } from 'node:path';
import { type Failure, HuibiaoError } from '../../shared/model/failure.ts';
import { isLeftoverFile } from '../../shared/values/leftover-file.ts';
import { openSheetTools } from '../backend/sheets/open-sheet-tools.ts';
import { describeRegion, drawRegion, explainRegion } from '../backend/sheets/regions/describe.ts';
import type { FileInspection } from '../backend/sheets/regions/inspect-file.ts';
import type { SheetTools } from '../backend/sheets/sheet-tools.ts';
import { UsageError } from '../parameters.ts';
import { type Command, exitCodes } from './command.ts';
import { readInput } from './read-input.ts';
import { printLine } from './write-output.ts';

const stateNames = { visible: '', hidden: '（隐藏）', veryHidden: '（深度隐藏）' } as const;

export const inspectCommand: Command = {
  name: 'inspect',
  summary: '看一个或几个表格文件里有什么表：标题、表头、数据、合计、说明各在哪里',
  usage: `用法：huibiao inspect FILE… [--sheet 工作表] [--explain] [--json]

  FILE       .xlsx、.xls、.et、.csv、.txt；~$ 一类的临时文件略过
  --sheet    只看这张工作表
  --explain  每一处都说明为什么这样认
  --json     {"files":[{"file","format","encoding"?,"error"?,"sheets":[{"name","state","regions":[…]}]}]}；行号从1起，
             没有数据的空表 dataFirst、dataLast 是 null，dataRows 是 0`,
  options: { sheet: { type: 'string' }, explain: { type: 'boolean' } },
  run: async ({ positionals, values, json }) => {
    if (positionals.length === 0) throw new UsageError('缺少参数 FILE。');
    const files = positionals.filter((file) => !isLeftoverFile(basename(file)));
    const sheet = typeof values.sheet === 'string' ? values.sheet : null;
    const tools = openSheetTools();
    try {
      const inspected: InspectedFile[] = [];
      for (const file of files) {
        const inspection = await inspect(tools, file, sheet);
        inspected.push({ file, inspection });
        if (!json) await printLine(draw(file, inspection, values.explain === true).join('\n'));
        const { failure } = inspection;
        if (failure !== null) console.error(failure.message);
      }
      if (json) await printLine(JSON.stringify({ files: inspected.map(describe) }));
      return exitCodeOf(inspected);
    } finally {
      await tools.close();
    }
  },
};

type InspectedFile = { readonly file: string; readonly inspection: FileInspection };

async function inspect(tools: SheetTools, file: string, sheet: string | null): Promise<FileInspection> {
  try {
    const bytes = await readInput(file);
    const options = { signal: new AbortController().signal, onProgress: () => {} };
    return await tools.inspect({ bytes, fileName: basename(file), sheet }, options);
  } catch (error) {
    if (!(error instanceof HuibiaoError)) throw error;
    return {
      format: null,
      encoding: null,
      failure: error.toFailure(),
      unusual: null,
      doubts: [],
      sheets: [],
    };
  }
}

/** One file of the JSON answer; `encoding` and `error` only where there is one. */
function describe({ file, inspection }: InspectedFile): object {
  const { format, encoding, failure, sheets } = inspection;
  return {
    file,
    format,
    ...(encoding === null ? {} : { encoding }),
    ...(failure === null ? {} : { error: codeAndMessage(failure) }),
    sheets: sheets.map(({ name, state, regions }) => ({ name, state, regions: regions.map(describeRegion) })),
  };
}

function codeAndMessage({ code, message }: Failure): Pick<Failure, 'code' | 'message'> {
  return { code, message };
}

function draw(
  file: string,
  { format, encoding, unusual, doubts, sheets }: FileInspection,
  explain: boolean,
): string[] {
  const kind = [format, encoding].filter((part) => part !== null).join('，');
  const lines = [`${file}${kind === '' ? '' : `（${kind}）`}`];
  if (unusual !== null) lines.push(`  写法少见，改用兼容方式读取，请核对内容（${unusual}）`);
  lines.push(...doubts.map((doubt) => `  ${doubt}`));
  for (const { name, state, regions } of sheets) {
    lines.push(`■ ${name}${stateNames[state]}${regions.length === 0 ? '：没有找到表' : ''}`);
    for (const region of regions) {
      lines.push(...drawRegion(region));
      if (explain) lines.push(...explainRegion(region));
    }
  }
  return lines;
}

/** As of every command: 2 when no file could be used, 1 when some could not. */
function exitCodeOf(inspected: readonly InspectedFile[]): number {
  const failed = inspected.filter(({ inspection }) => inspection.failure !== null).length;
  if (failed === 0) return exitCodes.done;
  return failed === inspected.length ? exitCodes.unusable : exitCodes.doneWithProblems;
}
