/** Forms in the older format through the contract: converted once, kept beside what they were converted from. */
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { detectFormat } from '../../electron/backend/sheets/read/detect-format.ts';
import { callOk, openTestHost, type TestHost, uploadFile } from './hosts.ts';

let host: TestHost;
beforeEach(async () => {
  host = await openTestHost('direct');
  await callOk(host, 'workbook.create', { file: '示例', seed: 'blank' });
});
afterEach(() => host.close());

const old = new Uint8Array(readFileSync('tests/fixtures/old-form.xls'));
const nothingPointed = { sheet: null, header: null, layout: null } as const;

describe('a form that is an .xls', () => {
  it('is saved as the .xlsx that it becomes, its original kept, and exported and corrected like any other', async () => {
    const uploadId = await uploadFile(host, '脱贫户.xls', old);
    const learnt = await callOk(host, 'forms.learn', { uploadId, ...nothingPointed });
    expect(learnt.notes.join('')).toContain('已转换成 .xlsx');
    const definition = learnt.proposals[0]?.form;
    if (definition === undefined) throw new Error('nothing learnt');
    const target = { kind: 'newTable', title: '脱贫户' } as const;
    const { form } = await callOk(host, 'forms.save', { uploadId, title: '脱贫户', definition, target });
    expect(form.fileName).toBe('脱贫户.xlsx');
    expect(form.definition?.original?.fileName).toBe('脱贫户.xls');
    expect(form.definition?.original?.fileId).not.toBe(form.fileId);

    const opened = await callOk(host, 'forms.open', { form: form.key, edition: null });
    const again = await callOk(host, 'forms.learn', { uploadId: opened.uploadId, ...nothingPointed });
    expect(again.proposals[0]?.form).toEqual(definition);
    const corrected = await callOk(host, 'forms.save', {
      uploadId: opened.uploadId,
      title: '脱贫户增收表',
      definition: form.definition === null ? definition : { ...form.definition, original: undefined },
      target: { kind: 'correction', form: form.key },
    } as Parameters<typeof callOk<'forms.save'>>[2]);
    expect(corrected.form.definition?.original).toEqual(form.definition?.original);

    const { downloadId } = await callOk(host, 'export.run', { table: form.table });
    const file = new Uint8Array(await (await host.send(`/download/${downloadId}`, {})).arrayBuffer());
    expect(detectFormat(file).kind).toBe('xlsx');
  });
});
