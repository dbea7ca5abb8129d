/**
 * The headless host: `npm run --silent huibiao -- <command>`. Results go to stdout (JSON with --json), messages in
 * Chinese to stderr. Exit codes: 0 done, 1 done with problems to look at, 2 the input could not be used, 64 wrong usage.
 */
import { HuibiaoError } from '../shared/model/failure.ts';
import { type Backend, openBackend } from './backend/backend.ts';
import { collectCommand } from './commands/collect.ts';
import { type Command, exitCodes } from './commands/command.ts';
import { exportCommand } from './commands/export.ts';
import { fillCommand } from './commands/fill.ts';
import { importCommand } from './commands/import.ts';
import { inspectCommand } from './commands/inspect.ts';
import { issueCommand } from './commands/issue.ts';
import { learnCommand } from './commands/learn.ts';
import { mergeCommand } from './commands/merge.ts';
import { newCommand } from './commands/new.ts';
import { printCommand } from './commands/print.ts';
import { rowsCommand } from './commands/rows.ts';
import { printLine } from './commands/write-output.ts';
import { newId } from './new-id.ts';
import { readParameters, UsageError } from './parameters.ts';
import { findProgram } from './program.ts';

const commands: readonly Command[] = [
  newCommand,
  importCommand,
  exportCommand,
  rowsCommand,
  inspectCommand,
  learnCommand,
  fillCommand,
  mergeCommand,
  issueCommand,
  collectCommand,
  printCommand,
];

// A write that fails is told by printLine; without a listener the same error would end the process a second time.
process.stdout.on('error', () => {});
process.exitCode = await main(process.argv.slice(2));

async function main([name, ...parameters]: string[]): Promise<number> {
  if (name === '--version') {
    console.log(findProgram().version);
    return exitCodes.done;
  }
  if (name === undefined || name === '--help' || name === 'help') {
    console.log(overview());
    return name === undefined ? exitCodes.usage : exitCodes.done;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined) {
    console.error(`没有“${name}”这个命令。\n\n${overview()}`);
    return exitCodes.usage;
  }
  const json = parameters.includes('--json');
  const backend = await openDirectBackend();
  try {
    return await run(command, parameters, backend);
  } catch (error) {
    if (error instanceof UsageError) {
      console.error(`${error.message}\n\n${command.usage}`);
      return exitCodes.usage;
    }
    if (!(error instanceof HuibiaoError)) throw error;
    console.error(error.message);
    if (json) await printLine(JSON.stringify({ error: error.toFailure() })).catch(() => {});
    return exitCodes.unusable;
  } finally {
    await backend.close();
  }
}

async function run(command: Command, parameters: readonly string[], backend: Backend): Promise<number> {
  const { values, positionals } = readParameters(parameters, {
    ...command.options,
    json: { type: 'boolean' },
    help: { type: 'boolean' },
  });
  if (values.help === true) {
    await printLine(command.usage);
    return exitCodes.done;
  }
  return command.run({ backend, positionals, values, json: values.json === true });
}

function openDirectBackend(): Promise<Backend> {
  const { version, seedsFolder } = findProgram();
  return openBackend({
    host: 'direct',
    version,
    dataFolder: process.cwd(),
    stateFolder: null,
    rendererFolder: null,
    seedsFolder,
    now: () => new Date(),
    newId,
    onWorkbookChange: () => {},
  });
}

function overview(): string {
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(8)} ${summary}`);
  return `汇表（命令行）

用法：npm run --silent huibiao -- <命令> …

${lines.join('\n')}

每个命令都有 --help（说明）和 --json（结果为 JSON）。
退出码：0 完成；1 完成，但有问题要看；2 所给文件不能用；64 用法不对。`;
}
