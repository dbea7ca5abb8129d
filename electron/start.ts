/** `npm start`: builds what is stale, then opens Electron, or the browser where Electron cannot run. */
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from './program.ts';
import { runWeb } from './web.ts';

const { root } = findProgram();
const parameters = process.argv.slice(2).filter((parameter) => parameter !== '--web');

buildIfStale();
const found = process.argv.includes('--web') ? null : findRuntime(parameters);
if (found === null) {
  process.exitCode = await runWeb(parameters);
} else if ('reason' in found) {
  console.log(`没有打开 Electron 窗口（${found.reason}），改在浏览器中打开。`);
  process.exitCode = await runWeb(parameters);
} else {
  process.exitCode =
    spawnSync(found.executable, [join(root, 'dist', 'electron', 'main.js'), ...parameters], {
      stdio: 'inherit',
    }).status ?? 1;
}

/** The Electron executable, fetched if it can be; or why it cannot be used here. */
function findRuntime(given: readonly string[]): { executable: string } | { reason: string } {
  if (process.platform === 'linux') {
    if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return { reason: '本机没有图形桌面' };
    if (process.getuid?.() === 0 && !given.includes('--no-sandbox')) {
      return { reason: 'Electron 不在管理员（root）身份下运行' };
    }
  }
  const name = process.platform === 'win32' ? 'electron.exe' : 'electron';
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const packageFolder = join(root, 'node_modules', 'electron');
  const executable = join(
    override ?? join(packageFolder, 'dist'),
    process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : name,
  );
  if (existsSync(executable)) return { executable };
  const installer = join(packageFolder, 'install.js');
  if (override === undefined && existsSync(installer)) {
    console.log('正在安装 Electron 运行环境…');
    spawnSync(process.execPath, [installer], { stdio: 'ignore', timeout: 300_000 });
    if (existsSync(executable)) return { executable };
  }
  return { reason: '未找到 Electron 运行环境，也下载不到' };
}

/** Builds when a source is newer than what was built; says so, because it takes some seconds. */
function buildIfStale(): void {
  const built = join(root, 'dist', 'renderer', 'index.html');
  const sources = globSync('{shared,renderer,electron}/**/*.{ts,tsx,css,html}', { cwd: root });
  const newest = Math.max(...sources.map((source) => statSync(join(root, source)).mtimeMs));
  if (existsSync(built) && statSync(built).mtimeMs > newest) return;
  console.log('正在准备界面，约需十几秒…');
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error('界面没有准备好，汇表没有启动。请先运行 npm ci，再重试。');
    process.exit(1);
  }
}
