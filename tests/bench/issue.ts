/** 下发: 2,000 copies of a list with drop-downs, locks and each unit's own rows, in the workers as the program makes them. */
import ExcelJS from 'exceljs';
import { issueInParts } from '../../electron/backend/sheets/issue/issue-in-parts.ts';
import type { IssueRequest, IssueUnit } from '../../electron/backend/sheets/issue/issue-request.ts';
import { openSheetTools } from '../../electron/backend/sheets/open-sheet-tools.ts';
import {
  type BoundFixture,
  issueRequest,
  learnBound,
  manyVillages,
  rowOf,
  villageForm,
} from '../fixtures/issue.ts';
import type { BenchRow } from './report.ts';

const copies = 2000;
/** The peer makes fewer: it takes too long. */
const peerCopies = 100;

export async function benchIssue(): Promise<readonly BenchRow[]> {
  const bound = await learnBound(villageForm);
  const blank = await issueIn(requestFor(bound, copies, 0));
  const filled = await issueIn(requestFor(bound, copies, 10));
  const few = await issueIn(requestFor(bound, peerCopies, 10));
  const peer = await issueWithPeer(bound, peerCopies);
  return [
    { what: `${copies} blank copies`, unit: 's', ours: blank, peer: null, aim: 20 },
    { what: `${copies} copies with ten rows each`, unit: 's', ours: filled, peer: null, aim: 20 },
    { what: `${peerCopies} copies with ten rows each, peer exceljs`, unit: 's', ours: few, peer, aim: null },
  ];
}

function requestFor(bound: BoundFixture, count: number, rowCount: number): IssueRequest {
  const rows = Array.from({ length: rowCount }, (_, index) =>
    rowOf(bound.table, `r${index}`, {
      乡镇: '高都镇',
      村名: manyVillages[index] ?? null,
      是否完工: index % 2 === 0,
      任务数: index * 10,
      完成数: index * 5,
      完工日期: '2025-10-09',
      资金来源: '省级',
      备注: '已入户核实',
    }),
  );
  const units = Array.from({ length: count }, (_, index): IssueUnit => {
    return { name: `单位${index}`, fileName: `${index}.xlsx`, rows, villages: manyVillages };
  });
  return issueRequest(bound, units);
}

async function issueIn(request: IssueRequest): Promise<number> {
  const tools = openSheetTools();
  try {
    const started = performance.now();
    await issueInParts(tools, request, { signal: new AbortController().signal, onProgress: () => {} });
    return (performance.now() - started) / 1000;
  } finally {
    await tools.close();
  }
}

/** What exceljs can do of the same: load, fill, offer choices, lock, write. */
async function issueWithPeer({ template }: BoundFixture, count: number): Promise<number> {
  const started = performance.now();
  for (let copy = 0; copy < count; copy += 1) {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(template.slice().buffer);
    const sheet = workbook.worksheets[0];
    if (sheet === undefined) throw new Error('the template has no sheet');
    const lists = workbook.addWorksheet('选项', { state: 'veryHidden' });
    for (const [index, village] of manyVillages.entries()) lists.getCell(index + 1, 1).value = village;
    sheet.getCell('A2').value = `填报单位：单位${copy}`;
    sheet.duplicateRow(5, 12, true);
    for (let row = 4; row < 19; row += 1) {
      if (row < 14) {
        sheet.getCell(row, 2).value = '高都镇';
        sheet.getCell(row, 3).value = manyVillages[row] ?? null;
        sheet.getCell(row, 5).value = row * 10;
        sheet.getCell(row, 6).value = row * 5;
        sheet.getCell(row, 10).value = '已入户核实';
      }
      sheet.getCell(row, 3).dataValidation = { type: 'list', formulae: ['选项!$A$1:$A$70'] };
      for (const column of [1, 2, 3, 4, 5, 6, 8, 9, 10])
        sheet.getCell(row, column).protection = { locked: false };
    }
    await sheet.protect('', {});
    await workbook.xlsx.writeBuffer();
  }
  return (performance.now() - started) / 1000;
}
