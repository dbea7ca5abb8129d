/** `huibiao inspect` as a person runs it, and the readers of the formats that only it has met so far. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSheetTools } from '../../electron/backend/sheets/open-sheet-tools.ts';
import { inspectFile } from '../../electron/backend/sheets/regions/inspect-file.ts';
import { isLeftoverFile } from '../../shared/values/leftover-file.ts';
import { shapes } from '../fixtures/shapes/shapes.ts';
import { refusedFiles } from '../fixtures/sheets-refused.ts';
import { workbookOf } from './ooxml-archive.ts';

const program = resolve('electron/cli.ts');
const folder = mkdtempSync(join(tmpdir(), 'huibiao-inspect-'));
afterAll(() => rmSync(folder, { recursive: true }));

beforeAll(async () => {
  for (const shape of shapes) {
    if (!['xls-with-everything', 'csv-gb18030', 'several-sheets'].includes(shape.name)) continue;
    writeFileSync(join(folder, shape.fileName), await shape.bytes());
  }
  writeFileSync(
    join(folder, '少见.xlsx'),
    workbookOf('<row r="1"><c r="A1" t="x"><v>1</v></c><c r="B1" t="inlineStr"><is><t>甲</t></is></c></row>'),
  );
  writeFileSync(join(folder, '~$xls-with-everything.xls'), 'x');
  writeFileSync(join(folder, '坏.xlsx'), 'PK\u0003\u0004');
  mkdirSync(join(folder, '夹'));
});

function inspect(...parameters: readonly string[]) {
  const ended = spawnSync(process.execPath, [program, 'inspect', ...parameters], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { code: ended.status, out: ended.stdout, said: ended.stderr };
}

function expectedOf(name: string) {
  return shapes.find((shape) => shape.name === name)?.sheets;
}

describe('huibiao inspect', () => {
  it('prints one object with every file, its sheets and their regions', () => {
    const { code, out } = inspect('xls-with-everything.xls', 'csv-gb18030.csv', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      files: [
        { file: 'xls-with-everything.xls', format: 'xls', sheets: expectedOf('xls-with-everything') },
        { file: 'csv-gb18030.csv', format: 'csv', encoding: 'gb18030', sheets: expectedOf('csv-gb18030') },
      ],
    });
  });

  it('says why a file was read by the reader for unusual files, and nothing of it for others', () => {
    expect(inspect('少见.xlsx').out).toMatch(/少见\.xlsx（xlsx）\n {2}写法少见.*（.*cell type “x”）/);
    expect(inspect('several-sheets.xlsx').out).not.toContain('写法少见');
  });

  it('looks at one sheet when told, and says which there are when it has none of that name', () => {
    const one = inspect('several-sheets.xlsx', '--sheet', '青石镇', '--json');
    expect(JSON.parse(one.out).files[0].sheets).toEqual([expectedOf('several-sheets')?.[1]]);
    const none = inspect('several-sheets.xlsx', '--sheet', '云台乡', '--json');
    expect(none.code).toBe(2);
    expect(JSON.parse(none.out).files[0].error).toEqual({
      code: 'not_found',
      message: expect.stringMatching(/没有“云台乡”.*“青石镇”/),
    });
  });

  it('passes over lock files silently', () => {
    const { code, out, said } = inspect('~$xls-with-everything.xls', '--json');
    expect({ code, said, out: JSON.parse(out) }).toEqual({ code: 0, said: '', out: { files: [] } });
  });

  it('goes on after a file that cannot be used: 1 with others that could, 2 alone', () => {
    const both = inspect('坏.xlsx', 'csv-gb18030.csv', '夹', '没有.xlsx', '--json');
    expect(both.code).toBe(1);
    expect(
      JSON.parse(both.out).files.map((file: { error?: { code: string } }) => file.error?.code ?? 'read'),
    ).toEqual(['damaged', 'read', 'not_found', 'not_found']);
    expect(both.said).toMatch(/坏\.xlsx.*已损坏/);
    expect(inspect('坏.xlsx').code).toBe(2);
    expect(inspect().code).toBe(64);
  });

  it('draws the sheet for people, and says why when asked', () => {
    const { out } = inspect('xls-with-everything.xls', '--explain');
    expect(out).toMatch(/■ Sheet1[\s\S]*3–4 {2}表头[\s\S]*建设面积 \/ 计划 {2}〔数〕/);
    expect(out).toContain('第12行：写着“合计”');
  });
});

describe('what is told of a file', () => {
  it('is the refusal, in its own words, for every file that is none', () => {
    for (const { name, bytes, code, says } of refusedFiles()) {
      const { failure } = inspectFile({ bytes, fileName: '回收.xlsx', sheet: null }, () => {});
      expect([name, failure?.code, failure?.message]).toEqual([name, code, expect.stringMatching(says)]);
    }
  });

  it('is the same from the worker thread', async () => {
    const tools = openSheetTools();
    for (const name of ['xls-with-everything', 'several-sheets']) {
      const shape = shapes.find((each) => each.name === name);
      const bytes = (await shape?.bytes()) ?? new Uint8Array();
      const request = { bytes, fileName: 'x', sheet: null };
      const options = { signal: new AbortController().signal, onProgress: () => {} };
      expect(await tools.inspect(request, options)).toEqual(inspectFile(request, () => {}));
    }
    await tools.close();
  });

  it('a hostile markup file is refused at once', () => {
    const text = (content: string) => new TextEncoder().encode(content);
    const codeOf = (content: string) =>
      inspectFile({ bytes: text(content), fileName: 'x.xls', sheet: null }, () => {}).failure?.code;
    const workbook =
      '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">';
    expect(codeOf(`<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>${workbook}</Workbook>`)).toBe(
      'not_a_workbook',
    );
    expect(
      codeOf(
        `<?xml version="1.0"?>${workbook}<Worksheet ss:Name="a"><Table><Row ss:Index="999999999"><Cell><Data ss:Type="String">x</Data></Cell></Row></Table></Worksheet></Workbook>`,
      ),
    ).toBe('too_large');
    expect(codeOf('<!DOCTYPE html [<!ENTITY a "b">]><html><table><tr><td>x</td></tr></table></html>')).toBe(
      'not_a_workbook',
    );
    expect(codeOf('<html><table><tr><td colspan="99999999">x</td></tr></table></html>')).toBe('too_large');
  });
});

it.each([
  ['~$回收.xlsx', true],
  ['.~回收.xlsx', true],
  ['.~lock.回收.ods#', true],
  ['._回收.xlsx', true],
  ['Thumbs.db', true],
  ['.DS_Store', true],
  ['~WRL0001.tmp', true],
  ['.huibiao-1234', true],
  ['desktop.ini', true],
  ['~a1b2.tmp', true],
  ['回收.xlsx', false],
  ['~回收.xlsx', false],
])('%s is passed over: %s', (name, passed) => {
  expect(isLeftoverFile(name)).toBe(passed);
});
