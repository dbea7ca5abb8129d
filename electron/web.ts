/** `npm run start:web`: serves the app on 127.0.0.1, prints the address and opens it in the browser. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { openBackend } from './backend/backend.ts';
import { type LoopbackHost, serveLoopback } from './loopback.ts';
import { defaultDataFolder, defaultStateFolder, findProgram } from './program.ts';

const usage = `用法：npm run start:web -- [选项] [工作簿.huibiao]

  --port N       使用指定端口（默认任取一个空闲端口）
  --data 文件夹   新工作簿的存放处（默认 文档/汇表）
  --state 文件夹  程序自己的小文件（最近打开的列表）
  --no-open      不自动打开浏览器，只显示地址
  --help         显示本说明`;

/** Runs until it is interrupted. Returns the exit code when it could not start. */
export async function runWeb(parameters: readonly string[]): Promise<number> {
  const parsed = readParameters(parameters);
  if (typeof parsed === 'string') {
    console.error(`${parsed}\n\n${usage}`);
    return 64;
  }
  const { values, positionals } = parsed;
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const program = findProgram();
  const backend = await openBackend(
    {
      host: 'web',
      version: program.version,
      dataFolder: values.data ?? defaultDataFolder(),
      stateFolder: values.state ?? defaultStateFolder(),
      rendererFolder: program.rendererFolder,
      seedsFolder: program.seedsFolder,
      now: () => new Date(),
      newId: randomUUID,
      onWorkbookChange: () => {},
    },
    positionals[0] ?? null,
  );
  let host: LoopbackHost;
  try {
    host = await serveLoopback(backend, Number(values.port));
  } catch {
    await backend.close();
    console.error(`端口 ${values.port} 已被占用，汇表没有启动。请换一个端口，或去掉 --port 让程序自选。`);
    return 1;
  }
  announce(host, values['no-open'] !== true);

  const stop = async (): Promise<void> => {
    await host.close();
    await backend.close();
    process.exit(0);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  return new Promise(() => {});
}

function readParameters(parameters: readonly string[]) {
  try {
    const parsed = parseArgs({
      args: [...parameters],
      allowPositionals: true,
      options: {
        port: { type: 'string', default: '0' },
        data: { type: 'string' },
        state: { type: 'string' },
        'no-open': { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
    const port = Number(parsed.values.port);
    return Number.isInteger(port) && port >= 0 && port < 65_536 ? parsed : '端口须为 0 到 65535 的整数。';
  } catch (error) {
    return `不认识的选项：${error instanceof Error ? error.message : String(error)}`;
  }
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
