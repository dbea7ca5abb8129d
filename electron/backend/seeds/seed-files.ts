import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { HuibiaoError } from '../../../shared/model/failure.ts';
import { comparators } from '../../../shared/values/completion.ts';

/** Some text without white space around it: nothing is trimmed in silence. */
const text = z.string().regex(/^\S(?:.*\S)?$/);
const names = z.array(text).min(1);

/** units.json: the unit tree, parents before their children. */
export const unitsFileSchema = z.array(
  z.strictObject({
    name: text,
    kind: text,
    parent: text.nullable(),
    aliases: z.array(text),
    note: text.nullable(),
  }),
);
export type UnitEntry = z.infer<typeof unitsFileSchema>[number];

/** annex1.json, annex2.json: the lines as printed, the names of a cell still joined with 、. */
export const annexFileSchema = z.strictObject({
  documentTitle: text,
  lines: z.array(
    z.strictObject({
      township: text,
      names: z.record(z.string(), z.string()),
      note: text.nullable(),
    }),
  ),
  declaredTotals: z.record(z.string(), z.number().int().nonnegative()),
});
export type AnnexFile = z.infer<typeof annexFileSchema>;

/** A target is a number with its measure word, or 定性: a milestone with neither. */
const indicatorSchema = z
  .strictObject({
    task: text,
    indicator: text,
    comparator: z.enum(comparators),
    target: z.number().nullable(),
    measureWord: text.nullable(),
    deadline: z.iso.date().nullable(),
    note: text.nullable(),
  })
  .refine(
    ({ comparator, target, measureWord }) =>
      comparator === '定性'
        ? target === null && measureWord === null
        : target !== null && measureWord !== null,
    { error: '定性 has neither target nor measure word, every other comparator has both' },
  );

/** tasks.json: the plan's items in the plan's order, each with what it names as an indicator. */
export const tasksFileSchema = z.strictObject({
  items: z.array(
    z.strictObject({
      source: z.string().regex(/^二、（[一二三四]）[一二三四]是$/),
      section: text,
      units: names,
      indicators: z.array(indicatorSchema).min(1),
    }),
  ),
});
export type TaskItem = z.infer<typeof tasksFileSchema>['items'][number];

const registryHeader = 'township,village,code,kind';
const registryRowSchema = z.strictObject({
  township: text,
  village: text,
  code: z.string().regex(/^\d{12}$/),
  kind: z.enum(['村', '社区']),
});
export type RegistryRow = z.infer<typeof registryRowSchema>;

/**
 * Reads one JSON file of the sample content.
 * @throws HuibiaoError `unexpected` naming the file and what is wrong with it
 */
export async function readSeedJson<Schema extends z.ZodType>(
  seedsFolder: string,
  file: string,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const content = (await readSeedBytes(seedsFolder, file)).toString('utf8');
  let parsed: unknown;
  try {
    parsed = JSON.parse(content);
  } catch (error) {
    throw brokenSeed(file, error instanceof Error ? error.message : String(error));
  }
  return checkShape(file, schema, parsed);
}

/**
 * Reads the village registry: four fields a line, none of them quoted, codes kept as text.
 * @throws HuibiaoError `unexpected` naming the line
 */
export async function readRegistry(seedsFolder: string, file: string): Promise<RegistryRow[]> {
  const content = (await readSeedBytes(seedsFolder, file)).toString('utf8');
  const [header, ...lines] = content.replace(/\r?\n$/, '').split(/\r?\n/);
  if (header !== registryHeader) throw brokenSeed(file, `the first line must be ${registryHeader}`);
  return lines.map((line, index) => {
    const [township, village, code, kind, ...rest] = line.split(',');
    const place = `${file}:${index + 2}`;
    if (line.includes('"') || rest.length > 0) throw brokenSeed(place, 'not four plain fields');
    return checkShape(place, registryRowSchema, { township, village, code, kind });
  });
}

/** @throws HuibiaoError `unexpected` where the file is missing */
export async function readSeedBytes(seedsFolder: string, file: string): Promise<Buffer> {
  try {
    return await readFile(join(seedsFolder, file));
  } catch (error) {
    throw brokenSeed(file, error instanceof Error ? error.message : String(error));
  }
}

/** The error of a file that came with the program and is not what it should be. */
export function brokenSeed(file: string, reason: string): HuibiaoError {
  return new HuibiaoError(
    'unexpected',
    `程序自带的文件 ${file} 缺失或已损坏，工作簿没有建立。请重新安装汇表后再试。`,
    { file, reason },
  );
}

function checkShape<Schema extends z.ZodType>(file: string, schema: Schema, value: unknown): z.infer<Schema> {
  const result = schema.safeParse(value);
  if (!result.success) throw brokenSeed(file, z.prettifyError(result.error));
  return result.data;
}
