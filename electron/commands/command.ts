import { resolve } from 'node:path';
import type { Input, MethodName, Output, Reply } from '../../shared/api.ts';
import { HuibiaoError } from '../../shared/model/failure.ts';
import type { Problem } from '../../shared/model/problem.ts';
import type { Backend } from '../backend/backend.ts';
import { type ParameterValues, UsageError } from '../parameters.ts';

export const exitCodes = { done: 0, doneWithProblems: 1, unusable: 2, usage: 64 } as const;

/** One command of the headless host. */
export type Command = {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  readonly usage: string;
  readonly options: Readonly<
    Record<string, { readonly type: 'string' | 'boolean'; readonly multiple?: boolean }>
  >;
  /** @returns the exit code */
  readonly run: (call: CommandCall) => Promise<number>;
};

export type CommandCall = {
  readonly backend: Backend;
  readonly positionals: readonly string[];
  readonly values: ParameterValues;
  readonly json: boolean;
};

/** Calls a method through the one contract, like every other host. @throws HuibiaoError */
export async function callMethod<Name extends MethodName>(
  backend: Backend,
  name: Name,
  input: Input<Name>,
): Promise<Output<Name>> {
  const response = await backend.handle(
    new Request(`http://backend/rpc/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
    }),
  );
  return readReply<Output<Name>>(response);
}

/** The value of the backend's answer. @throws HuibiaoError with the answer's own words */
export async function readReply<Value>(response: Response): Promise<Value> {
  // The backend answers every call with a Reply; its own types are the only thing that could be checked here.
  const reply = (await response.json()) as Reply<Value>;
  if (reply.ok) return reply.value;
  const { code, message, details } = reply.error;
  throw new HuibiaoError(code, message, details);
}

/** Opens the workbook that the command names and gives its path. */
export async function openNamedWorkbook(backend: Backend, file: string): Promise<string> {
  return (await callMethod(backend, 'workbook.open', { file: resolve(file) })).file;
}

/** The positional parameters by name, exactly as many as named. @throws UsageError */
export function takePositionals<const Names extends readonly string[]>(
  { positionals }: CommandCall,
  ...names: Names
): { readonly [Index in keyof Names]: string } {
  const missing = names[positionals.length];
  if (missing !== undefined) throw new UsageError(`缺少参数 ${missing}。`);
  if (positionals.length > names.length) {
    throw new UsageError(`多余的参数：${positionals.slice(names.length).join(' ')}。`);
  }
  return names.map((_, index) => positionals[index] ?? '') as { readonly [Index in keyof Names]: string };
}

/** An option that the command cannot do without. @throws UsageError */
export function takeOption({ values }: CommandCall, name: string): string {
  const value = values[name];
  if (typeof value !== 'string' || value === '') throw new UsageError(`缺少选项 --${name}。`);
  return value;
}

/** Says each problem on stderr; the exit code tells whether one wants looking at. */
export function reportProblems(problems: readonly Problem[]): number {
  for (const { sheet, cell, message } of problems) {
    const place = cell === null ? '' : `${sheet === null ? '' : `${sheet}!`}${cell}：`;
    console.error(`· ${place}${message}`);
  }
  return problems.some(({ severity }) => severity !== 'note') ? exitCodes.doneWithProblems : exitCodes.done;
}
