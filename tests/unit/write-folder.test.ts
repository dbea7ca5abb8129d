/** A folder of files: what the desktop saves of an archive. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeFolder } from '../../electron/desktop/write-folder.ts';

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'huibiao-folder-'));
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

const files = [
  { name: '01高都镇.xlsx', data: Buffer.from('高') },
  { name: '02巴公镇.xlsx', data: Buffer.from('巴') },
];

describe('a folder of files', () => {
  it('has them all', async () => {
    const folder = await writeFolder(parent, '下发2份', files);
    expect(folder).toBe(join(parent, '下发2份'));
    expect(readdirSync(folder ?? '')).toEqual(['01高都镇.xlsx', '02巴公镇.xlsx']);
    expect(readFileSync(join(folder ?? '', '02巴公镇.xlsx'), 'utf8')).toBe('巴');
  });

  it('is not written over one that is there', async () => {
    mkdirSync(join(parent, '下发2份'));
    expect(await writeFolder(parent, '下发2份', files)).toBeNull();
    expect(readdirSync(parent)).toEqual(['下发2份']);
    expect(readdirSync(join(parent, '下发2份'))).toEqual([]);
  });

  it('is not there in part where one of them cannot be written', async () => {
    const bad = [...files, { name: '01高都镇.xlsx', data: Buffer.from('') }];
    await expect(writeFolder(parent, '下发2份', bad)).rejects.toThrow('EEXIST');
    expect(readdirSync(parent)).toEqual([]);
  });
});
