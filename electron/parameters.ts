/** Reads the parameters of a command line; what is wrong with them is said in Chinese. */
import { parseArgs } from 'node:util';

export type ParameterOptions = Readonly<
  Record<
    string,
    { readonly type: 'string' | 'boolean'; readonly default?: string; readonly multiple?: boolean }
  >
>;

export type ParameterValues = Readonly<
  Record<string, string | boolean | readonly (string | boolean)[] | undefined>
>;

export type Parameters = {
  /** A list for an option that may be said several times. */
  readonly values: ParameterValues;
  readonly positionals: readonly string[];
};

/** The command line itself is wrong; the message is shown above the usage. */
export class UsageError extends Error {}

/** @throws UsageError */
export function readParameters(parameters: readonly string[], options: ParameterOptions): Parameters {
  const { tokens } = parseArgs({
    args: [...parameters],
    allowPositionals: true,
    strict: false,
    tokens: true,
    options,
  });
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
    if (option === undefined) throw new UsageError(`没有 ${token.rawName} 这个选项。`);
    if (option.type === 'boolean' && token.value !== undefined) {
      throw new UsageError(`选项 ${token.rawName} 后面不带值。`);
    }
    if (option.type === 'string' && (token.value === undefined || isOption(token))) {
      throw new UsageError(`选项 ${token.rawName} 后面要写值；值以 - 开头的，写成 ${token.rawName}=值。`);
    }
  }
  const { values, positionals } = parseArgs({ args: [...parameters], allowPositionals: true, options });
  return { values, positionals };
}

function isOption(token: {
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}): boolean {
  return token.inlineValue !== true && (token.value ?? '').startsWith('-');
}
