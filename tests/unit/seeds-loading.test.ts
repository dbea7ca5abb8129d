import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSeed } from '../../electron/backend/seeds/load-seed.ts';
import type { WorkbookContent } from '../../electron/backend/store/create.ts';
import type { SeedName } from '../../shared/api.ts';
import { HuibiaoError } from '../../shared/model/failure.ts';

let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'huibiao-seeds-'));
});

afterAll(async () => {
  await rm(root, { recursive: true });
});

describe('a new workbook', () => {
  it.each(['zezhou-2025', 'blank'] as const)(
    'of the seed %s carries the forms of both annexes',
    async (name) => {
      const { forms } = await load(name, await copySeeds('forms'));
      expect(forms.map(({ bytes, ...form }) => ({ ...form, text: Buffer.from(bytes).toString() }))).toEqual([
        {
          key: 'annex1',
          table: 'annex1',
          title: '附件1 省级',
          layout: 'grouped',
          fileName: 'annex1.xlsx',
          text: 'form 1',
        },
        {
          key: 'annex2',
          table: 'annex2',
          title: '附件2 市级',
          layout: 'grouped',
          fileName: 'annex2.xlsx',
          text: 'form 2',
        },
      ]);
    },
  );
});

describe('a broken seed', () => {
  const cases: readonly (readonly [why: string, file: string, mend: (text: string) => string])[] = [
    ['is not JSON', 'zezhou-2025/units.json', (text) => text.slice(0, -10)],
    ['has a key that nobody knows', 'zezhou-2025/annex1.json', (text) => text.replace('"lines"', '"rows"')],
    [
      'names a unit that is not in the tree',
      'zezhou-2025/tasks.json',
      (text) => text.replace('县水务局', '县水利局'),
    ],
    [
      'names a township that is not in the tree',
      'zezhou-2025/annex2.json',
      (text) => text.replace('大东沟镇', '大东镇'),
    ],
    [
      'has two lines of one township',
      'zezhou-2025/annex2.json',
      (text) => text.replace('"大东沟镇"', '"下村镇"'),
    ],
    [
      'has names under an unknown heading',
      'zezhou-2025/annex1.json',
      (text) => text.replace('"提档升级村"', '"提挡升级村"'),
    ],
    ['has an indicator twice', 'zezhou-2025/tasks.json', (text) => text.replace('红星街东延', '建州路南延')],
    [
      'has a number without a measure word',
      'zezhou-2025/tasks.json',
      (text) => text.replace('"万亩"', 'null'),
    ],
    [
      'has a milestone with a number',
      'zezhou-2025/tasks.json',
      (text) => text.replace('"target": null', '"target": 1'),
    ],
    ['has an impossible day', 'zezhou-2025/tasks.json', (text) => text.replace('2025-12-31', '2025-12-32')],
    [
      'has a parent that is not above',
      'zezhou-2025/units.json',
      (text) => text.replace('"parent": "泽州县"', '"parent": "大阳镇"'),
    ],
    [
      'has a code of eleven digits',
      'zezhou-2025/villages.csv',
      (text) => text.replace('140525100001', '14052510000'),
    ],
    ['has a village of no township', 'zezhou-2025/villages.csv', (text) => text.replace('南村镇,', '南镇,')],
    [
      'has a line with a field too many',
      'zezhou-2025/villages.csv',
      (text) => text.replace(',社区', ',社区,'),
    ],
    ['has another header', 'zezhou-2025/villages.csv', (text) => text.replace('township', '乡镇')],
    ['defines another table', 'tables/villages.json', (text) => text.replace('"villages"', '"hamlets"')],
    [
      'defines a column of an unknown type',
      'tables/tasks.json',
      (text) => text.replace('"number"', '"money"'),
    ],
  ];

  it.each(cases)('that %s is refused with the name of the file (%s)', async (_why, file, mend) => {
    const folder = await copySeeds(file.replace('/', '-'));
    const whole = await readFile(join(folder, file), 'utf8');
    expect(mend(whole)).not.toBe(whole);
    await writeFile(join(folder, file), mend(whole));
    await expectRefusal(folder, file);
  });

  it.each(['forms/annex1.xlsx', 'tables/units.json', 'zezhou-2025/villages.csv'])(
    'that lacks %s is refused with the name of the file',
    async (file) => {
      const folder = await copySeeds('lacking');
      await rm(join(folder, file));
      await expectRefusal(folder, file);
    },
  );

  it('that is cut off anywhere is refused, never half loaded', async () => {
    const folder = await copySeeds('cut');
    const files = ['annex1', 'annex2', 'tasks', 'units'].map((name) => `zezhou-2025/${name}.json`);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (file, share) => {
          const whole = (await readFile(join('seeds', file), 'utf8')).trimEnd();
          await writeFile(join(folder, file), whole.slice(0, Math.floor(share * (whole.length - 1))));
          await expectRefusal(folder, file);
          await writeFile(join(folder, file), whole);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('is not one whose registry has other line ends', async () => {
    const folder = await copySeeds('line-ends');
    const file = join(folder, 'zezhou-2025/villages.csv');
    await writeFile(file, (await readFile(file, 'utf8')).replaceAll('\r\n', '\n'));
    expect(await load('zezhou-2025', folder)).toEqual(await load('zezhou-2025', await copySeeds('whole')));
  });
});

/** The seeds as they are, with two stand-ins for the form workbooks, which have tests of their own. */
async function copySeeds(name: string): Promise<string> {
  const folder = await mkdtemp(join(root, `${name}-`));
  await cp('seeds/tables', join(folder, 'tables'), { recursive: true });
  await cp('seeds/zezhou-2025', join(folder, 'zezhou-2025'), { recursive: true });
  await mkdir(join(folder, 'forms'));
  await writeFile(join(folder, 'forms/annex1.xlsx'), 'form 1');
  await writeFile(join(folder, 'forms/annex2.xlsx'), 'form 2');
  return folder;
}

function load(name: SeedName, folder: string): Promise<WorkbookContent> {
  let count = 0;
  return loadSeed(name, folder, () => {
    count += 1;
    return `r${count}`;
  });
}

async function expectRefusal(folder: string, file: string): Promise<void> {
  const failure: unknown = await load('zezhou-2025', folder).catch((error: unknown) => error);
  if (!(failure instanceof HuibiaoError)) throw new Error(`not refused: ${String(failure)}`);
  expect(failure.code).toBe('unexpected');
  expect(failure.message).toContain(file);
}
