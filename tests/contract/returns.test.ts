/** 收表 through the contract, as the screens use it: issue, fill, receive, review, accept, send back, sum up. */
import exceljs from 'exceljs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSheets } from '../../electron/backend/sheets/read/load-file.ts';
import { textAt } from '../../electron/backend/sheets/sheet.ts';
import { inflateEntry, listEntries, storeEntries } from '../../electron/backend/sheets/zip/zip.ts';
import type { Input, Output } from '../../shared/api.ts';
import { noDecisions } from '../../shared/collect/settle-plan.ts';
import type { Return } from '../../shared/model/return.ts';
import { fillCells, villageCells } from '../fixtures/collect.ts';
import { type FormFixture, formBytes } from '../fixtures/forms.ts';
import { fixedFigures, villageForm } from '../fixtures/issue.ts';
import { ask, callOk, openTestHost, streamCall, type TestHost, uploadFile } from './hosts.ts';

let host: TestHost;
beforeEach(async () => {
  host = await openTestHost('direct');
  await callOk(host, 'workbook.create', { file: '示例', seed: 'zezhou-2025' });
});
afterEach(() => host.close());

const units = ['高都镇', '巴公镇', '周村镇'] as const;

async function saveForm(fixture = villageForm, title = '改厕进度表'): Promise<Output<'forms.save'>> {
  const uploadId = await uploadFile(host, `${title}.xlsx`, await formBytes([fixture]));
  const learnt = await callOk(host, 'forms.learn', { uploadId, sheet: null, header: null, layout: null });
  const definition = learnt.proposals[0]?.form;
  if (definition === undefined) throw new Error('nothing learnt');
  const target = { kind: 'newTable', title } as const;
  return callOk(host, 'forms.save', { uploadId, title, definition, target });
}

async function makeRound(form: string, period = '2025-10', changed: Partial<Input<'rounds.save'>> = {}) {
  const { round } = await callOk(host, 'rounds.save', {
    round: null,
    form,
    edition: null,
    period,
    dueAt: '2025-10-15T17:00',
    units: { kind: 'listed', names: [...units] },
    note: '',
    ...changed,
  });
  return round.round;
}

async function issue(round: string, prefill = false): Promise<ReadonlyMap<string, Uint8Array>> {
  const issued = await callOk(host, 'issue.run', {
    round,
    units: null,
    prefill,
    spareRows: 3,
    pattern: null,
    locks: true,
  });
  const archive = await download(issued.downloadId);
  const byFile = new Map(listEntries(archive).map((entry) => [entry.name, inflateEntry(archive, entry)]));
  return new Map(issued.copies.map(({ unit, fileName }) => [unit, byFile.get(fileName) ?? new Uint8Array()]));
}

async function download(id: string): Promise<Uint8Array> {
  return new Uint8Array(await (await host.send(`/download/${id}`, {})).arrayBuffer());
}

async function receive(
  files: Readonly<Record<string, Uint8Array>>,
  round: string | null = null,
): Promise<Output<'returns.receive'>> {
  const uploadIds: string[] = [];
  for (const [name, bytes] of Object.entries(files)) uploadIds.push(await uploadFile(host, name, bytes));
  return callOk(host, 'returns.receive', { uploadIds, round });
}

async function receiveOne(name: string, bytes: Uint8Array, round: string | null = null): Promise<Return> {
  const { files } = await receive({ [name]: bytes }, round);
  const [file] = files;
  if (file === undefined) throw new Error('nothing was received');
  return file.received;
}

async function accept(id: string, decisions = noDecisions): Promise<Output<'returns.accept'>> {
  const { problems } = await callOk(host, 'returns.review', { id });
  const explanations = problems
    .filter(({ severity }) => severity === 'explain')
    .map(({ code, sheet, cell, column }) => ({ problem: { code, sheet, cell, column }, text: '已电话核实' }));
  return callOk(host, 'returns.accept', { id, decisions, explanations });
}

/** 村名 → 任务数 and 完成数, as the ledger has them. */
async function ledger(table: string): Promise<Record<string, unknown[]>> {
  const { rows } = await callOk(host, 'rows.list', { table });
  return Object.fromEntries(
    rows.map(({ values }) => [String(values.columnC), [values.columnB, values.columnE, values.columnF]]),
  );
}

const two = [
  ['大兴村', 10, 5],
  ['泊南村', 7, 2],
] as const;

describe('a return', () => {
  it('finds its way home under any name, is reviewed, accepted as one edit, and taken back', async () => {
    const { form } = await saveForm();
    const round = await makeRound(form.key);
    const copies = await issue(round.key);
    const sent = fillCells(copies.get('高都镇') ?? new Uint8Array(), '改厕', villageCells('高都镇', two));
    const received = await receiveOne('微信文件(3).xlsx', sent);
    expect(received).toMatchObject({ unit: '高都镇', round: round.key, form: form.key, version: 1 });
    expect(received.match.unit).toMatchObject({
      certainty: 'certain',
      why: expect.stringContaining('下发时写入'),
    });
    expect(received.status).toBe('received');

    const review = await callOk(host, 'returns.review', { id: received.id });
    expect(review.counts).toMatchObject({ added: 2, changed: 0, removed: 0, conflicts: 0 });
    expect(review.blocked).toBeNull();
    expect(review.plan.map(({ kind, row }) => [kind, row])).toEqual([
      ['added', '高都镇 · 大兴村'],
      ['added', '高都镇 · 泊南村'],
    ]);

    const accepted = await accept(received.id);
    expect(accepted.received).toMatchObject({ status: 'accepted', accepted: { added: 2 } });
    expect(accepted.committed.edit.label).toBe('接收 高都镇 改厕进度表 2025年10月');
    expect(await ledger(form.table)).toEqual({
      大兴村: ['高都镇', 10, 5],
      泊南村: ['高都镇', 7, 2],
    });
    await callOk(host, 'edits.undo', {});
    expect(await ledger(form.table)).toEqual({});
    const [again] = await callOk(host, 'returns.list', { round: round.key });
    expect(again).toEqual(received);
    await callOk(host, 'edits.redo', {});
    expect(Object.keys(await ledger(form.table))).toHaveLength(2);
  });

  it('merges a second version three-way: theirs, ours, and conflicts that are decided one by one', async () => {
    const { form } = await saveForm();
    const round = await makeRound(form.key);
    const copy = (await issue(round.key)).get('高都镇') ?? new Uint8Array();
    const first = await receiveOne('一.xlsx', fillCells(copy, '改厕', villageCells('高都镇', two)));
    await accept(first.id);
    const { rows } = await callOk(host, 'rows.list', { table: form.table });
    const set = (at: number, column: string, before: number, after: number) => ({
      kind: 'cellsSet' as const,
      table: form.table,
      rowId: rows[at]?.id ?? '',
      before: { [column]: before },
      after: { [column]: after },
    });
    const mine = [set(0, 'columnF', 5, 6), set(1, 'columnE', 7, 8)];
    await callOk(host, 'edits.commit', { label: '核改', changes: mine });
    // The clerk changed 大兴村's 完成数 and 泊南村's 任务数; the township corrects a name and the same 完成数.
    const second = await receiveOne(
      '二.xlsx',
      fillCells(
        copy,
        '改厕',
        villageCells('高都镇', [
          ['大兴村', 10, 9],
          ['泊南庄村', 7, 3],
          ['善获村', 4, 1],
        ]),
      ),
    );
    expect(second.version).toBe(2);
    const review = await callOk(host, 'returns.review', { id: second.id });
    expect(review.base?.name).toBe('一.xlsx');
    expect(review.counts).toEqual({ added: 1, changed: 1, removed: 0, unchanged: 0, kept: 0, conflicts: 1 });
    expect(review.conflicts).toMatchObject([
      {
        kind: 'cell',
        column: 'columnF',
        base: 5,
        ours: 6,
        incoming: 9,
        cell: 'F4',
        oursBy: { label: '核改' },
      },
    ]);
    const stale = await ask(host, 'returns.accept', {
      id: second.id,
      revision: review.revision - 1,
      decisions: { rule: 'theirs', single: {} },
      explanations: review.problems
        .filter(({ severity }) => severity === 'explain')
        .map(({ code, sheet, cell, column }) => ({ problem: { code, sheet, cell, column }, text: '属实' })),
    });
    expect(stale).toMatchObject({ ok: false, error: { code: 'stale_edit' } });
    const undecided = await ask(host, 'returns.accept', {
      id: second.id,
      decisions: noDecisions,
      explanations: review.problems
        .filter(({ severity }) => severity === 'explain')
        .map(({ code, sheet, cell, column }) => ({ problem: { code, sheet, cell, column }, text: '属实' })),
    });
    expect(undecided).toMatchObject({ ok: false, error: { code: 'bad_request' } });
    await accept(second.id, { rule: null, single: { [review.conflicts[0]?.id ?? '']: 'theirs' } });
    expect(await ledger(form.table)).toEqual({
      大兴村: ['高都镇', 10, 9],
      泊南庄村: ['高都镇', 8, 3],
      善获村: ['高都镇', 4, 1],
    });
    const statuses = (await callOk(host, 'returns.list', { round: round.key })).map(({ status }) => status);
    expect(statuses).toEqual(['superseded', 'accepted']);
  });

  it('says which cell, file, unit and day a value comes from, through every later edit', async () => {
    const { form } = await saveForm();
    const round = await makeRound(form.key);
    const copy = (await issue(round.key)).get('高都镇') ?? new Uint8Array();
    const received = await receiveOne('高都.xlsx', fillCells(copy, '改厕', villageCells('高都镇', two)));
    await accept(received.id);
    const { rows } = await callOk(host, 'rows.list', { table: form.table });
    const rowId = rows[0]?.id ?? '';
    const asked = { table: form.table, rowId, column: 'columnF' };
    const from = {
      kind: 'returned',
      fileName: '高都.xlsx',
      sheet: '改厕',
      cell: 'F4',
      unit: '高都镇',
      version: 1,
    };
    expect((await callOk(host, 'provenance.read', asked)).cause).toMatchObject(from);
    const change = {
      kind: 'cellsSet' as const,
      table: form.table,
      rowId,
      before: { columnF: 5 },
      after: { columnF: 6 },
    };
    await callOk(host, 'edits.commit', { label: '手改', changes: [change] });
    const edited = await callOk(host, 'provenance.read', asked);
    expect(edited).toMatchObject({ value: 6, cause: { kind: 'typed' } });
    expect(edited.history.map(({ after, cause }) => [after, cause.kind])).toEqual([
      [6, 'typed'],
      [5, 'returned'],
    ]);
    await callOk(host, 'edits.undo', {});
    expect(await callOk(host, 'provenance.read', asked)).toMatchObject({ value: 5, cause: from });
    const original = await callOk(host, 'returns.original', { id: received.id });
    expect(original.fileName).toBe('高都.xlsx');
    const window = { sheet: '改厕', firstRow: 3, rowCount: 1 };
    const shown = await callOk(host, 'import.window', { uploadId: original.uploadId, ...window });
    expect(shown.rows[0]?.texts.slice(1, 3)).toEqual(['高都镇', '大兴村']);
  });

  it('goes back as their own workbook with marks, comments and a list of what to mend', async () => {
    const { form } = await saveForm();
    const round = await makeRound(form.key);
    const copy = (await issue(round.key)).get('巴公镇') ?? new Uint8Array();
    const sent = fillCells(copy, '改厕', villageCells('巴公镇', [['东四义村', '约10', 3]]));
    const received = await receiveOne('巴公.xlsx', sent);
    const back = await callOk(host, 'returns.sendBack', {
      id: received.id,
      reason: '任务数请填确切的数',
      problems: null,
    });
    expect(back.received).toMatchObject({ status: 'sentBack', sentBack: { reason: '任务数请填确切的数' } });
    expect(back.converted).toBeNull();
    expect(back.fileName).toBe('巴公（退回）.xlsx');
    const sheets = loadSheets(await download(back.downloadId), back.fileName);
    expect(sheets[0]?.comments.get('E4')).toContain('约');
    const opinion = sheets.find(({ name }) => name === '审核意见');
    expect(opinion === undefined ? '' : textAt(opinion, 2, 0)).toBe('退回原因：任务数请填确切的数');
    // Readers that are less thorough than Excel find the comment too.
    const other = new exceljs.Workbook();
    await other.xlsx.load(new Uint8Array(await download(back.downloadId)).buffer);
    expect(other.getWorksheet('改厕')?.getCell('E4').note).toContain('约');
    const board = await callOk(host, 'board.read', { round: round.key });
    expect(board.lines.find(({ unit }) => unit === '巴公镇')).toMatchObject({
      state: 'sentBack',
      sentBackReason: '任务数请填确切的数',
    });
    const [corrected] = (await receive({ '巴公（退回）改.xlsx': await download(back.downloadId) })).files;
    expect(corrected?.received).toMatchObject({ unit: '巴公镇', version: 2 });
  });
});

describe('files that are dropped', () => {
  it('are told apart: twice the same, another round, another workbook, no form at all', async () => {
    const { form } = await saveForm();
    const october = await makeRound(form.key);
    const november = await makeRound(form.key, '2025-11');
    const copies = await issue(october.key);
    const sent = fillCells(copies.get('高都镇') ?? new Uint8Array(), '改厕', villageCells('高都镇', two));
    const first = await receive({ 'a.xlsx': sent, 'b.xlsx': sent }, november.key);
    expect(first.files.map(({ duplicate }) => duplicate)).toEqual([false, true]);
    expect(first.files[0]?.received.notes.join()).toContain('不是正在收的');
    expect(first.files[0]?.received.round).toBe(october.key);
    expect(first.files[1]?.received.notes.join()).toContain('内容完全一样');
    expect(await callOk(host, 'returns.list', { round: october.key })).toHaveLength(1);

    const text = new TextEncoder().encode('这不是表格，只是一段话。');
    const other = await receiveOne('说明.txt', text);
    expect(other.status).toBe('problems');
    const review = await callOk(host, 'returns.review', { id: other.id });
    expect(review.blocked).not.toBeNull();
    expect(await callOk(host, 'returns.list', { round: null })).toHaveLength(1);
  });

  it('come out of a zip, each with its own name', async () => {
    const { form } = await saveForm();
    const round = await makeRound(form.key);
    const copies = await issue(round.key);
    const entries = units.map((unit) => ({
      name: `收表/${unit}.xlsx`,
      data: fillCells(copies.get(unit) ?? new Uint8Array(), '改厕', villageCells(unit, two)),
    }));
    const { progress, reply } = await streamCall(host, 'returns.receive', {
      uploadIds: [await uploadFile(host, '全部.zip', storeEntries(entries))],
      round: round.key,
    });
    expect(progress.length).toBeGreaterThanOrEqual(3);
    if (reply?.ok !== true) throw new Error('not received');
    expect(reply.value.files.map(({ fileName, received }) => [fileName, received.unit])).toEqual(
      units.map((unit) => [`${unit}.xlsx`, unit]),
    );
    const board = await callOk(host, 'board.read', { round: round.key });
    expect(board.arrived).toBe(3);
    expect(board.reminder).toMatch(/^截至\d+月\d+日\d+时(?:\d+分)?，3个单位均已报送。$/);
  });

  it('without a mark are matched by the info line, the name and the rows, and a person can say otherwise', async () => {
    const { form } = await saveForm();
    const round = await makeRound(form.key);
    await issue(round.key);
    const blank = await formBytes([villageForm]);
    const sent = fillCells(blank, '改厕', villageCells('周村镇', [['周村村', 3, 1]]));
    const received = await receiveOne('周村镇10月改厕.xlsx', sent, round.key);
    expect(received).toMatchObject({ unit: '周村镇', round: round.key, form: form.key });
    expect(received.match.unit.why).toContain('文件名');
    const { received: moved } = await callOk(host, 'returns.assign', { id: received.id, unit: '巴公镇' });
    expect(moved.unit).toBe('巴公镇');
    const review = await callOk(host, 'returns.review', { id: received.id });
    expect(review.problems.find(({ code }) => code === 'other_unit_rows')?.message).toContain('周村镇');
    expect(review.blocked).toContain('必须改正');
    await callOk(host, 'edits.undo', {});
    expect((await callOk(host, 'returns.list', { round: round.key }))[0]).toEqual(received);
  });
});

describe('what a return says otherwise than the workbook', () => {
  it('is told at its cell: a village of another spelling, asked for once; a period in the head', async () => {
    const { form } = await saveForm();
    const october = await makeRound(form.key);
    const november = await makeRound(form.key, '2025-11');
    const sent = async (round: string, changed: Readonly<Record<string, string>> = {}) => {
      const copy = (await issue(round)).get('高都镇') ?? new Uint8Array();
      const rows = [
        ['大兴村', 10, 5],
        ['善荻村', 7, 2],
      ] as const;
      return receiveOne(
        '高都.xlsx',
        fillCells(copy, '改厕', { ...villageCells('高都镇', rows), ...changed }),
      );
    };
    const first = await sent(october.key);
    // What its formulas come to is brought up to date by a spreadsheet program only.
    const asked = async (id: string) =>
      (await callOk(host, 'returns.review', { id })).problems.filter(
        ({ severity, code }) => severity === 'explain' && code !== 'total_differs',
      );
    expect(await asked(first.id)).toMatchObject([
      { code: 'unknown_village', cell: 'C5', message: expect.stringContaining('是否应为“善获村”') },
    ]);
    await accept(first.id);
    expect(await asked(first.id)).toHaveLength(1);

    const second = await sent(november.key, { A2: '填报单位：高都镇　报表期：2025年10月' });
    expect(second.round).toBe(november.key);
    expect(await asked(second.id)).toMatchObject([
      { code: 'other_period_written', sheet: '改厕', cell: 'A2' },
    ]);
  });

  it('as the name of its unit is asked for once, and known by that name the next time', async () => {
    const { form } = await saveForm();
    const round = await makeRound(form.key);
    const blank = await formBytes([villageForm]);
    const sent = (task: number) =>
      fillCells(blank, '改厕', {
        ...villageCells('', [['某某村', task, 1]]),
        A2: '填报单位：东片工作站　报表期：2025年10月',
        B4: null,
      });
    const first = await receiveOne('一.xlsx', sent(3), round.key);
    expect(first.unit).toBeNull();
    const assigned = await callOk(host, 'returns.assign', { id: first.id, unit: '高都镇' });
    expect(assigned).toMatchObject({ alias: '东片工作站', received: { unit: '高都镇' } });
    expect(assigned.committed?.edit.label).toContain('记住别名“东片工作站”');
    const second = await receiveOne('二.xlsx', sent(4), round.key);
    expect(second.unit).toBe('高都镇');
    expect(second.match.unit.certainty).not.toBe('doubtful');
    // One step takes back both what was said and what was remembered.
    await callOk(host, 'edits.undo', {});
    const third = await receiveOne('三.xlsx', sent(5), round.key);
    expect(third.unit).toBeNull();
  });
});

describe('the board and the sums', () => {
  it('name who has not reported, in the words of an office', async () => {
    const { form } = await saveForm();
    const round = await makeRound(form.key, '2025-10', { units: { kind: 'kind', unitKind: '乡镇' } });
    await issue(round.key);
    const board = await callOk(host, 'board.read', { round: round.key });
    expect(board.lines).toHaveLength(16);
    expect(board.lines[0]).toMatchObject({ state: 'missing', versions: 0, late: true });
    expect(board.reminder).toMatch(/^截至\d+月\d+日\d+时(?:\d+分)?，以下16个乡镇尚未报送：.+、.+。$/);
    const exported = await callOk(host, 'board.export', { round: round.key });
    const [sheet] = loadSheets(await download(exported.downloadId), exported.fileName);
    expect(sheet?.rows.length).toBe(17);
  });

  it('add up a fixed form cell by cell, keep the parts, compare two periods, and export into the form', async () => {
    const { form } = await saveForm(fixedFigures, '基本情况');
    const report = async (period: string, figures: readonly number[]) => {
      const round = await makeRound(form.key, period);
      const copies = await issue(round.key);
      for (const [index, unit] of units.entries()) {
        const bytes = copies.get(unit) ?? new Uint8Array();
        const count = figures[index] ?? 0;
        const sent = fillCells(bytes, '统计表', { C4: count, D4: count * 2, C5: count / 10, C6: 0.1 });
        const received = await receiveOne(`${unit}${period}.xlsx`, sent, round.key);
        expect(received).toMatchObject({ unit, round: round.key });
        await accept(received.id);
      }
      return round.key;
    };
    const september = await report('2025-09', [100, 200, 300]);
    const october = await report('2025-10', [110, 200, 330]);
    const summary = await callOk(host, 'summary.read', {
      round: october,
      against: september,
      level: null,
      units: null,
    });
    const total = Object.fromEntries(summary.total.cells.map(({ column, sum }) => [column, sum]));
    expect(total).toMatchObject({ cellC4: '640', cellD4: '1280', cellC5: '64', cellC6: '0.3' });
    expect(summary.lines.map(({ unit }) => unit)).toEqual([...units]);
    expect(summary.total.cells[0]?.parts.map(({ unit, value }) => [unit, value])).toEqual([
      ['高都镇', 110],
      ['巴公镇', 200],
      ['周村镇', 330],
    ]);
    const whole = summary.compared.find(({ unit }) => unit === '合计');
    expect(whole?.cells[0]).toEqual({ column: 'cellC4', before: '600', after: '640', difference: '40' });
    const exported = await callOk(host, 'summary.run', {
      round: october,
      against: null,
      level: null,
      units: ['高都镇', '周村镇'],
    });
    const [sheet] = loadSheets(await download(exported.downloadId), exported.fileName);
    expect(sheet === undefined ? '' : textAt(sheet, 3, 2)).toBe('440');
  });

  it('export the rows of a list into a form that merges a township over its rows, merged anew', async () => {
    const { form } = await saveForm({ ...villageForm, merges: [...(villageForm.merges ?? []), 'B4:B5'] });
    const round = await makeRound(form.key);
    const copies = await issue(round.key);
    for (const unit of ['高都镇', '巴公镇']) {
      const sent = fillCells(
        copies.get(unit) ?? new Uint8Array(),
        '改厕',
        villageCells(unit, [['大兴村', 1, 1]]),
      );
      await accept((await receiveOne(`${unit}.xlsx`, sent, round.key)).id);
    }
    const exported = await callOk(host, 'summary.run', {
      round: round.key,
      against: null,
      level: null,
      units: null,
    });
    const [sheet] = loadSheets(await download(exported.downloadId), exported.fileName);
    expect(sheet === undefined ? [] : [3, 4].map((row) => textAt(sheet, row, 1))).toEqual([
      '高都镇',
      '巴公镇',
    ]);
  });
});

describe('accepting all', () => {
  /** Without formulas, whose results only a spreadsheet program would bring up to date. */
  const listForm: FormFixture = {
    name: '改厕',
    rows: [
      ['2025年农村改厕进度表'],
      ['填报单位：　　　　　　报表期：　　　　　　'],
      ['序号', '乡镇', '村名', '是否完工', '任务数（户）', '完成数（户）', '备注'],
      ...Array.from({ length: 3 }, () => Array.from({ length: 7 }, () => null)),
    ],
    merges: ['A1:G1', 'A2:G2'],
    ruled: 'A3:G6',
  };

  it('takes what needs no decision in one edit, leaves the rest with a reason, and is undone by one step', async () => {
    const { form } = await saveForm(listForm);
    const round = await makeRound(form.key);
    const copies = await issue(round.key);
    const filled = (unit: string, rows: readonly (readonly [string, number, number])[]) =>
      fillCells(copies.get(unit) ?? new Uint8Array(), '改厕', villageCells(unit, rows));
    const { files } = await receive({
      '一.xlsx': filled('高都镇', two),
      '二.xlsx': filled('巴公镇', [['东四义村', 3, 1]]),
      '三.xlsx': filled('周村镇', [['上町村', 3, 1]]),
      '四.xlsx': filled('周村镇', [['上町村', 4, 1]]),
    });
    const ids = files.map(({ received }) => received.id);
    const answer = await callOk(host, 'returns.acceptAll', { ids });
    expect(answer.accepted.map(({ unit, status }) => [unit, status])).toEqual([
      ['高都镇', 'accepted'],
      ['巴公镇', 'accepted'],
    ]);
    expect(answer.left.map(({ why }) => why)).toEqual([
      '周村镇这一期有2份要接收。请打开核对用哪一份。',
      '周村镇这一期有2份要接收。请打开核对用哪一份。',
    ]);
    expect(answer.committed?.edit.label).toBe('接收 2个单位 改厕进度表 2025年10月');
    expect(Object.keys(await ledger(form.table))).toEqual(['大兴村', '泊南村', '东四义村']);

    const { rows } = await callOk(host, 'rows.list', { table: form.table });
    const origins = await Promise.all(
      rows.map(({ id }) =>
        callOk(host, 'provenance.read', { table: form.table, rowId: id, column: 'columnE' }),
      ),
    );
    expect(origins.map(({ cause }) => (cause.kind === 'returned' ? cause.fileName : cause.kind))).toEqual([
      '一.xlsx',
      '一.xlsx',
      '二.xlsx',
    ]);
    await callOk(host, 'edits.undo', {});
    expect(await ledger(form.table)).toEqual({});
    const again = await callOk(host, 'returns.list', { round: round.key });
    expect(again.map(({ status }) => status)).toEqual(['received', 'received', 'received', 'received']);
  });

  it('keeps rows of several units apart when one has rows there already', async () => {
    const { form } = await saveForm(listForm);
    const round = await makeRound(form.key);
    const copies = await issue(round.key);
    const filled = (unit: string, rows: readonly (readonly [string, number, number])[]) =>
      fillCells(copies.get(unit) ?? new Uint8Array(), '改厕', villageCells(unit, rows));
    const first = await receiveOne('一.xlsx', filled('高都镇', [['大兴村', 10, 5]]));
    await callOk(host, 'returns.acceptAll', { ids: [first.id] });
    const { files } = await receive({
      '二.xlsx': filled('巴公镇', [['东四义村', 3, 1]]),
      '三.xlsx': filled('高都镇', two),
    });
    const ids = files.map(({ received }) => received.id);
    await callOk(host, 'returns.acceptAll', { ids });
    expect(Object.keys(await ledger(form.table))).toEqual(['大兴村', '泊南村', '东四义村']);

    const fewer = await receiveOne('四.xlsx', filled('高都镇', [['大兴村', 10, 6]]));
    const { left } = await callOk(host, 'returns.acceptAll', { ids: [fewer.id] });
    expect(left.map(({ why }) => why)).toEqual(['会删去台账里的1行。请打开核对。']);
  });
});
