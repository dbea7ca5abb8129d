import { extname, resolve } from 'node:path';
import type { Input, Output } from '../../shared/api.ts';
import type { Problem } from '../../shared/model/problem.ts';
import type { PrintOptions } from '../../shared/print/options.ts';
import type { Backend } from '../backend/backend.ts';
import { UsageError } from '../parameters.ts';
import {
  type Command,
  type CommandCall,
  callMethod,
  openNamedWorkbook,
  reportProblems,
  takePositionals,
} from './command.ts';
import { printParameterHelp, printParameters, readPrintOptions } from './print-options.ts';
import { printLine, writeOutput } from './write-output.ts';

export const printCommand: Command = {
  name: 'print',
  summary: '把附件或台账排成公文版式，存为 PDF 或 Word',
  usage: `用法：huibiao print WORKBOOK.huibiao --annex 1,2 [--pdf OUT.pdf] [--word OUT.docx] [选项] [--json]

${printParameterHelp}
  --pdf、--word   写出的文件，至少写一个；已有的同名文件会被替换
  --json          {"pages":…,"tables":[…],"written":[…],"problems":[…]}

PDF 由本机的 Edge、Chrome 或 Chromium 生成；HUIBIAO_BROWSER 可指定其中一个。`,
  options: { ...printParameters, pdf: { type: 'string' }, word: { type: 'string' } },
  run: async (call) => {
    const { backend, values } = call;
    const [workbook] = takePositionals(call, 'WORKBOOK');
    const pdf = outputOf(call, 'pdf', '.pdf');
    const word = outputOf(call, 'word', '.docx');
    if (pdf === null && word === null) throw new UsageError('请用 --pdf 或 --word 写明存到哪里。');
    const file = await openNamedWorkbook(backend, workbook);
    const options = readPrintOptions(values, await callMethod(backend, 'tables.list', {}));
    const { pages, tables, problems: found } = await callMethod(backend, 'print.pages', options);
    const problems: Problem[] = [...found];
    const written: string[] = [];
    if (pdf !== null) {
      const made = await writeMade(backend, 'print.pdf', options, pdf, file);
      problems.push(...made.problems.filter(({ code }) => code === 'fonts'));
      written.push(pdf);
    }
    if (word !== null) {
      await writeMade(backend, 'print.word', options, word, file);
      written.push(word);
    }
    if (call.json) await printLine(JSON.stringify({ pages: pages.length, tables, written, problems }));
    console.error(`已写出 ${written.join('、')}${pdf === null ? '' : `，共 ${pages.length} 页`}。`);
    return reportProblems(problems);
  },
};

async function writeMade(
  backend: Backend,
  method: 'print.pdf' | 'print.word',
  options: PrintOptions,
  out: string,
  workbook: string,
): Promise<Output<'print.pdf'>> {
  const made = await callMethod(backend, method, options satisfies Input<'print.pdf'>);
  const response = await backend.handle(new Request(`http://backend/download/${made.downloadId}`));
  await writeOutput(out, new Uint8Array(await response.arrayBuffer()), workbook);
  return made;
}

function outputOf({ values }: CommandCall, name: string, extension: string): string | null {
  const given = values[name];
  if (typeof given !== 'string' || given === '') return null;
  const out = resolve(given);
  if (extname(out).toLowerCase() !== extension)
    throw new UsageError(`--${name} 的文件名要以 ${extension} 结尾。`);
  return out;
}
