/** Runs the children of these tests: other processes that use the same workbook. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { basename, join, resolve } from 'node:path';
import { build } from 'rolldown';
import { afterEach } from 'vitest';

const scripts = join(import.meta.dirname, 'children');
/** Where the packages that are not bundled are found. */
const bundled = resolve('.cache/tests/children');
const running = new Set<ChildProcess>();
afterEach(async () => {
  for (const child of running) await killChild(child);
});

/** Starts a child and resolves with it and the first line that it prints. */
export async function startChild(
  script: string,
  ...parameters: readonly string[]
): Promise<{ readonly child: ChildProcess; readonly line: string }> {
  const child = spawn(process.execPath, [join(scripts, script), ...parameters], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const [chunk] = await once(child.stdout, 'data');
  return { child, line: String(chunk).trim() };
}

/** A child that says `ready`, waits for one line, and then says what it does, line by line, until it is killed. */
export type WarmWorker = {
  readonly order: (line: string) => void;
  /** Resolves once it has said so many lines since it was ready. */
  readonly untilSaid: (lines: number) => Promise<void>;
  /** Kills it. @returns what it had said by then, each line whole */
  readonly kill: () => Promise<readonly string[]>;
};

export async function startWorker(script: string): Promise<WarmWorker> {
  const child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  running.add(child);
  child.once('exit', () => running.delete(child));
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk;
  });
  const untilSaid = async (lines: number): Promise<void> => {
    while (said.split('\n').length <= lines + 1) await once(child.stdout, 'data');
  };
  await untilSaid(0);
  return {
    order: (line) => child.stdin.write(`${line}\n`),
    untilSaid,
    kill: async () => {
      const closed = once(child, 'close');
      child.kill('SIGKILL');
      await closed;
      return said.split('\n').slice(1, -1);
    },
  };
}

/** One file of a script and all that it imports: it starts in a fraction of the time. @returns its path */
export async function bundleChild(script: string): Promise<string> {
  const name = basename(script, '.ts');
  await build({
    input: { [name]: join(scripts, script) },
    platform: 'node',
    external: ['better-sqlite3'],
    output: { dir: bundled, format: 'esm' },
  });
  return join(bundled, `${name}.js`);
}

export async function killChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

export function childPath(script: string): string {
  return join(scripts, script);
}
