/** Runs the children of these tests: other processes that use the same workbook. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach } from 'vitest';

const scripts = join(import.meta.dirname, 'children');
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

export async function killChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

export function childPath(script: string): string {
  return join(scripts, script);
}
