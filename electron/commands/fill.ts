import { realpathSync } from 'node:fs';
import { basename, extname, resolve } from 'node:path';
import type { FillContext } from '../../shared/form/fill-places.ts';
import { type FillPlan, planFigures, planLines } from '../../shared/form/plan-lines.ts';
import { type GivenRows, givenRowsSchema, readLines } from '../../shared/form/read-lines.ts';
import { HuibiaoError } from '../../shared/model/failure.ts';
import type { FormDefinition } from '../../shared/model/form.ts';
import type { Problem } from '../../shared/model/problem.ts';
import type { FilledForm } from '../backend/sheets/learn/fill-form.ts';
import { openSheetTools } from '../backend/sheets/open-sheet-tools.ts';
import { cellName } from '../backend/sheets/sheet.ts';
import { UsageError } from '../parameters.ts';
import { type Command, type CommandCall, reportProblems, takeOption, takePositionals } from './command.ts';
import { readInput } from './read-input.ts';
import { printLine, writeOutput } from './write-output.ts';

export const fillCommand: Command = {
  name: 'fill',
  summary: '按表样填写：只改要填的单元格，表样的其余部分一字节不动',
  usage: `用法：huibiao fill --form FORM.xlsx --rows ROWS.json --out OUT.xlsx [--sheet 工作表] [--unit 单位] [--period 报表期] [--date 日期] [--explain] [--json]

  --form     表样，.xlsx、.xlsm；.xls、.et 先转换成 .xlsx 再填
  --rows     JSON：[{"各级表头用 / 连起来":值,…},…]；也可用列标（"C"）。固定表写一条，键是“行指标 / 列指标”或单元格（"D7"）
             值：字符串、数、true/false、null（未填）；名单表里一格几个名称写成数组
  --out      写出的文件；已有的同名文件会被替换
  --unit、--period、--date  填进“填报单位”“报表期”“填报日期”
  --explain  说明动了哪些单元格、插了几行、改了哪些部件，哪些部件一字节没动
  --json     {"out","sheet","layout","rows","cells":[…],"inserted":[…],"changedParts":[…],"keptParts":[…],"recalculates","hasMacros","problems"}`,
  options: {
    form: { type: 'string' },
    rows: { type: 'string' },
    out: { type: 'string' },
    sheet: { type: 'string' },
    unit: { type: 'string' },
    period: { type: 'string' },
    date: { type: 'string' },
    explain: { type: 'boolean' },
  },
  run: async (call) => {
    takePositionals(call);
    const form = resolve(takeOption(call, 'form'));
    const rowsFile = resolve(takeOption(call, 'rows'));
    const out = resolve(takeOption(call, 'out'));
    checkOut(form, out);
    const rows = readRows(await readInput(rowsFile), rowsFile);
    const tools = openSheetTools();
    const options = { signal: new AbortController().signal, onProgress: () => {} };
    try {
      const given = { bytes: await readInput(form), fileName: basename(form) };
      const { bytes, fileName, notes } = await tools.convert(given, options);
      for (const note of notes) console.error(`· ${note}`);
      const sheet = typeof call.values.sheet === 'string' ? call.values.sheet : null;
      const learnt = await tools.learn({ bytes, fileName, sheet, header: null, layout: null }, options);
      const definition = learnt.proposals[0]?.form;
      if (definition === undefined) throw new Error('learnt without a proposal');
      const { plan, problems } = planRows(definition, rows, contextOf(call));
      const filled = await tools.fill(
        { bytes, fileName, fill: { sheets: [{ ...plan, growsRows: true }] } },
        options,
      );
      if (filled.report.hasMacros && extname(out).toLowerCase() !== '.xlsm') {
        throw new UsageError('表样带有宏，宏原样保留，--out 要以 .xlsm 结尾。');
      }
      await writeOutput(out, filled.bytes, '');
      const told = { out, ...describeFill(definition, rows.length, plan, filled), problems };
      if (call.json) await printLine(JSON.stringify(told));
      else if (call.values.explain === true)
        await printLine(explainFill(definition, plan, filled).join('\n'));
      console.error(`已填写 ${out}：${rows.length} 条。`);
      if (filled.report.hasMacros) console.error('· 表样带有宏，已原样保留。');
      return reportProblems(problems);
    } finally {
      await tools.close();
    }
  },
};

/** @throws UsageError */
function checkOut(form: string, out: string): void {
  if (!/\.xls[xm]$/i.test(out)) throw new UsageError('--out 要以 .xlsx 或 .xlsm 结尾。');
  if (realPath(form) === realPath(out)) throw new UsageError('--out 不能是表样自己，否则表样就没有了。');
}

function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}

/** @throws HuibiaoError `bad_request` */
function readRows(bytes: Uint8Array, file: string): GivenRows {
  const refuse = (why: string): never => {
    throw new HuibiaoError('bad_request', `“${basename(file)}”${why}。请核对后重试。`, { file });
  };
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return refuse('不是 UTF-8 的 JSON');
  }
  const rows = givenRowsSchema.safeParse(Array.isArray(json) ? json : [json]);
  if (rows.success) return rows.data;
  const [issue] = rows.error.issues;
  const place = issue === undefined ? '' : issue.path.map(String).join(' › ');
  return refuse(`里要有一列记录，每条是“表头：值”，值是字符串、数、真假、null 或一列字符串（见 ${place}）`);
}

/** @throws HuibiaoError `bad_request` where a name is not of this form, before anything is written */
function planRows(
  form: FormDefinition,
  rows: GivenRows,
  context: FillContext,
): { readonly plan: FillPlan; readonly problems: readonly Problem[] } {
  if (form.layout === 'fixed' && rows.length > 1) {
    throw new HuibiaoError(
      'bad_request',
      `这是固定表，一份只填一条，给了${rows.length}条。请分成几份填写。`,
      {
        rows: rows.length,
      },
    );
  }
  const { lines, problems } = readLines(form, rows);
  const wrong = problems.filter(({ severity }) => severity === 'must');
  if (wrong.length > 0) {
    const told = wrong.map(({ message }) => message).join('\n');
    throw new HuibiaoError('bad_request', `${told}\n没有写出。请用 huibiao learn 看表样有哪些栏。`, {
      names: wrong.length,
    });
  }
  const plan =
    form.layout === 'fixed'
      ? planFigures(form, lines[0] ?? new Map(), context)
      : planLines(form, lines, context);
  return { plan, problems };
}

function contextOf({ values }: CommandCall): FillContext {
  const { unit, period, date } = values;
  return {
    ...(typeof unit === 'string' ? { unit } : {}),
    ...(typeof period === 'string' ? { period } : {}),
    ...(typeof date === 'string' ? { date } : {}),
  };
}

function describeFill(form: FormDefinition, rows: number, plan: FillPlan, { report, keptParts }: FilledForm) {
  return {
    sheet: form.sheet,
    layout: form.layout,
    rows,
    cells: plan.cells.map(({ row, column }) => cellName(row, column)),
    inserted: plan.insertions.map(({ after, times }) => ({ afterRow: after + 1, rows: times })),
    changedParts: report.changedParts,
    keptParts,
    recalculates: report.recalculates,
    hasMacros: report.hasMacros,
  };
}

function explainFill(form: FormDefinition, plan: FillPlan, { report, keptParts }: FilledForm): string[] {
  const lines = [`工作表“${form.sheet}”`];
  for (const { after, times } of plan.insertions) {
    lines.push(
      `  在第${after + 1}行之后插入 ${times} 行，样式同第${form.patternRow + 1}行；下面的行、合并、公式、有效性、名称和打印区域随之移动`,
    );
  }
  const cells = plan.cells.filter(({ value }) => value.kind !== 'blank' && value.kind !== 'result');
  const cleared = plan.cells.filter(({ value }) => value.kind === 'blank');
  lines.push(`  填写 ${cells.length} 个单元格：${nameCells(cells)}`);
  if (cleared.length > 0) lines.push(`  清空 ${cleared.length} 个单元格：${nameCells(cleared)}`);
  lines.push(`改动的部件：${report.changedParts.length === 0 ? '无' : report.changedParts.join('、')}`);
  lines.push(`一字节未动的部件：${keptParts.join('、')}`);
  if (report.recalculates) lines.push('已请 Excel、WPS 打开时重新计算公式。');
  return lines;
}

function nameCells(cells: FillPlan['cells']): string {
  const names = cells.map(({ row, column }) => cellName(row, column));
  return names.length > 60 ? `${names.slice(0, 60).join(' ')} …` : names.join(' ');
}
