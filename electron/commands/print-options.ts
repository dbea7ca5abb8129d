/** Reads how something is to be printed from a command line. */
import { splitNames } from '../../shared/annex/names.ts';
import type { TableInfo } from '../../shared/api.ts';
import { HuibiaoError } from '../../shared/model/failure.ts';
import { findTable, type TableDefinition } from '../../shared/model/table.ts';
import {
  type PrintLook,
  type PrintOptions,
  printOptionsSchema,
  usualPrintOptions,
} from '../../shared/print/options.ts';
import { type ParameterValues, UsageError } from '../parameters.ts';
import type { Command } from './command.ts';

export const printParameters: Command['options'] = {
  annex: { type: 'string' },
  table: { type: 'string' },
  look: { type: 'string' },
  paper: { type: 'string' },
  landscape: { type: 'boolean' },
  upright: { type: 'boolean' },
  'number-below': { type: 'boolean' },
  'font-size': { type: 'string' },
  margins: { type: 'string' },
  'start-page': { type: 'string' },
  'no-numbers': { type: 'boolean' },
  'single-sided': { type: 'boolean' },
  duplex: { type: 'boolean' },
  'township-per-page': { type: 'boolean' },
  serials: { type: 'boolean' },
  signature: { type: 'boolean' },
};

export const printParameterHelp = `  --annex     附件的号，几个用逗号隔开：1,2
  --table     表的代号或中文名，几个用逗号隔开；与 --annex 可以同时用
  --look      公文附件（默认）、台账、审核报告
  --landscape、--upright     横排、竖排；不写时按栏目多少自定
  --number-below             横排时页码放在表的下方（默认按公文格式，与竖排页同一位置）
  --paper A4|A3   --font-size 磅   --margins 上,订口,下,切口（毫米）
  --start-page    起始页码；--no-numbers 不印页码
  --single-sided、--duplex   单面、双面（双面时订口左右互换；公文附件默认双面）
  --township-per-page        每个乡镇另起一页
  --serials 加序号列   --signature 表后加填表人、审核人、日期`;

const looks: Readonly<Record<string, PrintLook>> = {
  公文附件: 'document',
  document: 'document',
  台账: 'ledger',
  ledger: 'ledger',
  审核报告: 'report',
  report: 'report',
};

/** @throws UsageError, HuibiaoError `not_found` for a table that is not there */
export function readPrintOptions(values: ParameterValues, tables: readonly TableInfo[]): PrintOptions {
  const look = looks[textOf(values, 'look') ?? '公文附件'];
  if (look === undefined) throw new UsageError('--look 只能是 公文附件、台账、审核报告。');
  if (values.landscape === true && values.upright === true)
    throw new UsageError('--landscape 与 --upright 只能用一个。');
  if (values.duplex === true && values['single-sided'] === true)
    throw new UsageError('--duplex 与 --single-sided 只能用一个。');
  const usual = usualPrintOptions(namedTables(values, tables), look);
  const options: PrintOptions = {
    ...usual,
    ...(values.landscape === true ? { direction: 'landscape' } : {}),
    ...(values.upright === true ? { direction: 'upright' } : {}),
    ...(values['number-below'] === true ? { landscapeNumber: 'landscapeBottom' } : {}),
    ...(values['no-numbers'] === true ? { pageNumbers: false } : {}),
    ...(values['single-sided'] === true ? { duplex: false } : {}),
    ...(values.duplex === true ? { duplex: true } : {}),
    ...(values['township-per-page'] === true ? { groupPerPage: true } : {}),
    ...(values.serials === true ? { serials: true } : {}),
    ...(values.signature === true ? { signature: true } : {}),
    paper: readPaper(values),
    fontSize: numberOf(values, 'font-size'),
    startPage: numberOf(values, 'start-page') ?? usual.startPage,
    margins: readMargins(values),
  };
  const checked = printOptionsSchema.safeParse(options);
  if (checked.success) return checked.data;
  throw new UsageError(
    `这些值不能用：${checked.error.issues.map(({ path }) => parameterOf(String(path[0]))).join('、')}。`,
  );
}

function namedTables(values: ParameterValues, tables: readonly TableInfo[]): string[] {
  const definitions = tables.map(({ definition }) => definition);
  const annexes = splitNames(textOf(values, 'annex') ?? '').map((name) => findAnnex(definitions, name));
  const others = splitNames(textOf(values, 'table') ?? '').map((name) => {
    const found = findTable(definitions, name);
    if (found === null) throw notFound(name, definitions);
    return found.key;
  });
  const named = [...annexes, ...others];
  if (named.length === 0) throw new UsageError('请用 --annex 或 --table 写明打印哪些表。');
  return named;
}

/** 1, 附件1 and 附件 1 are one annex. */
function findAnnex(tables: readonly TableDefinition[], name: string): string {
  const wanted = name.replace(/\s|附件/gu, '');
  const found = tables.find(({ annexLabel }) => annexLabel?.replace(/\s|附件/gu, '') === wanted);
  if (found !== undefined) return found.key;
  throw notFound(
    `附件${wanted}`,
    tables.filter(({ annexLabel }) => annexLabel !== null),
  );
}

function notFound(name: string, tables: readonly TableDefinition[]): HuibiaoError {
  const known = tables.map(({ key, title }) => `${title}（${key}）`).join('、');
  return new HuibiaoError('not_found', `没有名为“${name}”的表。现有：${known}。`, { table: name });
}

function readPaper(values: ParameterValues): PrintOptions['paper'] {
  const paper = (textOf(values, 'paper') ?? 'A4').toUpperCase();
  if (paper === 'A4' || paper === 'A3') return paper;
  throw new UsageError('--paper 只能是 A4 或 A3。');
}

function readMargins(values: ParameterValues): PrintOptions['margins'] {
  const given = textOf(values, 'margins');
  if (given === null) return null;
  const [top, binding, bottom, outer, ...others] = given.split(/[,，、]/).map(Number);
  if (
    top === undefined ||
    binding === undefined ||
    bottom === undefined ||
    outer === undefined ||
    others.length > 0
  ) {
    throw new UsageError('--margins 要写四个数（毫米）：上,订口,下,切口，如 37,28,35,26。');
  }
  return { top, binding, bottom, outer };
}

function numberOf(values: ParameterValues, name: string): number | null {
  const given = textOf(values, name);
  if (given === null) return null;
  if (!/^\d{1,6}(?:\.\d{1,2})?$/.test(given)) throw new UsageError(`--${name} 要写成一个数。`);
  return Number(given);
}

function textOf(values: ParameterValues, name: string): string | null {
  const value = values[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

function parameterOf(field: string): string {
  const names: Readonly<Record<string, string>> = {
    startPage: '--start-page（1 到 99999 的整数）',
    fontSize: '--font-size（6 到 22 磅）',
    margins: '--margins（每边 5 到 80 毫米）',
    tables: '--annex、--table（最多 50 张表）',
  };
  return names[field] ?? field;
}
