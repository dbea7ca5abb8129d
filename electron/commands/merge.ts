import { basename, resolve } from 'node:path';
import { splitNames } from '../../shared/annex/names.ts';
import { isLeftoverFile } from '../../shared/values/leftover-file.ts';
import { type MergeSource, mergeFiles } from '../backend/handlers/collect/merge-files.ts';
import { readSeedPlaces } from '../backend/handlers/collect/merge-places.ts';
import type { Merged } from '../backend/sheets/collect/merge-file.ts';
import { openSheetTools } from '../backend/sheets/open-sheet-tools.ts';
import type { WorkOptions } from '../backend/sheets/sheet-tools.ts';
import { UsageError } from '../parameters.ts';
import { findProgram } from '../program.ts';
import { type Command, type CommandCall, exitCodes, takeOption } from './command.ts';
import { readInput } from './read-input.ts';
import { printLine, writeOutput } from './write-output.ts';

export const mergeCommand: Command = {
  name: 'merge',
  summary: '快速合并：不用工作簿，把几份回收的表合成一份，按表样原样填好',
  usage: `用法：huibiao merge [--form FORM.xlsx] --out MERGED.xlsx RETURN… [--key 乡镇,村名] [--sheet 工作表] [--json]

  --form   表样，.xlsx、.xlsm 或旧格式 .xls、.et；不给时以第一份能用的回收表为表样
  --out    写出的文件；已有的同名文件会被替换
  --key    用哪几栏对行，逗号或顿号隔开；不给时按表样自己认
  --sheet  表样的哪张工作表
  --json   {"files":[{"file","status":"merged|doubtful|refused","unit"?,"rows","problems":[{"code","severity","sheet","cell","message"}]}],"rows","totals":{…},"conflicts":[…],"out"}

逐行表、名单表按单位的顺序接起来，固定表逐格相加。没有把握的内容按原样留在格里，并指出在哪个文件的哪一格。
两份里同一行：相同的只计一次；不同的两行都留，列为冲突。同一文件交了两遍只计一次。不是这张表的不并入，说明原因。`,
  options: {
    form: { type: 'string' },
    out: { type: 'string' },
    key: { type: 'string' },
    sheet: { type: 'string' },
  },
  run: async (call) => {
    const out = resolve(takeOption(call, 'out'));
    if (!/\.xls[xm]$/i.test(out)) throw new UsageError('--out 要以 .xlsx 或 .xlsm 结尾。');
    const files = call.positionals.filter((file) => !isLeftoverFile(basename(file)));
    if (files.length === 0) throw new UsageError('缺少参数 RETURN。');
    const given = typeof call.values.form === 'string' ? call.values.form : null;
    if ([...files, ...(given === null ? [] : [given])].some((file) => resolve(file) === out)) {
      throw new UsageError('--out 不能是表样或回收表自己，否则它就没有了。');
    }
    const source = (file: string): MergeSource => ({
      file,
      fileName: basename(file),
      read: () => readInput(file),
    });
    const request = {
      form: given === null ? null : source(given),
      returns: files.map(source),
      keys: takeKeys(call),
      sheet: typeof call.values.sheet === 'string' ? call.values.sheet : null,
      places: await readSeedPlaces(findProgram().seedsFolder),
    };
    const tools = openSheetTools();
    try {
      const { merged, filled } = await mergeFiles(request, tools, quiet());
      if (filled === null) {
        await report(call, merged, null);
        console.error('没有一份能并入，没有写出。');
        return exitCodes.unusable;
      }
      if (filled.report.hasMacros && !/\.xlsm$/i.test(out)) {
        throw new UsageError('表样带有宏，宏原样保留，--out 要以 .xlsm 结尾。');
      }
      await writeOutput(out, filled.bytes, '');
      return await report(call, merged, out);
    } finally {
      await tools.close();
    }
  },
};

/** @throws UsageError */
function takeKeys({ values }: CommandCall): readonly string[] | null {
  if (typeof values.key !== 'string') return null;
  const titles = splitNames(values.key.replaceAll(',', '、'));
  if (titles.length === 0) throw new UsageError('--key 要写栏目的名称，如 乡镇,村名。');
  return titles;
}

/** Of one file, to a person; the JSON has all. */
const mostTold = 20;

/** @returns the exit code */
async function report({ json }: CommandCall, merged: Merged, out: string | null): Promise<number> {
  const problems = merged.files.flatMap((file) => file.problems);
  if (json) await printLine(JSON.stringify(asJson(merged, out)));
  for (const { file, status, unit, rows, problems: own } of merged.files) {
    const words = { merged: '已并入', doubtful: '已并入，有疑问', refused: '没有并入' } as const;
    console.error(`${basename(file)}：${words[status]}${unit === null ? '' : `，${unit}`}，${rows} 行`);
    for (const { sheet, cell, message } of own.slice(0, mostTold)) {
      console.error(`  · ${cell === null ? '' : `${sheet === null ? '' : `${sheet}!`}${cell}：`}${message}`);
    }
    if (own.length > mostTold) console.error(`  · 还有 ${own.length - mostTold} 处，用 --json 看全部。`);
  }
  if (out !== null) {
    const { conflicts, rows } = merged;
    const told = conflicts.length === 0 ? '' : `；${conflicts.length} 处冲突，请逐处核对`;
    console.error(`已写出 ${out}：${rows.length} 行${told}。`);
  }
  return problems.some(({ severity }) => severity !== 'note') ? exitCodes.doneWithProblems : exitCodes.done;
}

function asJson({ files, rows, totals, conflicts }: Merged, out: string | null) {
  return {
    files: files.map(({ file, status, unit, rows: count, problems }) => ({
      file,
      status,
      ...(unit === null ? {} : { unit }),
      rows: count,
      problems: problems.map(({ code, severity, sheet, cell, message }) => ({
        code,
        severity,
        sheet,
        cell,
        message,
      })),
    })),
    rows: rows.length,
    totals,
    conflicts,
    out,
  };
}

function quiet(): WorkOptions {
  return { signal: new AbortController().signal, onProgress: () => {} };
}
