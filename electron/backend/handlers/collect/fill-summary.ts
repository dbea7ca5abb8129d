/** 汇总 filled into its form: the rows of the units one below the other, of a 固定表 their sums. */
import type { Exported, Input } from '../../../../shared/api.ts';
import type { Summary } from '../../../../shared/collect/answers.ts';
import type { SummaryLine } from '../../../../shared/collect/summarise.ts';
import { planFill } from '../../../../shared/form/plan-fill.ts';
import type { CellValue } from '../../../../shared/model/cell-value.ts';
import { describeProblem, type Problem } from '../../../../shared/model/problem.ts';
import { periodTitle } from '../../../../shared/model/round.ts';
import type { Row } from '../../../../shared/model/row.ts';
import type { TableDefinition } from '../../../../shared/model/table.ts';
import { safeFileName } from '../../../../shared/values/file-name.ts';
import { requireDatabase } from '../../session.ts';
import { withTemplate } from '../../store/forms.ts';
import { requireFormDefinition } from '../forms.ts';
import type { CallContext } from '../handlers.ts';
import { summarise } from './summarise-round.ts';

/** @throws HuibiaoError as `summarise` does, or where the form cannot be filled (the message names the cell) */
export async function fillSummary(input: Input<'summary.run'>, context: CallContext): Promise<Exported> {
  const { session, signal, onProgress } = context;
  const { form, table, round, rows, summary, root } = summarise(session, input);
  const template = withTemplate(requireDatabase(session), form);
  const definition = await requireFormDefinition(template, template.bytes, table, context);
  const isFixed = form.layout === 'fixed';
  const filled = isFixed ? [summedRow(summary.total)] : rows.map(({ row }) => row);
  const { leftOut, ...plan } = planFill(definition, table, filled, {
    ...(root === null ? {} : { unit: root }),
    period: periodTitle(round.period),
    groups: form.layout === 'grouped' ? [...new Set(rows.map(({ unit }) => unit))] : [],
  });
  const { bytes } = await session.sheets.fill(
    {
      bytes: template.bytes,
      fileName: template.fileName,
      fill: { sheets: [{ ...plan, growsRows: true }] },
    },
    { signal, onProgress },
  );
  const fileName = `${safeFileName(`${form.title} ${periodTitle(round.period)} 汇总`)}.xlsx`;
  return {
    downloadId: session.transfers.offer({ name: fileName, bytes }),
    fileName,
    problems: [...(isFixed ? describeUnsummed(summary, table) : []), ...describeLeftOut(leftOut.length)],
  };
}

function summedRow({ cells }: SummaryLine): Row {
  const values = cells.flatMap(({ column, sum }): [string, CellValue][] =>
    sum === null ? [] : [[column, Number(sum)]],
  );
  return {
    id: 'sum',
    position: '',
    unit: null,
    round: null,
    values: Object.fromEntries(values),
    source: null,
  };
}

function describeUnsummed({ total }: Summary, table: TableDefinition): Problem[] {
  return total.cells.flatMap(({ column, unread, parts }) => {
    if (unread === 0) return [];
    const title = table.columns.find(({ key }) => key === column)?.title ?? column;
    const who = [
      ...new Set(parts.filter(({ held, value }) => held !== null && value === null).map(({ unit }) => unit)),
    ];
    return [
      describeProblem({
        code: 'not_summed',
        severity: 'explain',
        column,
        message: `“${title}”有${unread}处不是数，没有加进去：${who.slice(0, 5).join('、')}${who.length > 5 ? '等' : ''}。请核对。`,
      }),
    ];
  });
}

function describeLeftOut(count: number): Problem[] {
  if (count === 0) return [];
  return [
    describeProblem({
      code: 'row_without_line',
      severity: 'must',
      message: `有${count}条记录没有填单位或类别，表样里没有它们的位置，没有列入。请在台账中补全后再导出。`,
    }),
  ];
}
