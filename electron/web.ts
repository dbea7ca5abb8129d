/** `npm run start:web`: serves the app on 127.0.0.1, prints the address and opens it in the browser. */
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { openBackend } from './backend/backend.ts';
import { type LoopbackHost, serveLoopback } from './loopback.ts';
import { newId } from './new-id.ts';
import { readParameters, UsageError } from './parameters.ts';
import { defaultDataFolder, defaultStateFolder, findProgram } from './program.ts';

const usage = `用法：npm run start:web -- [选项] [工作簿.huibiao]

  --port N       使用指定端口（默认任取一个空闲端口）
  --data 文件夹   新工作簿的存放处（默认 文档/汇表）
  --state 文件夹  程序自己的小文件（最近打开的列表）
  --no-open      不自动打开浏览器，只显示地址
  --help         显示本说明`;

/** Runs until it is interrupted. Returns the exit code when it could not start. */
export async function runWeb(parameters: readonly string[]): Promise<number> {
  let start: WebStart;
  try {
    start = readStart(parameters);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`${error.message}\n\n${usage}`);
    return 64;
  }
  if (start.help) {
    console.log(usage);
    return 0;
  }
  const program = findProgram();
  const backend = await openBackend(
    {
      host: 'web',
      version: program.version,
      dataFolder: start.dataFolder,
      stateFolder: start.stateFolder,
      rendererFolder: program.rendererFolder,
      seedsFolder: program.seedsFolder,
      now: () => new Date(),
      newId,
      onWorkbookChange: () => {},
    },
    start.workbook,
  );
  let host: LoopbackHost;
  try {
    host = await serveLoopback(backend, start.port);
  } catch {
    await backend.close();
    console.error(
      `端口 ${start.port} 用不了（可能已被占用，或没有权限），汇表没有启动。请换一个端口，或去掉 --port 让程序自选。`,
    );
    return 1;
  }
  announce(host, start.opensBrowser);

  const stop = async (): Promise<void> => {
    await host.close();
    await backend.close();
    process.exit(0);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  return new Promise(() => {});
}

type WebStart = {
  readonly port: number;
  readonly dataFolder: string;
  readonly stateFolder: string;
  readonly opensBrowser: boolean;
  readonly workbook: string | null;
  readonly help: boolean;
};

/** Paths count from where the person stands. @throws UsageError */
function readStart(parameters: readonly string[]): WebStart {
  const { values, positionals } = readParameters(parameters, {
    port: { type: 'string', default: '0' },
    data: { type: 'string' },
    state: { type: 'string' },
    'no-open': { type: 'boolean' },
    help: { type: 'boolean' },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new UsageError('端口须为 0 到 65535 的整数。');
  }
  const [workbook, ...others] = positionals;
  if (others.length > 0) throw new UsageError(`一次只能打开一个工作簿，多余的参数：${others.join(' ')}。`);
  return {
    port,
    dataFolder: typeof values.data === 'string' ? resolve(values.data) : defaultDataFolder(),
    stateFolder: typeof values.state === 'string' ? resolve(values.state) : defaultStateFolder(),
    opensBrowser: values['no-open'] !== true,
    workbook: workbook === undefined ? null : resolve(workbook),
    help: values.help === true,
  };
}

function announce(host: LoopbackHost, openAtOnce: boolean): void {
  const address = host.newAddress();
  console.log(`汇表已启动：${address}`);
  console.log('关闭本窗口或按 Ctrl+C 即退出；数据随改随存。按回车键取得新地址。');
  if (openAtOnce) openBrowser(address);
  if (process.stdin.isTTY) {
    createInterface({ input: process.stdin }).on('line', () => console.log(`新地址：${host.newAddress()}`));
  }
}

/** Opens the address in the person's browser; where there is none, the printed address is enough. */
function openBrowser(address: string): void {
  const [command, ...parameters] =
    process.platform === 'win32'
      ? ['rundll32', 'url.dll,FileProtocolHandler', address]
      : process.platform === 'darwin'
        ? ['open', address]
        : ['xdg-open', address];
  if (command === undefined) return;
  const child = spawn(command, parameters, { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}

if (import.meta.main) process.exitCode = await runWeb(process.argv.slice(2));
